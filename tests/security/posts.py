"""Every page that can be sent: what is typed into it, and whether it changes what is there or only adds to it.

Whoever adds a page with a form adds its line here. `CHANGES` are tried with two people and with two tabs, all of them
with twenty sendings of one form; `NOTHING_KEPT` says of the rest why there is nothing to lose or to do twice.
"""

import ast
import datetime
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import reverse

from accounts.enums import Role
from accounts.models import Post as PostOfService
from audit.actions import acting
from children.enums import GlassReason
from children.models import Episode, PeriodOfCare, ShortBreakStay
from desk.arranging import actions as arranging
from iro_service.access_matrix import Page, pages
from office.authority import working_calendar
from office.models import AuthoritySettings
from participation.actions import observing
from participation.enums import Subject
from participation.models import StopLookListen
from reporting.actions import unexplained, write_footnote
from reporting.assembly import period_of
from reporting.models import AnnualReport
from reporting.statistics import annual_statistics
from reviews import actions as reviews
from reviews.models import Decision, IssueType, RecordOfReview, ReviewMeeting
from tests.factories import form_in_use
from tests.security.addresses import address_of
from tests.security.world import TODAY, Kind, World

SIGNS = frozenset({"form_page", "once", "POST", "require_POST", "FormPage"})
ROOT = Path(__file__).resolve().parents[2]
TYPED = object()  # stands for the text that whoever sends it types


def dated(name: str, day: int, month: int, year: int) -> dict[str, str]:
    """Return a date as its three boxes."""
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


@dataclass(frozen=True)
class Post:
    """How a page is sent. who: the user of the world who sends it. typed: given the world, over what the form holds.

    prepare: what has to be true first. kind: of which child. second: who else could send the same page.
    """

    who: str
    typed: Callable[[World], dict[str, Any]] = lambda world: {}
    second: str = ""
    kind: Kind = Kind.MINE
    prepare: Callable[[World], object] = lambda world: None
    confirmed: bool = False  # who sends it has just shown again who they are
    opened_at: str = ""  # where its form stands, if not on its own page

    def address(self, name: str, world: World) -> str:
        """Return the address of the page in the world."""
        page = next(page for page in pages() if page.name == name)
        return address_of(page, world, self.kind if page.rule.record else None)

    def opened(self, name: str, world: World) -> str:
        """Return the address of the page on which its form stands."""
        if not self.opened_at:
            return self.address(name, world)
        held = next(page for page in pages() if page.name == self.opened_at)
        if self.opened_at == "accounts:person":
            return reverse("accounts:person", args=[self.address(name, world).split("/")[-3]])
        return address_of(held, world, self.kind if held.rule.record else None)


def text(*names: str, **more: Any) -> Callable[[World], dict[str, Any]]:
    """Type something into the named fields, and `more` as it stands."""
    return lambda world: dict.fromkeys(names, TYPED) | more


IRO, MANAGER, SUPPORT, ADMIN = Role.IRO, Role.MANAGER, Role.SUPPORT_WORKER, Role.SYSTEM_ADMINISTRATOR
OPERATIONS, OFFICER = Role.OPERATIONAL_MANAGER, Role.CONSULTATION_OFFICER
ADMIN_2 = f"second_{ADMIN}"
PARTS = ("meetings", "other-parents", "attendances", "decisions")
LOGGED = {"mode": "meeting", "completed_when": "today", "spoken_outcome": "seen", **dated("spoken_on", 2, 6, 2025)} | {
    "participation_code": "PN1",
    "rights_told": "told",
    "pathway_plan_looked_at": "yes",
    "following": "latest",
    "late_reason": None,
    "do": "complete",
}
SETTLED = dated("on", 2, 6, 2025)


def _explained(world: World) -> None:
    report = AnnualReport.objects.get(pk=world.service.ids["draft"])

    for warning in unexplained(report, annual_statistics(period_of(report), calendar=working_calendar())):
        write_footnote(report=report, warning_key=warning.key, text="Known.", by=world.user(MANAGER))


def _in_a_demonstration(world: World) -> None:
    with acting():
        AuthoritySettings.objects.update_or_create(pk=1, defaults={"is_demonstration": True})


def _on_duty(world: World) -> dict[str, Any]:
    return {"duty_first": str(world.user(IRO).pk), "day_name": TYPED, "day_phone": "01632 960001"}


def _ended(world: World) -> None:
    review, on = world.cases[Kind.MINE].to_arrange, datetime.date(2025, 6, 2)
    reviews.end_review(review=review, reason="other", note="Twice", on=on, by=world.user(MANAGER))


def _cancelled(world: World) -> None:
    review, by, day = world.cases[Kind.MINE].to_arrange, world.user(SUPPORT), datetime.date(2025, 6, 2)
    slot = {"on": datetime.date(2025, 6, 20), "at": datetime.time(15), "place": "School"}
    reviews.book_review(review=review, chair=world.user(IRO), by=by, today=day, **slot)
    reviews.cancel_booking(review=review, because="By mistake", by=by, today=day)


