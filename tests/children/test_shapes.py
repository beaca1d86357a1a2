"""What the database refuses about children, care and allocation, whoever writes it. Run on both databases."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.actions import acting
from children.models import Child, Episode, IROAllocation, PeriodOfCare, SocialWorkAllocation
from tests.factories import make_child, make_team, make_user

pytestmark = pytest.mark.django_db
D = datetime.date


def refused_by(write) -> bool:
    """Say whether the database refuses a write."""
    try:
        with transaction.atomic(), acting():
            write()
    except IntegrityError:
        return True
    return False


def episode(child, **fields):
    with acting():
        child.periods.update(became_looked_after_on=D(2024, 12, 1))
    values = {
        "child": child,
        "period": child.periods.first(),
        "started_on": D(2025, 1, 1),
        "ended_on": D(2025, 2, 1),
        "reason_new": "P",
        "legal_status": "V2",
        "reason_ended": "X1",
    }
    return Episode(**(values | fields))


def test_child_has_one_open_period_of_care():
    child = make_child()
    second = PeriodOfCare(child=child, became_looked_after_on=D(2025, 6, 1))
    assert refused_by(second.save)


@pytest.mark.parametrize(
    ("ceased_on", "reason", "is_refused"),
    [
        (D(2024, 1, 1), "E8", True),  # before it began
        (D(2024, 6, 1), "", True),  # without a reason
        (D(2024, 6, 1), "E8", False),
    ],
)
def test_period_that_ceased_has_a_later_day_and_a_reason(ceased_on, reason, is_refused):
    child = make_child()
    period = PeriodOfCare(child=child, became_looked_after_on=D(2024, 3, 1), ceased_on=ceased_on, reason_ceased=reason)
    assert refused_by(period.save) == is_refused


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({}, False),
        ({"ended_on": D(2025, 1, 1)}, True),  # lasts no day
        ({"reason_ended": ""}, True),  # ended without a reason
        ({"ended_on": None}, True),  # a second open one, with a reason for an end
        ({"ended_on": None, "reason_ended": ""}, True),  # a second open one
        ({"started_on": D(2025, 4, 1), "ended_on": D(2025, 5, 1)}, True),  # while the running one runs
    ],
)
def test_episode_has_a_lawful_shape(fields, is_refused):
    assert refused_by(episode(make_child(), **fields).save) == is_refused


def test_child_has_one_iro_and_one_social_worker_at_a_time():
    child = make_child(iro=make_user())
    team = make_team()
    with acting():
        SocialWorkAllocation.objects.create(child=child, team=team, from_on=D(2025, 5, 1))
    second_iro = IROAllocation(child=child, iro=make_user(), from_on=D(2025, 6, 1), reason="new")
    second_worker = SocialWorkAllocation(child=child, team=team, from_on=D(2025, 6, 1))
    assert (refused_by(second_iro.save), refused_by(second_worker.save)) == (True, True)


def test_id_of_the_authority_is_given_once():
    first = make_child(became_looked_after_on=None)
    second = Child(
        local_id=first.local_id,
        first_name="Cai",
        last_name="Otherwise",
        search_name="cai otherwise",
        sex="M",
        date_of_birth=D(2015, 1, 1),
    )
    assert refused_by(second.save)


def test_refusal_of_the_database_is_a_sentence_on_a_form():
    child = make_child()
    with pytest.raises(ValidationError) as refused:
        PeriodOfCare(child=child, became_looked_after_on=D(2025, 6, 1)).full_clean()
    assert refused.value.messages == ["This child is already looked after. Close the open period of care first."]
