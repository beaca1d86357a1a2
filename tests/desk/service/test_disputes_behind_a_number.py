"""The disputes behind the dashboard's number: whoever opens the list is logged as having read of each child."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from audit.reading import events_about
from disputes.actions import raise_dispute
from tests.factories import make_child, make_user
from tests.security.cases import issue_type

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2025, 6, 2)


def test_list_of_disputes_logs_the_child_of_one_that_names_no_review(settings):
    settings.IRO_TODAY = TODAY
    iro, manager = make_user(Role.IRO), make_user(Role.MANAGER)
    child = make_child(iro=iro)
    raise_dispute(
        child=child,
        stage="pre_protocol",
        issues=[issue_type()],
        summary="The plan is late",
        addressed_to=make_user(Role.OPERATIONAL_MANAGER),
        child_told=True,
        on=TODAY,
        by=iro,
        today=TODAY,
    )
    client = Client()
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("service:list", args=["disputes"])).content.decode()
    read = events_about(child.pk).filter(kind="read", actor_id=manager.pk)
    assert (str(child) in page, read.count()) == (True, 1)
