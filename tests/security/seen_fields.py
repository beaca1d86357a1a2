"""Which fields about children somebody sees anywhere: by the words that stand in them, by days, by codes in words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.urls import reverse

from design.formats import day
from reviews.enums import PaperState, SpokenOutcome
from statute.codes import ETHNICITY, LEGAL_STATUS, participation_sentence
from tests.security.observing import Observed, fields_of_words, observed
from tests.security.world import World

# A form names every choice there is, and a figure counts every code: only what stands outside them is of a child.
CHOICES = re.compile(r"<form\b.*?</form>|<label\b.*?</label>", re.DOTALL)
FIGURES = ("reporting:", "looking:")
# What a review found, as opposed to when it was: by model, in the fields that hold words.
NARRATIVE = {
    "Review": ("spoken_note", "not_taking_part_note"),
    "RecordOfReview": ("text",),
    "Decision": ("text", "owner", "outcome"),
    "LetterToChild": ("text",),
    "StrategyTried": ("outcome",),
    "Attendance": ("name", "part"),
    "ReviewMeeting": ("note",),
}


def _marks(world: World) -> dict[str, str]:
    """Return what no canary can stand in, in the words of the pages: days and national codes."""
    born = {
        day(child.date_of_birth): "Child.date_of_birth"
        for case in world.cases.values()
        for child in (case.child, case.other)
    }
    return born | {
        ETHNICITY.label("WBRI"): "Child.ethnicity",
        LEGAL_STATUS.label("E1"): "Episode.legal_status",
        "Secure children": "Episode.placement",
        participation_sentence("PN7"): "Review.participation_code",
        str(SpokenOutcome.TRIED.label): "Review.spoken_outcome",
        str(PaperState.LATE.label): "Paper.state",
    }


def _other_states(world: World, who: str) -> Iterator[Observed]:
    """Yield the pages of records in states that the addresses of the world do not name first."""
    client = world.client(who)
    for case in world.cases.values():
        for review in (case.booked, case.to_arrange, case.written, case.unlogged):
            yield observed(client, "get", reverse("child:review", args=[review.pk]), "child:review", case.kind)
        path = reverse("taking_part:review", args=[case.recorded.pk])
        yield observed(client, "get", path, "taking_part:review", case.kind)
        for recipient in case.finished.recipients.order_by("pk"):
            path = reverse("after_review:preview", args=[recipient.pk])
            yield observed(client, "get", path, "after_review:preview", case.kind)
        path = reverse("after_review:decision", args=[case.closed_decision.pk])
        yield observed(client, "get", path, "after_review:decision", case.kind)
        for name in ("page", "people", "clocks"):
            yield observed(client, "get", reverse(f"child:{name}", args=[case.other.pk]), f"child:{name}", case.kind)


def fields_seen_by(world: World, who: str, shown: Iterable[Observed]) -> dict[str, set[str]]:
    """Return every field about a child that somebody sees, with the pages where. shown: what they are shown."""
    words, marks, seen = fields_of_words(world), _marks(world), defaultdict(set)
    for each in (*shown, *_other_states(world, who)):
        for word in each.shown & words.keys():
            seen[words[word][0]].add(each.page)
        if each.page.startswith(FIGURES):
            continue
        text = CHOICES.sub("", each.text)
        for mark, field in marks.items():
            if mark in text:
                seen[field].add(each.page)
    return dict(seen)
