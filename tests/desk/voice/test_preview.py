"""A version of a form is shown as whoever fills it sees it, to those who keep forms, and nothing can be sent."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from participation.models import AskedForm, Consultation
from tests.factories import form_in_use, make_user
from tests.sending import OPENED

pytestmark = pytest.mark.django_db


def client_of(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_question_has_its_page_with_its_answers_and_a_way_on():
    version, client = form_in_use(), client_of(Role.MANAGER)
    questions = list(version.questions.all())
    page = client.get(reverse("voice:preview", args=[version.pk]))
    assert "Hello Sam" in page.content.decode()
    for number, question in enumerate(questions, start=1):
        onward = reverse("voice:preview-question", args=[version.pk, number])
        assert f'href="{onward}"' in page.content.decode()
        page = client.get(onward)
        text = page.content.decode()
        assert (question.text in text, [answer for answer in question.answers if answer not in text]) == (True, [])
        assert f"Question {number} of {len(questions)}" in text
    assert "That was the last question" in page.content.decode()


def test_nothing_is_sent_from_a_preview():
    version, client = form_in_use(), client_of(Role.MANAGER)
    address = reverse("voice:preview-question", args=[version.pk, 1])
    assert "<form" not in client.get(address).content.decode()
    assert client.post(address, {"answer": "Yes"}).status_code == 405
    assert (AskedForm.objects.count(), Consultation.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.MANAGER, OPENED), (Role.IRO, 403), (Role.CONSULTATION_OFFICER, 403)]
)
def test_who_keeps_forms_may_preview_them(role, status):
    version = form_in_use()
    assert client_of(role).get(reverse("voice:preview", args=[version.pk])).status_code == status


def test_question_that_is_not_there_is_not_found():
    version = form_in_use()
    beyond = version.questions.count() + 1
    answer = client_of(Role.MANAGER).get(reverse("voice:preview-question", args=[version.pk, beyond]))
    assert answer.status_code == 404
