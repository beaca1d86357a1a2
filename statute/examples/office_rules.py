"""Evaluating the rules that count from one event: around the review, placements, disputes, complaints, records."""

from collections.abc import Callable
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


def _from(function: _FromOneDay, *names: str) -> Callable[[Facts], Answer]:
    """An evaluator that counts from the event these inputs name, else from start_date."""
    return lambda facts: function(facts.event(*names), calendar=facts.calendar)


def _challenge(facts: Facts) -> Due:
    """The clock runs from the sending, unless the office counts from the receipt."""
    on_receipt = facts.values.get("challenge_clock", "sent").lower() == "received"
    names = ("received", "sent") if on_receipt else ("sent", "received")
    named = facts.first(names[0])
    return records.challenge_by(named or facts.start or facts.event(*names), calendar=facts.calendar)


def _midway(facts: Facts) -> Due:
    next_limit = facts.first("scheduled_due", "due")
    if next_limit is None:
        raise ExampleError("A date is missing: give scheduled_due.")
    return preparation.midway_check(facts.previous(), next_limit, calendar=facts.calendar)


def _later_panel(facts: Facts) -> Due:
    return secure.later_panel(facts.previous("last_panel"), calendar=facts.calendar)


def _extended_approval(facts: Facts) -> Answer:
    again = not facts.flag("first_extension", default=True) or facts.flag("second_extension", default=False)
    if not placements.may_extend_approval(int(again)):
        return not_allowed("TEMP-EXTEND-8W", "a temporary approval may be extended once only")
    return placements.extended_approval_ends(facts.event("original_expiry"), calendar=facts.calendar)


def _area_authority(facts: Facts) -> Due:
    on = facts.event()
    if facts.flag("emergency", default=True):
        return placements.notify_area_authority(on, calendar=facts.calendar)
    rule = RULES["NOTIFY-OOA-EMERGENCY-5WD"]
    return plain(
        rule, on, "before the placement, which was no emergency", basis=(("placement", on),), calendar=facts.calendar
    )


def _complaint_stage_1(facts: Facts) -> Due:
    extended = facts.flag("extended", default=False)
    return complaints.stage_1(facts.event("complaint_made"), calendar=facts.calendar, extended=extended)


def _complaint_stage_2(*, extended: bool) -> Callable[[Facts], Answer]:
    def evaluate(facts: Facts) -> Due:
        on = facts.event("stage2_request_received")
        return complaints.stage_2(on, calendar=facts.calendar, extended=facts.flag("extended", default=extended))

    return evaluate


def _retain(facts: Facts) -> Answer:
    died = facts.day("died")
    if died is None and facts.flag("died_under_18", default=False):
        return none("RETAIN-75Y", "the child died under 18, so the years are counted from the death; give died")
    return retention.retain_until(facts.born(), died_on=died, calendar=facts.calendar)


def _age_18(facts: Facts) -> Due:
    return ages.turns_eighteen(facts.born(), calendar=facts.calendar)


def _plan_by(facts: Facts) -> Due:
    return counting.plan_by(facts.event("legal_due", "due"), calendar=facts.calendar)


_DECISIONS: Final = ("sent", "received", "challenge_clock")
_MEETING: Final = ("review_meeting",)

