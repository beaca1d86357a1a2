"""What the demonstration shows on its day, Tuesday 3 January 2012, and five weeks later."""

import datetime
from collections import Counter

from django.db.models import Count, F, Q

from accounts.models import User
from audit.models import AuditEvent
from children.models import Child, Episode, PeriodOfCare
from desk.demonstration.loading import DEMONSTRATION_DAY
from desk.demonstration.words import DECISIONS, PLAIN_WORDS
from disputes.models import Dispute, ResolutionStage
from office.authority import authority, working_calendar
from office.clock import today
from participation.models import AskedForm, OwnWords, SafetyAlert
from reviews.due_dates import limit_of
from reviews.enums_childs_page import PageStatus
from reviews.models import (
    Booking,
    ContactWithChild,
    Decision,
    Invitation,
    RecordOfReview,
    Review,
    ReviewWishes,
    SecurePanel,
    SignificantEvent,
)
from reviews.models.childs_page import ChildsPage
from reviews.policies_childs_page import decisions_for_the_child, has_plain_words
from statute.ages import birthday

LATER = datetime.date(2012, 2, 7)
YEAR_END = datetime.date(2011, 12, 31)


def test_the_day_is_a_tuesday_that_the_clock_tells(demonstration):
    assert datetime.date(2012, 1, 3) == DEMONSTRATION_DAY
    assert DEMONSTRATION_DAY.strftime("%A") == "Tuesday"
    assert today() == DEMONSTRATION_DAY
    assert authority().is_demonstration


def test_two_children_came_since_the_year_ended(demonstration):
    came = PeriodOfCare.objects.filter(became_looked_after_on__gt=YEAR_END)
    assert sorted(came.values_list("became_looked_after_on", flat=True)) == [
        datetime.date(2012, 1, 2),
        datetime.date(2012, 1, 3),
    ]
    assert set(came.values_list("child__is_invented", flat=True)) == {True}
    first_reviews = Review.objects.open().filter(period__in=came)
    assert list(first_reviews.order_by("due_on").values_list("due_on", "due_rule", "status")) == [
        (datetime.date(2012, 1, 30), "REV-1ST", "to_arrange"),
        (datetime.date(2012, 1, 31), "REV-1ST", "to_arrange"),
    ]


def test_one_child_has_no_iro(demonstration):
    assert [str(child) for child in Child.objects.unallocated()] == ["Idris Foxhollow"]


def test_contacts_and_a_stage_1_of_the_day_stand_open(demonstration):
    assert Counter(Dispute.objects.open().values_list("stage", flat=True)) == {"pre_protocol": 2, "stage_1": 1}
    raised = ResolutionStage.objects.filter(dispute__in=Dispute.objects.open(), stage="stage_1").get()
    assert raised.entered_on == DEMONSTRATION_DAY
    assert raised.addressed_to == User.objects.get(email="operational.manager@example.org")
    assert raised.dispute.raised_by == User.objects.get(email="iro@example.org")
    assert raised.dispute.resolve_by == datetime.date(2012, 1, 31)


def test_clocks_of_records_run(demonstration):
    records = RecordOfReview.objects
    assert records.filter(decisions_sent_on__isnull=True).count() == 12
    assert records.filter(finished_on__isnull=True).count() == 24
    assert records.filter(distributed_on__isnull=True).count() == 35
    # Some are finished and wait for the support worker, and one set of decisions is past its day.
    assert records.filter(finished_on__isnull=False, distributed_on__isnull=True).count() == 11
    overdue = records.filter(decisions_sent_on__isnull=True, decisions_due_on__lt=DEMONSTRATION_DAY)
    assert overdue.count() == 1


def test_nothing_that_was_done_lies_in_the_future(demonstration):
    after = Q(decisions_sent_on__gte=DEMONSTRATION_DAY) | Q(finished_on__gte=DEMONSTRATION_DAY)
    assert RecordOfReview.objects.filter(after | Q(distributed_on__gte=DEMONSTRATION_DAY)).count() == 0
    assert Decision.objects.filter(closed_on__gte=DEMONSTRATION_DAY).count() == 0
    assert Review.objects.completed().filter(completed_on__gt=YEAR_END).count() == 0


def test_decisions_are_open_and_some_have_drifted(demonstration):
    assert Decision.objects.open().count() > 150
    assert 20 < Decision.objects.overdue(DEMONSTRATION_DAY).count() < 60
    carried = Decision.objects.filter(carried_from__isnull=False)
    assert carried.count() > 100
    assert carried.exclude(carried_from__status="carried_over").count() == 0
    assert carried.exclude(text=F("carried_from__text")).count() == 0
    # Nothing stays open for a child who has left care, nor at a review that another has followed.
    assert Decision.objects.open().filter(review__period__ceased_on__isnull=False).count() == 0


