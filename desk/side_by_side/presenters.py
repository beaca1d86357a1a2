"""What a child said beside what the social worker recorded, as a table."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from accounts.permissions import Capability, may
from design import components
from design.components import NOTHING, Table
from participation.comparing import Side, scale_words, side_by_side
from participation.enums import Meaning, Subject
from participation.meaning import Compared
from participation.models import Consultation
from reviews.models import Review

CAPTION = "What the child said, beside the social worker’s record"
COLUMNS = ["Subject", "The child said", "The social worker said", "How they compare"]
OUTCOMES: Mapping[Compared, tuple[str, str]] = {
    Compared.DIFFERS: ("Differs", "orange"),
    Compared.SAME: ("The same", "green"),
}
# What is missing is said, never shown as agreement.
MISSING: Mapping[Compared, str] = {
    Compared.NOT_ON_SCALE: "Cannot be compared",
    Compared.ONLY_CHILD: "The social worker has not said",
    Compared.ONLY_WORKER: "The child has not said",
    Compared.NEITHER: "Neither has said",
}


def sides_of(review: Review, user: User) -> Mapping[str, Side]:
    """Return both sides before a review, by subject; empty where neither said anything."""
    forms = Consultation.objects.visible_to(user).filter(review=review)
    return side_by_side(forms, [review.pk]).get(review.pk, {})


def compared_table(review: Review, user: User) -> Table:
    """Return subject by subject what each said; without rows for who may not compare, or where nothing was said."""
    sides = sides_of(review, user) if may(user, Capability.COMPARE_VIEWS) else {}
    rows = [_row(sides[subject]) for subject in Subject.values] if sides else []
    differing = frozenset(
        number for number, subject in enumerate(Subject.values) if rows and sides[subject].outcome == Compared.DIFFERS
    )
    return Table(caption=CAPTION, columns=COLUMNS, rows=rows, stack=True, attention=differing, id="side-by-side")


def _row(side: Side) -> list[Any]:
    said = components.lines(
        *(
            components.lines(components.quiet(asked), answer[:1].upper() + answer[1:])
            for asked, answer in zip(side.asked, side.said, strict=True)
        )
    )
    on_scale = components.quiet(f"taken as: {scale_words(side.child).lower()}") if side.child else NOTHING
    return [
        Subject(side.subject).label,
        components.lines(said, on_scale) or components.quiet("Nothing"),
        components.lines(scale_words(side.worker), components.quiet(side.why)) or components.quiet("Nothing"),
        _outcome(side.outcome),
    ]


def _outcome(outcome: Compared) -> Any:
    if outcome in OUTCOMES:
        return components.tag(*OUTCOMES[outcome])
    return components.quiet(MISSING[outcome])


def standing_of(answers: Any) -> list[tuple[str, str]]:
    """Return what is recorded now, as question and answer."""
    return [
        (Subject(row.subject).label, f"{Meaning(row.answer).label}{f': {row.why}' if row.why else ''}")
        for row in answers
    ]
