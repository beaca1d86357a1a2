"""The form that logs a review: its sections in the order of the meeting, and what they say as facts."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from children.enums import Relationship
from children.models import PersonAroundChild
from design import formats
from design.forms import GovukForm, forms_valid
from design.rows import GovukFormSet
from desk.log_review import family_sections, sections
from desk.log_review.forms import conversation_of
from desk.log_review.hearing import HeardBefore, Tried, said_of_support, support_forms, with_rows
from desk.log_review.outlook import outlook
from participation.actions.support import SupportFacts
from reviews.enums import DecisionStatus, ReviewMode, RightsTold
from reviews.facts import ClosedDecision, DecisionFacts, ParentFacts, ReviewFacts
from reviews.invited import Expected
from reviews.models import Booking, Decision, Review
from reviews.pathway import asks_for_pathway_plan
from reviews.policies import problems
from statute.ages import age_band, age_on
from statute.calendar import WorkingCalendar
from statute.codes.participation import offered_participation_codes

PARENTS = (Relationship.MOTHER, Relationship.FATHER)
LAST = re.compile(r"last-([0-9]{1,18})-what")
# A review is logged within weeks; a child who turned four meanwhile may need either side of the birthday.
LOOKING_BACK = datetime.timedelta(days=120)
PATHWAY_PLAN_FROM_AGE = 15


@dataclass(frozen=True)
class Background:
    """What the form needs to know of the review before anything is typed."""

    review: Review
    user: User
    iro: User | None
    worker: User | None
    people: Sequence[PersonAroundChild]
    decisions: Sequence[Decision]
    booking: Booking | None
    today: datetime.date
    calendar: WorkingCalendar
    # Who was invited, and which papers came, as recorded before the meeting.
    expected: Expected = field(default_factory=Expected)
    papers: Mapping[str, str] = field(default_factory=dict)
    # What was planned, tried, offered and asked before the meeting.
    heard: HeardBefore = field(default_factory=HeardBefore)

    @property
    def parents(self) -> list[PersonAroundChild]:
        """Return the parents on record: mother, father, and whoever holds parental responsibility."""
        current = [person for person in self.people if person.is_current]
        return [p for p in current if p.relationship in PARENTS or p.has_parental_responsibility]

    @property
    def others(self) -> list[tuple[str, str, str]]:
        """Return who else may have come: a value, the name and in what capacity."""
        parents = {person.pk for person in self.parents}
        found = [("worker", self.worker.full_name, "Social worker")] if self.worker else []
        found += [
            (f"person-{p.pk}", p.full_name, p.get_relationship_display())
            for p in self.people
            if p.is_current and p.pk not in parents
        ]
        invited = self.expected.professionals.items()
        found += [(f"invited-{pk}", name, capacity) for pk, (name, capacity, _comes) in invited]
        return found

    @property
    def present(self) -> list[str]:
        """Return the values of those among the others who said that they would come."""
        coming = ["worker"] if self.expected.worker else []
        coming += [f"person-{pk}" for pk in sorted(self.expected.present)]
        return coming + [f"invited-{pk}" for pk, (_, _, comes) in self.expected.professionals.items() if comes]

    def invited(self, person: PersonAroundChild) -> dict[str, Any]:
        """Return what is known of a parent before the meeting, as the form's questions have it."""
        offered = self.heard.of_parent(person.pk)
        if person.pk not in self.expected.parents:
            return offered
        was_invited, reason, plan = self.expected.parents[person.pk]
        return {"was_invited": was_invited, "not_invited_reason": reason, "hearing_plan": plan} | offered

    @property
    def codes(self) -> list[str]:
        """Return the participation codes to offer for the child's age, today or some weeks ago."""
        born = self.review.child.date_of_birth
        earliest = max(born, self.review.period.became_looked_after_on, self.today - LOOKING_BACK)
        bands = (age_band(born, min(earliest, self.today)), age_band(born, self.today))
        return list(dict.fromkeys(code for band in bands for code in offered_participation_codes(band)))

    @cached_property
    def asks_for_pathway_plan(self) -> bool:
        """Say whether the review has to say if it looked at the pathway plan."""
        return asks_for_pathway_plan(self.review, self.today)

    @property
    def needs_pathway_plan(self) -> bool:
        """Say whether a pathway plan may be among the papers."""
        return age_on(self.review.child.date_of_birth, self.today) >= PATHWAY_PLAN_FROM_AGE


