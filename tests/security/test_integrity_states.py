"""C45: who may do what, in which state: every cell of every record's table, tried against rules, policies and actions.

A table reads: the event, the roles that may do it, and one mark for each state: `+` done, `-` refused. What is not
listed is refused: an action of these apps without a line, a page without its roles, a state without a column: each is
found.
"""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.access import rule_of
from accounts.enums import Role
from accounts.models import User
from accounts.verdict import RefusedError
from audit.actions import ACTIONS, acting
from children.models import PersonAroundChild
from disputes import actions as disputes
from disputes import permissions
from disputes.enums import DisputeStatus, Effect, Stage
from disputes.models import Dispute, DisputeStatusChange
from iro_service.access_matrix import pages
from office import actions as office
from office.authority import working_calendar
from office.models import AuthoritySettings, Job
from participation.actions import alerts
from participation.actions.support import SupportFacts, record_support
from participation.enums_alerts import AlertStatus
from participation.models import SafetyAlert
from reporting import actions as reporting
from reporting.assembly import statistics_of
from reporting.models import AnnualReport
from reviews import actions as reviews
from reviews.enums import DecisionStatus, ReviewStatus
from reviews.facts import ReviewFacts
from reviews.models import (
    Booking,
    Decision,
    OfferToMeet,
    OutcomeRelayed,
    ParentPart,
    PlanningMeeting,
    Review,
    ReviewMeeting,
    SecurePanel,
    StrategyTried,
)
from reviews.transitions import TRANSITIONS
from statute.secure import PanelMember
from tests.factories import BY, facts, make_child, make_user, open_review
from tests.participation.forms import AT as ALERTED_AT
from tests.participation.forms import alert_about
from tests.security.cases import issue_type

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)
WHAT_WAS_DONE = alerts.Recorded("Spoke", "Jo", TODAY, "family", "taken", "taken")
IRO, MANAGER, SUPPORT = Role.IRO, Role.MANAGER, Role.SUPPORT_WORKER

