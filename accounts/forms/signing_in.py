"""Forms of signing in: password, code, confirming, the role of the session, and new passwords."""

import time
from collections.abc import Iterable, Sequence
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse

from accounts.enums import Role
from accounts.models import User
from accounts.sign_in import lockout, second_factor
from design.forms import GovukForm, GovukFormMixin, Radios

LONGEST_PASSWORD = 200
WRONG = "The e-mail address or the password is wrong. Check both and try again."
NOT_YOURS = "This is not your password. Enter it again."
LONGEST_CODE = 40
WRONG_CODE = "This code is wrong, or was used before. Enter the one that the app shows now."
NOT_THIS_CODE = "The app should show another code. Check that its clock is right, and enter the code it shows now."
HOW_TO_CHOOSE = (
    "At least 12 characters. Three words that only you would put together are good. Not your name or your address."
)


class SignInForm(GovukForm):
    """Who signs in. An unknown address, a wrong password and a closed account are told the same."""

    username = forms.CharField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": "Enter your e-mail address", "max_length": WRONG},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None

    def clean_username(self) -> str:
        """Return the address as accounts keep it."""
        return str(self.cleaned_data["username"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        """Ask the account. The one refusal stands beside the first box, so that the summary leads to it."""
        given = super().clean() or self.cleaned_data
        too_long = self.has_error("password", "max_length")
        if too_long:
            del self.errors["password"]
        if not self.errors:
            password = "" if too_long else given["password"]
            self.user = authenticate(self.request, username=given["username"], password=password)
            if self.user is None:
                self.add_error("username", ValidationError(WRONG, code="invalid_login"))
        return given

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Go on to the session, by way of whatever stands between. Called by allauth's view."""
        credentials = {"email": self.cleaned_data["username"]}
        return perform_password_login(request, credentials, Login(user=self.user, redirect_url=redirect_url))


class CodeInput(forms.TextInput):
    """A box for a code. One that was wrong is not shown again: it would only have to be cleared."""

    def format_value(self, _value: Any) -> None:
        """Show nothing."""


class CodeField(forms.CharField):
    """A code of six digits from an authenticator app, or a recovery code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Code from your authenticator app")
        kwargs.setdefault("max_length", LONGEST_CODE)
        kwargs.setdefault("error_messages", {"required": "Enter the code", "max_length": WRONG_CODE})
        widget = CodeInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "class": "govuk-input--width-10"}
        )
        super().__init__(widget=widget, **kwargs)


class CodeForm(GovukForm):
    """The second factor, when signing in."""

    code = CodeField(help_text="6 digits. Without your phone, enter one of your recovery codes.")

    def __init__(self, *args: Any, user: User, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.request = user, request
        self.authenticator: Authenticator | None = None

    def clean_code(self) -> str:
        """Use the code up, when it is right."""
        code = str(self.cleaned_data["code"])
        if lockout.may_try_code(self.request, self.user):
            self.authenticator = second_factor.use_code(self.user, code, time.time())
            if self.authenticator is not None:
                lockout.code_was_right(self.request, self.user)
                return code
            lockout.code_was_wrong(self.request, self.user)
        raise ValidationError(WRONG_CODE, code="invalid_login")

    def save(self) -> None:
        """Note in the session that the second factor was given. Called by allauth's view."""
        post_authentication(self.request, self.authenticator)


class ConfirmForm(CodeForm):
    """What shows that the person at the keyboard is the one who signed in: password, and code where they have one."""

    field_order = ("password", "code")

    password = forms.CharField(
        label="Your password",
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password", "max_length": NOT_YOURS},
    )

    def __init__(self, *args: Any, asks: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() - set(asks):
            del self.fields[name]

    def clean_password(self) -> str:
        """Return the password, when it is theirs. Asked the way signing in is, so that wrong tries count alike."""
        password = str(self.cleaned_data["password"])
        found = authenticate(self.request, username=self.user.email, password=password)
        if found is None or found.pk != self.user.pk:
            raise ValidationError(NOT_YOURS)
        return password

    def clean_code(self) -> str:
        """Use the code up, once the password is right."""
        waits = "password" in self.fields and "password" not in self.cleaned_data
        return "" if waits else super().clean_code()


class SetUpForm(GovukForm):
    """The first code of an app, which shows that it has the secret."""

    code = CodeField(
        label="Code that the app shows",
        help_text="6 digits.",
        error_messages={"required": "Enter the code that the app shows", "max_length": NOT_THIS_CODE},
    )

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = secret
        self.step: int | None = None

    def clean_code(self) -> str:
        """Return the code, when it is one of this secret."""
        code = str(self.cleaned_data["code"])
        self.step = second_factor.step_of(self.secret, code, time.time())
        if self.step is None:
            raise ValidationError(NOT_THIS_CODE)
        return code


class ChooseRoleForm(GovukForm):
    """Which of their roles somebody acts in for this session."""

    role = forms.ChoiceField(
        label="Role", widget=Radios, error_messages={"required": "Choose the role you are working in"}
    )

    def __init__(self, *args: Any, held: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, Role(role).label) for role in held]  # type: ignore[attr-defined] # a choice


class _NewPassword:
    """Words of the two boxes for a new password."""

    def _say_what_to_do(self) -> None:
        fields = self.fields  # type: ignore[attr-defined] # a mixin: the form beside it has them
        fields["new_password1"].help_text = HOW_TO_CHOOSE
        fields["new_password1"].error_messages["required"] = "Enter a new password"
        fields["new_password2"].label = "New password again"
        fields["new_password2"].help_text = ""
        fields["new_password2"].error_messages["required"] = "Enter the new password again"
        for name in ("new_password1", "new_password2"):
            fields[name].max_length = LONGEST_PASSWORD
            fields[name].validators.append(
                MaxLengthValidator(LONGEST_PASSWORD, f"A password has at most {LONGEST_PASSWORD} characters")
            )


class NewPasswordForm(GovukFormMixin, _NewPassword, SetPasswordForm):  # type: ignore[type-arg] # generic for the checker only
    """A new password, from the link in the mail."""

    error_messages = {"password_mismatch": "The two passwords differ. Enter the same one twice."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say_what_to_do()


class ChangePasswordForm(GovukFormMixin, _NewPassword, PasswordChangeForm):
    """One's own password, knowing the old one."""

    error_messages = {
        "password_mismatch": "The two passwords differ. Enter the same one twice.",
        "password_incorrect": "This is not your password now. Enter it again.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say_what_to_do()
        self.fields["old_password"].label = "Your password now"
        self.fields["old_password"].widget.attrs.pop("autofocus", None)
        self.fields["old_password"].error_messages["required"] = "Enter your password"


class ForgottenPasswordForm(GovukForm):
    """Where the link to set a password goes: the account's own address."""

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address, like name@example.org",
        },
    )
