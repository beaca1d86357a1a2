"""Parents who stayed away twice running: who is listed, to whom, and what the list asks of the database."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from audit.actions import acting
from children.models import PersonAroundChild
from reviews import actions as reviews
from reviews.facts import ParentFacts
from reviews.models import ParentPart
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)
DAYS = (D(2025, 4, 14), D(2025, 4, 28), D(2025, 5, 12))
ADDRESS = "taking_part:stayed-away"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def part_of(parent, what):
    """Return a parent’s part: "a" absent, "c" came, "n" not invited, "u" absent and not on record."""
    views = {"not_attending_reason": "work", "views_route": "phone"}
    return {
        "a": lambda: ParentFacts(True, parent, attended=False, **views),
        "u": lambda: ParentFacts(True, None, attended=False, **views),
        "c": lambda: ParentFacts(True, parent, attended=True),
        "n": lambda: ParentFacts(False, parent, not_invited_reason="child_wish", hearing_plan="By letter"),
    }[what]()


def child_whose_parent(iro, life, name="Asha"):
    """Complete a review for each letter of a life, the first one first."""
    child = make_child(iro=iro, first_name=name)
    with acting():
        parent = PersonAroundChild.objects.create(child=child, full_name="Ann Reed", relationship="mother")
    for day, what in zip(DAYS, life, strict=False):
        said = facts(iro, day, parents=() if what == "-" else (part_of(parent, what),))
        reviews.complete_review(review=open_review(child), facts=said, by=iro, today=TODAY)
    return child


def listed(user, **asked):
    rows = signed_in(user).get(reverse(ADDRESS), asked).context["page_obj"]
    return [part.review.child for part in rows]


@pytest.mark.parametrize(
    ("life", "is_listed"),
    [
        ("aa", True),
        ("caa", True),
        ("aaa", True),
        ("a", False),
        ("aac", False),
        ("aan", False),
        ("aca", False),
        ("na", False),
        ("ana", False),
        ("aa-", False),
        ("uu", False),
        ("ua", False),
    ],
)
def test_who_stayed_away_twice_running(life, is_listed, iro):
    child = child_whose_parent(iro, life)
    assert listed(iro) == ([child] if is_listed else [])
    page = signed_in(iro).get(reverse("child:people", args=[child.pk])).content.decode()
    assert ("Invited to the last two reviews" in page) == is_listed


def test_two_parents_are_not_one_who_stayed_away_twice(iro):
    child = child_whose_parent(iro, "a")
    with acting():
        father = PersonAroundChild.objects.create(child=child, full_name="Al Reed", relationship="father")
    said = facts(iro, DAYS[1], parents=(part_of(father, "a"),))
    reviews.complete_review(review=open_review(child), facts=said, by=iro, today=TODAY)
    assert listed(iro) == []


def test_review_entered_by_mistake_does_not_count(iro):
    child = child_whose_parent(iro, "aca")
    came = child.reviews.get(completed_on=DAYS[1])
    reviews.void_review(review=came, why="Mistake", by=BY, today=TODAY)
    assert listed(iro) == [child]


def test_each_sees_their_own_children_and_the_manager_all(iro):
    mine, theirs = child_whose_parent(iro, "aa"), child_whose_parent(make_user(), "aa", name="Bea")
    assert listed(iro) == [mine]
    assert {child.pk for child in listed(make_user(Role.MANAGER))} == {mine.pk, theirs.pk}


@pytest.mark.parametrize("role", Role)
def test_list_is_for_iros_and_managers(role):
    opens = role in {Role.IRO, Role.MANAGER}
    assert signed_in(make_user(role)).get(reverse(ADDRESS)).status_code == (200 if opens else 403)


def test_list_is_searched_by_the_name_of_the_child(iro):
    asha = child_whose_parent(iro, "aa")
    child_whose_parent(iro, "aa", name="Bea")
    assert listed(iro, q="Asha") == [asha]
    page = signed_in(iro).get(reverse(ADDRESS), {"q": "Nobody"}).content.decode()
    assert "No parent stayed away from the last two reviews." in page


def test_list_asks_the_same_queries_for_one_row_and_three(iro, assert_same_queries):
    def make(number):
        for _ in range(number):
            child_whose_parent(iro, "aa")

    assert_same_queries(make, reverse(ADDRESS), signed_in(iro))
    assert ParentPart.objects.stayed_away_twice_running().count() == 3
