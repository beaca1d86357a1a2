"""What children and parents say before the reviews to come: asked, half filled, sent in, acted on, coded, compared."""

import datetime
import uuid
from collections.abc import Iterator

from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from audit.actors import Actor
from children.enums import CareKind
from desk.demonstration.care import Household
from desk.demonstration.staff import Cast
from desk.demonstration.words import PLAIN_WORDS
from participation import actions
from participation.actions import alerts, observing
from participation.enums import FormSource, QuestionKind, Subject, ThemeFor
from participation.enums_alerts import Cause, Considered
from participation.enums_observing import StrandKind, Way
from participation.models import AskedForm, Consultation, FormVersion, SafetyAlert
from participation.policies import forms_for
from reviews.actions import give_childs_page, write_childs_page
from reviews.enums import ReviewStatus
from reviews.enums_childs_page import GivenBy
from reviews.models import Review
from reviews.policies_childs_page import decisions_for_the_child
from statute.ages import age_on
from statute.calendar import WorkingCalendar

FILLS_ALONE = 7
CHILD_SAYS = "I want to see Gran on Sundays again, and I want to know who decides that."
PARENT_SAYS = "Nobody told me that the school had changed. I would like to be rung, not written to."
THEMES = {
    ThemeFor.CHILDREN: ("Family and contact", "Where I live", "School", "Friends", "Being listened to", "What is next"),
    ThemeFor.PARENTS: ("Contact", "Being kept informed", "School", "Help for the family"),
}
HOW_SEEN = {
    Subject.WHERE_LIVING: ("good", "Settled; the carers say that sleep is better."),
    Subject.CONTACT: ("good", "Contact is every second Sunday, as planned."),
    Subject.FEELING_SAFE: ("good", "No worry was reported."),
    Subject.SOCIAL_WORKER: ("mixed", "Two visits were moved in the autumn."),
}


def hear_before_reviews(
    homes: dict[str, Household], cast: Cast, *, day: datetime.date, calendar: WorkingCalendar, by: Actor
) -> None:
    """Ask for views before the next reviews of one IRO, and let some be given; each child is the same every time."""
    coming = list(_next_reviews(homes, cast.first(Role.IRO), day))
    listened = next((each for each in coming if "signs" in each[0].child.communication_needs), None)
    chosen = [each for each in coming if each != listened][:3]
    if listened is None or len(chosen) < 3:  # an authority too small for the story
        return
    themes = {
        whose: [actions.make_theme(whose=whose, name=name, by=by) for name in names] for whose, names in THEMES.items()
    }
    waits, half, said = chosen
    last = calendar.add(day, 10)
    _ask_child(*waits, last, day, by)
    asked = _ask_child(*half, last, day, by)
    actions.keep_so_far(asked=asked, filled=_first_answers(asked, 3), by=by, today=day)
    form = _says_what_is_wrong(*said, last, day, by)
    actions.code_words(words=form.own_words.get(), themes=themes[ThemeFor.CHILDREN][:1], by=said[0].iro, today=day)
    _parent_says(*said, last, day, by)
    if said[0].social_worker is not None:
        actions.record_workers_view(review=said[1], seen=HOW_SEEN, by=said[0].social_worker, today=day)
    _listens(listened[1], cast.first(Role.CONSULTATION_OFFICER), day)
    _gives_the_page(said[0], day)


def _next_reviews(homes: dict[str, Household], iro: User, day: datetime.date) -> Iterator[tuple[Household, Review]]:
    """Yield the children of an IRO who are old enough to fill a form, by the day of their next booked review."""
    booked: list[tuple[datetime.date, str, Household, Review]] = []
    for home in homes.values():
        if home.iro != iro or home.period.ceased_on or home.kind != CareKind.LOOKED_AFTER:
            continue
        if age_on(home.row.date_of_birth, day) < FILLS_ALONE:
            continue
        review = home.child.reviews.open().first()
        booking = review.bookings.current().first() if review is not None else None
        if review is not None and booking is not None and booking.on > day:
            booked.append((booking.on, home.row.local_id, home, review))
    for _on, _id, home, review in sorted(booked, key=lambda each: each[:2]):
        yield home, review


def _ask_child(home: Household, review: Review, last: datetime.date, day: datetime.date, by: Actor) -> AskedForm:
    in_use = [version.form for version in FormVersion.objects.in_use().select_related("form")]
    form = next(form for form in forms_for(in_use, age=age_on(home.row.date_of_birth, day)) if not form.is_easy_read)
    greeting = home.child.called[:1]
    return actions.ask_form(review=review, form=form, greeting=greeting, expires_on=last, by=by, today=day)


