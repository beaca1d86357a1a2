"""C13: no mail tells anything of a child, each has one reader, and a closed account gets none."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection, send_mail

from accounts.enums import Role
from audit.actions import acting
from children.models import Episode, PersonAroundChild
from office import mailing
from office.jobs import JobFailedError
from tests.factories import make_child, make_user
from tests.guards.mail import TellingMailError

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    """Somebody who may get mail, in a service that knows a child and a parent."""
    child = make_child(
        first_name="Persephone",
        last_name="Quillfeather",
        date_of_birth=datetime.date(2012, 3, 4),
        preferred_name="Percy",
    )
    with acting():
        PersonAroundChild.objects.create(
            child=child,
            full_name="Demeter Oldacre",
            relationship="mother",
            phone="01632 960001",
            address="7 Barley Lane\nThornford\nZZ1 1ZZ",
        )
        Episode.objects.filter(child=child).update(
            placement_address="12 Osier Row, Marshby, ZZ9 9AA", placed_with="Wickerwork House"
        )
    return make_user(Role.IRO, name="Ada Reader")


@pytest.mark.parametrize(
    "telling",
    [
        "Persephone", "Quillfeather", "Percy", "The review of Persephone Quillfeather is late", "Born 2012-03-04",
        "04/03/2012", "4/3/2012", "4 March 2012", "Demeter", "Oldacre", "7 Barley Lane", "ZZ1 1ZZ", "12 Osier Row",
        "ZZ9 9AA", "Wickerwork House", "01632 960001",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["subject", "text", "html", "attachment", "header"])
def test_c13_planted_mail_that_tells_of_a_child_is_refused(reader, telling, where):
    message = EmailMultiAlternatives("News", "There is something to do.", to=[reader.email])
    if where == "subject":
        message.subject = telling
    elif where == "text":
        message.body = f"Hello,\n\n{telling}."
    elif where == "html":
        message.attach_alternative(f"<p>{telling}</p>", "text/html")
    elif where == "attachment":
        message.attach("list.csv", telling, "text/csv")
    else:
        message.extra_headers["X-About"] = telling
    with pytest.raises(TellingMailError):
        message.send()
    assert mail.outbox == []


def test_c13_planted_mail_to_two_readers_is_refused(reader):
    other = make_user()
    for readers in ({"to": [reader.email, other.email]}, {"to": [reader.email], "bcc": [other.email]}, {"to": []}):
        with pytest.raises(TellingMailError, match=r"it goes to \d people"):
            EmailMessage("News", "There is something to do.", **readers).message()


def test_c13_planted_mail_to_a_closed_account_is_refused():
    closed = make_user(is_active=False)
    with pytest.raises(TellingMailError, match="account is closed"):
        send_mail("News", "There is something to do.", None, [closed.email])


def test_c13_planted_mail_to_a_typed_address_is_refused():
    with pytest.raises(TellingMailError, match="nobody's account"):
        send_mail("News", "There is something to do.", None, ["typed@example.org"])


def test_c13_mail_sent_past_the_message_itself_is_refused_too(reader):
    message = EmailMessage("News", "Persephone is waiting.", to=[reader.email])
    with pytest.raises(TellingMailError):
        get_connection().send_messages([message])


def test_c13_plain_mail_leaves_and_may_greet_a_reader_called_like_a_child(reader):
    named = make_user(name="Persephone Quillfeather")
    send_mail("News", "Dear Persephone Quillfeather, there is something to do.", None, [named.email])
    assert [message.to for message in mail.outbox] == [[named.email]]


def test_c13_every_mail_of_the_service_passes(reader):
    mailing.send_password_link(reader, "https://iro.example.org")
    assert [message.to for message in mail.outbox] == [[reader.email]]


def test_c13_closed_account_gets_no_mail():
    closed = make_user(is_active=False)
    with pytest.raises(JobFailedError, match="closed"):
        mailing.send_to(closed, subject="News", text="There is something to do.")
    assert mail.outbox == []


def test_c13_mail_has_one_way_out():
    sending = re.compile(r"django\.core\.mail|django\.core import .*\bmail\b|smtplib|email_user")
    apps = [name for name in settings.INSTALLED_APPS if (settings.BASE_DIR / name).is_dir()]
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for app in apps
        for path in Path(settings.BASE_DIR / app).rglob("*.py")
        if "settings" not in path.parts and sending.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"office/mailing.py"}
