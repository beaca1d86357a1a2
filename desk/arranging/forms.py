"""The support worker's forms. A code is offered only in the years in which the national return has it."""

import datetime
from collections.abc import Callable
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from accounts.enums import Role
from accounts.models import Team, User
from children.enums import Relationship, Sex
from children.models import Child
from design.forms import (
    Checkboxes,
    DateField,
    FilterForm,
    FormKeyField,
    GovukForm,
    Radios,
    SearchInput,
    Textarea,
    TimeField,
    VersionField,
)
from reviews.models import Venue
from statute import codes

PARENTS = 2
SHORTEST_MEETING, LONGEST_MEETING = 15, 480


def code_choices(name: str, day: datetime.date, empty: str) -> list[tuple[str, str]]:
    """Return the codes of a national list in use on a day, by label, behind an empty choice."""
    found = [(code, f"{label} ({code})") for code, label in codes.CODE_LISTS[name].choices_on(day)]
    return [("", empty), *found]


def _code(name: str, label: str, *, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    field = forms.ChoiceField(label=label, required=required, help_text=help_text)
    field.code_list = name  # type: ignore[attr-defined]  # read by `offer_codes`
    if required:
        field.error_messages["required"] = f"Choose the {label[0].lower()}{label[1:]}"
    return field


def offer_codes(form: forms.Form, day: datetime.date, empty: str = "Choose") -> None:
    """Fill every code field of a form with the codes in use on a day."""
    for field in form.fields.values():
        name = getattr(field, "code_list", "")
        if name:
            field.choices = code_choices(name, day, empty if field.required else "Not recorded")


class AboutChildForm(GovukForm):
    """Who the child is: shared by the notification and by corrections."""

    first_name = forms.CharField(label="First name", max_length=80)
    last_name = forms.CharField(label="Last name", max_length=80)
    preferred_name = forms.CharField(label="Name the child goes by, if another", max_length=80, required=False)
    date_of_birth = DateField(label="Date of birth", thing="the date of birth")
    date_of_birth_disputed = forms.BooleanField(label="The date of birth is disputed", required=False)
    sex = forms.ChoiceField(label="Sex", choices=Sex, widget=Radios(inline=True))
    pronouns = forms.CharField(label="Pronouns", max_length=30, required=False)
    ethnicity = _code("ethnicity", "Ethnicity", required=False)
    language = forms.CharField(label="Language, if not English", max_length=60, required=False)
    needs_interpreter = forms.BooleanField(label="Needs an interpreter", required=False)
    communication_needs = forms.CharField(
        label="How the child communicates, if not by speech", max_length=200, required=False
    )
    is_uasc = forms.BooleanField(label="Unaccompanied asylum-seeking child", required=False)

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offer_codes(self, today)

    def clean_date_of_birth(self) -> datetime.date | None:
        """Refuse a birth to come."""
        return self.check_date("date_of_birth", not_after=self.today, today=self.today)


ABOUT = tuple(AboutChildForm.base_fields)


class CorrectChildForm(AboutChildForm):
    """Corrections to who the child is."""

    former_names = forms.CharField(label="Former names", max_length=200, required=False)
    version = VersionField()
    form_key = FormKeyField()


class NotificationForm(AboutChildForm):
    """A child has come into care."""

    local_id = forms.CharField(label="The authority's own id", max_length=20)
    on = DateField(label="Looked after since", thing="the day the child became looked after")
    legal_status = _code("legal_status", "Legal status")
    category_of_need = _code("category_of_need", "Category of need", required=False)
    placement = _code("placement", "Placement", required=False)
    provider = _code("placement_provider", "Placement provider", required=False)
    placed_with = forms.CharField(label="Carer or home", max_length=120, required=False)
    placement_address = forms.CharField(
        label="Address of the placement", max_length=300, required=False, widget=Textarea(rows=3)
    )
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", required=False, empty_label="Not known yet")
    social_worker = forms.ModelChoiceField(
        User.objects.none(), label="Social worker", required=False, empty_label="Not known yet"
    )
    siblings = forms.ModelMultipleChoiceField(
        Child.objects.none(),
        label="Brothers and sisters in care with the same last name",
        required=False,
        widget=Checkboxes(small=True),
    )
    not_a_duplicate = forms.BooleanField(
        label="I have looked at these records: this is another child", required=False, widget=forms.HiddenInput()
    )
    siblings_asked = forms.BooleanField(required=False, widget=forms.HiddenInput())
    form_key = FormKeyField()
    layout = Layout(
        Fieldset("The child", "local_id", *ABOUT),
        Fieldset(
            "Care",
            "on",
            "legal_status",
            "category_of_need",
            "placement",
            "provider",
            "placed_with",
            "placement_address",
        ),
        Fieldset(
            "People",
            "mother_name",
            "mother_responsible",
            "father_name",
            "father_responsible",
            "team",
            "social_worker",
            "siblings",
        ),
        "not_a_duplicate",
    )
    mother_name = forms.CharField(label="Mother's name", max_length=120, required=False)
    mother_responsible = forms.BooleanField(label="The mother holds parental responsibility", required=False)
    father_name = forms.CharField(label="Father's name", max_length=120, required=False)
    father_responsible = forms.BooleanField(label="The father holds parental responsibility", required=False)

    def __init__(self, *args: Any, likely: list[Child], siblings: list[Child], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.likely, self.same_name = likely, siblings
        self.fields["team"].queryset = Team.objects.filter(is_current=True, kind="social_work")
        self.fields["social_worker"].queryset = User.objects.active().with_role(Role.SOCIAL_WORKER, self.today)
        self.fields["siblings"].queryset = Child.objects.filter(pk__in=[child.pk for child in siblings])
        if not siblings:
            self.fields["siblings"].widget = forms.MultipleHiddenInput()
        if likely:
            self.fields["not_a_duplicate"].widget = forms.CheckboxInput()

    def clean(self) -> dict[str, Any]:
        """Ask once whether the record is a second one, and who the brothers and sisters are."""
        cleaned = super().clean()
        if self.likely and not cleaned.get("not_a_duplicate"):
            names = ", ".join(f"{child} ({child.local_id})" for child in self.likely)
            self.add_error("not_a_duplicate", f"Look at {names}, then confirm that this is another child")
        if self.same_name and not cleaned.get("siblings_asked"):
            self.data = self.data.copy()
            self.data["siblings_asked"] = "on"
            self.add_error("siblings", "Tick the brothers and sisters, or leave all empty, then send again")
        return cleaned

    def clean_on(self) -> datetime.date | None:
        """Refuse a start to come."""
        return self.check_date("on", not_after=self.today, today=self.today)

    def clean_local_id(self) -> str:
        """Refuse an id that is taken, in the same words whether or not the record may be seen."""
        local_id = self.cleaned_data["local_id"].strip()
        if Child.objects.filter(local_id__iexact=local_id).exists():
            message = "A record with this id exists. Open it if you can find it, or ask the IRO manager."
            raise forms.ValidationError(message)
        return local_id


class ReturnForm(GovukForm):
    """A child who is known came into care again."""

    on = DateField(label="Looked after since", thing="the day the child became looked after")
    legal_status = _code("legal_status", "Legal status")
    category_of_need = _code("category_of_need", "Category of need", required=False)
    placement = _code("placement", "Placement", required=False)
    provider = _code("placement_provider", "Placement provider", required=False)
    placed_with = forms.CharField(label="Carer or home", max_length=120, required=False)
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_codes(self, today)


class ChangeForm(GovukForm):
    """A move, or a change of legal status, or both on one day."""

    on = DateField(label="On which day?", thing="the day of the change")
    reason_new = _code("reason_new_episode", "What changed?")
    legal_status = _code("legal_status", "New legal status", required=False, help_text="Leave empty if it stays.")
    placement = _code("placement", "New placement", required=False, help_text="Leave empty if it stays.")
    provider = _code("placement_provider", "New placement provider", required=False)
    reason_placement_change = _code("reason_placement_change", "Why did the placement change?", required=False)
    placed_with = forms.CharField(label="New carer or home", max_length=120, required=False)
    placement_address = forms.CharField(label="New address", max_length=300, required=False, widget=Textarea(rows=3))
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_codes(self, today)
        choices = self.fields["reason_new"].choices
        self.fields["reason_new"].choices = [choice for choice in choices if choice[0] != "S"]

    def clean(self) -> dict[str, Any]:
        """Insist that something changed."""
        cleaned = super().clean()
        if not self.errors and not (cleaned["legal_status"] or cleaned["placement"] or cleaned["placed_with"]):
            self.add_error("legal_status", "Choose the new legal status, the new placement, or both")
        return cleaned


class LeavingForm(GovukForm):
    """The child left care."""

    on = DateField(label="On which day did care cease?", thing="the day care ceased")
    reason = _code("reason_episode_ceased", "Why?")
    sure = forms.BooleanField(
        label="I understand that open reviews, bookings and allocations end",
        error_messages={"required": "Tick the box to confirm that reviews, bookings and allocations end"},
    )
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_codes(self, today)
        choices = self.fields["reason"].choices
        self.fields["reason"].choices = [choice for choice in choices if choice[0] != "X1"]


class SocialWorkerForm(GovukForm):
    """Another team or social worker."""

    team = forms.ModelChoiceField(Team.objects.none(), label="Team", empty_label="Choose")
    social_worker = forms.ModelChoiceField(
        User.objects.none(), label="Social worker", required=False, empty_label="Not known yet"
    )
    on = DateField(label="From which day?", thing="the day from which they answer for the child")
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["team"].queryset = Team.objects.filter(is_current=True, kind="social_work")
        self.fields["social_worker"].queryset = User.objects.active().with_role(Role.SOCIAL_WORKER, today)

    def clean_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.check_date("on", not_after=self.today, today=self.today)


class PersonForm(GovukForm):
    """A parent, carer or other person around the child."""

    full_name = forms.CharField(label="Name", max_length=120)
    relationship = forms.ChoiceField(
        label="Who are they to the child?", choices=[("", "Choose"), *Relationship.choices]
    )
    has_parental_responsibility = forms.BooleanField(label="Holds parental responsibility", required=False)
    phone = forms.CharField(label="Phone", max_length=40, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    address = forms.CharField(label="Address", max_length=300, required=False, widget=Textarea(rows=3))
    how_to_reach = forms.CharField(label="Safe way to reach them", max_length=200, required=False)
    language = forms.CharField(label="Language, if not English", max_length=60, required=False)
    form_key = FormKeyField()


class ToArrangeFilter(FilterForm):
    """What narrows the list of reviews to arrange."""

    q = forms.CharField(label="Child", widget=SearchInput())
    iro = forms.ModelChoiceField(User.objects.none(), label="IRO", empty_label="Every IRO")
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", empty_label="Every team")

    def __init__(self, *args: Any, iros: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iro"].queryset = iros
        self.fields["team"].queryset = Team.objects.filter(is_current=True, kind="social_work")


class BookingForm(GovukForm):
    """When and where a review is held, and by whom it is chaired."""

    on = DateField(label="Day", thing="the day of the review")
    at = TimeField(
        label="Time", help_text="For example, 10:00 or 2:30pm", error_messages={"required": "Enter the time"}
    )
    minutes = forms.IntegerField(
        label="How long, in minutes?", min_value=SHORTEST_MEETING, max_value=LONGEST_MEETING, initial=90
    )
    venue = forms.ModelChoiceField(
        Venue.objects.filter(is_current=True), label="Venue", required=False, empty_label="Somewhere else"
    )
    place = forms.CharField(label="Where, if somewhere else?", max_length=120, required=False)
    chair = forms.ModelChoiceField(User.objects.none(), label="Who chairs?", empty_label="Choose")
    accept = forms.BooleanField(label="Book it all the same", required=False, widget=forms.HiddenInput())
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, iros: Any, warn: Callable[[dict[str, Any]], list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = iros
        self.warn = warn

    def clean(self) -> dict[str, Any]:
        """Say before it happens that somebody or somewhere is taken, or that the limit will have passed."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        warnings = self.warn(cleaned)
        if warnings:
            self.fields["accept"].widget = forms.CheckboxInput()
            if not cleaned["accept"]:
                self.add_error("accept", warnings)
        return cleaned


class MoveForm(BookingForm):
    """Where a booked review moves to, and why."""

    because = forms.CharField(
        label="Why is it moved?", max_length=200, error_messages={"required": "Say why the review is moved"}
    )


class CancelBookingForm(GovukForm):
    """Why a booking falls."""

    because = forms.CharField(
        label="Why is the booking cancelled?",
        max_length=200,
        error_messages={"required": "Say why the booking is cancelled"},
    )
    version = VersionField()
    form_key = FormKeyField()


class DistributeForm(GovukForm):
    """When a finished record went out."""

    on = DateField(label="On which day was the record sent out?", thing="the day the record was sent out")
    version = VersionField()
    form_key = FormKeyField()
