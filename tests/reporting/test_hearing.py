"""Figures about hearing children and parents: by reviews, by children, and not stated where nobody recorded it."""

import datetime
from dataclasses import replace

import pytest

from reporting import facts as f
from tests.reporting.test_measures import figures, review

UNKNOWN = (
    "advocacy.told", "advocacy.offered", "advocacy.taken_up", "advocacy.children", "advocacy.answers",
    "advocacy.by_provider", "visitors.offered", "visitors.taken_up", "visitors.children", "visitors.answers",
    "visitors.by_provider", "parents.meetings_offered", "parents.meetings_taken_up", "parents.outcome_relayed",
    "participation.planned_together",
)  # fmt: skip


@pytest.mark.parametrize("key", UNKNOWN)
def test_what_nobody_recorded_is_not_stated_and_never_zero(key):
    assert figures(reviews=(review(1),))[key].value is None


def parts(measure):
    return measure.value, measure.denominator, measure.not_stated


def test_children_who_took_no_part_are_counted_once_by_reason_and_by_what_was_tried():
    absent = {"code": "PN7", "child": 7, "not_taking_part_reason": "missing"}
    found = figures(
        reviews=(review(1, **absent), review(2, **absent), review(3, code="PN7"), review(4)),
        strategies=(f.Strategy(1, "phone"), f.Strategy(2, "phone"), f.Strategy(2, "text"), f.Strategy(4, "phone")),
    )
    assert parts(found["participation.reasons"]) == ({"missing": 2}, 3, 1)
    assert parts(found["participation.reasons_children"]) == ({"missing": 1}, 2, 1)
    assert parts(found["participation.strategies"]) == ({"phone": 2, "text": 1}, 3, 1)
    assert parts(found["participation.strategies_children"]) == ({"phone": 1, "text": 1}, 2, 1)
    assert found["participation.strategies_heard"].value == {"phone": 1}


def test_chairing_is_counted_by_reviews_and_by_children():
    found = figures(
        reviews=(review(1, child=7, was_co_chaired=True), review(2, child=7, was_co_chaired=True), review(3))
    )
    assert parts(found["participation.co_chaired"]) == (2, 3, 0)
    assert parts(found["participation.co_chaired_children"]) == (1, 2, 0)


def part(id_, **more):
    return replace(f.ParentPart(id_, True, "", True, ""), **more)


def test_offers_to_meet_count_from_before_the_review_and_from_its_form():
    found = figures(
        reviews=tuple(review(id_) for id_ in range(1, 6)),
        parents=(part(1, was_offered=True, took_up=False), part(2, was_offered=False), part(3)),
        offers=(f.Offer(1, None), f.Offer(3, True), f.Offer(4, None)),
    )
    assert parts(found["parents.meetings_offered"]) == (3, 5, 1)
    assert parts(found["parents.meetings_taken_up"]) == (1, 3, 1)
    assert found["parents.meetings_taken_up"].behind("not_stated") == (4,)


def test_outcome_relayed_counts_reviews_with_a_parent_on_record():
    found = figures(
        reviews=tuple(review(id_) for id_ in (1, 2, 3)), parents=(part(1, was_relayed=True), part(1), part(2))
    )["parents.outcome_relayed"]
    assert (*parts(found), found.excluded) == (1, 2, 1, 1)


def test_advocates_are_counted_by_answer_by_child_and_by_provider():
    asked = (
        f.Support(1, "advocate", "has_one", "Voices", None),
        f.Support(2, "advocate", "taken_up", "VOICES", True),
        f.Support(3, "advocate", "declined", "", False),
        f.Support(4, "advocate", "undecided", "", None),
        f.Support(1, "visitor", "not_offered", "", None),
    )
    held = tuple(
        review(id_, child=7 if id_ < 3 else id_, rights_told="told" if id_ == 5 else "") for id_ in range(1, 7)
    )
    found = figures(reviews=held, support=asked)
    assert parts(found["advocacy.told"]) == (2, 6, 3)
    assert parts(found["advocacy.offered"]) == (3, 6, 2)
    assert parts(found["advocacy.taken_up"]) == (1, 3, 1)
    assert parts(found["advocacy.children"]) == (1, 3, 0)
    assert parts(found["advocacy.answers"]) == ({"declined": 1, "has_one": 1, "taken_up": 1, "undecided": 1}, 6, 2)
    assert parts(found["advocacy.by_provider"]) == ({"provider-voices": 2}, 2, 0)
    assert found["advocacy.by_provider"].labels == {"provider-voices": "Voices"}
    assert parts(found["visitors.offered"]) == (0, 6, 5)


def test_day_of_the_period_is_what_counts():
    outside = review(1, completed_on=datetime.date(2020, 1, 1), was_co_chaired=True)
    assert figures(reviews=(outside,))["participation.co_chaired_children"].value == 0
