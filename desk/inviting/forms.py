"""What is typed about people who are invited, their answers, and papers."""

import datetime
from typing import Any

from django import forms

from design.forms import (
    Checkboxes,
    DateField,
    FormKeyField,
    GovukForm,
    Radios,
    SentForm,
    SeveralRecordsField,
    Textarea,
    VersionField,
)
from reviews.enums import ANSWERS, InvitationStatus, NotInvitedReason, PaperKind, ViewsRoute
from reviews.models import Invitation

CHOOSE = [("", "Choose")]
REASONS = [choice for choice in NotInvitedReason.choices if choice[0] != NotInvitedReason.NOT_STATED]
ANSWER_CHOICES = [(status.value, status.label) for status in InvitationStatus if status in ANSWERS]
# How somebody may ask to be heard: in words addressed to them.
HEARD_CHOICES = [
    ("", "I will say what I think at the meeting"),
    (ViewsRoute.FORM, "On a form"),
    (ViewsRoute.PHONE, "By phone"),
    (ViewsRoute.LETTER, "By letter or e-mail"),
    (ViewsRoute.MEETING, "In a separate meeting"),
]
LONGEST_MESSAGE = 1000


class InvitedField(SeveralRecordsField):
    """Some of the people who are invited to a review, each with how they are reached."""

    def label_from_instance(self, obj: Invitation) -> str:
        """Return who, in what capacity, and the address in the records."""
        return ", ".join(filter(None, (str(obj), obj.as_what.lower(), obj.address)))


class ChosenForm(SentForm):
    """Whom something is sent to: everybody it can be sent to, unless somebody is taken out."""

    people = InvitedField(
        Invitation.objects.none(),
        label="To whom?",
        widget=Checkboxes(small=True),
        error_messages={"required": "Choose at least one person"},
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        """Offer people, all of them ticked."""
        kwargs["initial"] = {"people": [invitation.pk for invitation in offered]} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = offered


class PostedForm(ChosenForm):
    """To whom a printed letter was sent, and when."""

    on = DateField(label="When were they posted or handed over?", thing="the day they were posted")


class ProfessionalForm(GovukForm):
    """A professional who is invited."""

    name = forms.CharField(label="Name", max_length=120)
    capacity = forms.CharField(
        label="In what capacity?",
        max_length=80,
        help_text="For example, designated teacher, health visitor, children’s guardian, advocate",
        error_messages={"required": "Enter in what capacity they are invited"},
    )
    email = forms.EmailField(label="E-mail address", max_length=254, required=False)
    phone = forms.CharField(label="Telephone", max_length=40, required=False)
    form_key = FormKeyField()


class LeaveOutForm(GovukForm):
    """Why somebody is not invited, and how they are heard instead."""

    reason = forms.ChoiceField(
        label="Why are they not invited?",
        choices=[*CHOOSE, *REASONS],
        error_messages={"required": "Choose why this person is not invited"},
    )
    note = forms.CharField(label="More about it", max_length=200, required=False)
    heard_by = forms.ChoiceField(
        label="How will they be heard instead?",
        choices=[*CHOOSE, *ViewsRoute.choices],
        error_messages={"required": "Choose how this person is heard instead"},
    )
    heard_note = forms.CharField(label="Who does it, and when?", max_length=200, required=False)
    version = VersionField()
    form_key = FormKeyField()


class WhyForm(GovukForm):
    """Why something is done."""

    why = forms.CharField(label="Why?", max_length=200, error_messages={"required": "Say why"})
    version = VersionField()
    form_key = FormKeyField()


class BounceForm(GovukForm):
    """What came back."""

    because = forms.CharField(
        label="What came back, or what were you told?",
        max_length=200,
        help_text="For example, “mailbox does not exist”, or “gone away”",
        error_messages={"required": "Say what came back, or what you were told"},
    )
    version = VersionField()
    form_key = FormKeyField()


class AddressForm(GovukForm):
    """The e-mail address of somebody who is invited, put right."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        help_text="Leave it empty if they have none: then print the letter",
    )
    version = VersionField()
    form_key = FormKeyField()


class ToldForm(GovukForm):
    """What somebody answered on the telephone or in person."""

    answer = forms.ChoiceField(
        label="What did they say?",
        choices=ANSWER_CHOICES,
        widget=Radios(),
        error_messages={"required": "Choose an answer"},
    )
    message = forms.CharField(
        label="What else did they say?",
        widget=Textarea(rows=3, limit=LONGEST_MESSAGE),
        max_length=LONGEST_MESSAGE,
        required=False,
    )
    other_time = forms.CharField(label="Did they ask for another time?", max_length=200, required=False)
    wants_heard = forms.ChoiceField(
        label="How do they want to be heard?",
        choices=[("", "At the meeting, or not said"), *HEARD_CHOICES[1:]],
        required=False,
    )
    version = VersionField()
    form_key = FormKeyField()


class ReplyForm(GovukForm):
    """The answer of somebody who opened the link in their mail."""

    answer = forms.ChoiceField(
        label="Can you come?",
        choices=[("accepted", "Yes"), ("tentative", "Perhaps"), ("declined", "No")],
        widget=Radios(),
        error_messages={"required": "Choose yes, perhaps or no"},
    )
    other_time = forms.CharField(
        label="Would another day or time suit you better?", max_length=200, required=False, help_text="Say which"
    )
    wants_heard = forms.ChoiceField(
        label="How do you want to say what you think?", choices=HEARD_CHOICES, widget=Radios(), required=False
    )
    message = forms.CharField(
        label="Is there anything else that we should know?",
        widget=Textarea(rows=4, limit=LONGEST_MESSAGE),
        max_length=LONGEST_MESSAGE,
        required=False,
    )


class PaperForm(GovukForm):
    """Which paper came, and when."""

    kind = forms.ChoiceField(
        label="Which paper?", choices=[], widget=Radios(), error_messages={"required": "Choose the paper"}
    )
    came = forms.ChoiceField(
        label="What happened?",
        choices=[
            ("came", "It came"),
            ("not_needed", "It is not needed"),
            ("mistake", "It has not come: recorded by mistake"),
        ],
        widget=Radios(),
        error_messages={"required": "Say what happened"},
    )
    on = DateField(label="When did it come?", thing="the day it came")
    form_key = FormKeyField()
    reveals = {"came": {"came": ["on"]}}

    def __init__(self, *args: Any, kinds: list[PaperKind], today: datetime.date, **kwargs: Any) -> None:
        """Offer the papers that this review should have."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.check_date("on", not_after=self.today, today=self.today)
