"""The synthetic authority: the right size, lawful, the same every time, and never beside real children."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Sum

from accounts.enums import PostKind, Role
from accounts.models import Post, Team, User
from audit.actors import SystemJob
from children.models import Child, Episode, IROAllocation, PeriodOfCare
from desk.demonstration.generated import NotGeneratedError, generate_authority
from disputes.models import Dispute, ResolutionStage
from office.authority import working_calendar
from reviews.due_dates import limit_of
from reviews.models import Decision, ParentPart, RecordOfReview, Review
from tests.factories import make_child

TODAY = datetime.date(2026, 3, 2)
BY = SystemJob("test of generating")
CHILDREN = 90


def generate(children=CHILDREN, seed=7):
    return generate_authority(children=children, seed=seed, today=TODAY, by=BY)


@pytest.fixture
def authority_of_90(db):
    return generate()


def test_it_has_as_many_children_in_care_as_asked_and_a_third_more_who_left(authority_of_90):
    assert PeriodOfCare.objects.open().count() == CHILDREN
    assert Child.objects.count() == CHILDREN + CHILDREN // 3
    assert not Child.objects.filter(is_invented=False).exists()


def test_it_has_about_60_children_per_full_time_iro(authority_of_90):
    fte = Post.objects.filter(kind=PostKind.IRO).aggregate(total=Sum("fte"))["total"]
    assert fte == 2
    standing = IROAllocation.objects.open()
    assert CHILDREN - 3 <= standing.count() <= CHILDREN
    assert Team.objects.count() == 1


def test_its_reviews_are_lawful_with_some_late_and_the_next_one_open(authority_of_90):
    calendar = working_calendar()
    completed = Review.objects.completed()
    assert completed.count() > 200
    assert 0 < completed.filter(completed_on__gt=F("due_on")).count() < completed.count() / 10
    assert completed.filter(completed_on__gt=F("due_on"), late_reason="").count() == 0
    assert completed.filter(completed_on__gte=TODAY).count() == 0
    assert completed.filter(completed_on__gt=F("period__ceased_on")).count() == 0
    assert [review for review in completed if review.due_on != limit_of(review, calendar).on] == []
    opened = Review.objects.open()
    assert [review for review in opened if review.due_on != limit_of(review, calendar).on] == []
    assert CHILDREN - 5 <= opened.count() <= CHILDREN


def test_it_has_what_pages_and_figures_need(authority_of_90):
    for model in (Episode, ParentPart, Decision, RecordOfReview, Dispute, ResolutionStage):
        assert model.objects.exists(), model
    assert [role for role in Role if not User.objects.with_role(role, TODAY).exists()] == []
    assert User.objects.get(email="iro@example.org").has_usable_password()


def described():
    return (
        sorted(map(str, Child.objects.values_list("local_id", "search_name", "date_of_birth", "ethnicity"))),
        sorted(map(str, Review.objects.values_list("child__local_id", "status", "due_on", "participation_code"))),
        sorted(map(str, Decision.objects.values_list("review__child__local_id", "text", "target_on", "status"))),
    )


def test_the_same_seed_gives_the_same_authority_and_another_a_different_one(db):
    seen = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            generate(children=20, seed=seed)
            seen.append([line.replace(f"G{seed}-", "G-") for lines in described() for line in lines])
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
    assert seen[0] != seen[2]


def test_it_is_added_to_with_another_seed_and_refused_with_the_same(db):
    generate(children=3, seed=1)
    generate(children=3, seed=2)
    assert PeriodOfCare.objects.open().count() == 6
    with pytest.raises(NotGeneratedError, match="already generated here with the seed 2"):
        generate(children=3, seed=2)
    assert PeriodOfCare.objects.open().count() == 6


def test_a_database_with_other_children_is_refused(db):
    make_child(became_looked_after_on=datetime.date(2025, 4, 7))
    with pytest.raises(CommandError, match=r"^This database holds children who were not generated"):
        call_command("generate_authority", children=3)
    assert Child.objects.count() == 1


def test_no_children_is_an_error_in_one_line(db):
    with pytest.raises(CommandError, match=r"^Ask for at least one child\.$"):
        call_command("generate_authority", children=0)
    assert not Team.objects.exists()


def test_it_is_refused_where_the_service_is_really_used(db, settings):
    settings.SETTINGS_MODULE = "iro_service.settings.production"
    with pytest.raises(CommandError, match=r"^An authority is never generated where the service is really used"):
        call_command("generate_authority", children=3)
    assert not Child.objects.exists()