def _sent_today(world: World) -> None:
    """Let the decisions of the recorded review be sent today, so that they may still be challenged."""
    case = world.cases[Kind.MINE]
    with acting():
        RecordOfReview.objects.filter(review=case.recorded).update(decisions_sent_on=TODAY)
        Decision.objects.filter(pk=case.decision.pk).update(standing="sent")


def _second_post(world: World) -> None:
    with acting():
        PostOfService.objects.create(
            kind="iro", holder=world.user("second_iro"), fte=1, from_on=datetime.date(2020, 1, 1)
        )


def _reason() -> str:
    return str(next(iter(GlassReason)))


def _logged(world: World) -> dict[str, Any]:
    """Return what completes a review: the child and the mother came."""
    mother = world.cases[Kind.MINE].child.people.get().pk
    return LOGGED | {"good_practice": TYPED, f"parent-{mother}-was_invited": "yes", f"parent-{mother}-attended": "yes"}


def _half_way(world: World) -> dict[str, Any]:
    """Return what makes the check half-way: no decision drifts, and the review stays as it is."""
    review = world.cases[Kind.MINE].booked
    open_ones = Decision.objects.open().filter(review__child=review.child_id).values_list("pk", flat=True)
    found = {f"decision_{pk}": "on_course" for pk in open_ones}
    return found | {"spoke_with_child": "yes", "earlier": "no", "no_reason": TYPED, "note": TYPED}


PANEL = {
    f"{part}_{seat}": value
    for seat in (1, 2, 3)
    for part, value in (("name", f"Member {seat}"), ("standing", "authority"))
}
PANEL |= {"name_1": TYPED, "standing_1": "independent", "criteria_met": "yes"}


def _rows(world: World) -> dict[str, Any]:
    """Return what books the one review that the page is about."""
    pk = world.cases[Kind.MINE].to_arrange.pk
    row = {f"place-{pk}": TYPED, f"at-{pk}": "16:00", f"minutes-{pk}": "60", "accept": "on"}
    return row | dated(f"on-{pk}", 4, 6, 2025)


def _settled_strands(world: World) -> None:
    """Let every strand be settled."""
    given: dict[str, Any] = {"by": world.user(IRO), "today": TODAY}
    whole = world.cases[Kind.MINE].to_arrange.stop_look_listen
    observing.strand_not_possible(strand=whole.strands.get(kind="speaking"), reason="Away", **given)


def _brought_together(world: World) -> None:
    _settled_strands(world)
    whole = StopLookListen.objects.get(review=world.cases[Kind.MINE].to_arrange)
    said = {"wants": "To go out", "likes": "", "dislikes": "", "not_known": ""}
    observing.bring_together(whole=whole, by=world.user(IRO), today=TODAY, **said)


def _authorised(world: World) -> None:
    arranging.record_authority(
        child=world.cases[Kind.MINE].child,
        ground="placement_order",
        granted_on=datetime.date(2025, 5, 1),
        by=world.user(MANAGER),
        today=TODAY,
    )


def _placed(world: World) -> None:
    _authorised(world)
    arranging.record_change(
        child=world.cases[Kind.MINE].child,
        on=datetime.date(2025, 5, 6),
        reason_new="P",
        placement="A6",
        by=world.user(MANAGER),
        today=TODAY,
    )


def _in_short_breaks(world: World) -> None:
    with acting():
        PeriodOfCare.objects.filter(child=world.cases[Kind.MINE].child).update(kind="short_breaks")
        Episode.objects.filter(child=world.cases[Kind.MINE].child).update(legal_status="V4")


def _in_series(world: World) -> None:
    day = datetime.date(2025, 5, 30)
    chair, review = world.user(IRO), world.cases[Kind.MINE].booked
    reviews.record_meeting(review=review, on=day, chair=chair, by=chair, today=TODAY)


def _stayed(world: World) -> None:
    _in_short_breaks(world)
    child = world.cases[Kind.MINE].child
    with acting():
        ShortBreakStay.objects.create(
            child=child,
            period=child.periods.get(ceased_on=None),
            started_on=datetime.date(2025, 5, 28),
            ended_on=datetime.date(2025, 5, 30),
            setting="Elsewhere",
        )


def _words_of(world: World) -> str:
    """Return the box for own words of the form that the officer has taken on."""
    version = world.cases[Kind.MINE].asked_form.form_version
    return f"question_{version.questions.get(key='words').pk}"


def _seen_otherwise(_world: World) -> dict[str, Any]:
    """Return what a social worker records before a review."""
    return {name: value for subject in Subject.values for name, value in ((subject, "good"), (f"{subject}_why", TYPED))}


