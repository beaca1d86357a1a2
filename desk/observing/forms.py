"""The forms of Stop, Look and Listen."""

import datetime

from django import forms

from design.forms import Checkboxes, DateField, Radios, SentForm, Textarea, VersionField
from desk.log_review.forms import TodayForm
from participation.enums_observing import StrandKind, Way
from participation.models import ListeningStrand

KEEP, TAKE_AWAY = "keep", "take_away"
WHO = {
    StrandKind.OBSERVATION: "Who was there?",
    StrandKind.SPEAKING: "Whom did you speak with, and how do they know the child?",
    StrandKind.ONE_TO_ONE: "Who was with the child?",
}
SHOWN = {
    StrandKind.OBSERVATION: "What did you see and hear?",
    StrandKind.SPEAKING: "What did they say?",
    StrandKind.ONE_TO_ONE: "What did the child show you?",
}


class BeginForm(SentForm):
    """How the child communicates, before anybody goes to see them."""

    version = VersionField()
    how_communicates = forms.CharField(
        label="How does the child communicate?",
        help_text="For example, how they say yes and no, and who understands them best.",
        max_length=200,
        widget=Textarea(rows=3, limit=200),
        error_messages={"required": "Say how the child communicates"},
    )


class PlanForm(TodayForm):
    """For when a strand is planned, and by whom."""

    planned_for = DateField(label="For when is it planned?", thing="the day it is planned for")
    planned_by = forms.CharField(
        label="By whom?", max_length=120, error_messages={"required": "Say by whom it is planned"}
    )

    def clean_planned_for(self) -> datetime.date | None:
        """Return the day, not gone by."""
        return self.check_date("planned_for", not_before=self.today, today=self.today)


class DoneForm(TodayForm):
    """What a strand came to. Each strand asks in its own words."""

    done_on = DateField(label="When was it?", thing="the day it was")
    place = forms.CharField(label="Where?", max_length=120, error_messages={"required": "Say where it was"})
    who = forms.CharField(label="Who was there?", max_length=200, error_messages={"required": "Say who was there"})
    shown = forms.CharField(
        label="What was seen, heard or shown?",
        help_text="What happened, before what you make of it. Use the child’s own words, signs or gestures.",
        max_length=4000,
        widget=Textarea(rows=8, limit=4000),
        error_messages={"required": "Write what was seen, heard or shown"},
    )
    ways = forms.MultipleChoiceField(
        label="How did the child communicate?",
        help_text="Select all that apply.",
        choices=Way.choices,
        widget=Checkboxes,
        error_messages={"required": "Select how the child communicated"},
    )

    def ask_about(self, strand: ListeningStrand) -> "DoneForm":
        """Ask in the words of this strand; of a talk with somebody else the child's ways are asked as far as told."""
        kind = StrandKind(strand.kind)
        self.fields["who"].label, self.fields["shown"].label = WHO[kind], SHOWN[kind]
        if kind == StrandKind.SPEAKING:
            ways = self.fields["ways"]
            ways.label, ways.required = "How does the child communicate with them?", False
        return self

    def clean_done_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("done_on")


class NotPossibleForm(SentForm):
    """Why a strand is not possible."""

    version = VersionField()
    reason = forms.CharField(
        label="Why is it not possible?",
        help_text="Nothing about anybody else’s health.",
        max_length=300,
        widget=Textarea(rows=3, limit=300),
        error_messages={"required": "Say why it is not possible"},
    )


class PutBackForm(SentForm):
    """Why a strand is put back, and what becomes of what was written."""

    version = VersionField()
    why = forms.CharField(
        label="Why do you put it back?",
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        error_messages={"required": "Say why you put it back"},
    )
    words = forms.ChoiceField(
        label="What becomes of what was written?",
        choices=[
            (KEEP, "It stays, to be mended"),
            (TAKE_AWAY, "It is taken away: it was about another child, or did not happen"),
        ],
        widget=Radios,
        error_messages={"required": "Say what becomes of what was written"},
    )


class TogetherForm(SentForm):
    """What the three strands come to, in the child's interest."""

    version = VersionField()
    wants = forms.CharField(
        label="What does the child seem to want?",
        help_text="Say what makes you think so.",
        max_length=2000,
        required=False,
        widget=Textarea(rows=4, limit=2000),
    )
    likes = forms.CharField(
        label="What do they like?", max_length=2000, required=False, widget=Textarea(rows=3, limit=2000)
    )
    dislikes = forms.CharField(
        label="What do they not like?", max_length=2000, required=False, widget=Textarea(rows=3, limit=2000)
    )
    not_known = forms.CharField(
        label="What is not known?",
        help_text="What nobody could find out, and what you are not sure of.",
        max_length=2000,
        required=False,
        widget=Textarea(rows=3, limit=2000),
    )


class AgainForm(SentForm):
    """Why what was brought together is opened again."""

    version = VersionField()
    why = forms.CharField(
        label="Why do you open it again?",
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        error_messages={"required": "Say why you open it again"},
    )
