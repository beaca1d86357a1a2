"""One's own second factor: setting up an authenticator app, and the recovery codes."""

import json

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions
from accounts.access import signed_in
from accounts.confirming import confirm_first, recently_confirmed
from accounts.forms import SetUpForm
from accounts.mail import send_notice
from accounts.sign_in import second_factor
from accounts.sign_in.secrets import decrypt, encrypt
from accounts.sign_in.sessions import renew
from accounts.views.passwords import site_of
from accounts.views.signing_in import onward_of

SECRET = "second_factor_secret"  # noqa: S105 - the name of what the session keeps
CODES = "second_factor_codes"
LETTERS_TOGETHER = 4


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app, in place of any before."""
    user = request.user
    is_first = not second_factor.has_one(user)
    # Who is kept from every page until it is done gave the password just now; all others confirm.
    if not (is_first and second_factor.is_missing(request)) and not recently_confirmed(request):
        return confirm_first(request)
    secret = _secret_of(request)
    form = SetUpForm(request.POST or None, secret=secret)
    if request.method == "POST" and form.is_valid():
        codes = actions.set_up_second_factor(user=user, secret=secret, step=form.step, by=user)
        send_notice(user=user, notice="second_factor_set_up", site=site_of(request), by=user)
        del request.session[SECRET]
        renew(request)
        second_factor.note_given(request, user)
        return _show_codes(request, codes)
    context = {
        "heading": "Set up your second factor" if is_first else "Set up another authenticator app",
        "form": form,
        "submit_text": "Continue",
        "is_required": second_factor.is_missing(request),
        "secret": " ".join(
            secret[start : start + LETTERS_TOGETHER] for start in range(0, len(secret), LETTERS_TOGETHER)
        ),
    }
    return render(request, "accounts/set_up_second_factor.html", context)


@signed_in
@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """Return the QR code of what is being set up. A page of its own: the policy takes no picture from within a page."""
    if SECRET not in request.session:
        raise Http404
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, _secret_of(request)))
    return HttpResponse(svg, content_type="image/svg+xml")


def _secret_of(request: HttpRequest) -> str:
    """Return the secret that is being set up: the same while the page is open, so that a reload does no harm."""
    if SECRET not in request.session:
        request.session[SECRET] = encrypt(generate_totp_secret())
    return decrypt(request.session[SECRET])


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponseRedirect:
    request.session[CODES] = encrypt(json.dumps(codes))
    query = urlencode({"next": onward_of(request)})
    return HttpResponseRedirect(f"{reverse('accounts:recovery-codes')}?{query}")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show new recovery codes until the person says that they are kept; then nobody can read them again."""
    if request.method == "POST":
        request.session.pop(CODES, None)
        return HttpResponseRedirect(onward_of(request))
    if CODES not in request.session:
        return redirect("accounts:my-account")
    context = {
        "heading": "Your recovery codes",
        "submit_text": "I have kept them",
        "codes": json.loads(decrypt(request.session[CODES])),
    }
    return render(request, "accounts/recovery_codes.html", context)


@signed_in
@require_POST
def renew_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes in place of the old."""
    user = request.user
    if not second_factor.has_one(user):
        return redirect("accounts:set-up-second-factor")
    if not recently_confirmed(request):
        return confirm_first(request, reverse("accounts:my-account"))
    return _show_codes(request, actions.renew_recovery_codes(user=user, by=user))