EVALUATORS: Final = (
    Evaluator("IRO-APPOINT-5WD", _from(preparation.appoint_iro, "looked_after_since"), ()),
    Evaluator("IRO-TOLD-2WD", _from(preparation.tell_service, "looked_after_since"), ()),
    Evaluator("PRE-SW-IRO-15WD", _from(preparation.confer, "review_meeting"), _MEETING),
    Evaluator("PRE-CONSULT-10WD", _from(preparation.consultation_out, "review_meeting"), _MEETING),
    Evaluator("PRE-SWREPORT-3WD", _from(preparation.papers_due, "review_meeting"), _MEETING),
    Evaluator("MIDWAY", _midway, ("scheduled_due", "due")),
    Evaluator("REC-DECISIONS-5WD", _from(records.decisions_out, "completed"), ("completed", *_DECISIONS)),
    Evaluator("REC-CHALLENGE-5WD", _challenge, _DECISIONS),
    Evaluator("REC-FULL-15WD", _from(records.full_record, "completed"), ("completed", *_DECISIONS)),
    Evaluator("REC-DISTRIB-20WD", _from(records.distribute, "completed"), ("completed", *_DECISIONS)),
    Evaluator("CAREPLAN-UPDATE-10WD", _from(records.care_plan_update, "completed"), ("completed", *_DECISIONS)),
    Evaluator("HEALTH-INIT-20WD", _from(plans.first_health_assessment, "looked_after_since"), ()),
    Evaluator("PEP-INIT-10WD", _from(plans.education_plan, "looked_after_since"), ()),
    Evaluator("SEC-1ST-1M", _from(secure.first_panel), ()),
    Evaluator("SEC-NEXT-3M", _later_panel, ("last_panel",)),
    Evaluator("SEC-PLAN-28D", _from(secure.plan_first_panel), ()),
    Evaluator("TEMP-APPROVAL-16W", _from(placements.temporary_approval_ends, "approved"), ("approved",)),
    Evaluator(
        "TEMP-EXTEND-8W",
        _extended_approval,
        ("original_expiry", "first_extension", "second_extension", "approved", "extended"),
    ),
    Evaluator("EMERGENCY-FOSTER-6WD", _from(placements.emergency_fostering_ends), ("approved",)),
    Evaluator("REG19-ASSESS-10WD", _from(placements.assess_parent), ("reg19_with_parent", "assessment_completed")),
    Evaluator(
        "REG19-DECISION-10WD",
        _from(placements.decide_on_parent, "assessment_completed"),
        ("reg19_with_parent", "assessment_completed"),
    ),
    Evaluator(
        "NOTIFY-TERMINATION-10WD",
        _from(placements.notify_termination, "placement_terminated"),
        ("placement_terminated",),
    ),
    Evaluator("NOTIFY-OOA-EMERGENCY-5WD", _area_authority, ("emergency", "practicable_before_placement")),
    Evaluator("DISPUTE-20WD", _from(disputes.resolve_by, "formal_stage_raised"), ("formal_stage_raised",)),
    Evaluator("DISPUTE-STAGE-5WD", _from(disputes.stage_reply_by), ("formal_stage_raised",)),
    Evaluator("COMPLAINT-S1-10WD", _complaint_stage_1, ("complaint_made", "extended")),
    Evaluator(
        "COMPLAINT-S2-25WD",
        _complaint_stage_2(extended=False),
        ("stage2_request_received", "complaint_made", "extended"),
    ),
    Evaluator(
        "COMPLAINT-S2-65WD",
        _complaint_stage_2(extended=True),
        ("stage2_request_received", "complaint_made", "extended"),
    ),
    Evaluator(
        "COMPLAINT-PANEL-30WD",
        _from(complaints.panel_meets, "stage3_request_received"),
        ("stage3_request_received", "panel_met", "extended"),
    ),
    Evaluator(
        "COMPLAINT-PANELREPORT-5WD",
        _from(complaints.panel_report, "panel_met"),
        ("panel_met", "stage3_request_received", "findings_received"),
    ),
    Evaluator(
        "COMPLAINT-RESPONSE-15WD",
        _from(complaints.response, "findings_received"),
        ("findings_received", "panel_met", "stage3_request_received"),
    ),
    Evaluator("RETAIN-75Y", _retain, ("dob", "died", "died_under_18")),
    Evaluator("RETAIN-15Y-DEATH", _retain, ("dob", "died", "died_under_18")),
    Evaluator("AGE18", _age_18, ("dob",)),
    Evaluator("PLAN-BY", _plan_by, ("legal_due", "due")),
)
