"""Who the child is: the notification, corrections, people around the child."""

import datetime
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
    FormKeyField,
    GovukForm,
    Radios,
    SeveralRecordsField,
    Textarea,
    VersionField,
)
from desk.arranging.forms.codes import code_field, offer_codes


class AboutChildForm(GovukForm):
    """Who the child is: shared by the notification and by corrections."""

    first_name = forms.CharField(label="First name", max_length=80)
    last_name = forms.CharField(label="Last name", max_length=80)
    preferred_name = forms.CharField(label="Name the child goes by, if another", max_length=80, required=False)
    date_of_birth = DateField(label="Date of birth", thing="the date of birth")
    date_of_birth_disputed = forms.BooleanField(label="The date of birth is disputed", required=False)
    sex = forms.ChoiceField(label="Sex", choices=Sex, widget=Radios(inline=True))
    pronouns = forms.CharField(label="Pronouns", max_length=30, required=False)
    ethnicity = code_field("ethnicity", "Ethnicity", required=False)
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
    legal_status = code_field("legal_status", "Legal status")
    category_of_need = code_field("category_of_need", "Category of need", required=False)
    placement = code_field("placement", "Placement", required=False)
    provider = code_field("placement_provider", "Placement provider", required=False)
    placed_with = forms.CharField(label="Carer or home", max_length=120, required=False)
    placement_address = forms.CharField(
        label="Address of the placement", max_length=300, required=False, widget=Textarea(rows=3)
    )
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", required=False, empty_label="Not known yet")
    social_worker = forms.ModelChoiceField(
        User.objects.none(), label="Social worker", required=False, empty_label="Not known yet"
    )
    siblings = SeveralRecordsField(
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
        # nosemgrep: record-past-the-door - the children that the view found, by their ids
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
        # nosemgrep: record-past-the-door - an id is taken whoever may see the record; the words are the same
        if Child.objects.filter(local_id__iexact=local_id).exists():
            message = "A record with this id exists. Open it if you can find it, or ask the IRO manager."
            raise forms.ValidationError(message)
        return local_id


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
