"""Evaluating the rules that count from one event: around the review, placements, disputes, complaints, records."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from statute import ages, complaints, counting, disputes, placements, plans, preparation, records, retention, secure
from statute.calendar import WorkingCalendar
from statute.counting import plain
from statute.due import Due
from statute.examples.answer import Answer, Evaluator, none, not_allowed
from statute.examples.facts import ExampleError, Facts
from statute.rules import RULES


class _FromOneDay(Protocol):
    def __call__(self, on: date, /, *, calendar: WorkingCalendar) -> Due: ...


@dataclass(frozen=True, slots=True)
class _From:
    """An evaluator that counts from the event that inputs of these names give, else from start_date."""

    function: _FromOneDay
    names: tuple[str, ...] = ()

    def __call__(self, facts: Facts) -> Answer:
        return self.function(facts.event(*self.names), calendar=facts.calendar)


def _challenge(facts: Facts) -> Due:
    """The clock runs from the sending, unless the office counts from the receipt."""
    on_receipt = facts.values.get("challenge_clock") == "received"
    names = ("received", "sent") if on_receipt else ("sent", "received")
    named = facts.first(names[0])
    return records.challenge_by(named or facts.start or facts.event(*names), calendar=facts.calendar)


def _midway(facts: Facts) -> Due:
    next_limit = facts.day("scheduled_due")
    if next_limit is None:
        raise ExampleError("A date is missing: give scheduled_due.")
    return preparation.midway_check(facts.previous(), next_limit, calendar=facts.calendar)


def _later_panel(facts: Facts) -> Due:
    return secure.later_panel(facts.previous("last_panel"), calendar=facts.calendar)


def _extended_approval(facts: Facts) -> Answer:
    again = facts.denies("first_extension") or facts.says("second_extension")
    if not placements.may_extend_approval(int(again)):
        return not_allowed("TEMP-EXTEND-8W", "a temporary approval may be extended once only")
    return placements.extended_approval_ends(facts.event("original_expiry"), calendar=facts.calendar)


def _area_authority(facts: Facts) -> Due:
    on = facts.event()
    if not facts.denies("emergency"):
        return placements.notify_area_authority(on, calendar=facts.calendar)
    rule = RULES["NOTIFY-OOA-EMERGENCY-5WD"]
    return plain(
        rule, on, "before the placement, which was no emergency", basis=(("placement", on),), calendar=facts.calendar
    )


def _complaint_stage_1(facts: Facts) -> Due:
    extended = facts.says("extended")
    return complaints.stage_1(facts.event("complaint_made"), calendar=facts.calendar, extended=extended)


def _complaint_stage_2(facts: Facts) -> Due:
    on = facts.event("stage2_request_received")
    return complaints.stage_2(on, calendar=facts.calendar, extended=facts.says("extended"))


def _complaint_stage_2_extended(facts: Facts) -> Due:
    on = facts.event("stage2_request_received")
    return complaints.stage_2(on, calendar=facts.calendar, extended=not facts.denies("extended"))


def _retain(facts: Facts) -> Answer:
    died = facts.day("died")
    if died is None and facts.says("died_under_18"):
        return none("RETAIN-75Y", "the child died under 18, so the years are counted from the death; give died")
    return retention.retain_until(facts.born(), died_on=died, calendar=facts.calendar)


def _age_18(facts: Facts) -> Due:
    return ages.turns_eighteen(facts.born(), calendar=facts.calendar)


def _plan_by(facts: Facts) -> Due:
    return counting.plan_by(facts.event("legal_due", "due"), calendar=facts.calendar)


_DECISIONS: Final = ("sent", "received", "challenge_clock")
_MEETING: Final = ("review_meeting",)

EVALUATORS: Final = (
    Evaluator("IRO-APPOINT-5WD", _From(preparation.appoint_iro, ("looked_after_since",)), ()),
    Evaluator("IRO-TOLD-2WD", _From(preparation.tell_service, ("looked_after_since",)), ()),
    Evaluator("PRE-SW-IRO-15WD", _From(preparation.confer, ("review_meeting",)), _MEETING),
    Evaluator("PRE-CONSULT-10WD", _From(preparation.consultation_out, ("review_meeting",)), _MEETING),
    Evaluator("PRE-SWREPORT-3WD", _From(preparation.papers_due, ("review_meeting",)), _MEETING),
    Evaluator("MIDWAY", _midway, ("scheduled_due",)),
    Evaluator("REC-DECISIONS-5WD", _From(records.decisions_out, ("completed",)), ("completed", *_DECISIONS)),
    Evaluator("REC-CHALLENGE-5WD", _challenge, _DECISIONS),
    Evaluator("REC-FULL-15WD", _From(records.full_record, ("completed",)), ("completed", *_DECISIONS)),
    Evaluator("REC-DISTRIB-20WD", _From(records.distribute, ("completed",)), ("completed", *_DECISIONS)),
    Evaluator("CAREPLAN-UPDATE-10WD", _From(records.care_plan_update, ("completed",)), ("completed", *_DECISIONS)),
    Evaluator("HEALTH-INIT-20WD", _From(plans.first_health_assessment, ("looked_after_since",)), ()),
    Evaluator("PEP-INIT-10WD", _From(plans.education_plan, ("looked_after_since",)), ()),
    Evaluator("SEC-1ST-1M", _From(secure.first_panel), ()),
    Evaluator("SEC-NEXT-3M", _later_panel, ("last_panel",)),
    Evaluator("SEC-PLAN-28D", _From(secure.plan_first_panel), ()),
    Evaluator("TEMP-APPROVAL-16W", _From(placements.temporary_approval_ends, ("approved",)), ("approved",)),
    Evaluator(
        "TEMP-EXTEND-8W",
        _extended_approval,
        ("original_expiry", "first_extension", "second_extension", "approved", "extended"),
    ),
    Evaluator("EMERGENCY-FOSTER-6WD", _From(placements.emergency_fostering_ends), ("approved",)),
    Evaluator("REG19-ASSESS-10WD", _From(placements.assess_parent), ("reg19_with_parent", "assessment_completed")),
    Evaluator(
        "REG19-DECISION-10WD",
        _From(placements.decide_on_parent, ("assessment_completed",)),
        ("reg19_with_parent", "assessment_completed"),
    ),
    Evaluator(
        "NOTIFY-TERMINATION-10WD",
        _From(placements.notify_termination, ("placement_terminated",)),
        ("placement_terminated",),
    ),
    Evaluator("NOTIFY-OOA-EMERGENCY-5WD", _area_authority, ("emergency", "practicable_before_placement")),
    Evaluator("DISPUTE-20WD", _From(disputes.resolve_by, ("formal_stage_raised",)), ("formal_stage_raised",)),
    Evaluator("DISPUTE-STAGE-5WD", _From(disputes.stage_reply_by), ("formal_stage_raised",)),
    Evaluator("COMPLAINT-S1-10WD", _complaint_stage_1, ("complaint_made", "extended")),
    Evaluator(
        "COMPLAINT-S2-25WD",
        _complaint_stage_2,
        ("stage2_request_received", "complaint_made", "extended"),
    ),
    Evaluator(
        "COMPLAINT-S2-65WD",
        _complaint_stage_2_extended,
        ("stage2_request_received", "complaint_made", "extended"),
    ),
    Evaluator(
        "COMPLAINT-PANEL-30WD",
        _From(complaints.panel_meets, ("stage3_request_received",)),
        ("stage3_request_received", "panel_met", "extended"),
    ),
    Evaluator(
        "COMPLAINT-PANELREPORT-5WD",
        _From(complaints.panel_report, ("panel_met",)),
        ("panel_met", "stage3_request_received", "findings_received"),
    ),
    Evaluator(
        "COMPLAINT-RESPONSE-15WD",
        _From(complaints.response, ("findings_received",)),
        ("findings_received", "panel_met", "stage3_request_received"),
    ),
    Evaluator("RETAIN-75Y", _retain, ("dob", "died", "died_under_18")),
    Evaluator("RETAIN-15Y-DEATH", _retain, ("dob", "died", "died_under_18")),
    Evaluator("AGE18", _age_18, ("dob",)),
    Evaluator("PLAN-BY", _plan_by, ("legal_due", "due", "rule")),
)
