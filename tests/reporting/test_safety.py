"""The figures about safety alerts: how many, followed up, on the same working day, and what was behind them."""

import datetime

import pytest

from participation.actions import alerts as actions
from reporting import facts as f
from reporting.measures.safety import acted_in_time
from reporting.rows import WORDS, read_facts
from reporting.statistics import compute
from statute.calendar import england
from tests.factories import TODAY
from tests.participation.forms import AT, JUST_ABOUT, SAFE, alert_about, child_with_everybody, filled_form
from tests.participation.test_alerts import RECORDED

D = datetime.date
CALENDAR = england()
PERIOD = f.Period(D(2025, 1, 1), D(2025, 12, 31))
QUESTION = f.Question(1, "safe", "4-15", "Safe?", ("yes", "just about", "no"), ("just about", "no"))


def figures(**given):
    return compute(f.Facts(PERIOD, questions=(QUESTION,), words=WORDS, **given), calendar=CALENDAR).figures


def n_of_n(measure) -> tuple:
    return measure.value, measure.denominator, measure.not_stated


@pytest.mark.parametrize(
    ("received_on", "acted_on", "in_time"),
    [
        (D(2025, 6, 2), D(2025, 6, 2), True),
        (D(2025, 6, 2), D(2025, 6, 3), False),
        (D(2025, 6, 2), None, False),
        (D(2025, 6, 7), D(2025, 6, 9), True),  # came on a Saturday
        (D(2025, 6, 7), D(2025, 6, 10), False),
        (D(2025, 4, 18), D(2025, 4, 22), True),  # came on Good Friday: the next working day is Tuesday
        (D(2025, 4, 18), D(2025, 4, 23), False),
    ],
)
def test_same_working_day_is_the_next_one_for_a_form_that_came_on_another_day(received_on, acted_on, in_time):
    assert acted_in_time(received_on, acted_on, CALENDAR) == in_time


def test_forms_with_alerts_are_counted_by_their_alerts_and_earlier_ones_by_what_was_recorded():
    on = D(2025, 6, 2)
    found = figures(
        forms=tuple(f.Form(id_, "4-15", on) for id_ in range(1, 8)),
        answers=(
            f.Answer(1, 1, "no", None),  # alert, closed the same day
            f.Answer(2, 1, "just about", None),  # alert, closed the day after
            f.Answer(3, 1, "no", None),  # alert, open
            f.Answer(4, 1, "no", True),  # before there were alerts
            f.Answer(5, 1, "no", None),  # before there were alerts, nothing recorded
            f.Answer(6, 1, "yes", None),
        ),
        alerts=(
            f.Alert(1, on, "family"),
            f.Alert(2, D(2025, 6, 3), "placement_carers"),
            f.Alert(3, None, ""),
            f.Alert(7, on, "family"),  # by the child's own words
        ),
    )
    assert n_of_n(found["safety.alerts"]) == (6, 7, 0)
    assert n_of_n(found["safety.followed_up"]) == (4, 6, 1)
    assert n_of_n(found["safety.acted_same_working_day"]) == (2, 4, 2)
    assert found["safety.causes"].value == {"family": 2, "placement_carers": 1}
    assert found["safety.causes"].not_stated == 3


def test_of_forms_from_before_there_were_alerts_it_is_not_stated_when_they_were_acted_on():
    found = figures(forms=(f.Form(1, "4-15", D(2025, 6, 2)),), answers=(f.Answer(1, 1, "no", True),))
    assert (found["safety.acted_same_working_day"].value, n_of_n(found["safety.followed_up"])) == (None, (1, 1, 0))


@pytest.mark.django_db
def test_the_report_counts_alerts_from_the_records():
    around, other = child_with_everybody(), child_with_everybody()
    alert = alert_about(around.child)
    actions.acknowledge_alert(alert=alert, by=around.iro, at=AT)
    actions.close_alert(alert=alert, recorded=RECORDED, by=around.iro, at=AT, today=TODAY)
    alert_about(other.child, JUST_ABOUT)
    filled_form(child_with_everybody().child, SAFE)
    found = compute(read_facts(PERIOD), calendar=CALENDAR).figures
    assert n_of_n(found["safety.alerts"]) == (2, 3, 0)
    assert n_of_n(found["safety.followed_up"]) == (1, 2, 0)
    assert n_of_n(found["safety.acted_same_working_day"]) == (1, 2, 0)
    assert found["safety.causes"].value == {"placement_others": 1}
