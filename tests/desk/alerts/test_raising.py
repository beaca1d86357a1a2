"""Saying of a child's own words that they call for action: whoever may read them raises the alert of the form."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from audit.actions import acting
from children.models import Child
from participation import actions
from participation.actions import alerts
from participation.enums import FormSource
from participation.models import Consultation, SafetyAlert
from tests.factories import TODAY, ask, make_restriction, make_user, open_review
from tests.participation.forms import AT, HOUR, child_with_everybody
from tests.sending import Browsing

pytestmark = pytest.mark.django_db
KEY = "6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c11"
SAID = "I lock my door at night"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def around():
    return child_with_everybody()


@pytest.fixture
def officer():
    return make_user(Role.CONSULTATION_OFFICER)


@pytest.fixture
def sent(around, officer):
    """A form on which nothing is ticked that calls for action; the words on it do."""
    asked = actions.take_on(asked=ask(open_review(around.child)), by=officer)
    key = str(asked.form_version.questions.get(key="words").pk)
    return actions.submit_form(
        asked=asked,
        filled={key: SAID},
        source=FormSource.FACE_TO_FACE,
        receipt=KEY,
        by=officer,
        at=AT - datetime.timedelta(hours=5),
        today=TODAY,
    )


def signed_in(person: User) -> Browsing:
    client = Browsing()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(sent: Consultation) -> str:
    return reverse("alerts:raise", args=[sent.pk])


@pytest.mark.parametrize("who", ["iro", "iro_manager", "officer"])
def test_whoever_reads_the_words_raises_the_alert_as_an_answer_would(who, around, officer, sent):
    client = signed_in(officer if who == "officer" else getattr(around, who))
    form = reverse("filling:sent", args=[sent.pk])
    assert at(sent) in client.get(form).content.decode()
    page = client.get(at(sent)).content.decode()
    told = (around.iro, around.social_worker, around.manager, around.duty)
    assert [each.full_name in page for each in told] == [True] * 4
    answer = client.post(at(sent), {"words": SAID})
    alert = SafetyAlert.objects.get()
    assert answer.url == (form if who == "officer" else reverse("alerts:alert", args=[alert.pk]))
    assert (alert.consultation, alert.grade, alert.escalate_at) == (sent, "serious", AT + HOUR)
    assert list(alert.tellings.values_list("person", flat=True)) == [each.pk for each in told]
    assert alert.signals.get().words == SAID


def test_nothing_is_typed_for_whoever_raises_it_and_nothing_is_not_passed_on(around, sent):
    client = signed_in(around.iro)
    page = client.get(at(sent))
    assert (page.context["form"]["words"].value(), SAID in page.content.decode()) == (None, True)
    assert (client.post(at(sent), {"words": "  "}).status_code, SafetyAlert.objects.count()) == (422, 0)


def test_button_pressed_twice_raises_it_once(around, sent):
    client = signed_in(around.iro)
    for _ in range(2):
        client.post(at(sent), {"words": SAID, "form_key": KEY})
    alert = SafetyAlert.objects.get()
    assert (alert.signals.count(), alert.tellings.count(), alert.steps.count()) == (1, 4, 1)


def test_words_are_added_to_the_alert_that_stands_and_raise_it_again_where_somebody_had_it(around, sent):
    client = signed_in(around.iro)
    client.post(at(sent), {"words": SAID})
    client.post(at(sent), {"words": "at night"})
    alert = SafetyAlert.objects.get()
    assert (alert.signals.count(), alert.times_raised, alert.tellings.count()) == (2, 1, 4)
    alerts.acknowledge_alert(alert=alert, by=around.iro, at=AT)
    page = client.get(client.post(at(sent), {"words": "I lock my door"}).url).content.decode()
    alert.refresh_from_db()
    assert (alert.status, alert.times_raised, alert.tellings.count()) == ("raised", 2, 8)
    assert ("Raised again by" in page, "Acknowledgement taken back" in page) == (True, False)


def test_whoever_codes_the_words_comes_from_there_and_back(officer, sent):
    client, words = signed_in(officer), sent.own_words.get()
    coding = reverse("themes:code", args=[words.pk])
    address = f"{at(sent)}?words={words.pk}"
    assert address in client.get(coding).content.decode()
    assert client.post(address, {"words": SAID}).url == coding


def test_of_a_child_who_died_it_says_that_nobody_is_told(around, sent):
    with acting():
        Child.objects.filter(pk=around.child.pk).update(died_on=TODAY)
    client = signed_in(around.iro_manager)
    page = client.get(at(sent)).content.decode()
    assert ("tells nobody by itself" in page, around.duty.full_name in page) == (True, False)
    client.post(at(sent), {"words": SAID})
    assert SafetyAlert.objects.get().tellings.count() == 0


def test_nobody_raises_an_alert_about_words_they_may_not_read(around, sent):
    answers = {}
    for role in (Role.IRO, Role.CONSULTATION_OFFICER, Role.SOCIAL_WORKER, Role.SUPPORT_WORKER, Role.DIRECTOR):
        client = signed_in(make_user(role))
        answers[str(role)] = client.get(at(sent)).status_code
    make_restriction(around.child, around.iro)
    answers["manager"] = signed_in(around.iro_manager).get(at(sent)).status_code
    assert answers == {
        "iro": 404, "consultation_officer": 404, "social_worker": 403, "support_worker": 403, "director": 403,
        "manager": 404,
    }  # fmt: skip