# What changes something that is there: the second of two is told, with both versions, and loses nothing.
CHANGES: dict[str, Post] = {
    "log_review:form": Post(IRO, _logged),
    "log_review:speak": Post(IRO, text("tried_note", spoken_outcome="tried")),
    "before:attempt": Post(IRO, text("what_happened", how="call")),
    "before:confer": Post(IRO, text("with_whom", "note", how="call")),
    "taking_part:answer": Post(IRO, text("note", taken_up="no")),
    "taking_part:offer": Post(IRO, text("note", how="phone")),
    "taking_part:plan": Post(IRO, text("agenda", "to_invite", "place", chairs="co_chairs")),
    "taking_part:relay": Post(IRO, text("note", how="phone")),
    "taking_part:strategy": Post(IRO, text("outcome", strategy="phone")),
    "taking_part:support": Post(IRO, text("declined_why", support="visitor", answer="declined")),
    "taking_part:take-back-offer": Post(IRO, text("why")),
    "taking_part:take-back-plan": Post(IRO, text("why")),
    "taking_part:take-back-relay": Post(IRO, text("why")),
    "taking_part:take-back-strategy": Post(IRO, text("why")),
    "putting_right:completion": Post(MANAGER, text("why"), second=f"second_{MANAGER}"),
    "putting_right:meeting": Post(
        IRO,
        lambda world: {"meeting": str(ReviewMeeting.objects.latest("pk").pk), "why": TYPED},
        second=MANAGER,
        prepare=_in_series,
    ),
    "putting_right:ending": Post(MANAGER, text("why"), second=f"second_{MANAGER}", prepare=_ended),
    "putting_right:booking": Post(SUPPORT, second=IRO, prepare=_cancelled),
    "log_review:earlier": Post(IRO, text("note", reason="iro_asked", **dated("review_by", 3, 6, 2025))),
    "log_review:adjourn": Post(IRO, text("adjourned_reason")),
    "log_review:meeting": Post(IRO, text("note")),
    "childs_page:write": Post(IRO, text("opening", "talk_to")),
    "childs_page:give": Post(IRO, text(how="in_person", **dated("on", 2, 6, 2025))),
    "childs_page:take-back": Post(IRO, text("why")),
    "observing:together": Post(IRO, text("wants", "likes", "dislikes", "not_known"), prepare=_settled_strands),
    "observing:again": Post(IRO, text("why"), prepare=_brought_together),
    "observing:plan": Post(IRO, text("planned_by", **dated("planned_for", 5, 6, 2025)), second=OFFICER),
    "observing:done": Post(
        IRO,
        text("place", "who", "shown", ways=["words"], **dated("done_on", 2, 6, 2025)),
        second=OFFICER,
    ),
    "observing:not-possible": Post(IRO, text("reason"), second=OFFICER),
    "observing:put-back": Post(IRO, text("why", words="keep"), second=OFFICER),
    "observing:begin": Post(IRO, text("how_communicates")),
    "views_due:give-back": Post(OFFICER, text("because"), second=MANAGER),
    "views_due:take-on": Post(OFFICER, second=f"second_{OFFICER}"),
    "log_review:decisions": Post(IRO),
    "log_review:record": Post(IRO, text("text")),
    "log_review:close_decision": Post(IRO, text("done_outcome", status="done")),
    "alerts:acknowledge": Post(IRO, second=OPERATIONS),
    "alerts:take-back": Post(IRO, text("because"), second=OPERATIONS),
    "alerts:close": Post(
        IRO,
        text("done", cause="family", lado="taken", section_47="taken", **dated("done_on", 2, 6, 2025)),
        second=OPERATIONS,
    ),
    "alerts:reopen": Post(IRO, text("because"), second=OPERATIONS),
    "between:midpoint": Post(IRO, _half_way),
    "between:answer": Post(IRO, text("no_reason", wishes_known="yes", earlier="no")),
    "between:withdraw-event": Post(SUPPORT, text("because"), second=MANAGER),
    "between:withdraw-contact": Post(IRO, text("because")),
    "between:withdraw-duty": Post(SUPPORT, text("because"), second=MANAGER),
    "after_review:answer": Post(IRO, text("reason", answer="kept", wording="")),
    "after_review:take-back": Post(OPERATIONS, text("why")),
    "after_review:reopen": Post(IRO, text("why")),
    "after_review:owner": Post(IRO, lambda world: {"owned_by": str(world.user(Role.SOCIAL_WORKER).pk)}),
    "after_review:letter": Post(IRO, text("text", do="save", is_the_record=None)),
    "after_review:choose-version": Post(IRO, text("left_out_because", gets="none")),
    "after_review:mark-sent": Post(SUPPORT, text(how="post"), second=MANAGER),
    "after_review:undo-sent": Post(SUPPORT, text("why"), second=MANAGER),
    "after_review:undo-filing": Post(IRO, text("why"), second=MANAGER),
    "after_review:end-deputy": Post(OPERATIONS),
    "after_review:template": Post(MANAGER, text("template"), second=ADMIN),
    "arranging:distribute": Post(SUPPORT, second=MANAGER),
    "arranging:change": Post(
        SUPPORT, text("placed_with", reason_new="P", placement="K2", **dated("on", 5, 5, 2025)), second=MANAGER
    ),
    "arranging:leaving": Post(
        MANAGER, text(reason="E4A", sure="on", **dated("on", 1, 6, 2025)), second=f"second_{MANAGER}"
    ),
    "arranging:return": Post(
        MANAGER,
        text("placed_with", legal_status="C1", placement="U6", provider="PR1", **dated("on", 19, 5, 2025)),
        second=f"second_{MANAGER}",
        kind=Kind.ARCHIVED,
    ),
    "arranging:correct": Post(SUPPORT, text("preferred_name"), second=MANAGER),
    "arranging:social-worker": Post(
        SUPPORT, lambda world: {"team": str(world.service.second_team.pk), "social_worker": ""}, second=MANAGER
    ),
    "arranging:book": Post(
        SUPPORT, text("place", at_hour="10", at="10:00", minutes="60", accept="on", **dated("on", 4, 6, 2025)), IRO
    ),
    "arranging:move": Post(SUPPORT, text("because", "place", accept="on"), second=IRO),
    "arranging:needs": Post(SUPPORT, text(minutes_wanted="60"), second=IRO),
    "arranging:wishes": Post(SUPPORT, text("place", "wanted", said_by="mother"), second=IRO),
    "arranging:several": Post(SUPPORT, _rows, second=IRO),
    "arranging:shared-text": Post(IRO, text("text")),
    "arranging:change-venue": Post(SUPPORT, text("name", "note"), second=MANAGER),
    "office:change-pattern": Post(IRO, text(begins_0="10:00"), second=MANAGER),
    "office:change-leave": Post(IRO, text("note"), second=SUPPORT),
    "arranging:cancel-booking": Post(SUPPORT, text("because"), second=IRO),
    "inviting:again": Post(SUPPORT, text("why"), second=IRO),
    "inviting:answer": Post(SUPPORT, text("message", answer="accepted"), second=IRO),
    "inviting:bounce": Post(SUPPORT, text("because"), second=IRO),
    "inviting:leave-out": Post(SUPPORT, text("note", "heard_note", reason="child_wish", heard_by="phone"), second=IRO),
    "inviting:mend": Post(SUPPORT, text(email="mended@example.org"), second=IRO),
    "asking:withdraw": Post(SUPPORT, text("why"), second=IRO),
    "asking:again": Post(SUPPORT, text(**dated("expires_on", 5, 6, 2025)), second=IRO),
    "inviting:withdraw": Post(SUPPORT, text("why"), second=IRO),
    "service:allocate": Post(
        MANAGER,
        lambda world: {"iro": str(world.user("second_iro").pk), "reason": "workload", "note": TYPED},
        second=f"second_{MANAGER}",
        prepare=_second_post,
    ),
    "service:correct": Post(
        MANAGER, text("why", spoken_outcome="seen", participation_code="PN1"), second=f"second_{MANAGER}"
    ),
    "service:void": Post(MANAGER, text("why"), second=f"second_{MANAGER}"),
    "service:end": Post(MANAGER, text("note", reason="other"), second=f"second_{MANAGER}"),
    "service:hold-panel": Post(IRO, lambda world: PANEL, second=MANAGER),
    "kinds:authority": Post(
        SUPPORT, text(ground="placement_order", changes_status="no", **dated("granted_on", 30, 5, 2025)), second=MANAGER
    ),
    "kinds:end-authority": Post(
        SUPPORT, text(reason="revoked", **dated("on", 30, 5, 2025)), second=MANAGER, prepare=_authorised
    ),
    "kinds:placed": Post(
        SUPPORT,
        text("placed_with", carer="other", **dated("on", 30, 5, 2025)),
        second=MANAGER,
        prepare=_authorised,
    ),
    "kinds:returned": Post(
        SUPPORT,
        text("placed_with", placement="U6", **dated("on", 30, 5, 2025)),
        second=MANAGER,
        prepare=_placed,
    ),
    "kinds:record-stay": Post(
        SUPPORT,
        text(
            "setting",
            intended_nights="2",
            went_home="yes",
            **dated("started_on", 28, 5, 2025),
            **dated("ended_on", 30, 5, 2025),
        ),
        second=MANAGER,
        prepare=_in_short_breaks,
    ),
    "kinds:withdraw-stay": Post(
        SUPPORT,
        lambda world: {"stay": str(ShortBreakStay.objects.latest("pk").pk), "why": "Another child"},
        second=MANAGER,
        prepare=_stayed,
    ),
    "kinds:arrange-panel": Post(SUPPORT, text("place", **dated("on", 10, 6, 2025)), second=IRO),
    "kinds:decide-panel": Post(IRO, text("decision"), second=MANAGER),
    "disputes:escalate": Post(
        MANAGER,
        lambda world: {"stage": "stage_2", "to_stage_2": str(world.user("operational_manager").pk)},
        second=f"second_{MANAGER}",
    ),
    "disputes:resolve": Post(IRO, text("resolution", effect="full"), second=MANAGER),
    "disputes:withdraw": Post(IRO, text("reason"), second=MANAGER),
    "disputes:reopen": Post(IRO, text("reason"), second=MANAGER),
    "disputes:referral-outcome": Post(IRO, text("outcome"), second=MANAGER),
    "quality:checklist": Post(IRO, text("note"), second=MANAGER),
    "quality:close-concern": Post(IRO, text("outcome"), second=MANAGER),
    "filling:take-on": Post(OFFICER, second=f"second_{OFFICER}"),
    "filling:give-back": Post(OFFICER, second=MANAGER),
    "filling:face-to-face": Post(OFFICER, lambda world: {_words_of(world): TYPED, "do": "keep"}),
    "filling:paper": Post(OFFICER, lambda world: {_words_of(world): TYPED}),
    "participation:version-words": Post(MANAGER, text("introduction", "afterwards"), second=f"second_{MANAGER}"),
    "participation:change-question": Post(MANAGER, text("text", "hint"), second=f"second_{MANAGER}"),
    "participation:answers": Post(MANAGER, text(safety="Yes"), second=f"second_{MANAGER}"),
    "participation:publish": Post(MANAGER, second=f"second_{MANAGER}"),
    "participation:retire": Post(MANAGER, second=f"second_{MANAGER}"),
    "side_by_side:record": Post(Role.SOCIAL_WORKER, _seen_otherwise),
    "themes:take-back": Post(IRO, text("why"), second=MANAGER),
    "themes:retire": Post(MANAGER, second=f"second_{MANAGER}"),
    "themes:again": Post(MANAGER, second=f"second_{MANAGER}"),
    "reporting:typed-figures": Post(
        MANAGER,
        text(
            "source",
            key="disputes.previous.stage_1",
            value="4",
            **dated("from_on", 1, 4, 2024),
            **dated("until_on", 31, 3, 2025),
        ),
        second=f"second_{MANAGER}",
    ),
    "reporting:front-sheet": Post(MANAGER, text("title"), second=f"second_{MANAGER}"),
    "reporting:section": Post(MANAGER, text("text"), second=f"second_{MANAGER}"),
    "reporting:footnote": Post(MANAGER, text("text"), second=f"second_{MANAGER}"),
    "reporting:approve": Post(MANAGER, second=f"second_{MANAGER}", prepare=_explained),
    "reporting:reopen": Post(MANAGER, second=f"second_{MANAGER}"),
    "reporting:release": Post(MANAGER, second=f"second_{MANAGER}", prepare=_in_a_demonstration),
    "reporting:withdraw": Post(MANAGER, second=f"second_{MANAGER}"),
    "accounts:change-details": Post(ADMIN, text("full_name"), second=ADMIN_2),
    "accounts:close-account": Post(ADMIN, second=ADMIN_2),
    "accounts:open-account": Post(ADMIN, second=ADMIN_2, opened_at="accounts:person"),
    "accounts:end-role": Post(
        MANAGER, text(at_once="later", **dated("last_day", 30, 6, 2025)), second=f"second_{MANAGER}"
    ),
    "accounts:end-management": Post(
        MANAGER, text(at_once="later", **dated("last_day", 30, 6, 2025)), second=f"second_{MANAGER}"
    ),
    "accounts:change-post": Post(MANAGER, text("other_duties"), second=f"second_{MANAGER}"),
    "accounts:end-post": Post(MANAGER, text(**dated("last_day", 30, 6, 2025)), second=f"second_{MANAGER}"),
    "accounts:change-team": Post(MANAGER, text("name"), second=f"second_{MANAGER}"),
    "office:settings": Post(MANAGER, text("name"), second=ADMIN),
    "office:duty": Post(MANAGER, _on_duty, second=ADMIN),
    "confidential:decline": Post(MANAGER, text("note"), second=f"second_{MANAGER}"),
    "confidential:end-conflict": Post(MANAGER, text("because"), second=f"second_{MANAGER}"),
    "confidential:lift": Post(MANAGER, text("because"), second=f"second_{MANAGER}"),
    "confidential:look-again": Post(MANAGER, text("explanation"), second=f"second_{MANAGER}"),
    "confidential:nobody": Post(MANAGER, second=f"second_{MANAGER}"),
    "confidential:place": Post(
        MANAGER, lambda world: {"local_id": world.cases[Kind.COLLEAGUES].child.local_id}, second=f"second_{MANAGER}"
    ),
    "cover:change": Post(MANAGER, text("reason"), second=f"second_{MANAGER}"),
    "looking:home": Post(IRO, text("street")),
    "looking:judge": Post(
        Role.INFORMATION_GOVERNANCE,
        text("note", verdict="explained"),
        second=f"second_{Role.INFORMATION_GOVERNANCE}",
    ),
    "break_glass:judge": Post(MANAGER, text("note", verdict="justified"), second=f"second_{MANAGER}"),
    "office:retry-job": Post(MANAGER, second=ADMIN, opened_at="office:job"),
}