REVIEW = """
event            page                      roles                       to_arrange booked in_series adjourned completed ended voided
book             arranging:book            iro,manager,support_worker  + - + + - - -
move             arranging:move            iro,manager,support_worker  - + - - - - -
cancel booking   arranging:cancel-booking  iro,manager,support_worker  - + - - - - -
take the chair   cover:chair               iro                         - + - - - - -
speak            log_review:speak          iro                         + + + + - - -
attempt          before:attempt            iro                         + + + + - - -
confer           before:confer             iro                         + + + + - - -
try a way        taking_part:strategy      iro                         + + + + - - -
plan together    taking_part:plan          iro                         + + + + - - -
ask of support   taking_part:support       iro                         + + + + + - -
offer to meet    taking_part:offer         iro                         + + + + + - -
answer an offer  taking_part:answer        iro                         + + + + + - -
relay            taking_part:relay         iro                         - - - - + - -
take back tried  taking_part:take-back-strategy  iro                   + + + + + - -
take back plan   taking_part:take-back-plan      iro                   + + + + + - -
take back offer  taking_part:take-back-offer     iro                   + + + + + - -
take back relay  taking_part:take-back-relay     iro                   - - - - + - -
take back held   putting_right:completion  iro,manager                 - - - - + - -
take back ended  putting_right:ending      manager                     - - - - - + -
take back met    putting_right:meeting     iro,manager                 - - + - - - -
bring forward    log_review:earlier        iro                         + + + + - - -
meet             log_review:meeting        iro                         + + + - - - -
adjourn          log_review:adjourn        iro                         + + + - - - -
complete         log_review:form           iro                         + + + + - - -
end              service:end               manager                     + + + + - - -
correct          service:correct           manager                     - - - - + - -
void             service:void              manager                     + + + + + + -
"""  # noqa: E501 - a table
# Of a review that has begun, whether its next meeting is booked decides; booking it changes no state.
NEXT_MEETING = """
event            page                      roles                       adjourned in_series adjourned_booked in_series_booked
book             arranging:book            iro,manager,support_worker  + + - -
move             arranging:move            iro,manager,support_worker  - - + +
cancel booking   arranging:cancel-booking  iro,manager,support_worker  - - + +
take the chair   cover:chair               iro                         - - + +
"""  # noqa: E501 - a table
RECORD = """
event            page                      roles                       begun finished distributed
send decisions   log_review:decisions      iro                         + - -
write            log_review:record         iro                         + - -
finish           log_review:record         iro                         + - -
distribute       arranging:distribute      iro,manager,support_worker  - + -
"""
DECISION = """
event            page                       roles  open done no_longer_needed carried_over
close            log_review:close_decision  iro    + - - -
"""
PANEL = """
event            page                      roles        to_come held lapsed
hold             service:hold-panel        iro,manager  + - -
arrange          kinds:arrange-panel       iro,manager,support_worker  + - -
decide           kinds:decide-panel        iro,manager  - + -
"""
REPORT = """
event            page                      roles                                    draft approved released withdrawn
change sheet     reporting:front-sheet     manager                                  + - - -
write section    reporting:section         manager                                  + - - -
write footnote   reporting:footnote        manager                                  + - - -
approve          reporting:approve         director,information_governance,manager  + - - -
reopen           reporting:reopen          director,information_governance,manager  - + - -
release          reporting:release         director,information_governance,manager  - + - -
withdraw         reporting:withdraw        director,information_governance,manager  + + + -
"""
JOB = """
event            page                      roles                                                          queued running done failed
try again        office:retry-job          director,information_governance,iro,manager,system_administrator  - - - +
"""  # noqa: E501 - a table
ALERT = """
event              page                roles                                          raised acknowledged closed
acknowledge        alerts:acknowledge  iro,manager,operational_manager,social_worker  + - -
take back          alerts:take-back    iro,manager,operational_manager,social_worker  - + -
close              alerts:close        iro,manager,operational_manager,social_worker  - + -
reopen             alerts:reopen       iro,manager,operational_manager,social_worker  - - +
add                alerts:add          iro,manager,operational_manager,social_worker  - - +
"""
# Of a dispute more than the role matters: whoever raised it, to whom its stage is addressed, and everybody else.
DISPUTE = """
event     who                                                   pre_protocol stage_1 stage_2 director resolved withdrawn
reply     raiser,addressee                                      + + + + - -
reply     manager                                               - - + + - -
escalate  raiser                                                + - - - - -
escalate  manager                                               + + + - - -
resolve   raiser,manager                                        + + + + - -
withdraw  raiser,manager                                        + + + + - -
reopen    raiser,manager                                        - - - - + +
refer     raiser,manager,colleague                              + + + + + +
"""
# Actions of these apps that change no state, or are part of one that does, each with its reason.
NO_STATE: dict[str, str] = {
    "reviews.note_postponed": "part of moving a booking",
    "reviews.note_booked_later": "part of booking",
    "reviews.bring_in_contact": "the loader's: what is known from before",
    "reviews.bring_in": "the loader's: what is known from before",
    "reviews.plan_next": "the system's own: opens the next review",
    "reviews.plan_secure_panel": "the system's own: opens the next panel",
    "reviews.recompute_due": "the system's own: computes a limit",
    "reviews.recompute_record": "the system's own: computes the clocks of a record",
    "reviews.restart_record": "is part of `reviews.correct`",
    "reviews.recompute_panel": "the system's own: computes a limit",
    "reviews.note_moved_clock": "the system's own: keeps that a limit moved",
    "reviews.follow_adoption": "the system's own: ends and opens reviews by `reviews.end` and `reviews.plan_next`",
    "reviews.check_short_breaks": "the system's own: ends and opens reviews by `reviews.end` and `reviews.plan_next`",
    "reviews.recompute_age_bands": "the system's own: follows a date of birth",
    "reviews.flag_deadline": "the system's own: raises a flag",
    "reviews.end_all_open": "ends each by `reviews.end`",
    "reviews.add_decision": "adds to a completed review; no page offers it",
    "reviews.add_recipient": "adds to a finished record",
    "reviews.let_decisions_stand": "the system's own: silence makes decisions final",
    "reviews.list_recipients": "goes with `reviews.finish_record`",
    "reviews.add_venue": "is about a venue",
    "reviews.change_venue": "is about a venue",
    "reviews.set_journey": "is about venues",
    "reviews.record_needs": "says what a meeting needs, in any state",
    "reviews.record_wishes": "says what is wished, in any state",
    "reviews.begin_together": "is part of booking several",
    "reviews.book_several": "books each by `reviews.book`",
    "reviews.move_several": "moves each by `reviews.move_booking`",
    "reviews.cancel_several": "cancels each by `reviews.cancel_booking`",
    "reviews.write_shared_text": "writes what joint reviews share",
    "reviews.propose_after_booking": "part of booking",
    "reviews.tell_of_move": "part of moving a booking",
    "reviews.withdraw_all_invitations": "part of ending or cancelling",
    "reviews.silence": "part of recording a death",
    "reviews.judge_papers": "part of completing",
    "reviews.make_reply_link": "part of sending: the address by which it is answered",
    "reviews.recompute_midpoint": "the system's own: computes the day of a check",
    "reviews.tell_of_event": "makes one; of a child, in any state",
    "reviews.keep_contact": "makes one; of a child, in any state",
    "participation.make_form": "makes one",
    "participation.add_standard_forms": "makes some",
    "participation.ask_form": "makes one",
    "participation.add_correction": "adds to a form that came in, whose state never changes",
    "disputes.raise": "makes one",
    "disputes.bring_in": "the loader's: what is known from before",
    "disputes.recompute_limit": "the system's own: computes a limit",
    "reporting.start_report": "makes one",
    "reporting.type_figure": "is about no report",
    "reporting.remove_typed_figure": "is about no report",
    "reporting.keep_pdf": "the system's own: keeps a file",
}


