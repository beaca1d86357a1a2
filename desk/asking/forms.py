"""What is typed to ask for views."""

import datetime
from typing import Any

from django import forms

from design.forms import DateField, FormKeyField, GovukForm, Radios, VersionField
from desk.asking.whom import Askable

LEAST = (
    "The page says “Hello” and this name, and nothing else about anybody. "
    "Whoever finds the link reads it. Left empty, it is the first letter of their name, which tells least."
)


class AskForm(GovukForm):
    """Whom, by which name, until when."""

    whom = forms.ChoiceField(label="Who is asked, with which form?", widget=Radios())
    greeting = forms.CharField(label="Name to greet by", max_length=40, required=False, help_text=LEAST)
    expires_on = DateField(label="Last day to fill the form")
    form_key = FormKeyField()

    def __init__(self, *args: Any, offered: list[Askable], today: datetime.date, **kwargs: Any) -> None:
        """Offer those who can be asked."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["whom"].choices = [(each.key, each.words) for each in offered]

    def clean_expires_on(self) -> datetime.date | None:
        """Insist on a day that is not over."""
        return self.check_date("expires_on", not_before=self.today, today=self.today)


class WithdrawForm(GovukForm):
    """Why a form is no longer asked."""

    why = forms.CharField(label="Why is the form no longer asked?", max_length=300)
    version = VersionField()
    form_key = FormKeyField()


class AgainForm(GovukForm):
    """Until when a form is asked again."""

    expires_on = DateField(label="Last day to fill the form")
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        """Know the day."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_expires_on(self) -> datetime.date | None:
        """Insist on a day that is not over."""
        return self.check_date("expires_on", not_before=self.today, today=self.today)
