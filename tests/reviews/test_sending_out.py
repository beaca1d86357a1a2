"""Who gets which version of the record, the letter to the child, filing, and what goes with an undone completion."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.verdict import RefusedError
from audit.actions import acting
from children.actions import cease_care, record_person
from children.models import Episode, PersonAroundChild
from reviews import actions
from reviews.enums import InvitationStatus, InvitedAs, RecordVersion
from reviews.facts import ParentFacts
from reviews.models import Decision, Filing, Invitation, RecordOfReview, RecordRecipient
from reviews.versions import version_of
from tests.factories import BY, facts, make_child, make_user, open_review
from tests.reviews.afterwards import HELD, SENT, After, completed_review, finished_review

pytestmark = pytest.mark.django_db
D = datetime.date
NEXT = SENT + datetime.timedelta(days=1)
PLACE = {
    "placed_with": "Anne Hollyhock",
    "placement_address": "7 Bramble Row,\nSedgeford, SG3 9ZZ",
    "host_authority": "Fenland",
}
WRITTEN = (
    "Sam likes it with ANNE  Hollyhock at 7 Bramble Row, Sedgeford. Mrs Hollyhock drives to Marsh Lane School in "
    "Fenland; letters go to SG3 9ZZ. Gran visits."
)


def placed(after: After) -> After:
    """Place the child where the text says that they live."""
    with acting():
        Episode.objects.filter(child=after.child).update(**PLACE)
    return after


def recipients(after: After) -> dict[str, RecordRecipient]:
    return {each.name: each for each in RecordRecipient.objects.filter(record__review=after.review)}


def around(after: After, relationship: str, name: str, **more: object) -> PersonAroundChild:
    return record_person(child=after.child, full_name=name, relationship=relationship, by=BY, **more)


def finish(after: After, text: str = "What was said.") -> After:
    actions.send_decisions(record=after.record, on=SENT, by=after.iro, today=SENT)
    actions.finish_record(record=after.record, text=text, on=SENT, by=after.iro, today=SENT)
    return after


def test_finished_record_lists_who_gets_which_version():
    after = completed_review()
    around(after, "mother", "Rowan Thistledown", has_parental_responsibility=True)
    around(after, "carer", "Anne Hollyhock")
    around(after, "grandparent", "Gran Thistledown")
    finish(after)
    assert {name: (each.part, each.gets) for name, each in recipients(after).items()} == {
        "Sam": ("child", "full"),
        "Rowan Thistledown": ("parent", "without_address"),
        "Anne Hollyhock": ("carer", "full"),
        "Jo Sorrel": ("social_worker", "full"),
    }


def test_parent_who_was_kept_away_from_the_review_is_left_out_with_that_reason():
    iro = make_user()
    child = make_child(iro=iro)
    father = record_person(child=child, full_name="Ash", relationship="father", by=BY)
    part = ParentFacts(was_invited=False, parent=father, not_invited_reason="serious_concern", hearing_plan="By letter")
    review = open_review(child)
    actions.complete_review(review=review, facts=facts(iro, HELD, parents=(part,)), by=iro, today=HELD)
    actions.finish_record(record=review.record, text="Well.", on=SENT, by=iro, today=SENT)
    left_out = RecordRecipient.objects.get(person=father)
    assert left_out.left_out_because == "Serious concern about safety"
    with pytest.raises(RefusedError, match="left out"):
        actions.mark_sent(recipient=left_out, on=SENT, how="post", by=iro, today=SENT)


@pytest.mark.parametrize(
    ("relationship", "gets"), [("father", "without_address"), ("carer", "without_address"), ("grandparent", None)]
)
def test_whoever_the_invitations_kept_away_is_left_out_with_that_reason(relationship, gets):
    after = completed_review()
    person = around(after, relationship, "Ash")
    with acting():
        Invitation.objects.create(
            review=after.review,
            part=InvitedAs.AROUND,
            person=person,
            status=InvitationStatus.NOT_INVITED,
            not_invited_reason="serious_concern",
        )
    found = recipients(finish(after)).get("Ash")
    assert (found and (found.gets, found.left_out_because)) == (gets and (gets, "Serious concern about safety"))


@pytest.mark.parametrize(("status", "reason"), [("not_invited", "abroad"), ("accepted", ""), ("withdrawn", "")])
def test_carer_who_was_not_kept_away_gets_the_full_record(status, reason):
    after = completed_review()
    carer = around(after, "carer", "Anne Hollyhock")
    with acting():
        Invitation.objects.create(
            review=after.review, part=InvitedAs.AROUND, person=carer, status=status, not_invited_reason=reason
        )
    found = recipients(finish(after))["Anne Hollyhock"]
    assert (found.gets, found.left_out_because) == ("full", "")


def test_social_worker_of_a_child_who_left_care_still_gets_the_record():
    after = completed_review()
    cease_care(child=after.child, on=SENT, reason="E4A", by=BY, today=SENT)
    assert recipients(finish(after))["Jo Sorrel"].gets == "full"


def test_version_without_the_address_names_no_place_carer_school_or_area():
    after = placed(completed_review())
    finish(after, WRITTEN)
    actions.add_recipient(
        record=after.record, name="Marsh Lane School", part="school", gets=RecordVersion.DECISIONS, by=after.iro
    )
    version = version_of(after.record, RecordVersion.WITHOUT_ADDRESS)
    assert version.text == (
        "Sam likes it with [left out] at [left out], [left out]. Mrs [left out] drives to [left out] in [left out]; "
        "letters go to [left out]. Gran visits."
    )
    assert version_of(after.record, RecordVersion.FULL).text == WRITTEN


@pytest.mark.parametrize("word", ["Hollyhock", "7 bramble row", "SEDGEFORD", "SG3 9ZZ", "Fenland", "Anne Hollyhock"])
def test_place_is_left_out_of_decisions_too_however_it_is_written(word):
    after = placed(completed_review())
    with acting():
        Decision.objects.filter(review=after.review).update(text=f"Visit {word} soon", owner=f"{word}")
    finish(after)
    version = version_of(after.record, RecordVersion.WITHOUT_ADDRESS)
    assert [(each.text, each.owner) for each in version.decisions] == [("Visit [left out] soon", "[left out]")] * 2


def test_decisions_only_has_the_decisions_and_nothing_of_the_record():
    after = finished_review(text="What was said.")
    version = version_of(after.record, RecordVersion.DECISIONS)
    assert (version.text, [each.text for each in version.decisions]) == ("", ["Do thing 1", "Do thing 2"])


@pytest.mark.parametrize("gets", list(RecordVersion))
def test_conversation_in_private_is_in_no_version(gets):
    iro = make_user()
    review = open_review(make_child(iro=iro))
    told = facts(iro, HELD, spoken_note="She whispered about the cellar")
    actions.complete_review(review=review, facts=told, by=iro, today=HELD)
    actions.finish_record(record=review.record, text="All went well.", on=SENT, by=iro, today=SENT)
    assert "cellar" not in repr(version_of(review.record, gets))


def test_withdrawn_decision_is_in_no_version():
    after = completed_review()
    actions.send_decisions(record=after.record, on=SENT, by=after.iro, today=SENT)
    made = actions.challenge_decisions(decisions=[after.decision()], text="No", by=after.manager, today=SENT)
    actions.answer_challenge(challenge=made[0], answer="withdrawn", reason="So", by=after.iro, today=SENT)
    actions.finish_record(record=after.record, text="Well.", on=SENT, by=after.iro, today=SENT)
    assert [each.text for each in version_of(after.record, RecordVersion.FULL).decisions] == ["Do thing 2"]


def test_record_is_distributed_when_everybody_was_sent_it_or_is_left_out():
    after = finished_review()
    child, worker = recipients(after)["Sam"], recipients(after)["Jo Sorrel"]
    actions.mark_sent(recipient=child, on=SENT, how="by_hand", by=BY, today=NEXT)
    assert after.record.distributed_on is None
    actions.mark_sent(recipient=worker, on=NEXT, how="secure_mail", by=BY, today=NEXT)
    assert after.record.distributed_on == NEXT
    actions.undo_sent(recipient=recipients(after)["Jo Sorrel"], why="It came back", by=BY)
    assert (after.record.distributed_on, recipients(after)["Jo Sorrel"].undone_because) == (None, "It came back")


def distributed(after: After) -> After:
    actions.distribute_record(record=after.record, on=SENT, by=BY, today=SENT)
    return after


def test_somebody_added_after_the_record_was_distributed_still_has_to_be_sent_it():
    after = distributed(finished_review())
    actions.add_recipient(record=after.record, name="Marsh Lane School", part="school", gets="decisions", by=after.iro)
    assert after.record.distributed_on is None
    actions.mark_sent(recipient=recipients(after)["Marsh Lane School"], on=NEXT, how="post", by=BY, today=NEXT)
    assert after.record.distributed_on == NEXT


def test_somebody_taken_in_again_after_the_record_was_distributed_still_has_to_be_sent_it():
    after = finished_review()
    actions.choose_version(recipient=recipients(after)["Sam"], gets="full", left_out_because="So", by=after.iro)
    distributed(after)
    actions.choose_version(recipient=recipients(after)["Sam"], gets="decisions", by=after.iro)
    assert after.record.distributed_on is None


def test_record_is_distributed_when_the_last_who_waited_is_left_out():
    after = finished_review()
    actions.mark_sent(recipient=recipients(after)["Jo Sorrel"], on=SENT, how="post", by=BY, today=NEXT)
    actions.choose_version(recipient=recipients(after)["Sam"], gets="decisions", by=after.iro)
    assert after.record.distributed_on is None
    actions.choose_version(recipient=recipients(after)["Sam"], gets="full", left_out_because="Away", by=after.iro)
    assert after.record.distributed_on == SENT


def test_record_that_went_to_nobody_is_not_distributed():
    after = finished_review()
    for each in recipients(after).values():
        actions.choose_version(recipient=each, gets="full", left_out_because="So", by=after.iro)
    assert after.record.distributed_on is None


def test_sending_to_all_at_once_marks_those_who_were_left():
    after = finished_review()
    actions.mark_sent(recipient=recipients(after)["Sam"], on=SENT, how="by_hand", by=BY, today=SENT)
    actions.distribute_record(record=after.record, on=NEXT, by=BY, today=NEXT)
    assert {name: (each.sent_on, each.sent_how) for name, each in recipients(after).items()} == {
        "Sam": (SENT, "by_hand"),
        "Jo Sorrel": (NEXT, "together"),
    }


@pytest.mark.parametrize(("on", "how"), [(NEXT, "post"), (D(2025, 4, 15), "post"), (SENT, "pigeon")])
def test_version_is_not_sent_before_it_was_finished_nor_tomorrow_nor_in_no_way(on, how):
    after = finished_review()
    with pytest.raises(ValidationError):
        actions.mark_sent(recipient=recipients(after)["Sam"], on=on, how=how, by=BY, today=SENT)


def test_childs_version_is_sent_only_when_the_letter_is_finished():
    after = finished_review()
    actions.choose_version(recipient=recipients(after)["Sam"], gets="child", by=after.iro)
    with pytest.raises(RefusedError, match="letter"):
        actions.mark_sent(recipient=recipients(after)["Sam"], on=SENT, how="post", by=BY, today=SENT)
    actions.finish_letter(review=after.review, text="Dear Sam", is_the_record=False, by=after.iro, today=SENT)
    actions.mark_sent(recipient=recipients(after)["Sam"], on=SENT, how="post", by=BY, today=SENT)
    assert version_of(RecordOfReview.objects.get(), "child").text == "Dear Sam"


def test_letter_may_be_the_record():
    after = completed_review()
    actions.write_letter(review=after.review, text="Dear", by=after.iro)
    actions.finish_letter(review=after.review, text="Dear Sam", is_the_record=True, by=after.iro, today=SENT)
    record = after.record
    assert (record.text, record.finished_on, recipients(after)["Sam"].gets) == ("Dear Sam", SENT, "child")
    with pytest.raises(RefusedError, match="finished"):
        actions.write_letter(review=after.review, text="Other", by=after.iro)


def test_record_is_filed_once_and_the_tick_can_be_taken_back():
    after = finished_review()
    filing = actions.file_record(record=after.record, by=after.iro, today=SENT)
    with pytest.raises(RefusedError, match="filed already"):
        actions.file_record(record=after.record, by=after.iro, today=SENT)
    actions.undo_filing(filing=filing, why="The wrong child", by=after.iro, today=SENT)
    again = actions.file_record(record=after.record, by=after.iro, today=NEXT)
    assert (Filing.objects.count(), again.filed_on) == (2, NEXT)


def test_record_that_is_not_finished_is_neither_listed_nor_filed():
    after = completed_review()
    for act in (actions.file_record, actions.list_recipients):
        with pytest.raises(RefusedError, match="not finished"):
            act(record=after.record, by=after.iro, **({"today": SENT} if act is actions.file_record else {}))


def test_progress_is_said_confirmed_or_not_and_closed_decision_can_be_opened_again():
    after = finished_review()
    worker = after.social_worker
    actions.report_progress(decision=after.decision(), text="Done", says_done=True, by=worker, today=SENT)
    assert list(Decision.objects.said_done()) == [after.decision()]
    actions.say_not_yet(decision=after.decision(), text="Half of it", by=after.iro, today=SENT)
    assert list(Decision.objects.said_done()) == []
    actions.close_decision(decision=after.decision(), status="done", on=SENT, by=after.iro, today=SENT)
    actions.reopen_decision(decision=after.decision(), why="The wrong one", by=after.iro, today=SENT)
    steps = list(after.decision().changes.filter(of="carrying_out").values_list("was", "became", "why"))
    assert steps == [("open", "done", ""), ("done", "open", "The wrong one")]


def test_decisions_to_carry_out_are_those_of_the_named_owner_or_of_the_childs_social_worker():
    after, other = finished_review(), make_user("social_worker")
    actions.name_owner(decision=after.decision(), owned_by=other, by=after.iro)
    due = Decision.objects.due_by(D(2025, 6, 2))
    assert list(due.of_owner(other)) == [after.decision()]
    assert list(due.of_owner(after.social_worker)) == [after.decision(1)]
    assert list(Decision.objects.due_by(D(2025, 6, 1))) == []