def _first_answers(asked: AskedForm, number: int) -> dict[str, list[str]]:
    """Return the first answer to each of the first questions that have answers."""
    questions = asked.form_version.questions.exclude(kind=QuestionKind.WORDS)[:number]
    return {str(question.pk): question.answers[:1] for question in questions}


def _send(asked: AskedForm, day: datetime.date, by: Actor, *, safe: bool, words: str) -> Consultation:
    """Send a form in on the morning of the day: own words, and whether the child feels safe."""
    questions = list(asked.form_version.questions.all())
    filled: dict[str, list[str] | str] = {str(q.pk): q.answers[:1] for q in questions if q.answers}
    for question in questions:
        if question.safety_answers and not safe:
            filled[str(question.pk)] = [question.safety_answers[0]]
    own = [question for question in questions if question.kind == QuestionKind.WORDS][-1]
    filled[str(own.pk)] = words
    return actions.submit_form(
        asked=asked,
        filled=filled,
        source=FormSource.LINK,
        receipt=uuid.uuid5(uuid.NAMESPACE_OID, f"demonstration {asked.pk}"),
        by=by,
        at=_at(day, 8, 40),
        today=day,
    )


def _at(day: datetime.date, hour: int, minute: int) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=timezone.get_current_timezone())


def _says_what_is_wrong(
    home: Household, review: Review, last: datetime.date, day: datetime.date, by: Actor
) -> Consultation:
    """Let a child say that they are just about safe: an alert that is acted on and closed within the hour."""
    form = _send(_ask_child(home, review, last, day, by), day, by, safe=False, words=CHILD_SAYS)
    for alert in SafetyAlert.objects.filter(consultation=form):
        taken = alerts.acknowledge_alert(alert=alert, by=home.iro, at=_at(day, 8, 55))
        recorded = alerts.Recorded(
            done=f"Rang {home.child.called} and spoke with them alone: afraid of the dog next door. The carer and the "
            "neighbour have agreed that it stays in at school times.",
            done_by=home.iro.full_name,
            done_on=day,
            cause=Cause.PLACEMENT_AREA,
            lado=Considered.NOT_NEEDED,
            lado_why="No adult who works with children is concerned",
            section_47=Considered.NOT_NEEDED,
            section_47_why="No sign of significant harm",
        )
        alerts.close_alert(alert=taken, recorded=recorded, by=home.iro, at=_at(day, 9, 30), today=day)
    return form


def _parent_says(home: Household, review: Review, last: datetime.date, day: datetime.date, by: Actor) -> None:
    """Let the first parent answer: their words wait to be coded."""
    form = FormVersion.objects.in_use().get(form__key="parents").form
    for parent in home.parents[:1]:
        asked = actions.ask_form(
            review=review, form=form, person=parent, greeting="M", expires_on=last, by=by, today=day
        )
        _send(asked, day, by, safe=True, words=PARENT_SAYS)


def _listens(review: Review, officer: User, day: datetime.date) -> None:
    """Let the consultation officer begin Stop, Look and Listen: one strand done, one planned."""
    observing.take_child_on(review=review, by=officer, today=day)
    whole = observing.begin_listening(
        review=review, how_communicates=review.child.communication_needs, by=officer, today=day
    )
    strands = {strand.kind: strand for strand in whole.strands.all()}
    observing.do_strand(
        strand=strands[StrandKind.OBSERVATION],
        done_on=day,
        place="At breakfast",
        who="The carer",
        shown="Chose the blue cup, laughed when the cat came in, and turned away from the radio.",
        ways=[Way.SIGNS, Way.SOUNDS],
        by=officer,
        today=day,
    )
    observing.plan_strand(
        strand=strands[StrandKind.SPEAKING], planned_for=day, planned_by=officer.full_name, by=officer, today=day
    )


def _gives_the_page(home: Household, day: datetime.date) -> None:
    """Write the last review's decisions in plain words, and give the child the page."""
    review = home.child.reviews.filter(status=ReviewStatus.COMPLETED).latest("completed_on")
    plain = {decision: PLAIN_WORDS[decision.text] for decision in decisions_for_the_child(review)}
    page = write_childs_page(
        review=review,
        words=plain,
        opening="Thank you for telling us what you think. This is what we decided at your review.",
        talk_to="Ring me or your social worker if anything here is not right.",
        by=home.iro,
    )
    give_childs_page(page=page, on=day, how=GivenBy.IN_PERSON, by=home.iro, today=day)
