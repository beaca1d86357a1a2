"""What is asked to restrict a record, keep its list, and keep the register of conflicts of interest."""

import datetime
from typing import Any

from django import forms

from accounts.enums import Role
from accounts.models import RoleGrant, User
from children.actions import last_day_to_look_again
from children.enums import ConflictRelation, RestrictionGround
from design.forms import Checkboxes, DateField, FormKeyField, GovukForm, Radios, Textarea, VersionField

# Whose role opens no child's record stands on no list.
NEVER_LISTED = (Role.PANEL_MEMBER, Role.SYSTEM_ADMINISTRATOR, Role.INFORMATION_GOVERNANCE)


def people_to_list(today: datetime.date) -> list[tuple[str, str]]:
    """Return, as choices, whose role may open children's records: IROs and managers first, each with their roles."""
    grants = RoleGrant.objects.in_force(today).exclude(role__in=NEVER_LISTED).filter(user__is_active=True)
    roles: dict[User, list[Role]] = {}
    for grant in grants.select_related("user"):
        roles.setdefault(grant.user, []).append(Role(grant.role))
    order = list(Role)
    people = sorted(roles.items(), key=lambda item: (min(map(order.index, item[1])), item[0].full_name))
    return [(str(user.pk), f"{user.full_name}, {', '.join(r.label for r in held)}") for user, held in people]


class GroundForm(GovukForm):
    """On which ground a record is to be restricted, and why in words."""

    ground = forms.ChoiceField(
        label="On which ground?", choices=RestrictionGround, widget=Radios(), error_messages={"required": "Choose one"}
    )
    explanation = forms.CharField(
        label="Why must this record be restricted?",
        help_text="Whoever keeps the list reads this. Say nothing that only those on the list should know.",
        max_length=300,
        widget=Textarea(rows=3, limit=300),
        error_messages={"required": "Explain why the record is restricted"},
    )


class AskForm(GroundForm):
    """An IRO asks for a record to be restricted."""

    form_key = FormKeyField()


class ReviewByForm(GovukForm):
    """By when a restriction is looked at again: at most 90 days on."""

    review_by = DateField(label="By when is this looked at again?", thing="the day by which it is looked at again")

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["review_by"].help_text = "At most 90 days from today."

    def clean_review_by(self) -> datetime.date | None:
        """Refuse a day past, today, or over 90 days away."""
        first, last = self.today + datetime.timedelta(days=1), last_day_to_look_again(self.today)
        return self.check_date("review_by", not_before=first, not_after=last, today=self.today)


class RestrictForm(GroundForm, ReviewByForm):
    """Restrict a record: whose, why, who may open it, until when."""

    field_order = ("local_id", "ground", "explanation", "listed", "review_by")

    local_id = forms.CharField(
        label="Id of the child", max_length=20, error_messages={"required": "Enter the id of the child"}
    )
    listed = forms.MultipleChoiceField(
        label="Who may open the record?",
        help_text="At least one IRO and one IRO manager. What each of them sees stays what their role sees.",
        widget=Checkboxes(small=True),
        error_messages={"required": "Choose at least one IRO and one IRO manager"},
    )
    form_key = FormKeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["listed"].choices = people_to_list(self.today)


class AddPersonForm(GovukForm):
    """Who may open a restricted record as well."""

    person = forms.ChoiceField(label="Who may open the record as well?", error_messages={"required": "Choose who"})
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, listed: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(pk, words) for pk, words in people_to_list(today) if int(pk) not in listed]
        self.fields["person"].choices = [("", "Choose"), *people]


class RemovePersonForm(GovukForm):
    """Nothing to fill in: only to be sent."""

    form_key = FormKeyField()


class LookAgainForm(ReviewByForm):
    """Why a restriction is still needed, and until when."""

    field_order = ("explanation", "review_by")

    explanation = forms.CharField(
        label="Why is the restriction still needed?",
        max_length=300,
        widget=Textarea(rows=3, limit=300),
        error_messages={"required": "Say why the restriction is still needed"},
    )
    version = VersionField()
    form_key = FormKeyField()


class LiftForm(GovukForm):
    """Why a restriction is lifted."""

    because = forms.CharField(
        label="Why is the restriction lifted?",
        max_length=300,
        widget=Textarea(rows=3, limit=300),
        error_messages={"required": "Say why the restriction is lifted"},
    )
    version = VersionField()
    form_key = FormKeyField()


class DeclineForm(GovukForm):
    """Why a record stays as it is."""

    note = forms.CharField(
        label="Why does the record stay as it is?",
        help_text="The IRO who asked reads this.",
        max_length=300,
        widget=Textarea(rows=3, limit=300),
        error_messages={"required": "Say why the record stays as it is"},
    )
    version = VersionField()
    form_key = FormKeyField()


class DeclareForm(GovukForm):
    """Whom somebody must not see, and how they know each other."""

    reveals = {"relation": {ConflictRelation.OTHER.value: ["nature"]}}

    about = forms.CharField(
        label="Whom is it about?",
        help_text=(
            "The id of the child if you know it, and nothing else. Or describe them: their name, where you know them "
            "from. You are not told whether there is a record."
        ),
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        error_messages={"required": "Enter the id of the child, or say whom it is about"},
    )
    is_whole_family = forms.BooleanField(label="Their brothers and sisters too", required=False, initial=True)
    relation = forms.ChoiceField(
        label="How do you know each other?",
        choices=[
            (value, "It is your own record, from when you were a child" if value == ConflictRelation.SELF else label)
            for value, label in ConflictRelation.choices
        ],
        widget=Radios(),
        error_messages={"required": "Choose how you know each other"},
    )
    nature = forms.CharField(
        label="Say how you know each other",
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        error_messages={"required": "Say how you know each other"},
    )
    form_key = FormKeyField()


class DeclareForSomebodyForm(DeclareForm):
    """The IRO manager puts on the register that somebody else must not see a child or family."""

    field_order = ("user", "about", "is_whole_family", "relation", "nature")

    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Who must not see them?",
        empty_label="Choose",
        error_messages={"required": "Choose who"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.active()
        self.fields["relation"].label = "How do they know each other?"
        self.fields["relation"].choices = ConflictRelation.choices


class PlaceForm(GovukForm):
    """Which child a declaration means."""

    local_id = forms.CharField(
        label="Id of the child", max_length=20, error_messages={"required": "Enter the id of the child"}
    )
    is_whole_family = forms.BooleanField(label="Their brothers and sisters too", required=False)
    version = VersionField()
    form_key = FormKeyField()


class NobodyForm(GovukForm):
    """That there is no record of whom a declaration describes: only to be sent."""

    version = VersionField()
    form_key = FormKeyField()


class EndConflictForm(GovukForm):
    """Why a conflict of interest has ended."""

    because = forms.CharField(
        label="Why has it ended?",
        max_length=300,
        widget=Textarea(rows=3, limit=300),
        error_messages={"required": "Say why the conflict of interest has ended"},
    )
    version = VersionField()
    form_key = FormKeyField()
