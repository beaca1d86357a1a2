"""An IRO's working day: what is asked, for which child, and who may see it."""

import datetime

import pytest
from django.test import Client

from accounts.enums import Role
from audit.models import AuditEvent
from children import actions as children
from reviews import actions as reviews
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
URL = "/caseload/"
TODAY = D(2025, 4, 28)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("role", "status"), [(role, 200 if role == Role.IRO else 403) for role in Role], ids=[str(role) for role in Role]
)
def test_caseload_opens_for_iros_alone(role, status):
    assert signed_in(make_user(role)).get(URL).status_code == status


def test_caseload_is_where_an_iro_starts(iro):
    assert signed_in(iro).get("/").headers["Location"] == URL


def test_caseload_names_what_to_do_before_the_review(iro):
    make_child(iro=iro, first_name="Asha", last_name="Reed")
    page = signed_in(iro).get(URL)
    rows = [[str(cell) for cell in row[:2]] for row in page.context["soon"].rows]
    assert [row[1] for row in rows] == ["Speak with Asha before the review"]
    assert [row[1] for row in page.context["later"].rows] == ["Hold the first review: no date is booked"]
    assert "in 6 working days" in page.content.decode()


def test_caseload_names_decisions_and_record_after_the_review(iro):
    child = make_child(iro=iro)
    reviews.complete_review(review=open_review(child), facts=facts(iro, D(2025, 4, 25)), by=iro, today=TODAY)
    page = signed_in(iro).get(URL)
    assert [row[1] for row in page.context["soon"].rows] == ["Send the decisions of 25 April 2025"]
    assert page.context["later"].rows[0][1] == "Finish the record of 25 April 2025"


def test_caseload_does_not_show_a_colleagues_child(iro):
    make_child(iro=iro, last_name="Mine")
    make_child(iro=make_user(), last_name="Theirs")
    text = signed_in(iro).get(URL).content.decode()
    assert ("Mine" in text, "Theirs" in text) == (True, False)


def test_caseload_shows_a_review_i_cover_without_counting_the_child(iro):
    other = make_user()
    child = make_child(iro=other, last_name="Covered")
    reviews.book_review(
        review=open_review(child), on=D(2025, 4, 30), at=datetime.time(10), chair=iro, place="Here", by=BY, today=TODAY
    )
    page = signed_in(iro).get(URL)
    assert [row[1] for row in page.context["soon"].rows] == [
        "Speak with Sam before the review",
        "Hold the first review, 10am",
    ]
    assert page.context["table"].rows == []


def test_caseload_without_children_says_what_to_do(iro):
    assert "No children are allocated to you." in signed_in(iro).get(URL).content.decode()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Sam Early", "Sam Late"]),
        ("?sort=name", ["Sam Early", "Sam Late"]),
        ("?show=unspoken", ["Sam Early"]),
        ("?show=matters", []),
        ("?show=nonsense&sort=nonsense", ["Sam Early", "Sam Late"]),
    ],
)
def test_caseload_is_filtered_and_sorted(iro, query, names):
    make_child(iro=iro, last_name="Early")
    late = make_child(iro=iro, last_name="Late", became_looked_after_on=D(2025, 4, 20))
    reviews.record_conversation(review=open_review(late), outcome="refused", on=None, by=iro, today=TODAY)
    rows = signed_in(iro).get(URL + query).context["table"].rows
    assert [next(name for name in ("Sam Early", "Sam Late") if name in str(row[0])) for row in rows] == names


def test_caseload_asks_the_same_queries_for_one_child_and_three(iro, assert_same_queries):
    def make(number):
        for _ in range(number):
            child = make_child(iro=iro)
            reviews.complete_review(review=open_review(child), facts=facts(iro, D(2025, 4, 25)), by=iro, today=TODAY)
            reviews.book_review(
                review=open_review(child),
                on=D(2025, 5, 12),
                at=datetime.time(10),
                chair=iro,
                place="Here",
                by=BY,
                today=TODAY,
            )

    assert assert_same_queries(make, URL, signed_in(iro)) == 28


def test_reading_the_caseload_is_logged_with_the_children_shown(iro):
    child = make_child(iro=iro)
    signed_in(iro).get(URL)
    assert AuditEvent.objects.filter(kind="read", verb="caseload:mine").get().child_ids == [child.pk]


def test_child_who_moved_since_the_last_review_is_marked(iro):
    child = make_child(iro=iro)
    reviews.complete_review(review=open_review(child), facts=facts(iro, D(2025, 4, 20)), by=iro, today=TODAY)
    children.change_episode(
        child=child, on=D(2025, 4, 22), reason_new="P", placement="K2", provider="PR1", by=BY, today=TODAY
    )
    text = signed_in(iro).get(URL).content.decode()
    assert "Moved since the last review" in text


def test_review_that_was_begun_is_gone_on_with(iro):
    review = open_review(make_child(iro=iro))
    client = signed_in(iro)
    client.post(f"/log-review/{review.pk}/", {"do": "save", "decisions-0-text": "Half a decis"})
    assert "Go on logging the review" in client.get(URL).content.decode()


def test_strange_draft_key_of_ones_own_does_no_harm(iro):
    client = signed_in(iro)
    assert client.post("/office/draft/", {"draft_key": "log_review:x-1", "text": "y"}).status_code == 200
    assert client.get(URL).status_code == 200