# What only adds a row that nobody changes afterwards: two people may, and one sending of it adds one.
ADDS: dict[str, tuple[Post, str]] = {
    "after_review:challenge": (
        Post(
            OPERATIONS,
            lambda world: {"text": TYPED, "decisions": [str(world.cases[Kind.MINE].decision.pk)]},
            prepare=_sent_today,
        ),
        "a challenge; a decision has one at a time",
    ),
    "after_review:name-deputy": (
        Post(
            OPERATIONS,
            lambda world: {
                "deputy": str(world.user(f"second_{OPERATIONS}").pk),
                **dated("until_on", 20, 6, 2025),
            },
        ),
        "somebody who stands in; their days may overlap",
    ),
    "after_review:progress": (
        Post(Role.SOCIAL_WORKER, text("text", says_done="no")),
        "a word in a history that is added to and never changed",
    ),
    "after_review:not-yet": (Post(IRO, text("text")), "a word in a history that is added to and never changed"),
    "after_review:add-recipient": (
        Post(IRO, text("name", part="school", gets="decisions")),
        "somebody more who gets the record",
    ),
    "after_review:copy": (Post(IRO, text(filed="on")), "the tick that a record was filed; it stands once"),
    "arranging:notify": (
        Post(
            SUPPORT,
            text(
                "placed_with",
                first_name="Wren",
                last_name="Saxifrage",
                local_id="NEW1",
                sex="F",
                ethnicity="WBRI",
                legal_status="C1",
                placement="U6",
                provider="PR1",
                siblings_asked="on",
                **dated("date_of_birth", 1, 3, 2014),
                **dated("on", 30, 5, 2025),
            ),
        ),
        "a child not known before; likely duplicates are shown first, and the authority's own id is given once",
    ),
    "arranging:new-venue": (Post(SUPPORT, text("name", "note")), "a venue; a name is given once"),
    "office:begin-pattern": (
        Post(MANAGER, text(begins_1="10:00", **dated("from_on", 2, 6, 2025))),
        "a working week; one from a day",
    ),
    "office:enter-leave": (
        Post(SUPPORT, text("note", kind="annual", **dated("from_on", 9, 6, 2025), **dated("until_on", 9, 6, 2025))),
        "leave; days that are leave already are refused",
    ),
    "themes:add": (Post(MANAGER, text("name", whose="children")), "a theme; its name is in the list once"),
    "themes:code": (Post(IRO, lambda _world: {"themes": ["none"]}), "a coding; words are coded once"),
    "arranging:person": (Post(SUPPORT, text("full_name", relationship="father")), "a person around the child"),
    "alerts:raise": (
        Post(OFFICER, text("words")),
        "words that call for action; the one alert of the form is opened, or added to",
    ),
    "alerts:add": (Post(IRO, text("text")), "a correction beside what is locked; many may follow"),
    "between:tell": (Post(SUPPORT, text("what", kind="hospital", **dated("on", 2, 6, 2025))), "an event; many happen"),
    "between:keep-contact": (
        Post(IRO, text("note", channel="call", child_asked="yes", **dated("on", 2, 6, 2025))),
        "a contact; many are kept",
    ),
    "between:record-duty": (
        Post(SUPPORT, text("who", kind="visit", outcome="seen", **dated("done_on", 2, 6, 2025))),
        "a visit; many are made",
    ),
    "disputes:raise": (
        Post(
            IRO,
            lambda world: {
                "summary": TYPED,
                "issues": [str(issue) for issue in _issues()],
                "stage": "pre_protocol",
                "child_told": "yes",
                **dated("on", 2, 6, 2025),
            },
        ),
        "a new dispute; a child may have several",
    ),
    "disputes:reply": (Post(Role.DIRECTOR, text("text")), "a line in a thread that is added to and never changed"),
    "disputes:refer": (Post(IRO, text("reason")), "a referral, at any time"),
    "disputes:refer-dispute": (Post(IRO, text("reason")), "a referral, at any time"),
    "break_glass:open": (
        Post(
            Role.INFORMATION_GOVERNANCE,
            lambda world: {"who": world.cases[Kind.MINE].child.local_id, "explanation": TYPED, "reason": _reason()},
            confirmed=True,
        ),
        "an opening of one record; nobody has two at a time",
    ),
    "confidential:ask": (
        Post(IRO, text("explanation", ground="high_risk")),
        "a request; one waits at a time",
    ),
    "confidential:declare": (Post(IRO, text("about", relation="relative")), "a conflict of one's own"),
    "confidential:register-add": (
        Post(
            MANAGER,
            lambda world: {"user": str(world.user("second_iro").pk), "about": TYPED, "relation": "relative"},
        ),
        "a conflict of somebody else's",
    ),
    "confidential:restrict": (
        Post(
            MANAGER,
            lambda world: {
                "local_id": world.cases[Kind.MINE].child.local_id,
                "ground": "high_risk",
                "explanation": TYPED,
                "listed": [str(world.user("iro").pk), str(world.user("manager").pk)],
            },
        ),
        "a restriction; a record has one",
    ),
    "confidential:add": (
        Post(MANAGER, lambda world: {"person": str(world.user("support_worker").pk)}),
        "somebody on a list; once each",
    ),
    "cover:arrange": (
        Post(
            MANAGER,
            lambda world: {
                "iro": str(world.user("iro").pk),
                "covered_by": str(world.user("second_iro").pk),
                "reason": TYPED,
                **dated("until_on", 20, 6, 2025),
            },
        ),
        "cover; days that overlap are refused",
    ),
    "cover:arrange-for-child": (
        Post(
            MANAGER,
            lambda world: {
                "covered_by": str(world.user("second_iro").pk),
                "reason": TYPED,
                **dated("until_on", 20, 6, 2025),
            },
        ),
        "cover; days that overlap are refused",
    ),
    "asking:ask": (
        Post(SUPPORT, lambda world: {"whom": _the_child(), "greeting": TYPED, **dated("expires_on", 5, 6, 2025)}),
        "somebody is asked; each once with one form",
    ),
    "inviting:add": (Post(SUPPORT, text("name", "capacity")), "a professional on the list; nothing is sent"),
    "inviting:chase": (Post(SUPPORT), "a reminder; one a day"),
    "inviting:paper": (
        Post(SUPPORT, text(kind="care_plan", came="came", **dated("on", 2, 6, 2025))),
        "a paper that came; each once per review",
    ),
    "inviting:posted": (
        Post(SUPPORT, lambda world: {"people": [_to_write_to(world)], **dated("on", 2, 6, 2025)}),
        "letters that were posted; who was written to is offered no longer",
    ),
    "inviting:send": (
        Post(SUPPORT, lambda world: {"people": [_without_mail(world)]}),
        "mails in the outbox; one waits for each person",
    ),
    "filling:correct": (
        Post(OFFICER, text("text", "why")),
        "a correction; they are added and never changed",
    ),
    "participation:new-form": (
        Post(MANAGER, text("name", key="another", respondent="child")),
        "a form; a short name is given once",
    ),
    "participation:add-question": (
        Post(MANAGER, text("text", "hint", kind="one", answers="Yes\nNo")),
        "a question of a draft, at its end",
    ),
    "participation:standard-forms": (Post(MANAGER), "the standard forms that are not there yet"),
    "participation:begin-version": (Post(MANAGER), "a draft; a form has one at a time"),
    "participation:move-question": (
        Post(MANAGER, opened_at="participation:version"),
        "changes nothing but the order; the last press counts",
    ),
    "quality:record-audit": (
        Post(IRO, text("subject", "findings", auditor="Ash Auditor", is_multi_agency="no", cases="2")),
        "an audit of practice",
    ),
    "quality:raise-concern": (Post(IRO, text("concern")), "a concern"),
    "quality:note-good-practice": (Post(IRO, text("text")), "a golden nugget"),
    "quality:note-activity": (Post(MANAGER, text("text")), "an activity of the service"),
    "reporting:start": (
        Post(MANAGER, text(**dated("start", 1, 4, 2019), **dated("end", 31, 3, 2020))),
        "a report; a period has one",
    ),
    "reporting:ask-for-pdf": (Post(MANAGER, opened_at="reporting:report"), "work in the background"),
    "accounts:create-account": (
        Post(ADMIN, text("full_name", email="wren@example.org")),
        "an account; an address has one",
    ),
    "accounts:send-link": (Post(ADMIN, opened_at="accounts:person"), "a mail with a link"),
    "accounts:grant-role": (Post(MANAGER, text(role=Role.SUPPORT_WORKER)), "a role; nobody holds one twice"),
    "accounts:create-post": (
        Post(MANAGER, text("other_duties", kind="support_worker", **dated("from_on", 2, 6, 2025))),
        "a post",
    ),
    "accounts:create-team": (Post(MANAGER, text("name")), "a team; a name is given once"),
    "accounts:team": (
        Post(MANAGER, lambda world: {"manager": str(world.user("second_operational_manager").pk)}),
        "a manager of a team; once at a time",
    ),
    "office:add-holiday": (
        Post(
            MANAGER,
            text("name", source="Gazette", is_working_day="no", confirmed="yes", **dated("on", 28, 7, 2025)),
        ),
        "a bank holiday; a day is listed once",
    ),
}

