"""C46, and C42 and C43 with real threads: many at one child, at one form, at one button, on a database of their own."""

import datetime
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as project
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.verdict import RefusedError
from audit.models import AuditEvent
from audit.versions import ConflictError
from children import actions as children
from children.models import Child, IROAllocation
from disputes import actions as disputes
from disputes.enums import STAGE_ORDER, Effect
from disputes.models import Dispute
from quality.models import ServiceActivity
from reviews import actions as reviews
from reviews.models import Review
from tests.factories import facts, make_child, make_user
from tests.schema import drop_database, empty_database, named, using_database
from tests.security.cases import issue_type
from tests.sending import filled

D = datetime.date
TODAY = D(2025, 6, 2)
THREADS = 8
# What a page says as a sentence. A deadlock, a lock that was waited for too long, or anything else breaks the test.
HANDLED = (RefusedError, ValidationError, ConflictError, IntegrityError)


@pytest.fixture
def own_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Any, worker_id: str, settings: Any
) -> Iterator[str]:
    """Give the test a database that several connections can open, and remove it after."""
    settings.IRO_TODAY = TODAY
    with django_db_blocker.unblock():
        name = named(f"race_{worker_id}", tmp_path)
        empty_database(name)
        with using_database(name):
            yield name
        drop_database(name)


def together(name: str, work: Callable[[int], None]) -> list[BaseException]:
    """Run some work in eight threads that begin at the same moment; return what they raised."""
    start, raised = threading.Barrier(THREADS), []

    def run(number: int) -> None:
        try:
            with using_database(name):
                start.wait()
                work(number)
        except BaseException as error:  # noqa: BLE001 - reported by the test
            raised.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


class Desk:
    """What eight people do to one child at once."""

    def __init__(self) -> None:
        """Make the child, three IROs and a dispute."""
        self.iros = [make_user() for _ in range(3)]
        self.child = make_child(iro=self.iros[0])
        self.issue, self.done = issue_type(), Counter[str]()
        self.lock = threading.Lock()

    def child_now(self) -> Child:
        """Return the child as it stands."""
        return Child.objects.get(pk=self.child.pk)

    def allocate(self, by: User, dice: random.Random) -> object:
        """Give the child another IRO."""
        return children.allocate_iro(child=self.child_now(), iro=dice.choice(self.iros), on=TODAY, reason="new", by=by)

    def hold(self, by: User, _dice: random.Random) -> object:
        """Complete the open review."""
        review = Review.objects.open().get(child=self.child)
        held = facts(by, TODAY, late_reason="other", late_note="Papers")
        return reviews.complete_review(review=review, facts=held, by=by, today=TODAY)

    def cancel(self, by: User, _dice: random.Random) -> object:
        """End the open review without holding it."""
        review = Review.objects.open().get(child=self.child)
        return reviews.end_review(review=review, reason="other", note="Papers", on=TODAY, by=by)

    def escalate(self, by: User, _dice: random.Random) -> object:
        """Take the open dispute further, or end it; raise one where there is none."""
        dispute = Dispute.objects.filter(child=self.child, status="open").first()
        if dispute is None:
            return disputes.raise_dispute(
                child=self.child_now(),
                stage=STAGE_ORDER[0],
                issues=[self.issue],
                summary="Late",
                addressed_to=None,
                child_told=True,
                on=TODAY,
                by=by,
                today=TODAY,
            )
        if dispute.stage == STAGE_ORDER[-1]:
            return disputes.resolve(
                dispute=dispute, resolution="Done", effect=Effect.FULL, on=TODAY, by=by, today=TODAY
            )
        following = STAGE_ORDER[STAGE_ORDER.index(dispute.stage) + 1]
        return disputes.escalate(dispute=dispute, stage=following, addressed_to=by, on=TODAY, by=by, today=TODAY)

    def work(self, number: int, times: int) -> None:
        """Do so many things in any order."""
        dice, by = random.Random(number), self.iros[number % 3]
        for _ in range(times):
            what = dice.choice((self.allocate, self.hold, self.cancel, self.escalate))
            try:
                what(by, dice)
                outcome = "done"
            except HANDLED as refusal:
                outcome = type(refusal).__name__
            except Review.DoesNotExist:
                outcome = "no open review"
            with self.lock:
                self.done[outcome] += 1

    def broken(self) -> list[str]:
        """Return the invariants that no longer hold."""
        wrong = []
        spells = list(IROAllocation.objects.filter(child=self.child).order_by("pk").values_list("from_on", "until_on"))
        if [until for _from, until in spells].count(None) != 1:
            wrong.append("the child has not exactly one IRO")
        if Review.objects.open().filter(child=self.child).count() != 1:
            wrong.append("the child has not exactly one open review")
        for review in Review.objects.filter(child=self.child):
            steps = list(review.status_changes.order_by("pk").values_list("was", "became"))
            if [was for was, _ in steps] != ["", *(became for _, became in steps[:-1])] or steps[-1][
                1
            ] != review.status:
                wrong.append(f"review {review.pk} has a history that does not lead to it: {steps}")
        for dispute in Dispute.objects.filter(child=self.child):
            stages = list(dispute.stages.order_by("pk").values_list("stage", "ended_on"))
            running = [stage for stage, ended in stages if ended is None]
            if running != ([dispute.stage] if dispute.status == "open" else []):
                wrong.append(f"dispute {dispute.pk} is {dispute.status} at {dispute.stage}, yet runs at {running}")
            if [stage for stage, _ in stages] != list(STAGE_ORDER[: len(stages)]):
                wrong.append(f"dispute {dispute.pk} skipped a stage in silence: {stages}")
        return wrong