class WholeReview:
    """All sections of the form together. `data`: what was sent, a kept draft, or None."""

    def __init__(self, known: Background, data: Mapping[str, Any] | None = None) -> None:
        """Make the sections, bound when there is data."""
        data = with_rows(data, "tried")
        self.known, self.data = known, data
        self.when = sections.WhenForm(data, known=known)
        self.meetings = sections.Meetings(data, prefix="meetings")
        self.child = family_sections.ChildForm(data, known=known)
        self.tried = Tried(data, prefix="tried", form_kwargs={"today": known.today})
        self.support = support_forms(data, known.heard)
        self.parents = [
            family_sections.ParentForm(data, prefix=f"parent-{person.pk}", person=person, initial=known.invited(person))
            for person in known.parents
        ]
        self.other_parents = family_sections.OtherParents(data, prefix="other-parents")
        self.others = sections.OthersForm(data, known=known, initial={"present": known.present})
        self.attendances = sections.Attendances(data, prefix="attendances")
        self.papers = sections.PapersForm(data, known=known, initial=dict(known.papers))
        self.last = [
            sections.LastDecisionForm(data, prefix=f"last-{decision.pk}", decision=decision)
            for decision in known.decisions
        ]
        self.decisions = sections.Decisions(data, prefix="decisions")
        self.good = sections.GoodPracticeForm(data)
        self.following = sections.NextForm(data, known=known)

    @property
    def parts(self) -> list[GovukForm | GovukFormSet]:
        """Return every section, in the order of the page."""
        return [
            self.when,
            self.meetings,
            self.child,
            self.tried,
            *self.support,
            *self.parents,
            self.other_parents,
            self.others,
            self.attendances,
            self.papers,
            *self.last,
            self.decisions,
            self.good,
            self.following,
        ]

    @property
    def is_changing(self) -> bool:
        """Say whether a row is only being added or removed."""
        return any(getattr(part, "is_changing", False) for part in self.parts)

    def hold(self) -> None:
        """Show what was typed without judging it."""
        for part in self.parts:
            part.hold()

    def is_valid(self) -> bool:
        """Judge every section, then the whole as the law asks. Each problem stands beside its question."""
        if not forms_valid(*self.parts):
            return False
        known = self.known
        found = problems(self.facts(), known.review, today=known.today, calendar=known.calendar)
        wanted = self.following.cleaned_data["next_review_by"]
        coming = outlook(known.review, self.when.day(), known.calendar)
        if wanted and coming and coming.next_due and wanted > coming.next_due.on:
            latest = formats.day(coming.next_due.on)
            found["next_review_by"] = f"The next review is due by {latest} in any case. Choose an earlier day"
        if found:
            self.attach(ValidationError(found))
        return not found

    def attach(self, error: ValidationError) -> None:
        """Put an action's errors into the sections that ask about them; the rest goes on top."""
        by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in by_field.items():
            form, field = self._place_of(name)
            for sentence in sentences:
                form.add_error(field, sentence)

    def _place_of(self, name: str) -> tuple[GovukForm, str | None]:
        asked_as = {
            "spoken_note": self.child["spoken_outcome"].name,
            "spoken_on": "observed_on" if self.child["spoken_outcome"].value() == "observed" else "spoken_on",
            "completed_on": "completed_when" if self.when["completed_when"].value() != "other" else "completed_on",
            "held_on": "completed_when",
            "review_by": "next_review_by",
            "strategies": "participation_code",
        }.get(name, name)
        for form in (self.when, self.child, self.following):
            if asked_as in form.fields:
                return form, asked_as
        return self.when, None

    def gone_decisions(self) -> list[int]:
        """Return the ids of decisions that the form still speaks of although they are open no longer."""
        here = {decision.pk for decision in self.known.decisions}
        spoken_of = {int(found[1]) for name in self.data or () if (found := LAST.fullmatch(name))}
        return sorted(spoken_of - here)

    def completed_on(self) -> datetime.date | None:
        """Return the day of completion as far as it can be read, without judging: for the dates it leads to."""
        return self.when.day_as_typed()

    # Facts, after `is_valid()` of the sections --------------------------------------------------------------------
    def facts(self) -> ReviewFacts:
        """Return what was said, as the actions take it."""
        when, child, known = self.when.cleaned_data, self.child.cleaned_data, self.known
        spoken, spoken_on, spoken_note = conversation_of(self.child.cleaned_data)
        return ReviewFacts(
            completed_on=self.when.day(),
            chair=self.when.chair(),
            participation_code=child["participation_code"],
            mode=when["mode"],
            meetings=tuple(self._meetings()),
            cover_reason=when.get("cover_reason", ""),
            late_reason=when.get("late_reason", ""),
            late_note=when.get("late_note", ""),
            paper_reason=when["paper_reason"],
            spoken_outcome=spoken,
            spoken_on=spoken_on,
            spoken_place=child["spoken_place"],
            spoken_note=spoken_note,
            rights_told=child["rights_told"],
            rights_note=child["rights_note"],
            not_taking_part_reason=child.get("not_taking_part_reason", ""),
            not_taking_part_note=child.get("not_taking_part_note", ""),
            strategies=self.tried.facts(),
            was_co_chaired=child["was_co_chaired"],
            was_child_missing=child["was_child_missing"],
            pathway_plan_looked_at=child.get("pathway_plan_looked_at"),
            parents=tuple(self._parents()),
            attendances=tuple(self._attendances(known)),
            papers=tuple((kind, state) for kind, state in self.papers.cleaned_data.items() if state),
            decisions=(*self._carried(), *self._new()),
            closed=tuple(self._closed()),
        )

    def support_facts(self) -> list[SupportFacts]:
        """Return what was said of an advocate and of an independent visitor: nothing where it was not asked."""
        was_told = {RightsTold.TOLD.value: True, RightsTold.NOT_TOLD.value: False}
        return list(said_of_support(self.support, was_told=was_told.get(self.child.cleaned_data["rights_told"])))

    def _meetings(self) -> Iterator[tuple[datetime.date, str]]:
        if self.when.cleaned_data["mode"] == ReviewMode.SERIES:
            for row in self.meetings.filled_rows():
                yield row["held_on"], row["note"]

    def _parents(self) -> Iterator[ParentFacts]:
        for form in self.parents:
            yield family_sections.parent_facts(form.cleaned_data, form.person)
        for row in self.other_parents.filled_rows():
            yield family_sections.parent_facts(row, None)

    def _attendances(self, known: Background) -> Iterator[tuple[str, str]]:
        present = set(self.others.cleaned_data.get("present") or ())
        yield from ((name, part) for value, name, part in known.others if value in present)
        yield from ((row["name"], row["part"]) for row in self.attendances.filled_rows())

    def _answered(self, answer: str) -> Iterable[sections.LastDecisionForm]:
        return (form for form in self.last if form.cleaned_data["what"] == answer)

    def _carried(self) -> Iterator[DecisionFacts]:
        for form in self._answered("carry"):
            decision = form.as_seen()
            yield DecisionFacts(decision.text, decision.owner, form.cleaned_data["target_on"], decision)

    def _new(self) -> Iterator[DecisionFacts]:
        for row in self.decisions.filled_rows():
            yield DecisionFacts(row["text"], row["owner"], row["target_on"])

    def _closed(self) -> Iterator[ClosedDecision]:
        for form in self._answered("done"):
            yield ClosedDecision(form.as_seen(), DecisionStatus.DONE, form.cleaned_data["outcome"])
        for form in self._answered("not_needed"):
            yield ClosedDecision(form.as_seen(), DecisionStatus.NO_LONGER_NEEDED, form.cleaned_data["why"])