# What keeps nothing that somebody typed and does nothing twice that matters, and why.
NOTHING_KEPT: dict[str, str] = {
    "between:concern": "raises one concern about one finding and asks nothing; whoever comes second is told so",
    "arranging:journey": "says anew how long a way takes, from an empty form; the last is the one that counts",
    "office:remove-leave": "takes leave back and asks nothing; whoever comes second is told that it is gone",
    "log_review:next_due": "answers what would follow and writes nothing",
    "digest:preferences": "keeps one's own choices and nothing else; of two tabs the second is shown what stands",
    "inviting:propose": "puts on the list who is missing from it: once more puts nobody",
    "asking:link": "makes an address in the place of the one before, shown once, by one key",
    "asking:mail": "asks nothing, and sends one mail by one key",
    "voice:question": "keeps one answer of whoever holds the link; the same once more changes nothing",
    "voice:check": "sends a form in once, by the sending's own number: tried in tests/desk/voice",
    "inviting:reply": "is answered by whoever holds the link; the same answer twice is kept once, and the last counts",
    "office:draft": "keeps what one person has typed, every few seconds; the last is the one that counts",
    "confidential:remove": "takes somebody off a list and asks nothing; whoever comes second finds it done",
    "cover:end": "takes cover back or ends it and asks nothing; whoever comes second finds it gone",
    "cover:chair": "shows only what is booked today with somebody else: the second finds that it is taken",
    "exchange:calendar": "makes an address in the place of the one before, shown once, by one key",
    "exchange:stop-calendar": "ends one's own feed: once more ends none",
    "exchange:take-list": "asks for a file of one's own; the same key gives the same file",
    "break_glass:end": "closes a record that is open: once more closes nothing",
    "break_glass:end-for-them": "closes a record that is open: once more closes nothing",
    "office:remove-holiday": "takes a row out and asks nothing; whoever comes second is told that it is out",
    "accounts:end-sessions": "ends every session there is: once more ends none",
    "accounts:end-session": "ends one's own session: once more ends none",
    "accounts:end-other-sessions": "ends one's own other sessions: once more ends none",
    "participation:remove-question": "takes a question out of a draft; whoever comes second finds it gone",
    "accounts:reset-second-factor": "asks nothing but the password, and forgets: once more there is none to forget",
    "accounts:sign-out": "ends this session",
    "accounts:choose-role": "is kept in this session alone",
    "accounts:confirm": "is kept in this session alone",
    "accounts:change-password": "is one's own and asks for the old one, which the first sending has changed",
    "accounts:forgotten-password": "answers alike whoever asks; guesses are counted",
    "accounts:set-up-second-factor": "is one's own, and its secret counts once",
    "accounts:recovery-codes": "is one's own and shown once",
    "accounts:renew-recovery-codes": "is one's own; the newest codes count",
    "mfa_authenticate": "signs in; a code counts once",
}


