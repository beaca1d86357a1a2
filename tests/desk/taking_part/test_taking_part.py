"""How the child and the parents are heard around a review: what is recorded, shown, taken back and refused."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.actions import acting
from children.models import PersonAroundChild
from participation.actions.support import SupportFacts, record_support
from participation.models import SupportQuestion
from reviews import actions as reviews
from reviews.facts import ParentFacts, StrategyFacts
from reviews.models import OfferToMeet, OutcomeRelayed, ParentPart, PlanningMeeting, Review, StrategyTried
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 4, 28)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def review(iro):
    return open_review(make_child(iro=iro, first_name="Asha", last_name="Reed"))


@pytest.fixture
def mother(review):
    with acting():
        return PersonAroundChild.objects.create(child=review.child, full_name="Ann Reed", relationship="mother")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, pk):
    return reverse(f"taking_part:{name}", args=[pk])


def sent(review, **more):
    return {"version": Review.objects.get(pk=review.pk).version, "form_key": str(uuid.uuid4())} | more


def given(review, by):
    return {"review": review, "by": by, "today": TODAY}


def logged(review, iro, on=TODAY, **more):
    review = Review.objects.get(pk=review.pk)
    return reviews.complete_review(review=review, facts=facts(iro, on, **more), by=iro, today=TODAY)


def text_of(client, address):
    return client.get(address).content.decode()


# What was tried -------------------------------------------------------------------------------------------------------
def test_what_was_tried_before_the_review_is_kept_each_time_and_shown_in_the_form_that_logs_it(review, iro):
    client = signed_in(iro)
    for outcome in ("No answer", "Rang back"):
        typed = sent(review, strategy="phone", on="2025-04-22", tried_by="Jo Worker", outcome=outcome)
        assert client.post(url("strategy", review.pk), typed).status_code == 302
    assert list(review.strategies.values_list("strategy", "on", "tried_by", "outcome")) == [
        ("phone", D(2025, 4, 22), "Jo Worker", "No answer"),
        ("phone", D(2025, 4, 22), "Jo Worker", "Rang back"),
    ]
    for address in (reverse("log_review:form", args=[review.pk]), url("review", review.pk)):
        page = text_of(client, address)
        assert ("No answer" in page, "Rang back" in page, "Jo Worker" in page) == (True, True, True)


def test_child_who_took_no_part_needs_something_tried_before_or_on_the_day(review, iro):
    no_part = {"participation_code": "PN7", "not_taking_part_reason": "missing"}
    with pytest.raises(ValidationError, match="Say what was tried"):
        logged(review, iro, **no_part)
    reviews.record_strategy(strategy="text", on=TODAY, tried_by="Jo", outcome="None", **given(review, iro))
    logged(review, iro, **no_part, strategies=(StrategyFacts("phone", "No answer", TODAY, "Jo"),))
    assert list(review.strategies.values_list("strategy", "told_at_the_end")) == [("text", False), ("phone", True)]


def test_what_was_tried_by_mistake_does_not_answer_what_was_tried(review, iro):
    tried = reviews.record_strategy(strategy="text", on=TODAY, tried_by="Jo", outcome="None", **given(review, iro))
    assert (
        signed_in(iro).post(url("take-back-strategy", tried.pk), sent(review, why="Another child")).status_code == 302
    )
    with pytest.raises(ValidationError, match="Say what was tried"):
        logged(review, iro, participation_code="PN7", not_taking_part_reason="missing")
    assert StrategyTried.objects.get().withdrawn_because == "Another child"
    assert signed_in(iro).get(url("take-back-strategy", tried.pk)).status_code == 403


def test_what_was_tried_before_stays_with_a_review_whose_completion_is_taken_back(review, iro):
    reviews.record_strategy(strategy="text", on=TODAY, tried_by="Jo", outcome="None", **given(review, iro))
    done = logged(review, iro, strategies=(StrategyFacts("phone", "No answer", TODAY, "Jo"),))
    again = reviews.take_back_completion(review=done, why="Another child", by=make_user(Role.MANAGER), today=TODAY)
    assert list(again.strategies.values_list("strategy", flat=True)) == ["text"]
    assert list(again.taken_back.get().strategies.values_list("strategy", flat=True)) == ["phone"]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"on": "2025-04-29"}, "must be today or in the past"),
        ({"on": "2025-04-01"}, "before the child became looked after"),
        ({"strategy": "magic"}, "Select a valid choice"),
        ({"tried_by": ""}, "Enter who tried"),
        ({"outcome": ""}, "Say what happened"),
    ],
)
def test_what_cannot_have_been_tried_is_refused_beside_its_question(typed, problem, review, iro):
    whole = {"strategy": "phone", "on": "2025-04-22", "tried_by": "Jo", "outcome": "None"}
    response = signed_in(iro).post(url("strategy", review.pk), sent(review, **(whole | typed)))
    assert (response.status_code, problem in response.content.decode()) == (422, True)
    assert not StrategyTried.objects.exists()


# Planning -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("chairs", "suggested"), [("chairs", True), ("co_chairs", True), ("neither", False), ("undecided", False)]
)
def test_what_was_planned_is_shown_on_the_day_and_suggests_who_chaired(chairs, suggested, review, iro):
    client = signed_in(iro)
    typed = sent(review, on="2025-04-25", with_whom="Asha and Iona", chairs=chairs, agenda="Swimming first")
    assert client.post(url("plan", review.pk), typed).status_code == 302
    page = client.get(reverse("log_review:form", args=[review.pk]))
    assert "Swimming first" in page.content.decode()
    assert bool(page.context["whole"].child["was_co_chaired"].value()) == suggested


@pytest.mark.parametrize(("role", "is_offered"), [(Role.IRO, True), (Role.MANAGER, False)])
def test_way_to_record_a_plan_is_shown_to_those_alone_who_may_record_it(role, is_offered, review, iro):
    client = signed_in(iro if role is Role.IRO else make_user(role))
    page = text_of(client, reverse("child:review", args=[review.pk]))
    assert ("Planned with the young person" in page, url("plan", review.pk) in page) == (True, is_offered)
    assert client.get(url("plan", review.pk)).status_code == (200 if is_offered else 403)


def test_last_plan_counts_and_one_taken_back_does_not(review, iro):
    for day, chairs in ((22, "neither"), (23, "chairs")):
        reviews.plan_with_the_child(on=D(2025, 4, day), with_whom="Asha", chairs=chairs, **given(review, iro))
    reviews.take_back_heard(record=PlanningMeeting.objects.get(chairs="chairs"), why="Another child", by=iro)
    page = signed_in(iro).get(reverse("log_review:form", args=[review.pk]))
    assert page.context["heard"].planned.chairs == "neither"


@pytest.mark.parametrize(
    ("role", "reads_agenda", "reads_invited"),
    [(Role.MANAGER, True, True), (Role.SUPPORT_WORKER, False, True), (Role.CONSULTATION_OFFICER, False, False)],
)
def test_who_arranges_reads_whom_to_invite_and_not_the_agenda(role, reads_agenda, reads_invited, review, iro):
    said = {"agenda": "Swimming first", "to_invite": "Gran please", "place": "After school"}
    reviews.plan_with_the_child(on=TODAY, with_whom="Asha", chairs="chairs", **said, **given(review, iro))
    client = signed_in(make_user(role))
    pages = text_of(client, reverse("child:review", args=[review.pk])) + text_of(client, url("review", review.pk))
    assert ("Swimming first" in pages, "Gran please" in pages) == (reads_agenda, reads_invited)


# Advocate and independent visitor -------------------------------------------------------------------------------------
def answered(review):
    return list(review.support_questions.values_list("support", "answer", "provider", "was_told"))


def log_form(review, **more):
    data = {"mode": "meeting", "completed_when": "today", "spoken_outcome": "seen", "spoken_on": "2025-04-25"}
    data |= {"participation_code": "PN1", "rights_told": "told", "following": "latest", "do": "complete"}
    for prefix in ("meetings", "other-parents", "attendances", "decisions"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return sent(review, **(data | more))


def test_answers_given_when_the_review_is_logged_are_kept_with_whether_the_child_was_told(review, iro):
    client = signed_in(iro)
    said = {"support-advocate-answer": "taken_up", "support-advocate-taken_up_provider": "Voices"}
    said |= {"support-visitor-answer": "not_offered", "support-visitor-why": "Sees Gran every week"}
    response = client.post(reverse("log_review:form", args=[review.pk]), log_form(review, **said))
    assert response.status_code == 302
    assert answered(review) == [("advocate", "taken_up", "Voices", True), ("visitor", "not_offered", "", None)]
    assert "Nobody has said" not in text_of(client, response.headers["Location"])


def test_review_is_completed_without_the_answers_and_says_that_they_are_missing(review, iro):
    client = signed_in(iro)
    response = client.post(reverse("log_review:form", args=[review.pk]), log_form(review))
    assert (response.status_code, Review.objects.get(pk=review.pk).status) == (302, "completed")
    done = text_of(client, response.headers["Location"])
    assert ("an advocate or an independent visitor" in done, url("support", review.pk) in done) == (True, True)
    typed = sent(review, support="advocate", answer="declined", asked_on="2025-04-28", was_told="yes")
    assert client.post(url("support", review.pk), typed).status_code == 302
    assert answered(review) == [("advocate", "declined", "", True)]
    done = text_of(client, response.headers["Location"])
    assert ("offered an independent visitor" in done, "an advocate or" in done) == (True, False)


def test_reason_is_asked_where_nobody_was_offered(review, iro):
    said = {"support-advocate-answer": "not_offered"}
    response = signed_in(iro).post(reverse("log_review:form", args=[review.pk]), log_form(review, **said))
    assert (response.status_code, open_review(review.child).pk) == (422, review.pk)
    assert "Say why the child was not offered an advocate" in response.content.decode()


def test_last_answer_stands_and_the_earlier_one_is_never_changed(review, iro):
    for answer, provider in (("undecided", ""), ("taken_up", "Voices"), ("taken_up", "Voices")):
        record_support(facts=SupportFacts("advocate", answer, provider=provider), on=TODAY, **given(review, iro))
    assert [row[1] for row in answered(review)] == ["undecided", "taken_up"]
    assert list(SupportQuestion.objects.standing().values_list("answer", flat=True)) == ["taken_up"]
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        SupportQuestion.objects.update(provider="Other")


def test_voice_of_a_child_shows_how_they_took_part_the_answers_and_the_plans(review, iro):
    record_support(facts=SupportFacts("advocate", "has_one", provider="Voices"), on=TODAY, **given(review, iro))
    reviews.plan_with_the_child(on=TODAY, with_whom="Asha", chairs="chairs", agenda="Swimming", **given(review, iro))
    logged(review, iro, was_co_chaired=True)
    page = text_of(signed_in(iro), url("voice", review.child_id))
    assert ("Chaired or co-chaired it" in page, "Voices" in page, "Swimming" in page) == (True, True, True)
    assert "Nothing is recorded yet" in text_of(signed_in(make_user(Role.MANAGER)), url("voice", make_child().pk))


# Parents --------------------------------------------------------------------------------------------------------------
def test_offer_to_meet_and_its_answer_begin_what_the_form_asks_of_a_parent(review, iro, mother):
    client = signed_in(iro)
    typed = sent(review, parent=mother.pk, offered_on="2025-04-22", how="letter")
    assert client.post(url("offer", review.pk), typed).status_code == 302
    offer = OfferToMeet.objects.get()
    typed = sent(review, taken_up="yes", met_on="2025-04-25", note="Wants more contact")
    assert client.post(url("answer", offer.pk), typed).status_code == 302
    offer.refresh_from_db()
    assert (offer.taken_up, offer.met_on, offer.note) == (True, D(2025, 4, 25), "Wants more contact")
    form = client.get(reverse("log_review:form", args=[review.pk])).context["whole"].parents[0]
    assert (form["was_offered_meeting"].value(), form["took_up_meeting"].value()) == ("yes", "yes")


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"taken_up": True, "met_on": D(2025, 4, 29)}, "met_on"),
        ({"taken_up": True, "met_on": D(2025, 4, 21)}, "met_on"),
    ],
)
def test_meeting_that_cannot_have_been_is_refused(answer, field, review, iro, mother):
    offer = reviews.offer_to_meet(parent=mother, offered_on=D(2025, 4, 22), how="phone", **given(review, iro))
    with pytest.raises(ValidationError) as refused:
        reviews.answer_offer(offer=offer, by=iro, today=TODAY, **answer)
    assert list(refused.value.message_dict) == [field]


def test_only_a_parent_of_the_child_is_offered_to_meet(review, iro):
    other = make_child()
    with acting():
        carer = PersonAroundChild.objects.create(child=review.child, full_name="Cara", relationship="carer")
        stranger = PersonAroundChild.objects.create(child=other, full_name="Ann", relationship="mother")
    for person in (carer, stranger):
        with pytest.raises(ValidationError, match="Choose a parent"):
            reviews.offer_to_meet(parent=person, offered_on=TODAY, how="phone", **given(review, iro))


def test_parent_who_is_not_invited_has_a_plan_to_be_heard(review, iro, mother):
    left_out = {"was_invited": False, "parent": mother, "not_invited_reason": "child_wish"}
    with pytest.raises(ValidationError, match="is to be heard"):
        logged(review, iro, parents=(ParentFacts(**left_out),))
    logged(review, iro, parents=(ParentFacts(**left_out, hearing_plan="By letter"),))
    assert review.parents.get().hearing_plan == "By letter"


def test_of_a_parent_who_has_died_no_plan_is_asked(review, iro, mother):
    logged(review, iro, parents=(ParentFacts(was_invited=False, parent=mother, not_invited_reason="died"),))
    assert review.parents.count() == 1


def test_plan_that_was_made_when_they_were_left_out_begins_the_form(review, iro, mother):
    slot = {"on": TODAY, "at": datetime.time(10), "place": "School"}
    reviews.book_review(review=review, chair=iro, by=BY, today=TODAY, **slot)
    invitation = review.invitations.get(part="parent")
    reviews.leave_out(invitation=invitation, reason="child_wish", heard_by="phone", heard_note="Friday", by=BY)
    form = signed_in(iro).get(reverse("log_review:form", args=[review.pk])).context["whole"].parents[0]
    assert form["hearing_plan"].value() == "By phone: Friday"


def test_outcome_is_relayed_to_a_parent_and_a_mistake_is_taken_back(review, iro, mother):
    logged(review, iro, parents=(ParentFacts(True, mother, attended=True),))
    client, part = signed_in(iro), review.parents.get()
    typed = sent(review, on="2025-04-28", how="phone", by_whom="Iona Example")
    assert client.post(url("relay", part.pk), typed).status_code == 302
    assert "28 April 2025, by phone, Iona Example" in text_of(client, reverse("child:people", args=[review.child_id]))
    relayed = OutcomeRelayed.objects.get()
    assert client.post(url("take-back-relay", relayed.pk), sent(review, why="Not reached")).status_code == 302
    assert "28 April 2025, by phone" not in text_of(client, url("review", review.pk))
    with pytest.raises(RefusedError, match="taken back already"):
        reviews.take_back_heard(record=OutcomeRelayed.objects.get(), why="Again", by=iro)


def test_outcome_cannot_be_relayed_before_the_review(review, iro, mother):
    logged(review, iro, parents=(ParentFacts(True, mother, attended=True),))
    told = {"part": ParentPart.objects.get(), "how": "phone", "by_whom": "Jo", "by": iro, "today": TODAY}
    with pytest.raises(ValidationError, match="must not come before the review"):
        reviews.relay_outcome(on=D(2025, 4, 27), **told)


def test_somebody_who_was_first_is_shown_and_nothing_typed_is_lost(review, iro):
    stale = sent(review, strategy="phone", on="2025-04-22", tried_by="Jo", outcome="My words")
    reviews.record_strategy(strategy="text", on=TODAY, tried_by="Jo", outcome="None", **given(review, iro))
    response = signed_in(iro).post(url("strategy", review.pk), stale)
    assert (response.status_code, "My words" in response.content.decode()) == (409, True)
    assert StrategyTried.objects.count() == 1


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ["strategy", "plan", "support", "offer"])
def test_only_iros_record_how_a_child_is_heard(name, role, review, iro, mother):
    user = iro if role == Role.IRO else make_user(role)
    assert signed_in(user).get(url(name, review.pk)).status_code == (200 if role == Role.IRO else 403)
