"""Stop, Look and Listen in words: how far each strand is, what was shown, and what it comes to."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import User
from accounts.permissions import Capability, may
from design import components, formats
from design.components import Fact, Table
from participation.enums_observing import StrandStatus, WholeStatus
from participation.models import ListeningStrand, StopLookListen, TakenOn
from participation.policies_observing import (
    may_begin,
    may_bring_together,
    may_open_again,
    may_put_back,
    may_seek_views,
    may_step_strand,
)
from reviews.models import Review

NAME = "Stop, Look and Listen"
COLOURS = {
    StrandStatus.TO_PLAN: "yellow",
    StrandStatus.PLANNED: "blue",
    StrandStatus.DONE: "green",
    StrandStatus.NOT_POSSIBLE: "grey",
}
WHOLE_COLOURS = {WholeStatus.OPEN: "blue", WholeStatus.BROUGHT_TOGETHER: "green"}
SUMMARY = (
    ("What the child seems to want", "wants"),
    ("What they like", "likes"),
    ("What they do not like", "dislikes"),
    ("What is not known", "not_known"),
)


@dataclass(frozen=True, slots=True)
class StrandShown:
    """One strand as the page shows it: its name, how far it is, its facts, and what may be done next."""

    name: str
    tag: SafeString
    facts: list[Fact]
    shown: str
    ways: list[tuple[str, str]]


def whole_of(review: Review, user: User) -> StopLookListen | None:
    """Return the Stop, Look and Listen of a review with its strands, where this person may read it: three queries."""
    seen = StopLookListen.objects.visible_to(user).filter(review=review).select_related("together_by")
    found: StopLookListen | None = seen.prefetch_related("strands__ways").first()
    if found is not None:
        found.review = review
    return found


def strand_tag(strand: ListeningStrand) -> SafeString:
    """Return how far a strand is."""
    return components.tag(strand.get_status_display(), COLOURS[StrandStatus(strand.status)])


def whole_tag(whole: StopLookListen) -> SafeString:
    """Return how far the whole is."""
    return components.tag(whole.get_status_display(), WHOLE_COLOURS[WholeStatus(whole.status)])


def strand_line(strand: ListeningStrand) -> str:
    """Return a strand in a line: done when, planned for when, or why not."""
    told = {
        StrandStatus.DONE: f"done on {formats.day(strand.done_on)}",
        StrandStatus.PLANNED: f"planned for {formats.day(strand.planned_for)}, {strand.planned_by}".rstrip(", "),
        StrandStatus.NOT_POSSIBLE: f"not possible: {strand.reason}",
        StrandStatus.TO_PLAN: "to plan",
    }[StrandStatus(strand.status)]
    return f"{strand.get_kind_display()}: {told}"


def strands_of(whole: StopLookListen, *, may_seek: bool) -> list[StrandShown]:
    """Return the three strands. may_seek: whether this person may record them."""
    return [_strand(strand, whole, may_seek=may_seek) for strand in whole.strands.all()]


def _strand(strand: ListeningStrand, whole: StopLookListen, *, may_seek: bool) -> StrandShown:
    strand.consultation = whole
    done = strand.status == StrandStatus.DONE
    facts = [
        Fact("Planned", _planned(strand)) if strand.planned_for else None,
        Fact("When", formats.day(strand.done_on)) if done else None,
        Fact("Where", strand.place) if done else None,
        Fact("Who", strand.who) if done else None,
        Fact("How the child communicated", ways_words(strand)) if done else None,
        Fact("Why it is not possible", strand.reason) if strand.reason else None,
    ]
    return StrandShown(
        name=strand.get_kind_display(),
        tag=strand_tag(strand),
        facts=[fact for fact in facts if fact],
        shown=strand.shown if done else "",
        ways=_ways(strand, whole) if may_seek else [],
    )


def ways_words(strand: ListeningStrand) -> str:
    """Return in which ways the child showed something."""
    return ", ".join(formats.within_sentence(each.get_way_display()) for each in strand.ways.all())


def _planned(strand: ListeningStrand) -> str:
    return f"{formats.day(strand.planned_for)}, {strand.planned_by}".rstrip(", ")


def _ways(strand: ListeningStrand, whole: StopLookListen) -> list[tuple[str, str]]:
    offered = (
        ("Record what was shown", "done", may_step_strand(strand, StrandStatus.DONE)),
        (
            "Change the plan" if strand.planned_for else "Plan it",
            "plan",
            may_step_strand(strand, StrandStatus.PLANNED),
        ),
        ("It is not possible", "not-possible", may_step_strand(strand, StrandStatus.NOT_POSSIBLE)),
        ("Put it back", "put-back", may_put_back(strand)),
    )
    return [
        (words, reverse(f"observing:{name}", args=[whole.review_id, strand.kind]))
        for words, name, verdict in offered
        if verdict
    ]


def summary_facts(whole: StopLookListen) -> list[Fact]:
    """Return what it comes to, as far as it is brought together."""
    if whole.is_open:
        return []
    by = f", by {whole.together_by.full_name}" if whole.together_by else ""
    facts = [Fact(words, getattr(whole, name)) for words, name in SUMMARY if getattr(whole, name)]
    return [*facts, Fact("Brought together", f"{formats.day(whole.together_on)}{by}")]


def kept_facts(whole: StopLookListen) -> list[Fact]:
    """Return what it came to before it was opened again: kept to be mended, and not shown to count meanwhile."""
    if not whole.is_open:
        return []
    return [Fact(words, getattr(whole, name)) for words, name in SUMMARY if getattr(whole, name)]


def ways_of_whole(whole: StopLookListen, *, may_seek: bool) -> list[tuple[str, str]]:
    """Return what may be done with the whole."""
    if not may_seek:
        return []
    offered = (
        ("Bring it together for the review", "together", may_bring_together(whole)),
        ("Open it again", "again", may_open_again(whole)),
    )
    return [
        (words, reverse(f"observing:{name}", args=[whole.review_id])) for words, name, verdict in offered if verdict
    ]


def history_table(whole: StopLookListen) -> Table:
    """Return every step, oldest first."""
    words = dict(StrandStatus.choices) | dict(WholeStatus.choices)
    rows = [
        [
            formats.day(step.on),
            step.strand.get_kind_display() if step.strand else NAME,
            words.get(step.became, step.became),
            step.by.full_name if step.by else "",
            step.why,
        ]
        for step in whole.changes.select_related("strand", "by")
    ]
    return Table("What happened when", ["Day", "Strand", "Became", "By", "Why"], rows, stack=True, row_headers=False)


def taken_words(taken: TakenOn | None, user: User) -> Any:
    """Return who seeks the child's views, for a list."""
    if taken is None:
        return components.quiet("Nobody yet")
    return "You" if taken.officer_id == user.pk else taken.officer.full_name


