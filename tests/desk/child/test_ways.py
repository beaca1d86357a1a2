"""From a child's page each role reaches what it may do next, and nothing that would be refused."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from desk.arranging.actions import record_leaving
from reviews import actions as reviews
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)
NOTIFYING = [f"arranging:{name}" for name in ("change", "leaving", "social-worker", "person", "correct")]
WAYS = {
    Role.IRO: ["log_review:form", "log_review:speak", "log_review:earlier", "arranging:book", "arranging:wishes"],
    Role.MANAGER: ["arranging:book", "arranging:wishes", *NOTIFYING, "service:allocate"],
    Role.SUPPORT_WORKER: ["arranging:book", "arranging:wishes", *NOTIFYING],
}
OF_OPEN_REVIEW = {
    Role.IRO: [
        "log_review:form",
        "log_review:earlier",
        "log_review:meeting",
        "log_review:adjourn",
        "log_review:speak",
        "arranging:book",
    ],
    Role.MANAGER: ["arranging:book", "service:void", "service:end"],
    Role.SUPPORT_WORKER: ["arranging:book"],
}
OF_COMPLETED_REVIEW = {
    Role.IRO: ["log_review:decisions", "log_review:record"],
    Role.MANAGER: ["service:correct", "service:void"],
    Role.SUPPORT_WORKER: [],
}
ABOUT_CHILD = {*NOTIFYING, "service:allocate", "arranging:return", "arranging:wishes"}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def offered(user, page, subject):
    """Return the addresses offered inside a page that lead to a form, each of which must open."""
    client = Client()
    client.force_login(user)
    html = client.get(reverse(page, args=[subject.pk])).content.decode().split("<main")[1]
    links = re.findall(r'href="(/(?:log-review|arranging|service)/[^"]+)"', html)
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    return sorted(links)


def addresses(names, child, review):
    return sorted(reverse(name, args=[child.pk if name in ABOUT_CHILD else review.pk]) for name in names)


@pytest.mark.parametrize("role", WAYS)
def test_childs_page_leads_to_what_the_role_may_do(role):
    user = make_user(role)
    iro = user if role == Role.IRO else make_user()
    child = make_child(iro=iro)
    review = open_review(child)
    assert offered(user, "child:page", child) == addresses(WAYS[role], child, review)
    assert offered(user, "child:review", review) == addresses(OF_OPEN_REVIEW[role], child, review)
    reviews.complete_review(review=review, facts=facts(iro, D(2025, 4, 30)), by=iro, today=TODAY)
    assert offered(user, "child:review", review) == addresses(OF_COMPLETED_REVIEW[role], child, review)


def test_child_who_left_care_may_come_back_and_is_not_allocated():
    child = make_child(iro=make_user())
    review = open_review(child)
    record_leaving(child=child, on=TODAY, reason="E8", by=BY, today=TODAY)
    ways = ["arranging:return", "arranging:correct", "arranging:person"]
    assert offered(make_user(Role.MANAGER), "child:page", child) == addresses(ways, child, review)
