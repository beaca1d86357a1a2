"""The shared list of themes, and the coding of own words by people."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist, refused
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from participation.actions.steps import person
from participation.enums import Respondent, ThemeFor, ThemeStatus
from participation.models import CodedTheme, Coding, OwnWords, Theme, ThemeChange
from participation.policies import may_code, may_merge, may_retire_theme, may_use_again


@action("participation.make_theme")
def make_theme(*, whose: str, name: str, by: Actor) -> Theme:
    """Add a theme to the list. Raises ValidationError for a name that is there already, also among retired ones."""
    theme = Theme(whose=whose, name=" ".join(name.split()))
    theme.full_clean()
    theme.save(force_insert=True)
    ThemeChange.objects.create(theme=theme, became=ThemeStatus.CURRENT, by=person(by))
    return theme


@action("participation.retire_theme")
def retire_theme(
    *, theme: Theme, by: Actor, today: datetime.date, into: Theme | None = None, seen_version: int | None = None
) -> Theme:
    """Take a theme out of use; what was coded with it stays, and counts as `into` where it is merged.

    Raises RefusedError for one that is out of use, or cannot be merged into that one.
    """
    insist(may_retire_theme(theme))
    if into is not None:
        insist(may_merge(theme, into))
    change(theme, seen_version=seen_version, status=ThemeStatus.RETIRED, retired_on=today, merged_into=into)
    why = f"Merged into “{into}”" if into else ""
    ThemeChange.objects.create(theme=theme, was=ThemeStatus.CURRENT, became=ThemeStatus.RETIRED, why=why, by=person(by))
    return theme


@action("participation.use_theme_again")
def use_theme_again(*, theme: Theme, by: Actor, seen_version: int | None = None) -> Theme:
    """Undo the retirement, or the merging, of a theme. Raises RefusedError for one that is in use."""
    insist(may_use_again(theme))
    change(theme, seen_version=seen_version, status=ThemeStatus.CURRENT, retired_on=None, merged_into=None)
    ThemeChange.objects.create(theme=theme, was=ThemeStatus.RETIRED, became=ThemeStatus.CURRENT, by=person(by))
    return theme


@action("participation.code_words")
def code_words(*, words: OwnWords, themes: Sequence[Theme], by: User, today: datetime.date) -> Coding:
    """Code own words with the themes that somebody found in them; with none where no theme fits.

    Raises RefusedError for words that are coded already; ValidationError for a theme that is out of use, or for the
    words of others.
    """
    insist(may_code(words))
    whose = themes_for(words)
    if any(theme.status != ThemeStatus.CURRENT or theme.whose != whose for theme in themes):
        raise ValidationError({"themes": "Choose themes that are in use for these words."})
    coding = Coding.objects.create(words=words, on=today, by=by)
    CodedTheme.objects.bulk_create(CodedTheme(coding=coding, theme=theme) for theme in themes)
    return coding


@action("participation.take_back_coding")
def take_back_coding(*, coding: Coding, why: str, by: User, today: datetime.date) -> Coding:
    """Take a coding back, with the reason: the words wait to be coded again.

    Raises RefusedError for one that was taken back already; ValidationError without a reason.
    """
    if not why.strip():
        raise ValidationError({"why": "Say why the coding is taken back."})
    taken = Coding.objects.standing().filter(pk=coding.pk)
    fields = {"taken_back_on": today, "taken_back_because": why.strip(), "taken_back_by": by}
    if not taken.update(**fields):
        insist(refused("This coding was taken back already."))
    coding.refresh_from_db()
    return coding


def themes_for(words: OwnWords) -> ThemeFor:
    """Return which themes are for some words: by who fills the form."""
    is_childs = words.consultation.form.respondent == Respondent.CHILD
    return ThemeFor.CHILDREN if is_childs else ThemeFor.PARENTS
