"""What followed the reviews of a case: challenges, progress, the letter, who gets the record, that it was filed."""

import datetime
from typing import TYPE_CHECKING, Any

from reviews import actions as reviews
from reviews.enums import RecordVersion
from reviews.models import Decision, RecordOfReview, RecordRecipient, Review
from tests.factories import BY
from tests.security.world import TODAY

if TYPE_CHECKING:
    from tests.security.cases import Maker

D = datetime.date
# Decisions of a review held on 20 September 2024 and sent that day may be challenged until the 27th.
CHALLENGED, ANSWERED = D(2024, 9, 23), D(2024, 9, 24)


def afterwards(maker: "Maker", recorded: Review, written: Review, finished: RecordOfReview) -> dict[str, Any]:
    """Let things follow the reviews of a case, and return what an address of theirs can name."""
    _answered(maker, recorded)
    _carried_out(maker, recorded)
    reviews.write_letter(review=written, text=maker.canary(), by=maker.iro)
    open_decision = finished.review.decisions.filter(status="open").get()
    found = _recipients(maker, finished) | {"challenge": _challenge(maker, open_decision)}
    if maker.sends_everything:
        reviews.answer_challenge(
            challenge=found["challenge"], answer="kept", reason=maker.canary(), by=maker.iro, today=ANSWERED
        )
    filing = reviews.file_record(record=recorded.record, by=maker.iro, today=TODAY)
    reviews.undo_filing(filing=filing, why=maker.canary(), by=maker.iro, today=TODAY)
    found["filing"] = reviews.file_record(record=recorded.record, by=maker.iro, today=TODAY)
    _page(maker, recorded, again=True)
    _page(maker, written, again=False)
    return found


def _page(maker: "Maker", review: Review, *, again: bool) -> None:
    """Give the child the page of a review; take it back, where it is to be written again."""
    plain = {decision: (maker.canary(), maker.canary()) for decision in review.decisions.all()}
    words: dict[str, Any] = {"words": plain, "opening": maker.canary(), "talk_to": maker.canary()}
    page = reviews.write_childs_page(review=review, by=maker.iro, **words)
    reviews.give_childs_page(page=page, on=TODAY, how="post", by=maker.iro, today=TODAY)
    if again:
        reviews.take_childs_page_back(page=page, why=maker.canary(), by=maker.iro, today=TODAY)


def _challenge(maker: "Maker", decision: Decision) -> Any:
    made = reviews.challenge_decisions(
        decisions=[decision], text=maker.canary(), by=maker.operational_manager, today=CHALLENGED
    )
    return made[0]


def _answered(maker: "Maker", recorded: Review) -> None:
    """Challenge the open decision, and answer it in other words."""
    made = _challenge(maker, recorded.decisions.filter(status="open").get())
    reviews.answer_challenge(
        challenge=made,
        answer="reworded",
        reason=maker.canary(),
        wording=maker.canary(),
        by=maker.iro,
        today=ANSWERED,
    )


def _carried_out(maker: "Maker", recorded: Review) -> None:
    """Report progress on the open decision; open the closed one again, and close it."""
    decision = recorded.decisions.filter(status="open").get()
    reviews.report_progress(decision=decision, text=maker.canary(), says_done=True, by=maker.social_worker, today=TODAY)
    closed = recorded.decisions.exclude(status="open").get()
    reviews.reopen_decision(decision=closed, why=maker.canary(), by=maker.iro, today=TODAY)
    maker.close(closed, TODAY)


def _recipients(maker: "Maker", finished: RecordOfReview) -> dict[str, Any]:
    """Finish the letter; leave the mother out; send it to the social worker; take the school's back."""
    reviews.finish_letter(review=finished.review, text=maker.canary(), is_the_record=False, by=maker.iro, today=TODAY)
    given: dict[str, Any] = {"by": maker.iro}
    listed = RecordRecipient.objects.filter(record=finished)
    mother, worker = listed.get(part="parent"), listed.get(part="social_worker")
    reviews.choose_version(recipient=mother, gets=mother.gets, left_out_because=maker.canary(), **given)
    school = reviews.add_recipient(
        record=finished, name=maker.canary(), part="school", gets=RecordVersion.DECISIONS, **given
    )
    for recipient in (worker, school):
        reviews.mark_sent(recipient=recipient, on=TODAY, how="post", today=TODAY, **given)
    reviews.undo_sent(recipient=school, why=maker.canary(), **given)
    if maker.sends_everything:
        reviews.distribute_record(record=RecordOfReview.objects.get(pk=finished.pk), on=TODAY, by=BY, today=TODAY)
    return {"recipient": school, "sent_recipient": worker}
