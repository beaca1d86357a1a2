"""A review that was completed, with a team, its manager and a social worker: for the tests of what follows."""

import datetime
from dataclasses import dataclass

from accounts.actions import manage_team
from accounts.enums import Role
from accounts.models import User
from children.actions import allocate_social_worker
from children.models import Child
from reviews import actions
from reviews.facts import DecisionFacts
from reviews.models import Decision, RecordOfReview, Review
from tests.factories import BY, facts, make_child, make_team, make_user, open_review

D = datetime.date
HELD, SENT = D(2025, 4, 14), D(2025, 4, 16)
# Sent on the Wednesday before Easter: Good Friday and Easter Monday do not count. Worked example 43.
LAST_DAY, FIRST_DAY_AFTER = D(2025, 4, 25), D(2025, 4, 26)


@dataclass
class After:
    """A child's completed review, and who has to do with it."""

    child: Child
    review: Review
    iro: User
    manager: User
    social_worker: User

    @property
    def record(self) -> RecordOfReview:
        """Return the record as it stands."""
        return RecordOfReview.objects.get(review=self.review)

    def decision(self, number: int = 0) -> Decision:
        """Return one of the decisions as it stands."""
        return list(Decision.objects.filter(review=self.review).order_by("pk"))[number]


def completed_review(*, decisions: int = 2, **about: object) -> After:
    """Complete a child's first review with some decisions."""
    iro, team = make_user(Role.IRO, "Ivy Rowan"), make_team()
    manager, worker = make_user(Role.OPERATIONAL_MANAGER, "Max Teasel"), make_user(Role.SOCIAL_WORKER, "Jo Sorrel")
    manage_team(team=team, manager=manager, by=BY, from_on=D(2020, 1, 1))
    child = make_child(iro=iro, **about)
    allocate_social_worker(child=child, team=team, social_worker=worker, on=D(2025, 4, 5), by=BY)
    review = open_review(child)
    made = tuple(DecisionFacts(f"Do thing {number}", "Jo Sorrel", D(2025, 6, 2)) for number in range(1, decisions + 1))
    actions.complete_review(review=review, facts=facts(iro, HELD, decisions=made), by=iro, today=HELD)
    return After(child, Review.objects.get(pk=review.pk), iro, manager, worker)


def sent_review(**about: object) -> After:
    """Complete a review and send its decisions on the Wednesday before Easter."""
    after = completed_review(**about)
    actions.send_decisions(record=after.record, on=SENT, by=after.iro, today=SENT)
    return after


def finished_review(text: str = "What was said.", **about: object) -> After:
    """Complete a review, send its decisions and finish its record."""
    after = sent_review(**about)
    actions.finish_record(record=after.record, text=text, on=SENT, by=after.iro, today=SENT)
    return after
