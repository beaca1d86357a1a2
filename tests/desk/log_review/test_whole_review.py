"""Logging a review: everything that was said is written at once, or nothing is and nothing typed is lost."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from audit.actions import acting
from audit.models import AuditEvent
from children.models import PersonAroundChild
from office.models import Draft
from quality.models import GoodPractice
from reviews import actions as reviews
from reviews.facts import DecisionFacts
from reviews.models import Decision, Review
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 4, 28)
ROWS = ("meetings", "other-parents", "attendances", "decisions")


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def child(iro):
    return make_child(iro=iro, first_name="Asha", last_name="Reed")


@pytest.fixture
def review(child):
    return open_review(child)


@pytest.fixture
def client(iro):
    return signed_in(iro)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(review, name="form"):
    return reverse(f"log_review:{name}", args=[review.pk])


def sent(review, **more):
    """Return what a straightforward review posts; None takes a name away."""
    data = {
        "mode": "meeting",
        "completed_when": "today",
        "spoken_outcome": "seen",
        "spoken_on": "2025-04-25",
        "participation_code": "PN1",
        "rights_told": "told",
        "following": "latest",
        "version": review.version,
        "form_key": str(uuid.uuid4()),
        "do": "complete",
    }
    for prefix in ROWS:
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return {name: value for name, value in (data | more).items() if value is not None}


def row(prefix, number, **values):
    """Return one row of a formset."""
    return {f"{prefix}-TOTAL_FORMS": number + 1} | {f"{prefix}-{number}-{name}": v for name, v in values.items()}


def another_day(day, month, year):
    """Return a day of completion as three boxes."""
    boxes = {"completed_on_day": day, "completed_on_month": month, "completed_on_year": year}
    return {"completed_when": "other"} | boxes


def mother_of(child):
    with acting():
        return PersonAroundChild.objects.create(child=child, full_name="Ann Reed", relationship="mother")


def earlier_decision(child, iro, text="Find a new school"):
    """Complete the first review with a decision, and return the decision."""
    decision = DecisionFacts(text=text, owner="Jo Worker", target_on=D(2025, 5, 30))
    reviews.complete_review(
        review=open_review(child), facts=facts(iro, D(2025, 4, 22), decisions=(decision,)), by=iro, today=TODAY
    )
    return Decision.objects.get(text=text)


def problems_of(response):
    """Return every sentence of the error summary."""
    return [sentence for part in response.context["forms"] for sentence in _sentences(part)]


def _sentences(part):
    rows = part.forms if hasattr(part, "forms") else [part]
    return [str(sentence) for form in rows for sentences in form.errors.values() for sentence in sentences]


@pytest.mark.parametrize("role", Role)
def test_only_iros_log_reviews(role, review, iro):
    user = iro if role == Role.IRO else make_user(role)
    assert signed_in(user).get(url(review)).status_code == (200 if role == Role.IRO else 403)


def test_colleagues_review_is_not_found(client, review):
    theirs = open_review(make_child(iro=make_user()))
    assert (client.get(url(review)).status_code, client.get(url(theirs)).status_code) == (200, 404)
    for name in ("form", "next_due"):
        assert client.post(url(theirs, name), sent(theirs)).status_code == 404
    assert open_review(theirs.child) == theirs


def test_straightforward_review_is_completed_and_the_next_one_opened(client, review, child, iro):
    response = client.post(url(review), sent(review))
    assert response.headers["Location"] == url(review, "done")
    done = Review.objects.get(pk=review.pk)
    assert (done.status, done.completed_on, done.chair, done.participation_code) == ("completed", TODAY, iro, "PN1")
    assert (done.spoken_outcome, done.spoken_on) == ("seen", D(2025, 4, 25))
    assert open_review(child).due_on == D(2025, 7, 28)
    page = client.get(response.headers["Location"]).content.decode()
    assert "28 July 2025" in page
    assert "Asha&#x27;s first review was completed" in page
    assert AuditEvent.objects.filter(verb="desk.log_review").get().child_ids == [child.pk]


def test_everything_that_was_said_is_written(client, review, child):
    mother = mother_of(child)
    with acting():
        carer = PersonAroundChild.objects.create(child=child, full_name="Cara Foster", relationship="carer")
    data = sent(
        review,
        completed_when="other",
        completed_on="2025-04-25",
        spoken_outcome="tried",
        spoken_on=None,
        tried_note="Two calls and a visit",
        participation_code="PN7",
        not_taking_part_reason="declines",
        was_child_missing="on",
        present=[f"person-{carer.pk}"],
        pep="late",
        good_practice="The school kept a place open",
        following="earlier",
        next_review_by="2025-06-13",
        next_early_reason="plan_changed",
        **{
            f"parent-{mother.pk}-was_invited": "yes",
            f"parent-{mother.pk}-attended": "no",
            f"parent-{mother.pk}-not_attending_reason": "work",
            f"parent-{mother.pk}-views_route": "phone",
            f"parent-{mother.pk}-was_offered_meeting": "yes",
            f"parent-{mother.pk}-took_up_meeting": "no",
        },
        **row("other-parents", 0, was_invited="no", not_invited_reason="abroad", hearing_plan="By letter"),
        **row("tried", 0, strategy="phone", on="2025-04-23", tried_by="Jo Worker", outcome="No answer")
        | row("tried", 1, strategy="advocate", on="2025-04-24", tried_by="Ada Voice", outcome="Asked twice"),
        **row("attendances", 0, name="Nora Nurse", part="Health visitor"),
        **row("decisions", 0, text="Arrange a visit", owner="Jo Worker", target_on="2025-05-30"),
    )
    assert client.post(url(review), data).status_code == 302
    done = Review.objects.get(pk=review.pk)
    assert (done.completed_on, done.spoken_note, done.was_child_missing) == (
        D(2025, 4, 25),
        "Two calls and a visit",
        True,
    )
    assert list(done.strategies.values_list("strategy", "on", "tried_by", "outcome")) == [
        ("phone", D(2025, 4, 23), "Jo Worker", "No answer"),
        ("advocate", D(2025, 4, 24), "Ada Voice", "Asked twice"),
    ]
    assert list(
        done.parents.values_list("parent", "not_invited_reason", "not_attending_reason", "took_up_meeting")
    ) == [
        (mother.pk, "", "work", False),
        (None, "abroad", "", None),
    ]
    assert list(done.attendances.values_list("name", "part")) == [
        ("Cara Foster", "Carer"),
        ("Nora Nurse", "Health visitor"),
    ]
    assert list(done.papers.values_list("kind", "state")) == [("pep", "late")]
    assert list(done.decisions.values_list("text", "owner", "target_on")) == [
        ("Arrange a visit", "Jo Worker", D(2025, 5, 30))
    ]
    assert GoodPractice.objects.get().text == "The school kept a place open"
    following = open_review(child)
    assert (following.due_on, following.review_by, following.early_reason) == (
        D(2025, 6, 13),
        D(2025, 6, 13),
        "plan_changed",
    )


def test_last_reviews_decisions_are_closed_or_carried_over(client, child, iro):
    done = earlier_decision(child, iro)
    others = [
        reviews.add_decision(review=done.review, text=text, owner="Jo", target_on=D(2025, 5, 30), by=BY)
        for text in ("Carry me", "Drop me", "Keep me")
    ]
    review = open_review(child)
    answers = {}
    for decision, what in zip([done, *others], ("done", "carry", "not_needed", "keep"), strict=True):
        answers |= {f"last-{decision.pk}-what": what, f"last-{decision.pk}-version": decision.version}
    answers |= {
        f"last-{done.pk}-outcome": "A place was found",
        f"last-{others[0].pk}-target_on": "2025-09-01",
        f"last-{others[1].pk}-why": "Overtaken",
    }
    assert client.post(url(review), sent(review, **answers)).status_code == 302
    assert dict(Decision.objects.filter(review=done.review).values_list("text", "status")) == {
        "Find a new school": "done",
        "Carry me": "carried_over",
        "Drop me": "no_longer_needed",
        "Keep me": "open",
    }
    carried = Decision.objects.get(review=review)
    assert (carried.text, carried.target_on, carried.carried_from_id) == ("Carry me", D(2025, 9, 1), others[0].pk)


def test_empty_form_names_everything_that_is_missing_and_changes_nothing(client, review, child):
    mother_of(child)
    empty = sent(review, completed_when=None, spoken_outcome=None, spoken_on=None, participation_code=None)
    del empty["rights_told"]
    response = client.post(url(review), empty)
    assert response.status_code == 422
    assert problems_of(response) == [
        "Say when the review was completed",
        "Say whether you spoke with the child in private before the review",
        "Choose how the child took part",
        "Say whether the child was told of an advocate, complaining and applying to court",
        "Say whether Ann Reed was invited",
    ]
    assert "<title>Error: " in response.content.decode()
    assert open_review(child).version == review.version


@pytest.mark.parametrize(
    ("hostile", "sentence"),
    [
        (another_day(31, 2, 2025), "must be a real date"),
        ({"completed_when": "other", "completed_on": "2025-04-29"}, "must be today or in the past"),
        ({"completed_when": "other", "completed_on": "2025-04-01"}, "must be 5 April 2025 or later"),
        (another_day(1, 1, 25), "must have a year of 4 numbers"),
        ({"completed_when": "booked"}, "Select a valid choice"),
        ({"spoken_on": "2025-04-29"}, "must be today or in the past"),
        ({"participation_code": "PN0"}, "Select a valid choice"),
        ({"participation_code": "PN6", "was_co_chaired": "on"}, "cannot have chaired"),
        ({"participation_code": "PN7"}, "Choose why the child took no part"),
        ({"participation_code": "PN7", "not_taking_part_reason": "unwell"}, "Say what was tried so that"),
        ({"mode": "series"}, "List the meetings of the series."),
        ({"present": ["person-999999"]}, "Select a valid choice"),
        ({"good_practice": "x" * 501}, "at most 500 characters"),
        (row("decisions", 0, text="x" * 1001, owner="Jo", target_on="2025-05-30"), "at most 1000 characters"),
        (row("decisions", 0, text="Do it", target_on="2025-05-30"), "Enter who carries out the decision"),
        (row("decisions", 0, text="Do it", owner="Jo", target_on="2025-01-01"), "cannot be due before the review"),
        (
            {"following": "earlier", "next_review_by": "2025-12-01", "next_early_reason": "other"},
            "is due by 28 July 2025 in any case",
        ),
    ],
)
def test_hostile_answers_are_refused_beside_their_question(hostile, sentence, client, review, child):
    with acting():
        PersonAroundChild.objects.create(child=child, full_name="Cara Foster", relationship="carer")
    response = client.post(url(review), sent(review, **hostile))
    assert response.status_code == 422
    assert [sentence in problem for problem in problems_of(response)] == [True]
    assert open_review(child).version == review.version


def test_decision_of_another_child_in_a_hidden_field_is_left_alone(client, review, iro):
    theirs = earlier_decision(make_child(iro=make_user()), make_user(), text="Not mine")
    hidden = {f"last-{theirs.pk}-what": "done", f"last-{theirs.pk}-version": theirs.version}
    client.post(url(review), sent(review, **hidden))
    assert Decision.objects.get(pk=theirs.pk).status == "open"


def test_what_was_typed_is_kept_after_an_error(client, review):
    wrong = sent(review, completed_when=None, **row("decisions", 0, text="Arrange a visit", owner="", target_on=""))
    page = client.post(url(review), wrong).content.decode()
    assert "Arrange a visit" in page
    again = signed_in(review.child.iro_allocations.get().iro).get(url(review)).content.decode()
    assert "Arrange a visit" in again


def test_draft_survives_signing_out_and_is_forgotten_once_sent(client, review, iro):
    typed = sent(review, do="save", **row("decisions", 0, text="Half a decis", owner="", target_on=""))
    assert client.post(url(review), typed).headers["Location"] == "/caseload/"
    client.logout()
    again = signed_in(iro)
    assert "Half a decis" in again.get(url(review)).content.decode()
    again.post(url(review), sent(review))
    assert Draft.objects.filter(user=iro).count() == 0


def test_sending_twice_completes_once(client, review):
    data = sent(review)
    first, second = client.post(url(review), data), client.post(url(review), data)
    assert (second.status_code, second.headers["Location"]) == (302, first.headers["Location"])
    assert AuditEvent.objects.filter(verb="desk.log_review").count() == 1


def test_second_person_sees_both_versions_and_loses_nothing(client, review, iro):
    other = make_user(name="Oona Other")
    data = sent(review, **row("decisions", 0, text="Typed by me", owner="Jo", target_on="2025-05-30"))
    reviews.complete_review(review=review, facts=facts(other, D(2025, 4, 25)), by=other, today=TODAY)
    response = client.post(url(review), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert ("Oona Other" in page, "Typed by me" in page, "Complete the review</button>" in page) == (True, True, False)
    assert Review.objects.get(pk=review.pk).chair == other


def test_change_meanwhile_can_be_sent_again(client, review, iro):
    data = sent(review)
    reviews.record_conversation(review=review, outcome="refused", on=None, by=iro, today=TODAY)
    response = client.post(url(review), data)
    assert (response.status_code, open_review(review.child).pk) == (409, review.pk)
    now = response.context["whole"].when["version"].value()
    assert client.post(url(review), data | {"version": now}).status_code == 302


def test_decision_closed_meanwhile_is_a_conflict(client, child, iro):
    decision = earlier_decision(child, iro)
    review = open_review(child)
    data = sent(review, **{f"last-{decision.pk}-what": "done", f"last-{decision.pk}-version": decision.version})
    reviews.close_decision(decision=decision, status="done", on=TODAY, by=iro, today=TODAY)
    assert client.post(url(review), data).status_code == 409
    assert open_review(child).pk == review.pk


def test_preview_shows_the_next_due_date_and_writes_nothing_but_the_draft(client, review, child):
    response = client.post(url(review), sent(review, do="preview", participation_code=None))
    assert response.status_code == 200
    assert "28 July 2025" in response.content.decode()
    assert problems_of(response) == []
    fragment = client.post(url(review, "next_due"), sent(review, completed_when="other", completed_on="2025-04-25"))
    assert "25 July 2025" in fragment.content.decode()
    assert open_review(child).version == review.version


@pytest.mark.parametrize("day", ["nonsense", "2025-13-01", "1900-01-01", "9999-12-31", ""])
def test_preview_of_an_impossible_day_says_what_to_do(day, client, review):
    fragment = client.post(url(review, "next_due"), sent(review, completed_when="other", completed_on=day))
    assert "Enter the day the review was completed" in fragment.content.decode()


def test_rows_are_added_without_script(client, review):
    page = client.post(url(review), sent(review, completed_when=None, do=None, **{"decisions-add": "1"}))
    assert (page.status_code, len(page.context["whole"].decisions.forms), problems_of(page)) == (200, 1, [])


def test_adjourning_from_the_form_keeps_what_was_typed(client, review, iro):
    typed = sent(review, do="adjourn", **row("decisions", 0, text="Keep this", owner="", target_on=""))
    assert client.post(url(review), typed).headers["Location"] == url(review, "adjourn")
    adjourned = {
        "adjourned_on": "2025-04-28",
        "adjourned_reason": "The health plan is missing",
        "version": review.version,
        "form_key": str(uuid.uuid4()),
    }
    assert client.post(url(review, "adjourn"), adjourned).status_code == 302
    assert open_review(review.child).status == "adjourned"
    page = client.get(url(review)).content.decode()
    assert ("Keep this" in page, "changed after you began" in page) == (True, True)
    assert client.get(url(review, "adjourn")).status_code == 403


def test_series_lists_its_meetings(client, review):
    data = sent(review, mode="series", **row("meetings", 0, held_on="2025-04-22", note="Asha and her carer"))
    assert client.post(url(review), data).status_code == 302
    done = Review.objects.get(pk=review.pk)
    assert (done.mode, done.held_on, done.completed_on) == ("series", D(2025, 4, 22), TODAY)


def test_late_review_asks_why(client, iro):
    late = open_review(make_child(iro=iro, became_looked_after_on=D(2025, 3, 3)))
    response = client.post(url(late), sent(late))
    assert problems_of(response) == ["Choose why the review was completed after its limit, 31 March 2025"]
    assert client.post(url(late), sent(late, late_reason="papers_missing")).status_code == 302


def test_cover_says_why(client, iro):
    child = make_child(iro=make_user())
    review = reviews.book_review(
        review=open_review(child), on=TODAY, at=datetime.time(10), chair=iro, place="Here", by=BY, today=TODAY
    ).review
    refused = client.post(url(review), sent(review, chaired_by="me"))
    assert problems_of(refused) == ["Say why you chaired in place of the child’s IRO"]
    assert client.post(url(review), sent(review, chaired_by="me", cover_reason="Unwell")).status_code == 302
    done = Review.objects.get(pk=review.pk)
    assert (done.chair, done.cover_reason) == (iro, "Unwell")


def test_child_under_four_has_one_code(client, iro):
    baby = open_review(make_child(iro=iro, date_of_birth=D(2024, 3, 1)))
    page = client.get(url(baby))
    assert [code for code, _ in page.context["whole"].child.fields["participation_code"].choices] == ["PN0"]
    observed = sent(baby, participation_code="PN0", spoken_outcome="observed", spoken_on=None, observed_on="2025-04-25")
    assert client.post(url(baby), observed).status_code == 302


def test_form_asks_the_same_queries_for_one_decision_and_three(client, child, iro, assert_same_queries):
    first = earlier_decision(child, iro)

    def make(number):
        for _ in range(number):
            reviews.add_decision(review=first.review, text="More", owner="Jo", target_on=D(2025, 5, 30), by=BY)
            with acting():
                PersonAroundChild.objects.create(child=child, full_name="Somebody", relationship="father")

    assert assert_same_queries(make, url(open_review(child)), client) == 28


def test_completed_review_leads_to_what_was_recorded(client, review, iro):
    reviews.complete_review(review=review, facts=facts(iro, TODAY), by=iro, today=TODAY)
    assert client.get(url(review)).headers["Location"] == reverse("child:review", args=[review.pk])


@pytest.mark.parametrize(
    "post",
    [
        {},
        {"do": "complete"},
        {"do": "complete", "decisions-TOTAL_FORMS": "many", "decisions-INITIAL_FORMS": "-1"},
        {"do": "preview", "meetings-remove": "nonsense", "completed_when": "nonsense"},
        {"do": "complete", "version": "x", "form_key": "y", "last-99999999999999999999-what": "done"},
        {"do": "complete", "parent-1-was_invited": "maybe", "present": ["worker", "person-0", "\x07"]},
    ],
)
def test_nonsense_is_answered_with_the_page(post, client, review):
    assert client.post(url(review), post).status_code in {200, 422}
    assert open_review(review.child).version == review.version


def test_text_too_long_for_a_draft_is_refused_and_still_on_the_page(client, review):
    response = client.post(
        url(review), sent(review, **row("decisions", 0, text="x" * 250_000, owner="Jo", target_on="2025-05-30"))
    )
    assert (response.status_code, "x" * 250_000 in response.content.decode()) == (422, True)


def test_form_that_arrives_after_a_time_out_comes_back(client, review, iro):
    session = client.session
    session["seen_at"] = 1.0
    session.save()
    late = sent(
        review,
        draft_key=f"log_review:{review.pk}",
        **row("decisions", 0, text="Typed too late", owner="", target_on=""),
    )
    assert "/account/sign-in/" in client.post(url(review), late).headers["Location"]
    assert "Typed too late" in signed_in(iro).get(url(review)).content.decode()
    assert open_review(review.child).pk == review.pk
