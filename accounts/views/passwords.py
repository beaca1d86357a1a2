"""Passwords: changing one's own, and setting one through a link sent by mail."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import public, signed_in
from accounts.actions import change_password as change
from accounts.forms import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from accounts.mail import send_password_link
from accounts.models import User
from accounts.sign_in.devices import remember_device
from accounts.sign_in.lockout import forgive
from accounts.sign_in.sessions import keep_this_one
from audit.actors import SystemJob


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password. Every other session of the person ends."""
    form = ChangePasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change(user=request.user, new_password=form.cleaned_data["new_password1"], by=request.user)
        keep_this_one(request, request.user)
        messages.success(request, "Your password is changed.")
        return redirect("accounts:my-account")
    context = {
        "heading": "Change your password",
        "form": form,
        "submit_text": "Change password",
        "must_change": request.user.must_change_password,
    }
    return render(request, "accounts/change_password.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Ask for a link to set a password. The answer is the same whether or not there is such an account."""
    form = ForgottenPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = User.objects.active().filter(email=form.cleaned_data["email"].lower()).first()
        if user is not None:
            send_password_link(user=user, site=site_of(request), by=SystemJob("forgotten password"))
        return redirect("accounts:link-sent")
    context = {"heading": "Get a link to set your password", "form": form, "submit_text": "Send the link"}
    return render(request, "accounts/forgotten_password.html", context)


def site_of(request: HttpRequest) -> str:
    """Return the scheme and host of this site, as links in mail begin."""
    return request.build_absolute_uri("/").rstrip("/")


@public
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next, and nothing about who has an account."""
    return render(request, "accounts/link_sent.html", {"heading": "Check your e-mail"})


class SetPassword(PasswordResetConfirmView):
    """Set a password through the link in the mail."""

    template_name = "accounts/set_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("accounts:sign-in")
    extra_context = {"heading": "Set your password", "submit_text": "Set password"}

    def get_user(self, uidb64: str) -> Any:
        """Return the account of the link, while it is open."""
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it through the action, and forget failed sign-ins: whoever has the mail is the person."""
        form.save = lambda commit=True: change(
            user=self.user, new_password=form.cleaned_data["new_password1"], by=self.user
        )
        response = super().form_valid(form)
        forgive(self.user)
        remember_device(self.request, response, self.user.email)
        messages.success(self.request, "Your password is set. Sign in with it.")
        return response


set_password = public(SetPassword.as_view())
