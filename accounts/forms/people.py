"""Forms about people: accounts, roles, posts and teams."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.enums import PostKind, Role, Sex, TeamKind
from accounts.models import RoleGrant, Team, User
from design.forms import DateField, FilterForm, GovukForm, Radios, SearchInput, SentForm, VersionField


class ChangingForm(SentForm):
    """A form that changes a record, from the version that was seen."""

    version = VersionField()


class StaffFilters(FilterForm):
    """What narrows the list of staff."""

    name = forms.CharField(label="Name or e-mail address", widget=SearchInput, max_length=120)
    role = forms.ChoiceField(label="Role", choices=[("", "Any role"), *Role.choices])
    accounts = forms.ChoiceField(
        label="Accounts", choices=[("", "Open accounts"), ("closed", "Closed accounts"), ("all", "All accounts")]
    )
    ending = forms.ChoiceField(label="Roles", choices=[("", "All"), ("soon", "A role ends within two weeks")])


AGENCY = "Works here through an agency"
AGENCY_MEANS = "Each of their roles has a last day, and they download no lists."


class AccountForm(SentForm):
    """A new account."""

    full_name = forms.CharField(
        label="Full name", max_length=120, error_messages={"required": "Enter the person's full name"}
    )
    email = forms.EmailField(
        label="E-mail address",
        help_text="They sign in with it, and a link to set a password is sent to it.",
        error_messages={
            "required": "Enter the person's e-mail address",
            "invalid": "Enter an e-mail address, like name@example.org",
        },
    )
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    is_agency = forms.BooleanField(label=AGENCY, help_text=AGENCY_MEANS, required=False)


class DetailsForm(ChangingForm):
    """What a person is called, and how they describe themselves."""

    full_name = forms.CharField(
        label="Full name", max_length=120, error_messages={"required": "Enter the person's full name"}
    )
    phone = forms.CharField(label="Telephone number", max_length=40, required=False)
    sex = forms.ChoiceField(label="Sex", choices=[("", "Not said"), *Sex.choices], required=False)
    identity = forms.CharField(
        label="Ethnic identity, in their own words",
        help_text="For the make-up of the team in the annual report.",
        max_length=60,
        required=False,
    )
    is_agency = forms.BooleanField(label=AGENCY, help_text=AGENCY_MEANS, required=False)

    def __init__(self, *args: Any, by_administrator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_administrator:
            del self.fields["is_agency"]


class GrantRoleForm(SentForm):
    """A role for somebody."""

    role = forms.ChoiceField(label="Role", widget=Radios, error_messages={"required": "Choose the role to give"})
    from_on = DateField(label="First day", thing="the first day")
    until_on = DateField(
        label="Last day", thing="the last day", required=False, help_text="Where one is known, as for agency staff."
    )

    def __init__(self, *args: Any, roles: Sequence[Role], is_agency: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_agency:
            self.fields["until_on"].required = True
            self.fields["until_on"].help_text = "Staff from an agency have one."
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined] # a choice

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        given = super().clean() or self.cleaned_data
        _in_order(self)
        return given


class EndForm(ChangingForm):
    """The end of something that somebody holds."""

    at_once = forms.ChoiceField(
        label="When does it end?",
        choices=[("now", "Now"), ("later", "After a last day")],
        widget=Radios,
        error_messages={"required": "Say when it ends"},
    )
    last_day = DateField(label="Last day", thing="the last day")
    reveals = {"at_once": {"later": ["last_day"]}}

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_last_day(self) -> datetime.date | None:
        """Return the day, from today on."""
        field = self.fields["last_day"]
        assert isinstance(field, DateField)  # noqa: S101 - what the checker cannot see
        return field.check(self.cleaned_data["last_day"], not_before=self.today, today=self.today)


class EndPostForm(ChangingForm):
    """The last day of a post."""

    last_day = DateField(label="Last day of the post", thing="the last day of the post")


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # generic for the checker only
    """One of some people, by name and address."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, and the address that tells two people of one name apart."""
        return f"{obj.full_name} ({obj.email})"