class Table:
    """A declared table."""

    def __init__(self, text: str, *, first: int = 3) -> None:
        """Read it: its states, and for each event the page, the roles and the states in which it is done."""
        head, *lines = [line for line in text.strip().splitlines() if line]
        self.states = head.split()[first:]
        self.lines: list[tuple[str, str, set[str], set[str]]] = []
        for line in lines:
            *words, marks = self._parts(line)
            event, page, who = (words[0], "", words[1]) if first == 2 else words
            done = {state for state, mark in zip(self.states, marks, strict=True) if mark == "+"}
            self.lines.append((event, page, set(who.split(",")), done))

    @staticmethod
    def _parts(line: str) -> list[Any]:
        words = [word.strip() for word in line.split("  ") if word.strip()]
        return [*words[:-1], words[-1].split()]

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Yield every event, page and state."""
        yield from ((event, page, state) for event, page, _who, _done in self.lines for state in self.states)

    def may(self, event: str, state: str) -> bool:
        """Say whether an event is done in a state. What is not listed is not."""
        return any(event == named and state in done for named, _page, _who, done in self.lines)


def _as(role: Role) -> User:
    user = User(full_name=role.label)
    user.acting_role = str(role)
    return user


def let_in(page: str) -> set[str]:
    """Return the roles that the rule beside a page lets in."""
    rule = rule_of(next(each.view for each in pages() if each.name == page))
    assert rule is not None
    return {str(role) for role in Role if rule.verdict(_as(role))}


def done(work: Callable[[], object]) -> bool:
    """Say whether an action is done, or refused for the state. Anything else it says is a fault of the test."""
    try:
        with transaction.atomic():
            work()
    except RefusedError:
        return False
    except ValidationError as error:
        pytest.fail(f"the test does not say enough: {error}")
    return True


@pytest.fixture
def iro() -> User:
    """The IRO of the child."""
    return make_user(IRO)


def review_in(state: str, iro: User) -> Review:
    """Make a review in a state, by what really leads there."""
    child = make_child(iro=iro)
    review = open_review(child)
    steps: dict[str, Callable[[], object]] = {
        "to_arrange": lambda: None,
        "booked": lambda: book(review, iro),
        "in_series": lambda: reviews.record_meeting(review=review, on=D(2025, 5, 1), chair=iro, by=iro, today=TODAY),
        "adjourned": lambda: reviews.adjourn_review(
            review=review, on=D(2025, 5, 1), chair=iro, reason="Papers", by=iro, today=TODAY
        ),
        "completed": lambda: reviews.complete_review(
            review=review, facts=facts(iro, D(2025, 5, 1)), by=iro, today=TODAY
        ),
        "ended": lambda: reviews.end_review(review=review, reason="left_care", on=TODAY, by=BY),
        "voided": lambda: reviews.void_review(review=review, why="Mistake", by=BY, today=TODAY),
    }
    steps[state]()
    review.refresh_from_db()
    assert review.status == state
    return review


def book(review: Review, chair: User) -> Booking:
    """Book a review for today."""
    slot = {"on": TODAY, "at": datetime.time(10), "chair": chair, "place": "School"}
    return reviews.book_review(review=review, by=BY, today=TODAY, **slot)


def late(chair: User) -> ReviewFacts:
    """Return the facts of a review that came late."""
    return facts(chair, TODAY, late_reason="other", late_note="Papers")


def heard_work(review: Review, iro: User, given: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """Return what is done around a review so that the child and the parents are heard."""

    def kept(model: type[Any], **fields: Any) -> Any:
        with acting():
            return model.objects.create(**fields)

    child = review.child
    mother = kept(PersonAroundChild, child=child, full_name="Ann", relationship="mother")
    part = kept(ParentPart, review=review, parent=mother, was_invited=True, attended=True)
    offer = kept(OfferToMeet, review=review, parent=mother, offered_on=TODAY, how="phone")
    plan = kept(PlanningMeeting, review=review, on=TODAY, with_whom="Sam", chairs="chairs")
    tried = kept(StrategyTried, review=review, strategy="phone")
    advocate = SupportFacts("advocate", "declined")
    told = {"on": TODAY, "how": "phone", "by_whom": "Jo", "by": iro, "today": TODAY}
    back = {"why": "Mistake", "by": iro}
    return {
        "try a way": lambda: reviews.record_strategy(strategy="text", on=TODAY, tried_by="Jo", outcome="None", **given),
        "plan together": lambda: reviews.plan_with_the_child(on=TODAY, with_whom="Sam", chairs="chairs", **given),
        "ask of support": lambda: record_support(facts=advocate, on=TODAY, **given),
        "offer to meet": lambda: reviews.offer_to_meet(parent=mother, offered_on=TODAY, how="phone", **given),
        "answer an offer": lambda: reviews.answer_offer(offer=offer, taken_up=False, by=iro, today=TODAY),
        "relay": lambda: reviews.relay_outcome(part=part, **told),
        "take back tried": lambda: reviews.take_back_heard(record=tried, **back),
        "take back plan": lambda: reviews.take_back_heard(record=plan, **back),
        "take back offer": lambda: reviews.take_back_heard(record=offer, **back),
        "take back relay": lambda: reviews.take_back_heard(
            record=kept(OutcomeRelayed, part=part, on=TODAY, how="phone", by_whom="Jo"), **back
        ),
    }


def review_event(event: str, review: Review, iro: User) -> object:
    """Do what an event does."""
    slot = {"on": TODAY, "at": datetime.time(11), "chair": iro, "place": "Office"}
    given: dict[str, Any] = {"review": review, "by": iro, "today": TODAY}
    work: dict[str, Callable[[], object]] = {
        "book": lambda: reviews.book_review(**given, **slot),
        "move": lambda: reviews.move_booking(because="Ill", **given, **slot),
        "cancel booking": lambda: reviews.cancel_booking(because="Ill", **given),
        "take the chair": lambda: reviews.take_the_chair(because="Ill", **(given | {"by": make_user(IRO)})),
        "speak": lambda: reviews.record_conversation(outcome="seen", on=TODAY, **given),
        "attempt": lambda: reviews.record_attempt(on=TODAY, how="call", what_happened="No answer", **given),
        "confer": lambda: reviews.record_conferring(on=TODAY, with_whom="Jo", how="call", **given),
        **heard_work(review, iro, given),
        "take back held": lambda: reviews.take_back_completion(why="Mistake", **(given | {"by": make_user(MANAGER)})),
        "take back ended": lambda: reviews.take_back_ending(why="Mistake", **given),
        "take back met": lambda: reviews.take_back_meeting(
            meeting=review.meetings.first() or ReviewMeeting(review=review, held_on=TODAY),
            why="Mistake",
            by=iro,
            today=TODAY,
        ),
        "bring forward": lambda: reviews.ask_for_earlier_review(review_by=TODAY, reason="iro_asked", **given),
        "meet": lambda: reviews.record_meeting(on=TODAY, chair=iro, **given),
        "adjourn": lambda: reviews.adjourn_review(on=TODAY, chair=iro, reason="Papers", **given),
        "complete": lambda: reviews.complete_review(facts=late(iro), **given),
        "end": lambda: reviews.end_review(review=review, reason="left_care", on=TODAY, by=BY),
        "correct": lambda: reviews.correct_review(why="Mistake", spoken_note="Seen at home", **given),
        "void": lambda: reviews.void_review(why="Mistake", **given),
    }
    return work[event]()


ROLE_TABLES = {
    "review": REVIEW,
    "next meeting": NEXT_MEETING,
    "record": RECORD,
    "decision": DECISION,
    "panel": PANEL,
    "alert": ALERT,
    "report": REPORT,
    "job": JOB,
}
ROLE_CELLS = [(name, event, page) for name, text in ROLE_TABLES.items() for event, page, *_rest in Table(text).lines]


@pytest.mark.parametrize(("record", "event", "page"), ROLE_CELLS)
def test_c45_roles_are_those_of_the_table(record, event, page):
    declared = next(who for named, at, who, _done in Table(ROLE_TABLES[record]).lines if (named, at) == (event, page))
    assert let_in(page) == declared


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(REVIEW).cells()])
def test_c45_review(event, state, iro):
    review = review_in(state, iro)
    if event == "bring forward" and state in {"to_arrange", "booked", "in_series", "adjourned"}:
        with acting():
            Review.objects.filter(pk=review.pk).update(due_on=D(2025, 7, 1))
        review.refresh_from_db()
    assert done(lambda: review_event(event, review, iro)) == Table(REVIEW).may(event, state)


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(NEXT_MEETING).cells()])
def test_c45_next_meeting(event, state, iro):
    status = state.removesuffix("_booked")
    review = review_in(status, iro)
    if state != status:
        book(review, iro)
    assert done(lambda: review_event(event, review, iro)) == Table(NEXT_MEETING).may(event, state)
    review.refresh_from_db()
    assert review.status == status


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(RECORD).cells()])
def test_c45_record(event, state, iro):
    record = review_in("completed", iro).record
    if state != "begun":
        given = {"record": record, "on": TODAY, "by": iro, "today": TODAY}
        reviews.send_decisions(**given)
        reviews.finish_record(text="It went well.", **given)
    if state == "distributed":
        reviews.distribute_record(**given)
    work = {
        "send decisions": lambda: reviews.send_decisions(record=record, on=TODAY, by=iro, today=TODAY),
        "write": lambda: reviews.write_record(record=record, text="More", by=iro),
        "finish": lambda: reviews.finish_record(record=record, text="More", on=TODAY, by=iro, today=TODAY),
        "distribute": lambda: reviews.distribute_record(record=record, on=TODAY, by=iro, today=TODAY),
    }
    assert done(work[event]) == Table(RECORD).may(event, state)


@pytest.mark.parametrize("state", Table(DECISION).states)
def test_c45_decision(state, iro):
    review = review_in("completed", iro)
    decision = reviews.add_decision(review=review, text="A", owner="B", target_on=D(2025, 7, 1), by=iro)
    if state != DecisionStatus.OPEN:
        with acting():
            Decision.objects.filter(pk=decision.pk).update(status=state, closed_on=TODAY, outcome="Done")
        decision.refresh_from_db()
    given = {"decision": decision, "status": "done", "on": TODAY, "by": iro, "today": TODAY}
    assert done(lambda: reviews.close_decision(**given)) == Table(DECISION).may("close", state)


@pytest.mark.parametrize("event", ["hold", "arrange", "decide"])
@pytest.mark.parametrize("state", Table(PANEL).states)
def test_c45_panel(state, event, iro):
    child = make_child(iro=iro)
    panel = reviews.plan_secure_panel(episode=child.episodes.get(), by=BY)
    fields = {"to_come": {}, "held": {"held_on": TODAY, "criteria_met": True}, "lapsed": {"lapsed_because": "Left"}}
    if fields[state]:
        with acting():
            SecurePanel.objects.filter(pk=panel.pk).update(**fields[state])
        panel.refresh_from_db()
    members = {name: PanelMember(is_member_or_officer_of_authority=name != "Chair") for name in ("Chair", "A", "B")}
    given = {"panel": panel, "on": TODAY, "members": members, "criteria_met": True, "by": iro, "today": TODAY}
    booked = {"panel": panel, "on": TODAY, "place": "Town hall", "members": members, "by": iro, "today": TODAY}
    work = {
        "hold": lambda: reviews.hold_secure_panel(**given),
        "arrange": lambda: reviews.book_secure_panel(**booked),
        "decide": lambda: reviews.decide_on_panel(panel=panel, decision="Go on", on=TODAY, by=iro, today=TODAY),
    }
    assert done(work[event]) == Table(PANEL).may(event, state)


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(ALERT).cells()])
def test_c45_alert(event, state, iro):
    alert = alert_in(state, iro)
    given: dict[str, Any] = {"alert": alert, "by": iro, "at": ALERTED_AT}
    work = {
        "acknowledge": lambda: alerts.acknowledge_alert(**given),
        "take back": lambda: alerts.take_back_acknowledgement(because="Mistake", today=TODAY, **given),
        "close": lambda: alerts.close_alert(recorded=WHAT_WAS_DONE, today=TODAY, **given),
        "reopen": lambda: alerts.reopen_alert(because="Mistake", **given),
        "add": lambda: alerts.add_to_alert(text="On Tuesday", **given),
    }
    assert done(work[event]) == Table(ALERT).may(event, state)


def alert_in(state: str, iro: User) -> SafetyAlert:
    """Make an alert in a state, by what really leads there."""
    alert = alert_about(make_child(iro=iro))
    if state != "raised":
        alerts.acknowledge_alert(alert=alert, by=iro, at=ALERTED_AT)
    if state == "closed":
        alerts.close_alert(alert=alert, recorded=WHAT_WAS_DONE, by=iro, at=ALERTED_AT, today=TODAY)
    assert alert.status == state
    return alert


def report_in(state: str, by: User) -> AnnualReport:
    """Make a report in a state, by what really leads there."""
    report = reporting.start_report(from_on=D(2024, 4, 1), until_on=D(2025, 3, 31), by=by)
    if state in {"approved", "released"}:
        report = reporting.approve_report(report=report, seen_version=1, calendar=working_calendar(), by=by)
    if state == "released":
        report = reporting.release_report(report=report, seen_version=report.version, by=by)
    if state == "withdrawn":
        report = reporting.withdraw_report(report=report, seen_version=1, by=by)
    return report


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(REPORT).cells()])
def test_c45_report(event, state):
    with acting():
        AuthoritySettings.objects.update_or_create(pk=1, defaults={"is_demonstration": True})
    by = make_user(MANAGER)
    report = report_in(state, by)
    given: dict[str, Any] = {"report": report, "by": by}
    seen = given | {"seen_version": report.version}
    work = {
        "change sheet": lambda: reporting.change_front_sheet(title="Other", **seen),
        "write section": lambda: reporting.write_section(key="introduction", text="x", seen_version=0, **given),
        "write footnote": lambda: reporting.write_footnote(warning_key="x", text="y", **given),
        "approve": lambda: reporting.approve_report(calendar=working_calendar(), **seen),
        "reopen": lambda: reporting.reopen_report(**seen),
        "release": lambda: reporting.release_report(**seen),
        "withdraw": lambda: reporting.withdraw_report(**seen),
    }
    assert statistics_of(report, calendar=working_calendar()).warnings in ((), [])
    assert done(work[event]) == Table(REPORT).may(event, state)


@pytest.mark.parametrize("state", Table(JOB).states)
def test_c45_job(state):
    by = make_user(MANAGER)
    with acting():
        job = Job.objects.create(kind="office.housekeeping", idempotency_key="x", state=state, requested_by=by)
    assert done(lambda: office.retry_job(job=job, by=by)) == Table(JOB).may("try again", state)


@pytest.mark.parametrize("role", Role)
def test_c45_job_of_another_is_tried_again_by_the_administrator_alone(role):
    with acting():
        job = Job.objects.create(kind="x", idempotency_key="x", state="failed", requested_by=make_user(MANAGER))
    assert done(lambda: office.retry_job(job=job, by=make_user(role))) == (role == Role.SYSTEM_ADMINISTRATOR)


WHO = ("raiser", "manager", "addressee", "colleague", *(str(r) for r in Role if r not in {IRO, MANAGER}))


@pytest.mark.parametrize("state", Table(DISPUTE, first=2).states)
@pytest.mark.parametrize("who", WHO)
def test_c45_dispute(state, who, iro):
    table = Table(DISPUTE, first=2)
    dispute, addressee = dispute_in(state, iro)
    people = {"raiser": iro, "manager": make_user(MANAGER), "addressee": addressee, "colleague": make_user(IRO)}
    user = people.get(who) or make_user(who)
    latest = dispute.stages.order_by("pk").last()
    stage = next(iter(permissions.stages_open_to(user, dispute.stage)), Stage.DIRECTOR)
    given: dict[str, Any] = {"by": user, "today": TODAY}

    def again() -> Dispute:
        return Dispute.objects.get(pk=dispute.pk)

    work: dict[str, tuple[Any, Callable[[], object]]] = {
        "reply": (
            permissions.may_reply(user, dispute, latest),
            lambda: disputes.reply(dispute=again(), text="x", **given),
        ),
        "escalate": (
            permissions.may_escalate(user, dispute),
            lambda: disputes.escalate(dispute=again(), stage=stage, addressed_to=addressee, on=TODAY, **given),
        ),
        "resolve": (
            permissions.may_close(user, dispute),
            lambda: disputes.resolve(dispute=again(), resolution="x", effect=Effect.FULL, on=TODAY, **given),
        ),
        "withdraw": (
            permissions.may_close(user, dispute),
            lambda: disputes.withdraw(dispute=again(), reason="x", on=TODAY, **given),
        ),
        "reopen": (permissions.may_close(user, dispute), lambda: disputes.reopen(dispute=again(), reason="x", **given)),
        "refer": (
            permissions.may_refer(user),
            lambda: disputes.refer_to_cafcass(dispute=again(), child=dispute.child, reason="x", on=TODAY, **given),
        ),
    }
    found = {event for event, (allowed, act) in work.items() if allowed and tried(act)}
    declared = {event for event, _page, whom, states in table.lines if who in whom and state in states}
    assert found == declared


def tried(act: Callable[[], object]) -> bool:
    """Say whether an action is done, and take it back."""
    with transaction.atomic():
        answer = done(act)
        transaction.set_rollback(True)
    return answer


def dispute_in(state: str, iro: User) -> tuple[Dispute, User]:
    """Make a dispute in a state, addressed to an operational manager (at the last stage, to the director)."""
    child = make_child(became_looked_after_on=D(2024, 11, 4), iro=iro)
    to = make_user(Role.DIRECTOR if state == "director" else Role.OPERATIONAL_MANAGER)
    dispute = disputes.raise_dispute(
        child=child,
        stage=Stage.STAGE_1 if state in {"resolved", "withdrawn"} else Stage(state),
        issues=[issue_type()],
        summary="Late",
        addressed_to=to,
        skip_reason="Urgent",
        child_told=True,
        on=TODAY,
        by=iro,
        today=TODAY,
    )
    if state == DisputeStatus.RESOLVED:
        disputes.resolve(dispute=dispute, resolution="x", effect=Effect.FULL, on=TODAY, by=iro, today=TODAY)
    if state == DisputeStatus.WITHDRAWN:
        disputes.withdraw(dispute=dispute, reason="x", on=TODAY, by=iro, today=TODAY)
    dispute.refresh_from_db()
    return dispute, to


def test_c45_every_state_has_its_column():
    assert set(Table(REVIEW).states) == {str(each) for each in ReviewStatus}
    assert set(Table(DECISION).states) == {str(each) for each in DecisionStatus}
    assert set(Table(REPORT).states) == {str(each) for each in AnnualReport.Status}
    assert set(Table(JOB).states) == {str(each) for each in Job.State}
    assert set(Table(ALERT).states) == {str(each) for each in AlertStatus}
    assert set(Table(DISPUTE, first=2).states) == {str(e) for e in Stage} | {str(e) for e in DisputeStatus} - {"open"}


TABLED = {
    "reviews.book", "reviews.move_booking", "reviews.cancel_booking", "reviews.take_the_chair",
    "reviews.record_attempt", "reviews.record_conferring", "reviews.take_back_completion",
    "reviews.take_back_meeting", "reviews.take_back_ending",
    "reviews.restore_booking",
    "reviews.record_conversation", "reviews.ask_for_earlier", "reviews.record_meeting", "reviews.adjourn",
    "reviews.complete", "reviews.end", "reviews.correct", "reviews.void", "reviews.send_decisions",
    "reviews.write_record", "reviews.finish_record", "reviews.distribute_record", "reviews.close_decision",
    "reviews.hold_secure_panel", "reviews.book_secure_panel", "reviews.decide_on_panel",
    "disputes.reply", "disputes.escalate", "disputes.resolve", "disputes.withdraw",
    "disputes.reopen", "disputes.refer_to_cafcass", "disputes.record_referral_outcome",
    "reporting.change_front_sheet", "reporting.write_section", "reporting.write_footnote", "reporting.approve_report",
    "reporting.reopen_report", "reporting.release_report", "reporting.withdraw_report",
}  # fmt: skip


# Refused by whether a review is open, not by a status: in `tests/reviews/test_early.py`.
TABLED |= {"reviews.open_earlier"}


# How the child and the parents are heard around a review.
TABLED |= {
    "reviews.record_strategy", "reviews.plan_with_the_child", "reviews.offer_to_meet", "reviews.answer_offer",
    "reviews.relay_outcome", "reviews.take_back_heard", "participation.record_support",
}  # fmt: skip


# In the tables of `test_integrity_listening`.
TABLED |= {
    "participation.take_child_on", "participation.give_child_back", "participation.begin_listening",
    "participation.plan_strand", "participation.do_strand", "participation.strand_not_possible",
    "participation.put_strand_back", "participation.bring_together", "participation.open_listening_again",
}  # fmt: skip


# In the tables of `test_integrity_afterwards`.
TABLED |= {
    "reviews.challenge_decisions", "reviews.answer_challenge", "reviews.take_back_challenge",
    "reviews.report_progress", "reviews.say_not_yet", "reviews.name_owner", "reviews.reopen_decision",
    "reviews.choose_version", "reviews.mark_sent", "reviews.undo_sent", "reviews.file_record", "reviews.undo_filing",
    "reviews.write_letter", "reviews.finish_letter",
    "reviews.write_childs_page", "reviews.give_childs_page", "reviews.take_childs_page_back",
}  # fmt: skip

# In the tables of `test_integrity_between`.
TABLED |= {
    "reviews.propose_invitations", "reviews.invite_professional", "reviews.record_paper", "reviews.take_back_paper",
    "reviews.chase_papers", "reviews.leave_out", "reviews.invite_after_all", "reviews.withdraw_invitation",
    "reviews.record_answer", "reviews.note_undelivered", "reviews.mend_address", "reviews.ask_to_send_invitations",
    "reviews.post_invitations", "reviews.take_sending_in_hand", "reviews.put_back_sending", "reviews.note_sent",
    "reviews.note_refused", "reviews.drop_sending", "reviews.check_midpoint", "reviews.note_concern",
    "reviews.answer_event", "reviews.withdraw_event", "reviews.withdraw_contact",
}  # fmt: skip


# In the tables of `test_integrity_consultation`.
TABLED |= {
    "participation.write_version", "participation.put_question", "participation.move_question",
    "participation.remove_question", "participation.publish_version", "participation.retire_version",
    "participation.begin_version", "participation.make_link", "participation.take_on", "participation.give_back",
    "participation.keep_so_far", "participation.submit_form", "participation.withdraw_form", "participation.ask_again",
}  # fmt: skip
# Of safety alerts.
TABLED |= {
    "participation.acknowledge_alert", "participation.take_back_acknowledgement", "participation.close_alert",
    "participation.reopen_alert", "participation.add_to_alert",
}  # fmt: skip
NO_STATE |= {
    "participation.look_for_alert": "looks at what came in, and may make one",
    "participation.open_alert": "makes one",
    "participation.say_more": "is what a child says, in any state: tried in tests/participation/test_alerts.py",
    "participation.escalate_alert": "the system's own: tells the next person",
}
# In the tables of `test_integrity_voices`.
TABLED |= {
    "participation.record_workers_view", "participation.code_words", "participation.take_back_coding",
    "participation.retire_theme", "participation.use_theme_again",
}  # fmt: skip
NO_STATE["participation.make_theme"] = "adds to the list of themes"


def test_c45_every_action_is_in_a_table_or_says_why_not():
    # Views of children have no state yet: forms come in whole. The first action about them belongs into a table.
    apps = ("reviews.", "disputes.", "reporting.", "participation.")
    assert {verb for verb in ACTIONS if verb.startswith(apps)} == TABLED | set(NO_STATE)


@pytest.mark.parametrize("state", Table(REVIEW).states)
def test_c45_cancelled_booking_stands_again_where_the_review_is_to_arrange(state, iro):
    review = review_in(state, iro)
    if state == "to_arrange":
        book(review, iro)
        reviews.cancel_booking(review=review, because="Mistake", by=iro, today=TODAY)
    work = lambda: reviews.restore_booking(review=review, by=iro, today=TODAY)  # noqa: E731 - tried once
    assert done(work) == (state == "to_arrange")


@pytest.mark.parametrize("recorded", [False, True])
def test_c45_outcome_of_a_referral_is_recorded_once(recorded, iro):
    referral = disputes.refer_to_cafcass(child=make_child(iro=iro), reason="x", on=TODAY, by=iro, today=TODAY)
    if recorded:
        disputes.record_referral_outcome(referral=referral, outcome="Taken up", by=iro)
    assert done(lambda: disputes.record_referral_outcome(referral=referral, outcome="x", by=iro)) is not recorded


def test_c45_planted_change_of_a_table_is_found(iro, monkeypatch):
    fewer = TRANSITIONS[ReviewStatus.BOOKED] - {ReviewStatus.ENDED}
    monkeypatch.setitem(TRANSITIONS, ReviewStatus.BOOKED, fewer)
    review = review_in("booked", iro)
    assert done(lambda: review_event("end", review, iro)) != Table(REVIEW).may("end", "booked")


def test_c45_unlisted_is_refused():
    assert (Table(REVIEW).may("shred", "booked"), Table(REVIEW).may("book", "shredded")) == (False, False)


def test_c45_history_says_each_step(iro):
    dispute, _to = dispute_in("resolved", iro)
    assert DisputeStatusChange.objects.filter(dispute=dispute).last().became == "resolved"
