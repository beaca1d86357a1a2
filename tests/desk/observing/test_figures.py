"""Stop, Look and Listen as a figure: of the reviews of children with communication needs, before which it was done."""

import datetime

import pytest

from audit.actions import acting
from office.authority import working_calendar
from participation.actions import observing
from reporting.facts import Period
from reporting.measures.measure import DENOMINATOR
from reporting.statistics import annual_statistics
from reviews import actions as reviews
from reviews.models import Review
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 4, 28)
DONE = {"done_on": TODAY, "who": "Mr Ash", "shown": "Smiled", "ways": ["signs"]}
GIVEN = {"by": BY, "today": TODAY}


def reviewed(needs="", *, begun=False, strands=()):
    """Complete a review, before which some strands were done and the others not possible."""
    iro = make_user()
    review = open_review(make_child(iro=iro, communication_needs=needs))
    if begun:
        whole = observing.begin_listening(review=review, how_communicates="Signs", **GIVEN)
        for strand in whole.strands.all():
            if strand.kind in strands:
                observing.do_strand(strand=strand, **DONE, **GIVEN)
            else:
                observing.strand_not_possible(strand=strand, reason="Away", **GIVEN)
    review = Review.objects.get(pk=review.pk)
    reviews.complete_review(review=review, facts=facts(iro, TODAY), by=iro, today=TODAY)
    return review.pk


def test_it_counts_reviews_of_children_with_needs_by_the_strands_that_were_done():
    reviewed()
    missed = reviewed("Makaton")
    never_possible = reviewed("Makaton", begun=True)
    once = reviewed("Makaton", begun=True, strands=["observation"])
    unrecorded = reviewed(begun=True, strands=["observation", "speaking"])
    with acting():
        figures = annual_statistics(Period(D(2025, 4, 1), D(2026, 3, 31)), calendar=working_calendar()).figures
    done, strands = (figures[f"participation.stop_look_listen{rest}"] for rest in ("", "_strands"))
    assert (done.value, done.denominator, done.ids) == (2, 4, (once, unrecorded))
    assert done.parts[DENOMINATOR] == tuple(sorted((missed, never_possible, once, unrecorded)))
    assert strands.value == {"observation": 2, "speaking": 1}