class PostForm(GovukForm):
    """A post of the service."""

    kind = forms.ChoiceField(
        label="Post", choices=[("", "Choose a post"), *PostKind.choices], error_messages={"required": "Choose the post"}
    )
    holder = PersonChoice(label="Held by", queryset=User.objects.none(), required=False, empty_label="Nobody: vacant")
    fte = forms.DecimalField(
        label="Share of full time",
        help_text="1 is full time, 0.5 is half. Leave it empty where nobody has said.",
        required=False,
        max_digits=3,
        decimal_places=2,
        error_messages={
            "invalid": "Enter the share as a number, like 0.8",
            "max_decimal_places": "Enter the share with at most 2 decimals, like 0.85",
            "max_digits": "Enter the share as a number up to 1, like 0.8",
            "max_whole_digits": "Enter the share as a number up to 1, like 0.8",
        },
    )
    other_duties_fte = forms.DecimalField(
        label="Share for other duties",
        help_text="The part of that share that is not for reviews, such as child protection conferences.",
        required=False,
        max_digits=3,
        decimal_places=2,
        error_messages={
            "invalid": "Enter the share as a number, like 0.2",
            "max_decimal_places": "Enter the share with at most 2 decimals, like 0.25",
            "max_digits": "Enter the share as a number up to 1, like 0.2",
            "max_whole_digits": "Enter the share as a number up to 1, like 0.2",
        },
    )
    other_duties = forms.CharField(label="Which other duties", max_length=120, required=False)
    from_on = DateField(label="First day", thing="the first day")
    until_on = DateField(label="Last day", thing="the last day", required=False)
    is_agency = forms.BooleanField(label="Held by agency staff", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = User.objects.active()  # type: ignore[attr-defined] # a choice of models

    def clean(self) -> dict[str, Any]:
        """Refuse shares and days that make no sense, and agency staff without a last day."""
        given = super().clean() or self.cleaned_data
        _in_order(self)
        fte, other = given.get("fte"), given.get("other_duties_fte")
        if fte is not None and not 0 < fte <= 1:
            self.add_error("fte", "Enter a share above 0 and up to 1")
        if other is not None and not 0 <= other <= 1:
            self.add_error("other_duties_fte", "Enter a share from 0 to 1")
        elif other and fte is not None and other > fte:
            self.add_error("other_duties_fte", "Other duties cannot take more than the whole post")
        if given.get("is_agency") and not given.get("until_on") and "until_on" not in self.errors:
            self.add_error("until_on", "Enter the last day: agency staff have one")
        return given


class NewPostForm(PostForm, SentForm):
    """A post that is added."""


class ChangePostForm(PostForm, ChangingForm):
    """A post that is changed."""


class TeamForm(SentForm):
    """A team."""

    name = forms.CharField(
        label="Name of the team", max_length=80, error_messages={"required": "Enter the team's name"}
    )
    kind = forms.ChoiceField(
        label="What is the team for?",
        choices=TeamKind.choices,
        widget=Radios,
        initial=TeamKind.SOCIAL_WORK,
        error_messages={"required": "Say what the team is for"},
    )


class ChangeTeamForm(TeamForm, ChangingForm):
    """A team that is changed."""


class ManageTeamForm(SentForm):
    """Who answers for a team."""

    manager = PersonChoice(
        label="Manager",
        help_text="Those who hold the role of operational manager.",
        queryset=User.objects.none(),
        empty_label="Choose a manager",
        error_messages={"required": "Choose the manager"},
    )
    from_on = DateField(label="First day", thing="the first day")

    def __init__(self, *args: Any, today: datetime.date, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = RoleGrant.objects.in_force(today).filter(role=Role.OPERATIONAL_MANAGER).values("user")
        field = self.fields["manager"]
        field.queryset = (  # type: ignore[attr-defined] # a choice of models
            User.objects.active().filter(pk__in=holders).exclude(managements__in=team.managements.filter(until_on=None))
        )


def _in_order(form: forms.Form) -> None:
    first, last = form.cleaned_data.get("from_on"), form.cleaned_data.get("until_on")
    if first and last and last < first:
        form.add_error("until_on", "The last day must not come before the first")
