"""What changes in a child's care: return, move, status, leaving, another social worker."""

import datetime
from typing import Any

from django import forms

from accounts.enums import Role
from accounts.models import Team, User
from design.forms import (
    DateField,
    FormKeyField,
    GovukForm,
    Textarea,
    VersionField,
)
from desk.arranging.forms.codes import code_field, offer_codes


class ReturnForm(GovukForm):
    """A child who is known came into care again."""

    on = DateField(label="Looked after since", thing="the day the child became looked after")
    legal_status = code_field("legal_status", "Legal status")
    category_of_need = code_field("category_of_need", "Category of need", required=False)
    placement = code_field("placement", "Placement", required=False)
    provider = code_field("placement_provider", "Placement provider", required=False)
    placed_with = forms.CharField(label="Carer or home", max_length=120, required=False)
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_codes(self, today)


class ChangeForm(GovukForm):
    """A move, or a change of legal status, or both on one day."""

    on = DateField(label="On which day?", thing="the day of the change")
    reason_new = code_field("reason_new_episode", "What changed?")
    legal_status = code_field("legal_status", "New legal status", required=False, help_text="Leave empty if it stays.")
    placement = code_field("placement", "New placement", required=False, help_text="Leave empty if it stays.")
    provider = code_field("placement_provider", "New placement provider", required=False)
    reason_placement_change = code_field("reason_placement_change", "Why did the placement change?", required=False)
    placed_with = forms.CharField(label="New carer or home", max_length=120, required=False)
    placement_address = forms.CharField(label="New address", max_length=300, required=False, widget=Textarea(rows=3))
    version = VersionField()
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
    reason = code_field("reason_episode_ceased", "Why?")
    sure = forms.BooleanField(
        label="I understand that open reviews, bookings and allocations end",
        error_messages={"required": "Tick the box to confirm that reviews, bookings and allocations end"},
    )
    version = VersionField()
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
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["team"].queryset = Team.objects.filter(is_current=True, kind="social_work")
        self.fields["social_worker"].queryset = User.objects.active().with_role(Role.SOCIAL_WORKER, today)

    def clean_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.check_date("on", not_after=self.today, today=self.today)
