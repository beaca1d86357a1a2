"""Invented histories, taken step by step with the real actions: one open review at a time, its limit always right."""

import datetime
import os
import random

import pytest

from desk.arranging import actions as arranging
from reviews import actions as reviews
from reviews.enums import ReviewKind, ReviewStatus
from reviews.models import Review
from reviews.tasks import recompute_due_dates
from tests.factories import BY, facts, make_child, make_user
from tests.reviews.test_random_histories import MOVES, History
from tests.reviews.test_tasks import run

pytestmark = pytest.mark.django_db
D = datetime.date
ONE = datetime.timedelta(days=1)
TODAY = D(2026, 6, 30)
BEGAN = D(2023, 1, 9)
LIVES = int(os.environ.get("HISTORIES_OF_ACTIONS", "8"))
STEPS = ("complete", "complete", "complete", "authority", "authority", "end_authority", "place", "place", *MOVES)
TURNS = ("book", "cancel", "meet", "adjourn", "end", "void", "ask")


class Life:
    """One child's life, told to the program and kept by the test beside it."""

    def __init__(self, iro, dice: random.Random, *, short_breaks: bool) -> None:
        self.iro, self.dice, self.today = iro, dice, BEGAN
        status = "V4" if short_breaks else "V2"
        self.born = D(2015, 3, 1)
        self.child = make_child(
            became_looked_after_on=BEGAN, iro=iro, today=TODAY, date_of_birth=self.born, legal_status=status
        )
        self.told = History(self.born, BEGAN, short_breaks, after_short_breaks=False)

    def open(self) -> Review:
        """Return the one review that is open."""
        return Review.objects.open().get(child=self.child)

    def step(self) -> None:
        """Let some days pass, and something happen."""
        self.today += self.dice.randint(1, 60) * ONE
        what = self.dice.choice(STEPS + TURNS)
        if what in TURNS:
            self.turn(what)
        elif what == "complete":
            self.complete()
        elif not self.told.short_breaks:
            self.to_adoption(what)

    def complete(self) -> None:
        """Complete the open review, with what it needs to be."""
        review = self.open()
        late = {"late_reason": "other"} if review.due_on and self.today > review.due_on else {}
        reviews.complete_review(review=review, facts=facts(self.iro, self.today, **late), by=self.iro, today=TODAY)
        self.told.completed.append((self.today, review.kind))
        # A request that is not spent lives on the review that was asked for earlier, not on the next.
        self.told.review_by = None

    def turn(self, what: str) -> None:
        """Take the open review to another status, where it may go there."""
        review = self.open()
        given = {"by": self.iro, "today": TODAY}
        if what == "book" and review.status == ReviewStatus.TO_ARRANGE:
            reviews.book_review(review=review, on=TODAY, at=datetime.time(10), chair=self.iro, place="Home", **given)
        elif what == "cancel" and review.status == ReviewStatus.BOOKED:
            reviews.cancel_booking(review=review, because="Ill", **given)
        elif what == "meet" and review.status != ReviewStatus.ADJOURNED:
            reviews.record_meeting(review=review, on=self.today, chair=self.iro, **given)
        elif what == "adjourn" and not review.adjourned_on:
            reviews.adjourn_review(review=review, on=self.today, chair=self.iro, reason="Papers", **given)
        elif what == "end":
            reviews.end_review(review=review, reason="other", note="Agreed", on=self.today, by=self.iro)
        elif what == "void":
            reviews.void_review(review=review, why="Twice", **given)
            self.told.review_by = None

    def to_adoption(self, what: str) -> None:
        """Take a step on the way to adoption, where it can be taken."""
        told, given = self.told, {"by": BY, "today": TODAY}
        placed, since = told.placed_on(), told.authorised_on()
        if what == "authority" and not since:
            arranging.record_authority(child=self.child, ground="consent", granted_on=self.today, **given)
            told.authorities.append((self.today, None))
        elif what == "end_authority" and since and not placed:
            authority = self.child.adoption_authorities.standing().get()
            arranging.end_authority(authority=authority, on=self.today, reason="plan_changed", **given)
            told.authorities[-1] = (since, self.today)
        elif what == "place" and since and not placed:
            self.moved("A4", "P")
            told.placements.append((self.today, None, False))
        elif what in MOVES and placed:
            self.moved({"move": "A4", "same": "A3", "back": "U6"}[what], "T" if what == "same" else "P")
            told.placements[-1] = (told.placements[-1][0], self.today, told.placements[-1][2])
            if what != "back":
                told.placements.append((self.today, None, what == "same"))

    def moved(self, placement: str, reason: str) -> None:
        """Record a move."""
        arranging.record_change(
            child=self.child, on=self.today, placement=placement, reason_new=reason, by=BY, today=TODAY
        )

    def check(self) -> None:
        """Find one open review, of the kind, the place in its sequence and the limit that the test finds itself."""
        review = self.open()
        assert (review.kind, review.sequence, review.due_on) == self.told.own_answer()


def lived(lives: range, steps: int) -> tuple[set[str], set[str]]:
    """Live through some lives, looking after each step; return the statuses and the kinds that reviews came to."""
    iro, reached, kinds = make_user(), set(), set()
    for number in lives:
        life = Life(iro, random.Random(number), short_breaks=number % 4 == 3)
        for _ in range(steps):
            life.step()
            life.check()
        mine = Review.objects.filter(child=life.child)
        reached |= set(mine.values_list("status", flat=True))
        reached |= set(mine.values_list("status_changes__became", flat=True))
        kinds |= set(mine.values_list("kind", flat=True))
    assert run(recompute_due_dates)["differed"] == 0
    return reached, kinds


def test_every_step_of_a_life_leaves_one_open_review_with_the_right_limit():
    assert ReviewStatus.TO_ARRANGE in lived(range(1), 10)[0]


@pytest.mark.slow
def test_lives_come_to_every_status_and_every_kind():
    assert lived(range(LIVES), 14) == (set(ReviewStatus.values), set(ReviewKind.values))
