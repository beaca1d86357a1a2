"""What the form that logs a review asks of how the child was heard: what was tried, and who stands by them."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import formset_factory

from design.forms import DateField, GovukForm, GovukFormSet, Radios, YesNoField
from participation.actions.support import SupportFacts
from participation.enums_advocacy import Support, SupportAnswer
from participation.models import SupportQuestion
from reviews.enums import Strategy
from reviews.facts import StrategyFacts
from reviews.heard import planned_last
from reviews.models import OfferToMeet, PlanningMeeting, Review, StrategyTried

CHOOSE = [("", "Choose")]
QUESTIONS = {
    Support.ADVOCATE.value: "Was the child offered an advocate?",
    Support.VISITOR.value: "Was the child offered an independent visitor?",
}
HINTS = {
    Support.ADVOCATE.value: "Somebody who helps the child say what they want, or to complain. Asked at every review.",
    Support.VISITOR.value: "A volunteer who visits and befriends a child whom it would do good. Asked at every review.",
}
NAMES = {Support.ADVOCATE.value: "an advocate", Support.VISITOR.value: "an independent visitor"}


@dataclass(frozen=True)
class HeardBefore:
    """What was recorded before the review is logged, with which its form begins."""

    planned: PlanningMeeting | None = None
    tried: tuple[StrategyTried, ...] = ()
    offers: Mapping[int, OfferToMeet] = field(default_factory=dict)  # by parent: the last one
    support: Mapping[str, SupportQuestion] = field(default_factory=dict)

    def of_parent(self, person_id: int) -> dict[str, Any]:
        """Return what the offers to meet say of a parent, as the form's questions have it."""
        offer = self.offers.get(person_id)
        return {"was_offered_meeting": True, "took_up_meeting": offer.taken_up} if offer else {}


def heard_before(review: Review) -> HeardBefore:
    """Read what was recorded before a review is logged: four queries."""
    return HeardBefore(
        planned=planned_last(review),
        tried=tuple(review.strategies.standing()),
        offers={offer.parent_id: offer for offer in review.offers_to_meet.standing()},
        support={each.support: each for each in SupportQuestion.objects.filter(review=review)},
    )


def with_rows(data: Mapping[str, Any] | None, *prefixes: str) -> Any:
    """Return what was sent, or a draft kept before the form had these rows, as one that says there are none."""
    missing = {f"{prefix}-{name}": "0" for prefix in prefixes for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    if data is None or all(name in data for name in missing):
        return data
    filled: Any = data.copy()  # type: ignore[attr-defined]  # a QueryDict, or a dictionary
    for name, value in missing.items():
        filled.setdefault(name, value)
    return filled


class TriedRow(GovukForm):
    """One thing that was tried so that the child is heard."""

    strategy = forms.ChoiceField(
        label="What was tried?",
        choices=[*CHOOSE, *Strategy.choices],
        error_messages={"required": "Choose what was tried so that the child could be heard"},
    )
    on = DateField(label="When?", thing="the day it was tried")
    tried_by = forms.CharField(
        label="Who tried?", max_length=120, error_messages={"required": "Enter who tried to hear the child"}
    )
    outcome = forms.CharField(
        label="What happened?", max_length=200, error_messages={"required": "Say what happened when it was tried"}
    )

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        """Take the day, against which the day of trying is checked."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        day: datetime.date | None = self.fields["on"].check(
            self.cleaned_data["on"], not_after=self.today, today=self.today
        )
        return day


class Tried(formset_factory(TriedRow, formset=GovukFormSet, extra=0, can_delete=True, max_num=20)):  # type: ignore[misc]  # made at run time
    """What was tried so that the child is heard, of what was not recorded before."""

    row = "attempt"
    add_text = "Add what was tried"

    def facts(self) -> tuple[StrategyFacts, ...]:
        """Return what was said, after `is_valid()`."""
        return tuple(
            StrategyFacts(row["strategy"], row["outcome"], row["on"], row["tried_by"]) for row in self.filled_rows()
        )


class SupportFields(GovukForm):
    """What came of the question about an advocate, or an independent visitor."""

    answer = forms.ChoiceField(choices=SupportAnswer.choices, widget=Radios, required=False)
    provider = forms.CharField(label="Who provides them?", max_length=120, required=False)
    taken_up_provider = forms.CharField(label="Who is to provide them?", max_length=120, required=False)
    declined_why = forms.CharField(label="What did the child say?", max_length=300, required=False)
    why = forms.CharField(label="Why not?", max_length=300)
    was_told = YesNoField(label="Was the child told of the right to an advocate?", required=False)
    mark_optional = False
    reveals = {
        "answer": {
            SupportAnswer.HAS_ONE.value: ["provider"],
            SupportAnswer.TAKEN_UP.value: ["taken_up_provider"],
            SupportAnswer.DECLINED.value: ["declined_why"],
            SupportAnswer.NOT_OFFERED.value: ["why"],
        }
    }

    def __init__(
        self,
        *args: Any,
        support: str,
        standing: SupportQuestion | None = None,
        asks_whether_told: bool = False,
        **kwargs: Any,
    ) -> None:
        """Begin with what was said before at this review. support: a `Support`.

        asks_whether_told: whether nothing else on the page asks if the child was told of the right to an advocate.
        """
        kwargs.setdefault("initial", {})
        kwargs["initial"] = _as_asked(standing) | kwargs["initial"]
        super().__init__(*args, **kwargs)
        self.support = support
        self.fields["answer"].label = QUESTIONS[support]
        self.fields["answer"].help_text = HINTS[support]
        if support != Support.ADVOCATE or not asks_whether_told:
            del self.fields["was_told"]
        self.fields["why"].error_messages["required"] = f"Say why the child was not offered {NAMES[support]}"

    def facts(self, *, was_told: bool | None = None) -> SupportFacts | None:
        """Return what was said, after `is_valid()`; None where the question was not asked.

        was_told: whether the child was told of the right to an advocate, where that was asked elsewhere.
        """
        said = self.cleaned_data
        if not said["answer"]:
            return None
        provider = said["provider"] if said["answer"] == SupportAnswer.HAS_ONE else said["taken_up_provider"]
        why = said["why"] if said["answer"] == SupportAnswer.NOT_OFFERED else said["declined_why"]
        told = said.get("was_told") if was_told is None else was_told
        return SupportFacts(
            self.support,
            said["answer"],
            told if self.support == Support.ADVOCATE else None,
            provider or "",
            why or "",
        )


def _as_asked(standing: SupportQuestion | None) -> dict[str, Any]:
    if standing is None:
        return {}
    return {
        "answer": standing.answer,
        "was_told": standing.was_told,
        "provider": standing.provider,
        "taken_up_provider": standing.provider,
        "declined_why": standing.why,
        "why": standing.why,
    }


def support_forms(data: Mapping[str, Any] | None, before: HeardBefore) -> list[SupportFields]:
    """Return the two questions, about an advocate and about an independent visitor."""
    return [
        SupportFields(data, prefix=f"support-{each.value}", support=each.value, standing=before.support.get(each.value))
        for each in Support
    ]


def not_asked(review: Review) -> list[str]:
    """Return in words which of the two questions nobody has answered at a review."""
    asked = set(SupportQuestion.objects.filter(review=review).values_list("support", flat=True))
    return [NAMES[each.value] for each in Support if each.value not in asked]


def said_of_support(parts: list[SupportFields], *, was_told: bool | None) -> Iterator[SupportFacts]:
    """Yield what was said of each, after `is_valid()`."""
    yield from (said for part in parts if (said := part.facts(was_told=was_told)) is not None)
