"""Where somebody lives, so that looks at children of their own street are noticed: their own page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.models import Home
from accounts.permissions import Capability
from design.fields import FormKeyField, VersionField
from design.forms import GovukForm
from desk.looking.actions import say_where_one_lives
from desk.looking.known import area_of
from office.form_pages import FormPage, form_page


class HomeForm(GovukForm):
    """A street and a postcode; both may be left empty."""

    street = forms.CharField(label="Street you live in, without the number", max_length=80, required=False)
    postcode = forms.CharField(
        label="Postcode", max_length=8, required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )
    version = VersionField()
    form_key = FormKeyField()

    def clean_postcode(self) -> str:
        """Return the postcode in capitals, or refuse what is none."""
        typed = self.cleaned_data["postcode"].strip().upper()
        if typed and not area_of(typed):
            raise ValidationError("Enter a whole postcode, like HA1 2XY, or leave it empty")
        return typed


@access(Capability.DECLARE_CONFLICT)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Say where one lives. Nobody else reads it; the nightly look for unusual access compares it with addresses."""
    kept = Home.objects.filter(user=request.user.pk).first()
    initial = {"street": kept.street, "postcode": kept.postcode, "version": kept.version} if kept else {"version": 0}

    def act(cleaned: dict[str, Any]) -> str:
        say_where_one_lives(
            user=request.user,
            street=cleaned["street"].strip(),
            postcode=cleaned["postcode"],
            by=request.user,
            seen_version=cleaned["version"],
        )
        return reverse("accounts:my-account")

    context = {
        "heading": "Where you live",
        "back": reverse("accounts:my-account"),
        "cancel": reverse("accounts:my-account"),
        "submit_text": "Save",
    }
    page = FormPage(
        "looking.home",
        lambda data: HomeForm(data, initial=initial),
        act,
        "Where you live is saved.",
        "desk/looking/home.html",
        context,
        lambda now: [("Street", now.street), ("Postcode", now.postcode)],
        record=kept,
    )
    return form_page(request, page)