def listening_facts(review: Review, whole: StopLookListen | None, user: User) -> list[Fact]:
    """Return Stop, Look and Listen as the pages of a review show it: how far, what it comes to, and the way there."""
    if not may(user, Capability.READ_SOUGHT_VIEWS):
        return []
    if whole is None:
        return _not_begun(review, user)
    lines = [strand_line(strand) for strand in whole.strands.all()]
    value = components.lines(whole_tag(whole), *lines)
    href = reverse("observing:page", args=[review.pk])
    return [Fact(NAME, value, href=href, action="Open"), *summary_facts(whole)[:-1]]


def _not_begun(review: Review, user: User) -> list[Fact]:
    if not review.child.communication_needs or not may_seek_views(review):
        return []
    offers = may(user, Capability.SEEK_VIEWS) and may_begin(review)
    href = reverse("observing:begin", args=[review.pk]) if offers else ""
    return [Fact(NAME, "Not begun", href=href, action="Begin")]


def seeking_facts(review: Review, user: User) -> list[Fact]:
    """Return who has taken on to seek the child's views before an open review, for those who read what comes of it."""
    if not may(user, Capability.READ_SOUGHT_VIEWS) or not review.is_open:
        return []
    taken = review.taken_on.standing().select_related("officer").first()
    if taken is None:
        return []
    gives_back = may(user, Capability.CORRECT_REVIEWS) or taken.officer_id == user.pk
    href = reverse("views_due:give-back", args=[review.pk]) if gives_back else ""
    since = f"{taken.officer.full_name}, since {formats.day(taken.from_on)}"
    return [Fact("Who seeks the child’s views", since, href=href, action="Give back")]
