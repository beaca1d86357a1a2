"""A session that times out in the middle of a form comes back to what was typed, across sign-in and the draft."""

import datetime
import re

import pytest
from django.conf import settings as configuration
from django.urls import reverse

from office.models import Draft
from reviews.models import Review
from tests.factories import make_child, make_user, open_review

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2025, 5, 6, 9, 0, tzinfo=datetime.UTC)
TYPED = "Wren said the bus to school comes too early."


def test_review_being_logged_comes_back_after_a_time_out_as_it_was_typed(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    iro = make_user(email="iro@example.org")
    review = open_review(make_child(iro=iro))
    here = reverse("log_review:form", args=[review.pk])
    client.post(reverse("accounts:sign-in"), {"username": iro.email, "password": "correct horse battery"})
    page = client.get(here).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    box = next(name for name in re.findall(r'<textarea[^>]*? name="([^"]+)"', page) if "__prefix__" not in name)
    time_machine.shift(configuration.SESSION_IDLE_SECONDS + 1)

    sent = client.post(here, hidden | {box: TYPED, "do": "complete"})

    assert sent["Location"] == f"/account/sign-in/?next={here}"
    assert Review.objects.get(pk=review.pk).completed_on is None
    assert Draft.objects.get().user == iro
    signed_in = client.post(sent["Location"], {"username": iro.email, "password": "correct horse battery"})
    assert signed_in["Location"] == here
    assert Draft.objects.get().fields[box] == [TYPED]
    back = client.get(here).content.decode()
    assert TYPED in back
    assert "There is a problem" not in back


def test_somebody_else_who_signs_in_at_the_same_machine_does_not_find_it(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    first, second = make_user(email="first@example.org"), make_user(email="second@example.org")
    client.force_login(first)
    client.get("/account/")
    time_machine.shift(configuration.SESSION_IDLE_SECONDS + 1)
    client.post("/account/", {"draft_key": "log_review:1", "note": TYPED})
    client.post(reverse("accounts:sign-in"), {"username": second.email, "password": "correct horse battery"})
    assert list(Draft.objects.values_list("user", flat=True)) == [first.pk]
