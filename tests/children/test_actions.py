"""What happens to a child's records, through the actions."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.actions import manage_team
from accounts.verdict import RefusedError
from audit.versions import ConflictError
from children import actions
from children.models import Child
from children.names import fold
from tests.factories import BY, TODAY, make_child, make_team, make_user

D = datetime.date


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Siân", "sian"), ("SIÂN", "sian"), ("O\u2019Neill", "o'neill"), ("  Ann   Marie ", "ann marie"), ("Zoë", "zoe")],
)
def test_names_are_folded(typed, folded):
    assert fold(typed) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["sian", "SIÂN", "thistle sian", "siân thistledown"])
def test_child_is_found_by_folded_name(words):
    child = make_child(first_name="Siân", last_name="Thistledown")
    make_child(first_name="Bryn", last_name="Elsewhere")
    assert list(Child.objects.named(words)) == [child]


@pytest.mark.django_db
def test_move_ends_one_episode_and_begins_another_the_same_day():
    child = make_child()
    actions.change_episode(child=child, on=D(2025, 5, 1), reason_new="P", placement="K2", by=BY, today=TODAY)
    spells = list(child.episodes.values_list("started_on", "ended_on", "reason_ended", "legal_status", "placement"))
    assert spells == [
        (D(2025, 4, 5), D(2025, 5, 1), "X1", "V2", "U6"),
        (D(2025, 5, 1), None, "", "V2", "K2"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "codes", "field"),
    [
        (D(2025, 4, 5), {"placement": "K2"}, "on"),  # the day the last change was
        (D(2025, 6, 3), {"placement": "K2"}, "on"),  # in the future
        (D(2013, 1, 1), {"placement": "K2"}, "on"),  # before the birth
        (D(2025, 5, 1), {"placement": "Q2"}, "placement"),  # retired in 2015
        (D(2025, 5, 1), {"legal_status": "XX"}, "legal_status"),
    ],
)
def test_unlawful_change_is_refused_beside_its_field_and_changes_nothing(on, codes, field):
    child = make_child()
    with pytest.raises(ValidationError) as refused:
        actions.change_episode(child=child, on=on, reason_new="P", by=BY, today=TODAY, **codes)
    assert (list(refused.value.message_dict), child.episodes.count()) == ([field], 1)


@pytest.mark.django_db
def test_short_breaks_are_a_period_of_their_own_kind():
    child = make_child(legal_status="V4")
    assert (child.periods.get().kind, child.reviews.get().kind) == ("short_breaks", "short_breaks")
    assert not Child.objects.in_care_on(TODAY).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "counted"),
    [(D(2025, 4, 4), 0), (D(2025, 4, 5), 1), (D(2025, 5, 9), 1), (D(2025, 5, 10), 0)],
)
def test_child_is_in_care_at_the_close_of_a_day(day, counted):
    child = make_child()
    actions.cease_care(child=child, on=D(2025, 5, 10), reason="E4A", by=BY, today=TODAY)
    assert Child.objects.in_care_on(day).count() == counted


@pytest.mark.django_db
def test_child_in_care_cannot_come_into_care_again():
    with pytest.raises(RefusedError, match="already looked after"):
        actions.start_period_of_care(child=make_child(), on=D(2025, 5, 1), legal_status="V2", by=BY, today=TODAY)


@pytest.mark.django_db
def test_return_on_the_day_care_ceased_is_lawful():
    child = make_child()
    actions.cease_care(child=child, on=D(2025, 5, 10), reason="E4A", by=BY, today=TODAY)
    actions.start_period_of_care(child=child, on=D(2025, 5, 10), legal_status="C1", by=BY, today=TODAY)
    assert child.periods.count() == 2


@pytest.mark.django_db
def test_manager_of_the_childs_team_cannot_be_the_iro():
    child, manager, team = make_child(), make_user(), make_team()
    manage_team(team=team, manager=manager, from_on=D(2025, 1, 1), by=BY)
    actions.allocate_social_worker(child=child, team=team, on=D(2025, 4, 5), by=BY)
    with pytest.raises(RefusedError, match="manages the team"):
        actions.allocate_iro(child=child, iro=manager, on=D(2025, 4, 6), reason="new", by=BY)


@pytest.mark.django_db
def test_correction_follows_the_version_that_was_seen():
    child = make_child()
    seen = child.version
    actions.correct_child(child=child, seen_version=seen, first_name="Robin", by=BY)
    assert child.search_name.startswith("robin ")
    with pytest.raises(ConflictError):
        actions.correct_child(child=child, seen_version=seen, first_name="Sam", by=BY)
    with pytest.raises(ValueError, match="not correctable"):
        actions.correct_child(child=child, seen_version=seen + 1, local_id="X", by=BY)


@pytest.mark.django_db
def test_siblings_join_the_family_that_one_of_them_has():
    first, second, third = make_child(), make_child(), make_child()
    group = actions.group_siblings(children=[first, second], name="Thistledown", by=BY)
    second.refresh_from_db()
    assert actions.group_siblings(children=[third, second], name="Other", by=BY) == group
    assert group.children.count() == 3
