"""What the world's addresses name that is about no child: reports and their files, jobs, findings, a holiday."""

import datetime
from decimal import Decimal

from allauth.usersessions.models import UserSession
from django.contrib.auth.tokens import default_token_generator
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.actions import name_deputy
from accounts.enums import Role
from audit.actions import acting
from children.actions import ask_to_restrict, declare_conflict
from children.enums import GlassReason
from children.models import AccessConcern, BreakGlass, IROCover, Restriction
from desk.looking.actions import note_concerns
from desk.looking.patterns import Pattern, Suspicion
from exchange.actions import ask_for_list, keep_list, make_feed
from exchange.addresses import Token, hash_of, new_token
from exchange.lists import LISTS
from exchange.models import TakenList
from exchange.tasks import as_csv
from office.actions import add_holiday, request_job
from office.authority import working_calendar
from office.models import Draft, Job
from office.timekeeping.actions import begin_working_pattern, enter_leave
from participation.actions import make_form, make_link, put_question
from quality import actions as quality
from reporting.actions import RENDER, keep_pdf, start_report, type_figure, write_section
from reporting.assembly import period_of
from reporting.models import AnnualReport, RenderedReport
from reporting.outputs.machine import freeze
from reporting.statistics import annual_statistics
from reviews.actions import add_venue, make_reply_link
from tests.factories import BY, form_in_use, make_user
from tests.security.voices import themes_of_service
from tests.security.world import TODAY, Canaries, Kind, World

D = datetime.date
OPENED_AT = datetime.datetime(2025, 5, 30, 10, tzinfo=datetime.UTC)
WARNING = "children.by_ethnicity_and_sex"
PDF = b"%PDF-1.7 of the world"


def store_files() -> None:
    """Put the files of the world's reports and lists where this process keeps its own."""
    names = [*RenderedReport.objects.values_list("file", flat=True), *TakenList.objects.values_list("file", flat=True)]
    for name in names:
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(PDF))


def _report(world: World, year: int, status: str) -> AnnualReport:
    """Make a report of a financial year; its figures are frozen unless it is a draft."""
    manager = world.user(Role.MANAGER)
    report = start_report(from_on=D(year, 4, 1), until_on=D(year + 1, 3, 31), by=manager)
    write_section(report=report, key="introduction", text="An introduction.", seen_version=0, by=manager)
    if status != AnnualReport.Status.DRAFT:
        now = timezone.now()
        decided: dict[str, object] = {"approved_at": now, "approved_by": manager}
        if status == AnnualReport.Status.RELEASED:
            decided |= {"released_at": now, "released_by": world.user("second_manager")}
        frozen = freeze(annual_statistics(period_of(report), calendar=working_calendar()))
        with acting():
            AnnualReport.objects.filter(pk=report.pk).update(status=status, frozen_figures=frozen, **decided)
        report.refresh_from_db()
    return report


def _what_leaves(world: World) -> tuple[TakenList, Token]:
    """Have the first IRO take their caseload away, and an IRO who has just begun make a calendar feed.

    Anyone may open the feed's address, so that nobody's child stands in it.
    """
    iro, newcomer, token = world.user(Role.IRO), make_user(Role.IRO, "Newly Begun"), new_token()
    for each in (iro, newcomer):
        each.act_as(Role.IRO, on=TODAY, at=timezone.now())
    make_feed(token=token, by=newcomer, today=TODAY)
    sheet = LISTS["my-caseload"].sheet(iro, {}, TODAY)
    why = {"reason": "meeting", "explanation": "For the team meeting on Friday"}
    taken = ask_for_list(listing=LISTS["my-caseload"], params={}, sheet=sheet, by=iro, **why)
    with acting():
        Job.objects.filter(pk=taken.job_id).update(state=Job.State.DONE, progress=100, finished_at=timezone.now())
    return keep_list(taken=taken, rows=sheet.rows, content=as_csv(taken, sheet, iro), by=iro), token


def reply_link(world: World) -> str:
    """Make the link by which the mother of one child answers her invitation, and return its part of the address."""
    link = new_token()
    with acting():
        make_reply_link(
            invitation=world.cases[Kind.MINE].told, finder=link.finder, secret_hash=hash_of(link.secret), by=BY
        )
    return str(link)


def form_link(world: World) -> str:
    """Make the link to the form of one child's mother, and return its part of the address."""
    link = new_token()
    with acting():
        make_link(
            asked=world.cases[Kind.MINE].asked,
            finder=link.finder,
            secret_hash=hash_of(link.secret),
            by=BY,
            today=TODAY,
        )
    return str(link)


def _time_and_places(world: World) -> dict[str, int]:
    """Make a venue, and the first IRO's working week and leave."""
    iro, hours = world.user(Role.IRO), {0: (datetime.time(9), datetime.time(17))}
    venue = add_venue(name="Room 1", room_for=8, by=BY)
    add_venue(name="Room 2", by=BY)
    pattern = begin_working_pattern(person=iro, from_on=D(2025, 1, 6), hours=hours, by=BY)
    leave = enter_leave(person=iro, from_on=D(2025, 8, 4), until_on=D(2025, 8, 15), kind="annual", by=BY)
    ids = {"venue": venue.pk, "iro": iro.pk, "pattern": pattern.pk, "leave": leave.pk}
    return ids | themes_of_service()