def test_every_child_in_care_has_its_next_review_unless_18_comes_first(demonstration):
    current = Child.objects.current()
    assert current.count() == 154
    without = [child for child in current if not child.reviews.open().exists()]
    assert len(without) == 6
    for child in without:
        last = child.reviews.completed().order_by("completed_on").last()
        assert (birthday(child.date_of_birth, 18) - last.completed_on).days <= 184
    assert Review.objects.open().values("child").distinct().count() == Review.objects.open().count() == 148
    assert Review.objects.open().filter(period__ceased_on__isnull=False).count() == 0


def test_reviews_are_due_booked_and_to_arrange_in_the_weeks_ahead(demonstration):
    near = Review.objects.due_between(DEMONSTRATION_DAY, datetime.date(2012, 2, 29))
    assert Counter(near.values_list("status", flat=True)) == {"booked": 35, "to_arrange": 10}
    assert Booking.objects.current().filter(on=DEMONSTRATION_DAY).count() == 3
    ahead = Booking.objects.current().filter(review__in=Review.objects.open())
    assert ahead.filter(on__gt=F("review__plan_by")).count() == 0
    assert Booking.objects.filter(is_current=False).exclude(moved_because="").count() == 3
    spoken = Review.objects.open().exclude(spoken_outcome="")
    assert 0 < spoken.count() < near.filter(status="booked").count()


def test_no_chair_is_booked_in_two_places_at_once(demonstration):
    at_once = Booking.objects.current().values("chair", "on", "at").annotate(times=Count("id")).filter(times__gt=1)
    assert list(at_once) == []


def test_nothing_is_overdue_on_the_day_and_some_are_five_weeks_later(demonstration):
    assert Review.objects.overdue(DEMONSTRATION_DAY).count() == 0
    assert Review.objects.overdue(LATER).count() == 23
    assert Dispute.objects.open().filter(resolve_by__lt=LATER).count() == 1
    assert RecordOfReview.objects.filter(distributed_on__isnull=True, distribute_due_on__lt=LATER).count() == 35


def test_every_open_limit_is_what_the_law_computes(demonstration):
    calendar = working_calendar()
    differing = [review for review in Review.objects.open() if review.due_on != limit_of(review, calendar).on]
    assert differing == []


def test_a_panel_is_to_come_for_the_secure_placement_that_lasts(demonstration):
    assert list(SecurePanel.objects.to_come().values_list("child__local_id", "due_on")) == [
        ("HX0028", datetime.date(2012, 3, 8))
    ]
    assert SecurePanel.objects.filter(held_on__isnull=False).count() == 2


def test_brothers_and_sisters_are_known_and_some_live_together(demonstration):
    families = Child.objects.exclude(siblings=None).values("siblings").annotate(members=Count("id"))
    assert [family for family in families if family["members"] < 2] == []
    assert len(families) == 18
    homes = (
        Episode.objects.open()
        .exclude(child__siblings=None)
        .values("child__siblings", "placed_with")
        .annotate(members=Count("id"))
    )
    assert any(home["members"] > 1 for home in homes)
    assert any(home["members"] == 1 for home in homes)


def test_everything_was_written_by_the_loading_itself(demonstration):
    # What one person must do (acting on an alert, coding, taking a child on) is theirs; telling of an alert is its own.
    by_nobody = AuditEvent.objects.filter(actor_id__isnull=True)
    assert set(by_nobody.values_list("system_job", flat=True)) == {"load_demo", "safety alerts"}
    assert AuditEvent.objects.filter(verb="reviews.bring_in").count() == Review.objects.completed().count()


def test_pages_have_life_between_reviews(demonstration):
    contacts, events = ContactWithChild.objects.all(), SignificantEvent.objects.all()
    assert contacts.count() > 20
    assert 5 < events.waiting().count() < 30
    mine = contacts.filter(child__iro_allocations__iro=F("by_whom"))
    assert mine.distinct().count() == contacts.count()
    assert ReviewWishes.objects.standing().count() > 10
    answered = Counter(Invitation.objects.values_list("status", flat=True))
    assert answered["accepted"] > answered["declined"] > 0
    assert contacts.filter(on__gte=DEMONSTRATION_DAY).count() == 0


def test_children_and_a_parent_are_heard(demonstration):
    assert Counter(AskedForm.objects.values_list("status", flat=True)) == {"asked": 1, "started": 1, "submitted": 2}
    assert list(SafetyAlert.objects.values_list("status", flat=True)) == ["closed"]
    assert OwnWords.objects.coded().count() == OwnWords.objects.count() - 1


def test_a_child_has_the_page_of_what_was_decided(demonstration):
    page = ChildsPage.objects.get()
    assert (page.status, page.given_on) == (PageStatus.GIVEN, DEMONSTRATION_DAY)
    decided = decisions_for_the_child(page.review)
    assert decided
    assert all(has_plain_words(decision) for decision in decided)


def test_every_decision_of_the_demonstration_can_be_said_in_plain_words():
    assert {text for *_whom, text in DECISIONS} == PLAIN_WORDS.keys()
