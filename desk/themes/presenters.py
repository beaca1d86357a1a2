"""Themes as tables: how many answers speak of each, in which quarter; the answers themselves; the list."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from design import components, formats
from design.components import Column, Table
from desk.themes.quarters import Quarter
from desk.themes.rows import NO_THEMES, Counts
from participation.enums import ThemeFor, ThemeStatus
from participation.models import Coding, OwnWords, Theme

COLOURS = {ThemeStatus.CURRENT: "green", ThemeStatus.RETIRED: "grey"}


def counts_table(whose: str, themes: Sequence[Theme], counts: Counts, quarters: Sequence[Quarter]) -> Table:
    """Return how many answers speak of each theme, by quarter; each number opens its list."""
    shown = [theme for theme in themes if theme.merged_into_id is None and _is_shown(theme, counts)]
    rows = [[_name(theme), *_numbers(whose, str(theme.pk), theme.name, counts, quarters)] for theme in shown]
    rows += [[words, *_numbers(whose, key, words, counts, quarters)] for key, words in NO_THEMES.items()]
    columns = ["Theme", *(Column(str(quarter), numeric=True) for quarter in quarters)]
    return Table(caption=ThemeFor(whose).label, columns=columns, rows=rows, id=f"themes-{whose}")


def _is_shown(theme: Theme, counts: Counts) -> bool:
    return theme.status == ThemeStatus.CURRENT or any(row == str(theme.pk) for row, _quarter in counts)


def _name(theme: Theme) -> Any:
    if theme.status == ThemeStatus.CURRENT:
        return theme.name
    return components.lines(theme.name, components.quiet("no longer in use"))


def _numbers(whose: str, row: str, name: str, counts: Counts, quarters: Sequence[Quarter]) -> list[Any]:
    return [_number(whose, row, name, quarter, len(counts.get((row, quarter.key), ()))) for quarter in quarters]


def _number(whose: str, row: str, name: str, quarter: Quarter, number: int) -> Any:
    if not number:
        return "0"
    asked = urlencode({"whose": whose, "theme": row, "quarter": quarter.key})
    return components.link(number, f"{reverse('themes:words')}?{asked}", hidden=f"answers, {name}, {quarter}")


def coding_words(coding: Coding) -> str:
    """Return the themes of a coding, in words."""
    return ", ".join(row.theme.name for row in coding.themes.all()) or "None of the themes"


def words_table(found: Sequence[Any], *, count: int) -> Table:
    """Return answers in own words with their question and how they are coded. Whose they are is not needed here."""
    rows = [
        [components.lines(components.quiet(words.question.text), words.text), _form(words), _how_coded(words)]
        for words in found
    ]
    caption = formats.counted(count, "answer in own words", "answers in own words")
    return Table(caption=caption, columns=["Question and answer", "Form", "Coded"], rows=rows, stack=True)


def _form(words: OwnWords) -> Any:
    return components.lines(words.consultation.form.name, formats.day(words.consultation.received_on))


def _how_coded(words: Any) -> Any:
    if not words.standing_codings:
        address = reverse("themes:code", args=[words.pk])
        return components.link("Code it", address, hidden=f"answer {words.pk}")
    coding = words.standing_codings[0]
    return components.lines(
        coding_words(coding),
        components.quiet(f"{coding.by.full_name}, {formats.day(coding.on)}"),
        _take_back(coding),
    )


def _take_back(coding: Coding) -> Any:
    address = reverse("themes:take-back", args=[coding.pk])
    return components.link("Take it back", address, hidden=f"coding of answer {coding.words_id}")


def lately_table(codings: Sequence[Coding]) -> Table:
    """Return what somebody coded last, each to be taken back."""
    rows = [
        [
            coding.words.question.text,
            coding_words(coding),
            _take_back(coding),
        ]
        for coding in codings
    ]
    columns = ["Question", "Coded as", "Put it right"]
    return Table(caption="What you coded last", columns=columns, rows=rows, stack=True, caption_size="s")


def list_table(whose: str, themes: Sequence[Theme]) -> Table:
    """Return the list of themes with what may be done about each."""
    rows = [[theme.name, _standing(theme), _way(theme)] for theme in themes]
    columns = ["Theme", "Status", "Change it"]
    return Table(caption=ThemeFor(whose).label, columns=columns, rows=rows, stack=True, id=f"list-{whose}")


def _standing(theme: Theme) -> Any:
    status = components.tag(theme.get_status_display(), COLOURS[ThemeStatus(theme.status)])
    merged = f"counts as “{theme.merged_into}”" if theme.merged_into else ""
    return components.lines(status, components.quiet(f"{formats.day(theme.retired_on)} {merged}".strip()))


def _way(theme: Theme) -> Any:
    if theme.status == ThemeStatus.CURRENT:
        return components.link("Retire or merge", reverse("themes:retire", args=[theme.pk]), hidden=theme.name)
    return components.link("Use it again", reverse("themes:again", args=[theme.pk]), hidden=theme.name)