def _forms() -> dict[str, int]:
    """Make a form of which a version is in use, and one that is still being written."""
    in_use = form_in_use("in-use")
    draft = make_form(key="draft", name="Draft", respondent="child", by=BY).versions.get()
    for key in ("safe", "likes"):
        put_question(version=draft, key=key, text=f"{key}?", answers=["Yes", "No"], safety_answers=["No"], by=BY)
    question = draft.questions.first()
    return {"form": in_use.form_id, "version": in_use.pk, "draft_version": draft.pk, "question": question.pk}


def make_service_records(world: World, word: Canaries) -> None:
    """Make everything about no child, once the children are there to be counted."""
    manager, ids = world.user(Role.MANAGER), world.service.ids
    ids |= _time_and_places(world)
    ids |= _forms()
    holiday = add_holiday(on=D(2025, 12, 24), name="Civic day", source="The council", by=manager)
    draft = _report(world, 2024, AnnualReport.Status.DRAFT)
    approved = _report(world, 2023, AnnualReport.Status.APPROVED)
    released = _report(world, 2022, AnnualReport.Status.RELEASED)
    job = request_job(kind=RENDER, payload={"report": draft.pk}, idempotency_key="world", by=manager)
    with acting():
        Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, error="It could not be made.", attempts=3)
        Draft.objects.create(user=world.user(Role.IRO), key="world:1", fields={"text": [word("service")]})
    internal = keep_pdf(report=draft, content=PDF, job_id=None, by=manager)
    public = keep_pdf(report=released, content=PDF, job_id=None, by=manager)
    figure = type_figure(
        key="advocacy.supported",
        from_on=D(2024, 4, 1),
        until_on=D(2025, 3, 31),
        value=Decimal(18),
        source="Advocacy",
        by=manager,
    )
    with acting():
        opening = BreakGlass.objects.create(
            child=world.cases[Kind.COLLEAGUES].child,
            user=world.user(Role.IRO),
            acting_role=Role.IRO,
            reason=GlassReason.COURT_OR_POLICE,
            explanation=f"The court asks today: {word('service')}",
            opened_at=OPENED_AT,
            closes_at=OPENED_AT + datetime.timedelta(hours=2),
            verdict_due_on=D(2025, 6, 4),
        )
    with acting():
        cover = IROCover.objects.create(
            iro=world.user(Role.IRO),
            covered_by=world.user("second_iro"),
            from_on=D(2025, 8, 4),
            until_on=D(2025, 8, 15),
            reason=f"Leave, {word('service')}",
            arranged_by=manager,
        )
    user = world.user("second_iro")
    session = UserSession.objects.create(user=user, session_key="somebody else's", ip="198.51.100.1", user_agent="")
    taken, token = _what_leaves(world)
    restriction = Restriction.objects.in_force().get(child=world.cases[Kind.RESTRICTED].child)
    request = ask_to_restrict(
        child=world.cases[Kind.MINE].other,
        ground="adoption",
        explanation="It is asked for.",
        by=world.user(Role.IRO),
        today=TODAY,
    )
    outsider = world.user("second_social_worker")
    conflict = declare_conflict(
        user=outsider, about="The family next door", relation="neighbour", by=outsider, today=TODAY
    )
    ids |= {
        "session": session.pk,
        "opening": opening.pk,
        "taken": taken.pk,
        "restriction": restriction.pk,
        "listed": restriction.listed.first().pk,
        "request": request.pk,
        "conflict": conflict.pk,
        "cover": cover.pk,
        "booked_later": world.cases[Kind.COLLEAGUES].booked.pk,
        "holiday": holiday.pk,
        "draft": draft.pk,
        "approved": approved.pk,
        "released": released.pk,
        "job": job.pk,
        "internal_file": internal.pk,
        "public_file": public.pk,
        "typed_figure": figure.pk,
    }
    world.service.words |= {
        "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
        "feed": str(token),
        "reply": reply_link(world),
        "form": form_link(world),
    }
    world.service.audit = quality.record_audit(
        audited_on=D(2025, 3, 3),
        subject=word("service"),
        auditor=word("service"),
        findings=word("service"),
        recommendation=word("service"),
        by=manager,
    )
    world.service.concern = quality.raise_resource_concern(
        raised_on=D(2025, 3, 3), raised_by=world.user(Role.IRO), concern=word("service"), by=world.user(Role.IRO)
    )
    quality.note_activity(on=D(2025, 3, 4), text=word("service"), by=manager)
    colleagues = world.cases[Kind.COLLEAGUES].child
    manager = world.user(Role.OPERATIONAL_MANAGER)
    # To come: nobody reaches anything through it yet.
    ids["deputy"] = name_deputy(
        manager=manager,
        deputy=world.user(f"second_{Role.OPERATIONAL_MANAGER}"),
        from_on=D(2025, 7, 1),
        until_on=D(2025, 7, 11),
        by=manager,
        today=TODAY,
    ).pk
    ids["looked_at"] = colleagues.pk
    found = Suspicion(Pattern.REPEAT_LOOK, world.user(Role.IRO).pk, colleagues.pk, D(2025, 5, 1), D(2025, 5, 20), 5)
    note_concerns(found=[found], by=BY)
    ids["access_concern"] = AccessConcern.objects.get().pk
