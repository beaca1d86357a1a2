"""Stop, Look and Listen before the review to arrange of a case: brought together once, and opened again."""

import datetime
from collections.abc import Callable
from typing import Any

from accounts.models import User
from participation.actions import observing
from participation.models import StopLookListen
from reviews.models import Review
from tests.security.world import TODAY

D = datetime.date
SEEN_ON, NOT_YET = D(2025, 5, 20), D(2025, 6, 4)


def make_listening(review: Review, *, officer: User, second: User, canary: Callable[[], str]) -> None:
    """Let an officer take the child on after a second gave them back, and do, mistake and undo what can be."""
    given: dict[str, Any] = {"by": officer, "today": TODAY}
    before = observing.take_child_on(review=review, by=second, today=SEEN_ON)
    observing.give_child_back(taken=before, because=canary(), by=second, today=TODAY)
    observing.take_child_on(review=review, **given)
    whole = observing.begin_listening(review=review, how_communicates=canary(), **given)
    strands = {strand.kind: strand for strand in whole.strands.all()}
    seen, told, alone = strands["observation"], strands["speaking"], strands["one_to_one"]
    for strand in (seen, told):
        words = {"place": canary(), "who": canary(), "shown": canary()}
        observing.do_strand(strand=strand, done_on=SEEN_ON, ways=["signs", "sounds"], **words, **given)
    observing.strand_not_possible(strand=alone, reason=canary(), **given)
    words = {name: canary() for name in ("wants", "likes", "dislikes", "not_known")}
    whole = StopLookListen.objects.get(pk=whole.pk)
    observing.bring_together(whole=whole, **words, **given)
    observing.open_listening_again(whole=whole, why=canary(), **given)
    again = whole.strands.get(pk=told.pk)
    observing.put_strand_back(strand=again, why=canary(), keeps_words=False, **given)
    observing.plan_strand(strand=again, planned_for=NOT_YET, planned_by=canary(), **given)
