"""What between two reviews is reminded of, for whom: looked up afresh, of one's own children alone."""

import datetime

import pytest

from accounts.enums import Role
from children.actions import allocate_social_worker, record_duty
from desk.deadlines import deadlines
from desk.digest.sources import SOURCES
from reviews import actions
from tests.factories import BY, facts, make_child, make_team, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY, HELD = D(2025, 6, 16), D(2025, 5, 2)


@pytest.fixture
def people():
    iro, worker = make_user(), make_user(Role.SOCIAL_WORKER)
    child = make_child(iro=iro, today=TODAY)
    actions.complete_review(review=open_review(child), facts=facts(iro, HELD), by=iro, today=HELD)
    allocate_social_worker(child=child, team=make_team(), social_worker=worker, on=HELD, by=BY)
    record_duty(child=child, kind="visit", outcome="seen", done_on=D(2025, 4, 10), by=BY, today=TODAY)
    actions.tell_of_event(child=child, kind="hospital", on=TODAY, what="A broken arm", by=BY, today=TODAY)
    for person in (iro, worker):
        person.act_as(person.acting_role, on=TODAY, at=person.acting_at, only_reading=True)
    return {"iro": iro, "worker": worker}


@pytest.mark.parametrize(
    ("name", "who", "days"),
    [
        ("events_to_answer", "iro", [None]),
        ("midpoints_due", "iro", [D(2025, 6, 17)]),
        ("duties_late", "iro", [D(2025, 5, 22)]),
        ("duties_late_for_worker", "worker", [D(2025, 5, 22)]),
    ],
)
def test_what_waits_is_found_for_whom_it_waits_and_for_nobody_else(people, name, who, days):
    source, when = SOURCES[name], deadlines(TODAY)
    assert [item.by for item in source.items(people[who], when)] == days
    stranger = make_user(people[who].acting_role)
    assert list(source.items(stranger, when)) == []
