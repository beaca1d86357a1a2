"""Stop, Look and Listen: three strands before a review, brought together for it, and who reads what was shown."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Team
from audit.actions import acting
from audit.versions import ConflictError
from children.actions import allocate_social_worker
from participation.actions import observing
from participation.enums_observing import StrandStatus, WholeStatus
from participation.models import ListeningStrand, StopLookListen
from participation.transitions_observing import STRANDS, WHOLE, strand_may_become, whole_may_become
from reviews import actions as reviews
from reviews.models import Review
from tests.factories import BY, facts, make_child, make_restriction, make_team, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 4, 28)
SECRET, WISH = "Looked away whenever the door opened", "To sit by the window"
SHOWN = {"done_on": TODAY, "place": "At school", "who": "Mr Ash", "shown": SECRET, "ways": ["eye_pointing", "sounds"]}
SAID = {"wants": WISH, "likes": "The swing", "dislikes": "Loud rooms", "not_known": "What nights are like"}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def officer():
    return make_user(Role.CONSULTATION_OFFICER, name="Olu Example")


@pytest.fixture
def review(iro):
    return open_review(make_child(iro=iro, first_name="Asha", communication_needs="Makaton"))


@pytest.fixture
def whole(review, officer):
    observing.take_child_on(review=review, by=officer, today=TODAY)
    return observing.begin_listening(review=review, how_communicates="Makaton", by=officer, today=TODAY)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def keyed(record, **more):
    return {"version": record.version, "form_key": str(uuid.uuid4())} | more


def strand_of(whole, kind="observation"):
    return ListeningStrand.objects.get(consultation=whole, kind=kind)


def done_all(whole, by):
    for strand in whole.strands.all():
        observing.do_strand(strand=strand, by=by, today=TODAY, **SHOWN)
    return StopLookListen.objects.get(pk=whole.pk)


def brought_together(whole, by):
    return observing.bring_together(whole=done_all(whole, by), by=by, today=TODAY, **SAID)


def test_every_step_of_the_tables_is_allowed_and_no_other():
    for status in StrandStatus:
        assert {each for each in StrandStatus if strand_may_become(status, each)} == STRANDS[status]
    for status in WholeStatus:
        assert {each for each in WholeStatus if whole_may_become(status, each)} == WHOLE[status]
    assert frozenset().union(*STRANDS.values()) == set(StrandStatus)
    assert frozenset().union(*WHOLE.values()) == set(WholeStatus)


def test_officer_takes_a_child_on_and_leads_the_three_strands_to_their_end(review, officer):
    client = signed_in(officer)
    sent = keyed(Review.objects.get(pk=review.pk))
    assert client.post(reverse("views_due:take-on", args=[review.pk]), sent).status_code == 302
    sent = keyed(Review.objects.get(pk=review.pk), how_communicates="Makaton, nods for yes")
    assert client.post(reverse("observing:begin", args=[review.pk]), sent).status_code == 302
    whole = StopLookListen.objects.get(review=review)
    plan = {f"planned_for_{part}": value for part, value in (("day", 29), ("month", 4), ("year", 2025))}
    sent = keyed(strand_of(whole), planned_by="Olu Example", **plan)
    assert client.post(reverse("observing:plan", args=[review.pk, "observation"]), sent).status_code == 302
    typed = SHOWN | {"done_on": "2025-04-28"}
    for kind in ("observation", "one_to_one"):
        sent = keyed(strand_of(whole, kind), **typed)
        assert client.post(reverse("observing:done", args=[review.pk, kind]), sent).status_code == 302
    page = client.get(reverse("observing:together", args=[review.pk]))
    assert (page.status_code, "speaking with somebody who knows the child" in page.content.decode()) == (403, True)
    sent = keyed(strand_of(whole, "speaking"), reason="The key worker is away until May")
    assert client.post(reverse("observing:not-possible", args=[review.pk, "speaking"]), sent).status_code == 302
    sent = keyed(StopLookListen.objects.get(pk=whole.pk), **SAID)
    assert client.post(reverse("observing:together", args=[review.pk]), sent).status_code == 302
    whole = StopLookListen.objects.get(pk=whole.pk)
    assert (whole.status, whole.together_by, whole.wants) == ("brought_together", officer, WISH)
    found = {strand.kind: strand.status for strand in whole.strands.all()}
    assert found == {"observation": "done", "speaking": "not_possible", "one_to_one": "done"}
    assert set(strand_of(whole).ways.values_list("way", flat=True)) == {"eye_pointing", "sounds"}
    steps = [(step.strand.kind if step.strand else "", step.was, step.became) for step in whole.changes.all()]
    assert steps == [
        ("", "", "open"),
        ("observation", "to_plan", "planned"),
        ("observation", "planned", "done"),
        ("one_to_one", "to_plan", "done"),
        ("speaking", "to_plan", "not_possible"),
        ("", "open", "brought_together"),
    ]


@pytest.mark.parametrize("kind", ["page", "log"])
def test_iro_sees_before_the_review_what_it_comes_to(kind, whole, review, officer, iro):
    brought_together(whole, officer)
    name = "child:review" if kind == "page" else "log_review:form"
    text = signed_in(iro).get(reverse(name, args=[review.pk])).content.decode()
    assert [words in text for words in SAID.values()] == [True] * 4
    assert "Brought together for the review" in text


def test_iro_sees_how_far_it_is_and_no_summary_before_it_is_brought_together(whole, review, officer, iro):
    observing.plan_strand(
        strand=strand_of(whole), planned_for=D(2025, 4, 30), planned_by="Olu", by=officer, today=TODAY
    )
    text = signed_in(iro).get(reverse("child:review", args=[review.pk])).content.decode()
    assert ("planned for 30 April 2025, Olu" in text, "Under way" in text, WISH in text) == (True, True, False)


def test_iro_is_offered_to_begin_where_a_child_has_needs_and_nobody_else_is(review, iro):
    href = reverse("observing:begin", args=[review.pk])
    seen = dict.fromkeys((Role.MANAGER, Role.SUPPORT_WORKER)) | {"iro": iro}
    found = {}
    for role, user in seen.items():
        page = signed_in(user or make_user(role)).get(reverse("child:review", args=[review.pk]))
        found[str(role)] = href in page.content.decode()
    assert found == {"manager": False, "support_worker": False, "iro": True}
    other = open_review(make_child(iro=iro))
    page = signed_in(iro).get(reverse("child:review", args=[other.pk])).content.decode()
    assert "Stop, Look and Listen" not in page


@pytest.mark.parametrize("role", Role)
def test_notes_are_read_by_the_iro_the_manager_and_the_officer_who_took_the_child_on(role, whole, review, officer, iro):
    brought_together(whole, officer)
    known = {Role.IRO: iro, Role.CONSULTATION_OFFICER: officer}
    user = known.get(role) or make_user(role)
    team = make_team()
    worker = user if role == Role.SOCIAL_WORKER else None
    allocate_social_worker(child=review.child, team=Team.objects.get(pk=team.pk), social_worker=worker, on=TODAY, by=BY)
    reads = role in {Role.IRO, Role.MANAGER, Role.CONSULTATION_OFFICER}
    client = signed_in(user)
    page = client.get(reverse("observing:page", args=[review.pk]))
    assert (page.status_code == 200, SECRET in page.content.decode()) == (reads, reads)
    assert StopLookListen.objects.visible_to(user).exists() == reads
    pages = {"child:review": review.pk, "child:page": review.child_id, "child:reviews": review.child_id}
    texts = [client.get(reverse(name, args=[key])).content.decode() for name, key in pages.items()]
    assert [SECRET in text for text in texts] == [False, False, False]
    assert (WISH in texts[0]) == reads


def test_another_officer_and_a_colleague_find_nothing_and_nothing_is_left_after_giving_back(whole, review, officer):
    address = reverse("observing:page", args=[review.pk])
    second = make_user(Role.CONSULTATION_OFFICER)
    assert [signed_in(user).get(address).status_code for user in (officer, second, make_user())] == [200, 404, 404]
    taken = review.taken_on.get()
    observing.give_child_back(taken=taken, because="Ill", by=officer, today=TODAY)
    assert signed_in(officer).get(address).status_code == 404
    observing.take_child_on(review=Review.objects.get(pk=review.pk), by=second, today=TODAY)
    assert [signed_in(user).get(address).status_code for user in (officer, second)] == [404, 200]


def test_officer_reads_no_longer_once_the_review_is_over(whole, review, officer, iro):
    reviews.complete_review(review=Review.objects.get(pk=review.pk), facts=facts(iro, TODAY), by=iro, today=TODAY)
    address = reverse("observing:page", args=[review.pk])
    assert [signed_in(user).get(address).status_code for user in (officer, iro)] == [404, 200]
    strand = reverse("observing:done", args=[review.pk, "observation"])
    assert signed_in(iro).get(strand).status_code == 403


def test_restricted_record_stays_closed(whole, review, officer):
    make_restriction(review.child)
    assert signed_in(officer).get(reverse("observing:page", args=[review.pk])).status_code == 404


def test_officer_takes_a_child_on_before_beginning(review, officer):
    page = signed_in(officer).get(reverse("observing:begin", args=[review.pk]))
    assert (page.status_code, "Take Asha on first" in page.content.decode()) == (403, True)


def test_beginning_twice_leads_to_what_has_begun(whole, review, officer):
    page = signed_in(officer).get(reverse("observing:begin", args=[review.pk]))
    assert (page.status_code, page.url) == (302, reverse("observing:page", args=[review.pk]))
    sent = keyed(Review.objects.get(pk=review.pk), how_communicates="Signs")
    assert signed_in(officer).post(reverse("observing:begin", args=[review.pk]), sent).status_code == 409
    assert StopLookListen.objects.count() == 1


@pytest.mark.parametrize(("planned", "back_to"), [(True, "planned"), (False, "to_plan")])
@pytest.mark.parametrize("keeps", [True, False])
def test_strand_recorded_by_mistake_goes_back_with_its_reason(planned, back_to, keeps, whole, officer):
    strand = strand_of(whole)
    given = {"by": officer, "today": TODAY}
    if planned:
        observing.plan_strand(strand=strand, planned_for=TODAY, planned_by="Olu", **given)
    observing.do_strand(strand=strand, **SHOWN, **given)
    with pytest.raises(ValidationError):
        observing.put_strand_back(strand=strand, why=" ", keeps_words=keeps, **given)
    observing.put_strand_back(strand=strand, why="Wrong child", keeps_words=keeps, **given)
    back = strand_of(whole)
    assert (back.status, back.shown, back.ways.count()) == (back_to, SECRET if keeps else "", 2 if keeps else 0)
    assert strand.changes.last().why == "Wrong child"


def test_reason_of_a_strand_that_becomes_possible_after_all_is_taken_away(whole, officer):
    strand, given = strand_of(whole), {"by": officer, "today": TODAY}
    observing.strand_not_possible(strand=strand, reason="Ill", **given)
    observing.put_strand_back(strand=strand, why="Well again", keeps_words=True, **given)
    observing.do_strand(strand=strand, **SHOWN, **given)
    assert (strand_of(whole).status, strand_of(whole).reason) == ("done", "")


def test_what_was_brought_together_is_opened_again_and_counts_no_longer(whole, review, officer, iro):
    together = brought_together(whole, officer)
    observing.open_listening_again(whole=together, why="The nights are known now", by=officer, today=TODAY)
    text = signed_in(iro).get(reverse("child:review", args=[review.pk])).content.decode()
    page = signed_in(iro).get(reverse("observing:page", args=[review.pk])).content.decode()
    assert (WISH in text, WISH in page, "The nights are known now" in page) == (False, True, True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"done_on": D(2025, 4, 29)}, "done_on"),
        ({"done_on": D(2020, 4, 29)}, "done_on"),
        ({"ways": ["telepathy"]}, "ways"),
        ({"shown": " "}, "shown"),
        ({"who": ""}, "who"),
    ],
)
def test_strand_is_done_with_facts_that_can_be(wrong, field, whole, officer):
    with pytest.raises(ValidationError) as refusal:
        observing.do_strand(strand=strand_of(whole), by=officer, today=TODAY, **(SHOWN | wrong))
    assert list(refusal.value.error_dict) == [field]


def test_strand_is_planned_before_the_meeting(whole, review, officer, iro):
    slot = {"on": D(2025, 5, 6), "at": datetime.time(10), "place": "School"}
    reviews.book_review(review=Review.objects.get(pk=review.pk), chair=iro, by=BY, today=TODAY, **slot)
    found = {}
    for day in (D(2025, 4, 27), D(2025, 5, 6), D(2025, 5, 7)):
        try:
            observing.plan_strand(strand=strand_of(whole), planned_for=day, planned_by="Olu", by=officer, today=TODAY)
        except ValidationError as refusal:
            found[day.isoformat()] = list(refusal.error_dict)
    assert found == {"2025-04-27": ["planned_for"], "2025-05-07": ["planned_for"]}


def test_it_comes_to_something_that_is_wanted_or_not_known(whole, officer):
    ready = done_all(whole, officer)
    with pytest.raises(ValidationError):
        observing.bring_together(whole=ready, by=officer, today=TODAY, **(SAID | {"wants": "", "not_known": " "}))
    observing.bring_together(whole=ready, by=officer, today=TODAY, **(SAID | {"wants": ""}))


def test_whoever_brings_it_together_is_told_that_a_strand_went_back(whole, officer):
    ready = done_all(whole, officer)
    seen = ready.version
    observing.put_strand_back(strand=strand_of(whole), why="Mistake", keeps_words=True, by=officer, today=TODAY)
    observing.do_strand(strand=strand_of(whole), by=officer, today=TODAY, **SHOWN)
    with pytest.raises(ConflictError):
        observing.bring_together(whole=ready, by=officer, today=TODAY, seen_version=seen, **SAID)


def test_two_people_at_one_strand_the_second_is_shown_how_it_stands(whole, review, officer, iro):
    address, seen = reverse("observing:done", args=[review.pk, "observation"]), strand_of(whole)
    typed = SHOWN | {"done_on": "2025-04-28"}
    assert signed_in(officer).post(address, keyed(seen, **typed)).status_code == 302
    answer = signed_in(iro).post(address, keyed(seen, **(typed | {"shown": "Slept"})))
    text = answer.content.decode()
    assert (answer.status_code, SECRET in text, "Slept" in text) == (409, True, True)
    assert strand_of(whole).shown == SECRET


def test_pressed_twice_it_is_recorded_once(whole, review, officer):
    client, sent = signed_in(officer), keyed(strand_of(whole), **(SHOWN | {"done_on": "2025-04-28"}))
    address = reverse("observing:done", args=[review.pk, "observation"])
    answers = [client.post(address, sent).status_code for _ in range(2)]
    assert (answers[0], strand_of(whole).changes.count()) == (302, 1)


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "done"},
        {"status": "planned"},
        {"status": "not_possible"},
        {"reason": "Ill"},
    ],
)
def test_database_refuses_a_strand_without_its_facts(broken, whole):
    with acting(), transaction.atomic(), pytest.raises(IntegrityError):
        ListeningStrand.objects.filter(pk=strand_of(whole).pk).update(**broken)


@pytest.mark.parametrize("number", [1, 3])
def test_page_says_every_step(number, whole, review, officer):
    strand = strand_of(whole)
    for _ in range(number):
        observing.plan_strand(strand=strand, planned_for=TODAY, planned_by="Olu", by=officer, today=TODAY)
    page = signed_in(officer).get(reverse("observing:page", args=[review.pk]))
    assert len(page.context["history"].rows) == number + 1
