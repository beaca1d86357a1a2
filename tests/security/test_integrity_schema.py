"""C44: what only an action refused before, the database refuses too, written past every action, on both databases."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from audit import triggers
from audit.actions import acting
from audit.triggers import TRIGGERS, Trigger, absent
from children.models import AdoptionAuthority, Episode, PeriodOfCare, ShortBreakStay, SocialWorkAllocation
from disputes.models import ResolutionStage
from office.models import Job
from reporting.models import AnnualReport
from reviews.models import Booking, Review
from tests.security.world import Kind, World

D = datetime.date
DAY = "2025-06-01"


def rows_of(model: type[models.Model], row: models.Model) -> dict[str, Any]:
    """Return a row as its columns."""
    columns = [field for field in model._meta.concrete_fields if not field.primary_key]
    return {field.column: field.get_db_prep_save(getattr(row, field.attname), connection) for field in columns}


def sql_insert(row: models.Model, **columns: Any) -> Callable[[], None]:
    """Return what copies a row by raw SQL, with other values in some columns."""
    model = type(row)
    values = rows_of(model, row) | columns
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', list(values.values()))  # noqa: S608 - our own names

    return write


def sql_update(row: models.Model, **columns: Any) -> Callable[[], None]:
    """Return what changes a row by raw SQL."""
    changes = ", ".join(f'"{name}" = %s' for name in columns)

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{type(row)._meta.db_table}" SET {changes} WHERE id = %s',  # noqa: S608 - our own names
                [*columns.values(), row.pk],
            )

    return write


def more_views(rows: Any, **columns: Any) -> Callable[[], None]:
    """Return what adds a form of the same child, for another review of theirs."""
    form = rows.case.consultation
    other = Review.objects.filter(child=form.child_id).exclude(consultations__form=form.form_id).earliest("pk")
    return sql_insert(form, reference="More views", review_id=other.pk, **columns)


def refusal_of(write: Callable[[], None]) -> str:
    """Return the sentence with which the database refuses a write, or its name for the rule; "" where it does not."""
    try:
        with transaction.atomic(), acting():
            write()
    except IntegrityError as refusal:
        return str(refusal)
    return ""


class Rows:
    """The rows of the world that the cases change."""

    def __init__(self, world: World) -> None:
        """Take those of one child, and of another where two are needed."""
        self.world = world
        self.case, self.other = world.cases[Kind.MINE], world.cases[Kind.COLLEAGUES]
        self.child = self.case.child
        self.period = PeriodOfCare.objects.get(child=self.child)
        self.episode = Episode.objects.get(child=self.child)
        self.review, self.completed = self.case.to_arrange, self.case.recorded
        self.booking = Booking.objects.filter(review=self.case.booked, is_current=True).get()
        self.social = SocialWorkAllocation.objects.get(child=self.child)
        self.draft = AnnualReport.objects.get(pk=world.service.ids["draft"])
        self.approved = AnnualReport.objects.get(pk=world.service.ids["approved"])
        self.stage = ResolutionStage.objects.filter(dispute=self.case.dispute).order_by("pk").last()
        self.job = Job.objects.get(pk=world.service.ids["job"])
        with acting():
            self.stay = ShortBreakStay.objects.create(
                period=self.period, child=self.child, started_on=D(2025, 5, 1), ended_on=D(2025, 5, 4), setting="Home"
            )
            self.authority = AdoptionAuthority.objects.create(
                period=self.period, child=self.child, ground="consent", granted_on=D(2025, 5, 1)
            )

    def ended(self, **columns: Any) -> Callable[[], None]:
        """Return what makes the open review an ended one, but for some columns."""
        given = {"status": "ended", "ended_on": DAY, "ended_reason": "left_care"}
        return sql_update(self.review, **(given | columns))


# What is written, and what it must not be: a rule's own name, or the sentence with which it refuses.
CASES: dict[str, tuple[Callable[[Rows], Callable[[], None]], str]] = {
    "held and cancelled": (lambda r: r.ended(held_on=DAY, completed_on=DAY), "completion_date_only_when_completed"),
    "completed and cancelled": (lambda r: sql_update(r.completed, ended_on=DAY, ended_reason="other"), "ended_review"),
    "held without a date": (lambda r: sql_update(r.completed, held_on=None), "completed_review_has_date_chair_and"),
    "completed without a date": (lambda r: sql_update(r.completed, completed_on=None), "completed_review_has_date"),
    "completed without a chair": (lambda r: sql_update(r.completed, chair_id=None), "completed_review_has_date"),
    "cancelled without a reason": (lambda r: r.ended(ended_reason=""), "ended_review_has_day_and_reason"),
    "cancelled without a day": (lambda r: r.ended(ended_on=None), "ended_review_has_day_and_reason"),
    "to be held and held": (lambda r: sql_update(r.review, held_on=DAY), "review_to_come_was_not_held"),
    "a series without a meeting": (lambda r: sql_update(r.review, status="in_series"), "series_was_begun"),
    "adjourned without a meeting": (
        lambda r: sql_update(r.review, status="adjourned", adjourned_on=DAY, adjourned_reason="Papers"),
        "adjourned_review_was_opened",
    ),
    "adjourned before it was opened": (
        lambda r: sql_update(r.completed, adjourned_on="2024-01-01", adjourned_reason="Papers"),
        "review_adjourned_after_it_was_opened",
    ),
    "completed before it began": (lambda r: sql_update(r.completed, completed_on="2024-09-03"), "completed_after_it"),
    "held before care began": (lambda r: sql_update(r.completed, held_on="2024-01-01"), "before the child became"),
    "two open reviews of one kind": (lambda r: sql_insert(r.review), "one_open_review_of_a_kind"),
    "a code of participation for an unheld review": (
        lambda r: sql_update(r.review, participation_code="PN1", age_band="four_or_over"),
        "participation_only_when_completed",
    ),
    "PN0 for a child of four or over": (lambda r: sql_update(r.completed, participation_code="PN0"), "pn0_exactly"),
    "PN1 for a child under four": (
        lambda r: sql_update(r.completed, participation_code="PN1", age_band="under_four"),
        "pn0_exactly_under_four",
    ),
    "an unknown code of participation": (lambda r: sql_update(r.completed, participation_code="PN9"), "pn0_exactly"),
    "a reason for taking no part, for one who did": (
        lambda r: sql_update(r.completed, participation_code="PN1"),
        "reason_only_when_no_part_was_taken",
    ),
    "an unknown status of a review": (lambda r: sql_update(r.review, status="held"), "review_status_is_known"),
    "an unknown kind of review": (lambda r: sql_update(r.review, kind="annual"), "review_kind_is_known"),
    "a review of another child's care": (
        lambda r: sql_update(r.review, child_id=r.other.child.pk),
        "A review and its period of care are of one child.",
    ),
    "an earlier review without a reason": (lambda r: sql_update(r.review, review_by=DAY), "earlier_review_has_a"),
    "two bookings at a time": (lambda r: sql_insert(r.booking), "one_booking_at_a_time"),
    "a booking nowhere": (lambda r: sql_update(r.booking, place="", venue_id=None), "booking_has_a_place"),
    "a booking moved without a reason": (lambda r: sql_update(r.booking, is_current=False), "moved_booking_says_why"),
    "a decision closed without a day": (lambda r: sql_update(r.case.decision, status="done"), "closed_decision_has"),
    "a decision dropped without a reason": (
        lambda r: sql_update(r.case.decision, status="no_longer_needed", closed_on=DAY),
        "decision_dropped_says_why",
    ),
    "a record distributed before it was finished": (
        lambda r: sql_update(r.case.written.record, distributed_on=DAY),
        "record_finished_before_distributed",
    ),
    "a finished record without a word": (
        lambda r: sql_update(r.case.finished, text=""),
        "finished_record_has_text",
    ),
    "a panel that found nothing": (lambda r: sql_update(r.case.panel, held_on=DAY), "held_panel_has_a_finding"),
    "a panel held and lapsed": (
        lambda r: sql_update(r.case.panel, held_on=DAY, criteria_met=True, lapsed_because="Left"),
        "panel_is_not_held_and_lapsed",
    ),
    "a panel on another child's placement": (
        lambda r: sql_update(r.case.panel, child_id=r.other.child.pk),
        "A panel and its placement are of one child.",
    ),
    "a panel arranged nowhere": (lambda r: sql_update(r.case.panel, place=""), "panel_is_booked_somewhere"),
    "a panel decided on without a day": (
        lambda r: sql_update(r.case.sat_panel, decided_on=None),
        "panel_decision_has_a_day",
    ),
    "a panel told of without a day": (lambda r: sql_update(r.case.sat_panel, told="All"), "panel_outcome_told_on_a"),
    "a recommendation of a panel that did not sit": (
        lambda r: sql_update(r.case.panel, recommendation="Go on"),
        "panel_outcome_after_it_sat",
    ),
    "authority to place twice": (
        lambda r: sql_insert(r.authority, ended_on=DAY, ended_reason="revoked"),
        "Authority to place a child for adoption is held once at a time.",
    ),
    "authority to place ended without a reason": (
        lambda r: sql_update(r.authority, ended_on=DAY),
        "authority_ends_with",
    ),
    "authority to place ended before it was given": (
        lambda r: sql_update(r.authority, ended_on="2020-01-01", ended_reason="revoked"),
        "authority_ends_after_it_was",
    ),
    "authority to place on no ground": (lambda r: sql_update(r.authority, ground=""), "authority_has_a_ground"),
    "authority to place another child": (
        lambda r: sql_update(r.authority, child_id=r.other.child.pk),
        "Authority to place and its period of care are of one child.",
    ),
    "views before birth": (
        lambda r: more_views(r, received_on="2001-01-01"),
        "Views cannot have come before the child was born.",
    ),
    "birth after views": (
        lambda r: sql_update(r.child, date_of_birth="2025-05-30"),
        "The child ",
    ),
    "views of another child": (
        lambda r: more_views(r, child_id=r.other.child.pk),
        "Views and the review they are for are of one child.",
    ),
    "an unknown form of views": (lambda r: more_views(r, source="rumour"), "form_source_is_known"),
    "overlapping placements": (
        lambda r: sql_insert(r.episode, started_on="2025-01-01", ended_on=DAY, reason_ended="X1"),
        "Two episodes of one child cannot run at the same time.",
    ),
    "two running placements": (lambda r: sql_insert(r.episode, started_on=DAY), "Two episodes of one child"),
    "a placement before care began": (
        lambda r: sql_update(r.episode, started_on="2020-01-01"),
        "An episode lies within its period of care.",
    ),
    "a placement of another child": (
        lambda r: sql_update(r.episode, child_id=r.world.cases[Kind.ARCHIVED].child.pk, started_on="2025-02-03"),
        "An episode and its period of care are of one child.",
    ),
    "a placement ended without a reason": (lambda r: sql_update(r.episode, ended_on=DAY), "episode_ends_with_a_"),
    "care before birth": (
        lambda r: sql_update(r.period, became_looked_after_on="1999-01-01"),
        "Care cannot begin before the child was born.",
    ),
    "care ceased without a reason": (lambda r: sql_update(r.period, ceased_on=DAY), "period_ceases_with_a_reason"),
    "a reason for an end that has not come": (
        lambda r: sql_update(r.period, reason_ceased="E8"),
        "period_ceases_with_a_reason",
    ),
    "two IROs at a time": (
        lambda r: sql_insert(r.child.iro_allocations.get(), until_on=DAY),
        "A child has one IRO at a time.",
    ),
    "two social workers at a time": (
        lambda r: sql_insert(r.social, until_on=DAY),
        "A child has one social worker at a time.",
    ),
    "two short breaks at a time": (lambda r: sql_insert(r.stay, ended_on=DAY), "one short break at a time"),
    "a stage left out in silence": (
        lambda r: sql_insert(r.stage, stages_skipped=1, skip_reason=""),
        "stage",
    ),
    "a stage ended before it began": (lambda r: sql_update(r.stage, ended_on="2020-01-01"), "stage_ends_after_it"),
    "a dispute ended before its last stage": (
        lambda r: sql_update(r.case.dispute, status="resolved", resolved_on="2024-01-01", resolution="Done."),
        "A dispute cannot end before its last stage began.",
    ),
    "a dispute ended without a day": (lambda r: sql_update(r.case.dispute, status="resolved"), "closed_dispute_has"),
    "a dispute ended without a resolution": (
        lambda r: sql_update(r.case.dispute, status="resolved", resolved_on=DAY),
        "closed_dispute_has_a_resolution",
    ),
    "an effect of an open dispute": (lambda r: sql_update(r.case.dispute, effect="full"), "effect_only_of_a_"),
    "a formal dispute without a limit": (lambda r: sql_update(r.case.dispute, resolve_by=None), "formal_dispute_has"),
    "an unknown stage": (lambda r: sql_update(r.case.dispute, stage="stage_9"), "dispute_stage_is_known"),
    "a dispute about another child's review": (
        lambda r: sql_update(r.case.dispute, child_id=r.other.child.pk),
        "A dispute and the review that brought it up are of one child.",
    ),
    "a referral without a reason": (lambda r: sql_update(r.case.referral, reason=""), "referral_has_a_reason"),
    "a referral of another child's dispute": (
        lambda r: sql_update(r.case.referral, child_id=r.other.child.pk),
        "A referral and its dispute are of one child.",
    ),
    "good practice with another child's review": (
        lambda r: sql_update(r.case.good_practice, child_id=r.other.child.pk),
        "Good practice and its review are of one child.",
    ),
    "a panel member with another role": (
        lambda r: sql_insert(r.world.user("panel_member").role_grants.get(), role="iro"),
        "A panel member holds no other role.",
    ),
    "a panel member with another role for a time": (
        lambda r: sql_insert(r.world.user("panel_member").role_grants.get(), role="iro", until_on=DAY),
        "A panel member holds no other role.",
    ),
    "an administrator with another role": (
        lambda r: sql_insert(r.world.user("system_administrator").role_grants.get(), role="iro"),
        "A system administrator holds no other role.",
    ),
    "a role twice": (
        lambda r: sql_insert(r.world.user("iro").role_grants.get(), until_on=DAY),
        "This person already holds this role on one of these days.",
    ),
    "an unknown role": (lambda r: sql_update(r.world.user("iro").role_grants.get(), role="king"), "role_is_known"),
    "an approved report without figures": (lambda r: sql_update(r.draft, status="approved"), "approved_report_"),
    "a draft that was approved": (lambda r: sql_update(r.approved, status="draft"), "draft_report_is_not_decided"),
    "a release by nobody": (lambda r: sql_update(r.approved, status="released"), "released_report_says_by_whom"),
    "an approval by nobody": (
        lambda r: sql_update(r.approved, approved_at=None, approved_by_id=None),
        "approved_report_says_by_whom",
    ),
    "two reports of one period": (lambda r: sql_insert(r.draft), "one_report_of_a_period"),
    "an unknown state of a report": (lambda r: sql_update(r.approved, status="secret"), "report_status_is_known"),
    "an unknown state of a job": (lambda r: sql_update(r.job, state="lost"), "job_state_is_known"),
    "a history rewritten": (
        lambda r: sql_update(r.completed.status_changes.first(), why="Other"),
        "This history can be added to, never changed.",
    ),
}


def constraint_or_sentence(said: str, refusal: str) -> bool:
    """Say whether a refusal is the expected one. SQLite names the columns of a unique rule, not the rule."""
    if said in refusal:
        return True
    named = [
        constraint
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.name == said
    ]
    return bool(named) and refusal.startswith("UNIQUE constraint failed")


@pytest.mark.parametrize("case", CASES)
def test_c44_database_refuses(case, world):
    write, said = CASES[case]
    refusal = refusal_of(write(Rows(world)))
    assert constraint_or_sentence(said, refusal), refusal or "it was written"


def test_c44_lawful_writes_pass(world):
    rows = Rows(world)
    lawful = [
        sql_update(rows.review, due_explanation="x"),
        sql_update(rows.completed, late_note="x"),
        sql_update(rows.episode, placed_with="x"),
        more_views(rows, received_on=DAY),
        sql_update(rows.child, first_name="x"),
        sql_update(rows.case.dispute, summary="x"),
        sql_update(rows.draft, title="x"),
        rows.ended(),
    ]
    assert [refusal_of(write) for write in lawful] == [""] * len(lawful)


def test_c44_every_trigger_is_there_after_all_migrations(world):
    assert absent(connection) == []


def test_c44_a_dropped_rule_is_found_and_comes_back_with_the_next_migration(world):
    name = "participation_consultation_after_birth"
    with connection.cursor() as cursor:
        for statement in TRIGGERS[name].drop(connection.vendor):
            cursor.execute(statement)
    assert absent(connection) == [name]
    assert refusal_of(CASES["views before birth"][0](Rows(world))) == ""
    triggers.install_across_tables(connection)
    assert absent(connection) == []


def test_c44_every_trigger_that_names_another_table_says_so():
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    wrong = {
        trigger.name
        for trigger in TRIGGERS.values()
        if isinstance(trigger, Trigger)
        and tables & set(re.findall(r"\w+", trigger.refuse_when)) - {trigger.table} != set(trigger.reads)
    }
    assert wrong == set()


def test_c44_rules_that_speak_are_known_to_a_process_that_migrates_nothing():
    assert {"children_episode_no_overlap", "accounts_rolegrant_once"} <= set(TRIGGERS)
