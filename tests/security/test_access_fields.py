"""C14: each role sees exactly the fields that the declared table says, and writes none but those of its forms."""

import pytest
from django.db import models

from accounts.enums import Role
from tests.security.declared_fields import SEEN, SHOWN_NOWHERE, declared_for
from tests.security.observing import DERIVED, ask_everything, fields_of_words, observed
from tests.security.rows import child_models
from tests.security.seen_fields import NARRATIVE, fields_seen_by
from tests.security.world import Kind, canaries_in

# Codes of a list, answers of a form that everybody is given, the law's own words: they need no canary.
CODES = frozenset(
    {
        "Answer.answer",
        "AskedFormChange.was",
        "Consultation.reference",
        "FormLink.finder",
        "FormLink.secret_hash",
        "BreakGlass.acting_role",
        "Child.ethnicity",
        "AlertStep.was",
        "DecisionChange.became",
        "DecisionChange.was",
        "DisputeStatusChange.was",
        "InvitationChange.was",
        "ListeningChange.became",
        "ListeningChange.was",
        "ReplyLink.finder",
        "ReplyLink.secret_hash",
        "DueDateChange.rule",
        "DueDateChange.why",
        "ClockChange.why",
        "LimitChange.why",
        "Episode.category_of_need",
        "Episode.legal_status",
        "Episode.placement",
        "Episode.provider",
        "Episode.reason_ended",
        "Episode.reason_new",
        "Episode.reason_placement_change",
        "PeriodOfCare.reason_ceased",
        "Review.due_rule",
        "SecurePanel.due_rule",
        "Review.due_source",
        "Review.due_strength",
        "Review.participation_code",
        "ReviewCorrection.field",
        "ReviewStatusChange.was",
    }
)
# Of states that no record of the world is in: an adjournment, an ended review's note, a verdict, a lifted restriction.
UNFILLED = frozenset(
    {
        "AccessConcern.verdict_note",
        "Booking.taken_because",
        "Coding.taken_back_because",
        "BreakGlass.verdict_note",
        "ConflictOfInterest.described_as",
        "ConflictOfInterest.ended_because",
        "ConflictOfInterest.nature",
        "ContactWithChild.withdrawn_because",
        "DutyDone.withdrawn_because",
        "Postponement.why",
        "Restriction.lifted_because",
        "RestrictionRequest.answer_note",
        "RestrictionRequest.explanation",
        "Review.adjourned_reason",
        "Review.ended_note",
        "ReviewMeeting.withdrawn_because",
        "Review.paper_reason",
        "SecurePanel.lapsed_because",
        "SecurePanel.told",
        "ShortBreakStay.setting",
        "ShortBreakStay.withdrawn_because",
        "SignificantEvent.withdrawn_because",
    }
)


@pytest.mark.parametrize("who", list(Role))
def test_c14_role_sees_exactly_the_declared_fields(world, who, asked_by):
    seen, declared = fields_seen_by(world, who, asked_by(who).shown_to(who)), declared_for(who)
    assert {field: pages for field, pages in seen.items() if field not in declared} == {}
    assert declared - seen.keys() == set()


def test_c14_field_that_is_shown_beyond_the_table_is_found(world, monkeypatch):
    monkeypatch.setattr("desk.child.rows.Scope.reads", lambda _scope, _review: True)
    who = Role.SUPPORT_WORKER
    shown = ask_everything(world, who, "child:").shown_to(who)
    assert "StrategyTried.outcome" in fields_seen_by(world, who, shown).keys() - declared_for(who)


@pytest.mark.parametrize(
    "who", [Role.SOCIAL_WORKER, Role.OPERATIONAL_MANAGER, Role.SUPPORT_WORKER, Role.CONSULTATION_OFFICER]
)
def test_c14_what_the_iro_has_not_released_is_seen_by_nobody_else(world, who):
    words, review = fields_of_words(world), world.cases[Kind.MINE].written
    unreleased = {
        word
        for model in child_models()
        for field in NARRATIVE.get(model.__name__, ())
        for value in model._default_manager.filter(**{of_review(model): review.pk}).values_list(field, flat=True)
        for word in canaries_in(str(value))
    }
    assert len(unreleased) > 6
    assert unreleased <= words.keys()
    client = world.client(who)
    for address in (
        f"/child/review/{review.pk}/",
        f"/child/{review.child_id}/",
        f"/child/{review.child_id}/decisions/",
    ):
        assert observed(client, "get", address, "", Kind.MINE).shown & unreleased == set()


def of_review(model):
    return "pk" if model.__name__ == "Review" else "review"


def test_c14_every_text_about_a_child_holds_a_canary_or_is_a_code(world):
    known = {name for name, _child in fields_of_words(world).values()} | DERIVED | CODES
    texts = {
        f"{model.__name__}.{field.name}"
        for model in child_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }
    assert texts - known == UNFILLED


def test_c14_table_names_every_field_with_a_canary(world):
    named = {name for name, _child in fields_of_words(world).values()}
    assert named - SEEN.keys() == SHOWN_NOWHERE
