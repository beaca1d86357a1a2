"""The page of a child: what each role may open, what each may see on it, and what nobody else may."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from audit.actions import acting
from children.models import PersonAroundChild
from disputes.models import Dispute, ResolutionStage
from reviews import actions as reviews
from reviews.facts import DecisionFacts, ParentFacts, StrategyFacts
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)
PARTS = ("page", "reviews", "decisions", "people", "challenge", "clocks")
NOWHERE = dict.fromkeys(PARTS, 403)
EVERYWHERE = dict.fromkeys(PARTS, 200)
OPENS = {
    Role.IRO: EVERYWHERE,
    Role.MANAGER: EVERYWHERE,
    Role.SUPPORT_WORKER: EVERYWHERE | {"decisions": 403, "challenge": 403},
    Role.CONSULTATION_OFFICER: EVERYWHERE | {"decisions": 403, "people": 403, "challenge": 403},
    Role.SOCIAL_WORKER: dict.fromkeys(PARTS, 404) | {"challenge": 403},
    Role.OPERATIONAL_MANAGER: dict.fromkeys(PARTS, 404) | {"people": 403, "clocks": 403},
    Role.DIRECTOR: NOWHERE | {"challenge": 404},
    Role.INFORMATION_GOVERNANCE: NOWHERE | {"page": 404, "reviews": 404},
}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def child(iro):
    return make_child(iro=iro, first_name="Siân", last_name="Reed", former_names="Sian Brook", legal_status="C2")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def completed(child, iro, **more):
    review = open_review(child)
    reviews.complete_review(review=review, facts=facts(iro, D(2025, 4, 30), **more), by=iro, today=TODAY)
    return review


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_what_it_may(role, iro, child):
    client = signed_in(iro if role == Role.IRO else make_user(role))
    opened = {part: client.get(reverse(f"child:{part}", args=[child.pk])).status_code for part in PARTS}
    assert opened == OPENS.get(role, NOWHERE)


@pytest.mark.parametrize("part", PARTS)
def test_colleagues_child_is_not_found(part, iro, child):
    theirs = make_child(iro=make_user())
    client = signed_in(iro)
    assert client.get(reverse(f"child:{part}", args=[child.pk])).status_code == 200
    assert client.get(reverse(f"child:{part}", args=[theirs.pk])).status_code == 404


def test_colleagues_review_is_not_found(iro, child):
    theirs = make_child(iro=make_user())
    client = signed_in(iro)
    assert client.get(reverse("child:review", args=[open_review(child).pk])).status_code == 200
    assert client.get(reverse("child:review", args=[open_review(theirs).pk])).status_code == 404


@pytest.mark.parametrize(("role", "sees"), [(Role.IRO, True), (Role.MANAGER, True), (Role.SUPPORT_WORKER, False)])
def test_legal_status_and_outcome_are_for_those_who_may(role, sees, iro, child):
    review = completed(child, iro, spoken_note="Wants to see Gran")
    client = signed_in(iro if role == Role.IRO else make_user(role))
    overview = client.get(reverse("child:page", args=[child.pk])).content.decode()
    listed = client.get(reverse("child:reviews", args=[child.pk])).content.decode()
    detail = client.get(reverse("child:review", args=[review.pk])).content.decode()
    seen = {
        "legal": "Full care order" in overview,
        "code": "spoke for themself" in listed,
        "voice": "Spoke with the child in private" in detail,
        "code again": "PN1" in detail,
    }
    assert seen == dict.fromkeys(seen, sees)
    assert "Wants to see Gran" not in overview + listed + detail
    assert "Siân Reed" in overview


def test_overview_says_who_the_child_is(iro, child):
    with acting():
        PersonAroundChild.objects.create(
            child=child, full_name="Ann Reed", relationship="mother", has_parental_responsibility=True
        )
    text = signed_in(iro).get(reverse("child:page", args=[child.pk])).content.decode()
    for words in ("Sian Brook", "11 years old", child.local_id, "Iona Example", "Ann Reed (mother)", "Full care order"):
        assert words in text


def test_review_page_holds_everything_recorded(iro, child):
    decision = DecisionFacts(text="Arrange a visit to Gran", owner="Jo Worker", target_on=D(2025, 6, 30))
    review = completed(
        child,
        iro,
        decisions=(decision,),
        parents=(ParentFacts(was_invited=False, not_invited_reason="abroad", hearing_plan="By letter"),),
        attendances=(("Cara Foster", "Carer"),),
        papers=(("pep", "late"),),
        participation_code="PN7",
        not_taking_part_reason="declines",
        strategies=(StrategyFacts("phone", "No answer"),),
    )
    text = signed_in(iro).get(reverse("child:review", args=[review.pk])).content.decode()
    for words in (
        "Arrange a visit to Gran",
        "No: abroad and cannot be reached",
        "Cara Foster",
        "Received late",
        "PN7",
        "Phone: No answer",
        "Done on time",
        "First computed",
    ):
        assert words in text


def test_clocks_show_each_running_limit(iro, child):
    completed(child, iro)
    with acting():
        dispute = Dispute.objects.create(
            child=child, raised_by=iro, summary="No plan", stage="stage_1", resolve_by=D(2025, 6, 20)
        )
        ResolutionStage.objects.create(
            dispute=dispute, stage="stage_1", entered_on=D(2025, 5, 22), stages_skipped=1, skip_reason="Urgent"
        )
    page = signed_in(iro).get(reverse("child:clocks", args=[child.pk]))
    assert [row[0] for row in page.context["tables"][0].rows] == [
        "Send the decisions of the review of 30 April 2025",
        "Finish the record of the review of 30 April 2025",
        "Distribute the record of the review of 30 April 2025",
        "Check between reviews",
        "Resolve the dispute",
        "Complete the second review",
    ]


def test_child_without_an_iro_has_the_clock_of_appointment():
    child = make_child()
    page = signed_in(make_user(Role.MANAGER)).get(reverse("child:clocks", args=[child.pk]))
    assert page.context["tables"][0].rows[0][0] == "Appoint an IRO"


@pytest.mark.parametrize(("query", "found"), [("sian", 1), ("SIÂN reed", 1), ("brook", 1), ("nobody", 0)])
def test_list_finds_folded_names(query, found, iro, child):
    make_child(iro=iro, first_name="Other")
    page = signed_in(iro).get(reverse("child:list"), {"q": query})
    assert len(page.context["table"].rows) == found


@pytest.mark.parametrize(
    ("name", "count"), [("list", 7), ("reviews", 13), ("decisions", 11), ("people", 10), ("challenge", 14)]
)
def test_lists_ask_the_same_queries_for_one_row_and_three(name, count, iro, child, assert_same_queries):
    def make(number):
        for _ in range(number):
            make_child(iro=iro)
            decision = DecisionFacts(text="A decision", owner="Jo", target_on=D(2025, 6, 30))
            completed(child, iro, decisions=(decision,))
            with acting():
                PersonAroundChild.objects.create(child=child, full_name="Ann Reed", relationship="mother")
                dispute = Dispute.objects.create(child=child, raised_by=iro, summary="No plan", stage="pre_protocol")
                ResolutionStage.objects.create(dispute=dispute, stage="pre_protocol", entered_on=D(2025, 5, 22))

    url = reverse("child:list") if name == "list" else reverse(f"child:{name}", args=[child.pk])
    assert assert_same_queries(make, url, signed_in(iro)) == count


def test_booking_stands_on_the_overview(iro, child):
    reviews.book_review(
        review=open_review(child), on=D(2025, 6, 10), at=datetime.time(14), chair=iro, place="Hall", by=BY, today=TODAY
    )
    text = signed_in(iro).get(reverse("child:page", args=[child.pk])).content.decode()
    assert "Tuesday 10 June 2025, 2pm, Hall, chair Iona Example" in text


def test_review_under_way_is_booked_for_its_next_meeting(iro, child):
    reviews.adjourn_review(
        review=open_review(child),
        on=D(2025, 5, 30),
        chair=iro,
        reason="The health plan is missing",
        by=iro,
        today=TODAY,
    )
    actions = signed_in(iro).get(reverse("child:page", args=[child.pk])).context["actions"]
    assert [words for words, _ in actions] == [
        "Log the review",
        "Record a conversation",
        "Ask for an earlier review",
        "Book the next meeting",
        "Wishes about time and place",
        "Views for this review",
    ]