def _the_child() -> str:
    return f"{form_in_use('another').form_id}:"


def _to_write_to(world: World) -> str:
    return str(world.cases[Kind.MINE].booked.invitations.get(part="child").pk)


def _without_mail(world: World) -> str:
    return str(world.cases[Kind.MINE].booked.invitations.get(status="undelivered").pk)


def _issues() -> list[int]:

    return list(IssueType.objects.values_list("pk", flat=True)[:1])


def _calls(module: Any) -> dict[str, tuple[set[str], set[str]]]:
    """Return of every function and class of a module the names it calls, and all the names it uses."""
    found = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            inside = list(ast.walk(node))
            called = {n.func.id for n in inside if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
            used = {n.id for n in inside if isinstance(n, ast.Name)}
            used |= {n.attr for n in inside if isinstance(n, ast.Attribute)}
            used |= {n.value for n in inside if isinstance(n, ast.Constant) and n.value == "POST"}
            safe = any(isinstance(n, ast.Name) and n.id == "require_safe" for n in node.decorator_list)
            found[node.name] = (set(), set()) if safe else (called, used)
    return found


def _is_ours(view: Any) -> bool:
    source = Path(inspect.getfile(view)).resolve()
    return source.is_relative_to(ROOT) and ".venv" not in source.parts


def takes_posts(page: Page) -> bool:
    """Say whether a view of ours, or a function of its module that it calls, takes what is sent."""
    view = getattr(page.view, "view_class", None) or inspect.unwrap(page.view)
    if not _is_ours(view):
        return False
    functions, seen, waiting = _calls(sys.modules[view.__module__]), set(), [view.__name__]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in functions:
            continue
        seen.add(name)
        called, used = functions[name]
        if used & SIGNS:
            return True
        waiting += called
    return False


def sendable(patterns: list[Any] | None = None) -> Iterator[str]:
    """Yield the name of every page that takes what is sent."""
    yield from (page.name for page in pages(patterns) if takes_posts(page))
