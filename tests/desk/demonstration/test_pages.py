"""The demonstration in its pages: everybody's home opens, and figures on screens agree with the published year."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from desk.demonstration.sign_ins import ADDRESSES, DOMAIN
from desk.service.dashboard import dashboard
from desk.service.figures import FIGURES, moment, rows_behind
from office.authority import authority, working_calendar
from office.clock import today


def user_of(role):
    user = User.objects.get(email=f"{ADDRESSES[role]}@{DOMAIN}")
    user.acting_role = role
    return user


@pytest.mark.parametrize("role", list(Role))
def test_everybody_comes_to_a_page_of_their_own(demonstration, role):
    client = Client()
    client.force_login(user_of(role), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/", follow=True)
    assert page.status_code == 200
    assert "Today is Tuesday 3 January 2012" in page.content.decode()


def test_every_review_of_the_year_is_on_time_on_the_dashboard(demonstration):
    now = moment(today(), working_calendar(), authority())
    page = dashboard(now)
    assert {line.completed - line.on_time for line in page.lines} == {0}
    assert page.figures["completed"] == page.figures["completed-on-time"] > 400


@pytest.mark.parametrize("key", list(FIGURES))
def test_every_number_of_the_dashboard_has_its_rows(demonstration, key):
    now = moment(today(), working_calendar(), authority())
    figures = dashboard(now).figures
    if key in figures:
        assert rows_behind(key, now).count() == figures[key]


def test_the_service_page_is_answered_in_full(demonstration):
    client = Client()
    client.force_login(user_of(Role.MANAGER), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("service:today")).content.decode()
    for name in ("Indigo Fictional", "Saffron Fictional", "Bryony Fictional", "Linden Fictional"):
        assert name in page
    assert page.count("100%") >= 4