def race(name: str, times: int) -> None:
    """Let eight threads do so many things altogether; nothing may break and nothing may go unsaid."""
    desk = Desk()
    before = AuditEvent.objects.filter(kind="write").count()
    raised = together(name, lambda number: desk.work(number, times // THREADS))
    assert raised == []
    assert desk.broken() == []
    assert desk.done.total() == times // THREADS * THREADS
    assert desk.done["done"] > 0
    verbs = ("children.allocate_iro", "reviews.complete", "reviews.end", "disputes.raise", "disputes.escalate")
    written = AuditEvent.objects.filter(kind="write", verb__in=(*verbs, "disputes.resolve")).order_by("pk")
    assert (written.count() - 1, before > 0) == (desk.done["done"], True)


def test_c46_eight_at_one_child_break_nothing(own_database):
    race(own_database, 48)


@pytest.mark.slow
def test_c46_eight_at_one_child_500_times_break_nothing(own_database):
    race(own_database, 504)


def test_c46_planted_break_is_seen(own_database):
    desk = Desk()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE children_iroallocation SET until_on = '2025-06-01'")
        cursor.execute("UPDATE reviews_review SET status = 'booked'")
    assert [sentence.split(":")[0] for sentence in desk.broken()] == [
        "the child has not exactly one IRO",
        "review 1 has a history that does not lead to it",
    ]


def signed_in(user: User) -> Client:
    """Return a client in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend=project.AUTHENTICATION_BACKENDS[-1])
    return client


def test_c43_eight_sendings_of_one_form_at_once_make_one_row(own_database):
    client, address = signed_in(make_user("manager")), reverse("quality:note-activity")
    sent = filled(client.get(address), address, {"text": "A forum"})
    before = AuditEvent.objects.filter(kind="write").count()
    answers: list[tuple[int, str]] = []

    def send(_number: int) -> None:
        other = Client()
        other.cookies = client.cookies.copy()
        answer = other.post(address, sent)
        answers.append((answer.status_code, answer.headers.get("Location", "")))

    assert together(own_database, send) == []
    assert set(answers) == {(302, reverse("quality:activity"))}
    assert ServiceActivity.objects.count() == 1
    assert AuditEvent.objects.filter(kind="write").count() == before + 1


def test_c42_of_eight_who_save_at_once_one_is_first_and_the_others_are_told(own_database):
    child = make_child()
    address = reverse("arranging:correct", args=[child.pk])
    clients = [signed_in(make_user("support_worker")) for _ in range(THREADS)]
    sent = [filled(client.get(address), address, {"preferred_name": f"Name {n}"}) for n, client in enumerate(clients)]
    answers: dict[int, tuple[int, bool]] = {}

    def send(number: int) -> None:
        answer = clients[number].post(address, sent[number])
        answers[number] = (answer.status_code, f'value="Name {number}"' in answer.content.decode())

    assert together(own_database, send) == []
    assert Counter(answers.values()) == {(302, False): 1, (409, True): THREADS - 1}
    first = next(number for number, answer in answers.items() if answer == (302, False))
    assert Child.objects.get(pk=child.pk).preferred_name == f"Name {first}"
