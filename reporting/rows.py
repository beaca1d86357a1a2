"""Reads the database into plain rows: one query per table, nothing that names a child.

Figures are of the whole service, so these reads do not start at `visible_to`; the pages that list the records behind a
figure do.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import PostKind
from accounts.models import Post
from children.enums import AllocationReason, CareKind
from children.models import Child, Episode, IROAllocation, PeriodOfCare
from disputes.enums import Effect, Stage
from disputes.models import CafcassReferral, Dispute, DisputeIssue, ResolutionStage
from office.authority import authority
from participation.enums import QuestionKind, Respondent
from participation.enums_advocacy import SupportAnswer
from participation.enums_alerts import Cause
from participation.enums_observing import StrandKind
from participation.models import (
    Answer,
    Consultation,
    ConsultationForm,
    ListeningStrand,
    Question,
    SafetyAlert,
    SupportQuestion,
)
from quality.models import AuditOfPractice, GoodPractice, MonitoringChecklist, ResourceConcern
from reporting import facts as f
from reporting.measures.children import SEEN_WITHIN
from reporting.models import TypedFigure
from reporting.rows_voice import SUBJECTS, read_own_words, read_sides, theme_names
from reviews import enums as review_enums
from reviews.models import (
    Decision,
    OfferToMeet,
    OutcomeRelayed,
    ParentPart,
    PlanningMeeting,
    Postponement,
    RecordOfReview,
    Review,
    SecurePanel,
    StrategyTried,
)

WORDS: Mapping[str, Mapping[str, str]] = {
    "post": dict(PostKind.choices),
    "allocation_reason": dict(AllocationReason.choices),
    "late_reason": dict(review_enums.LateReason.choices),
    "sequence": dict(review_enums.ReviewSequence.choices),
    "spoken_outcome": dict(review_enums.SpokenOutcome.choices),
    "not_taking_part_reason": dict(review_enums.NotTakingPartReason.choices),
    "strategy": dict(review_enums.Strategy.choices),
    "support_answer": dict(SupportAnswer.choices),
    "strand": dict(StrandKind.choices),
    "not_invited_reason": dict(review_enums.NotInvitedReason.choices),
    "not_attending_reason": dict(review_enums.NotAttendingReason.choices),
    "stage": dict(Stage.choices),
    "effect": dict(Effect.choices),
    "alert_cause": dict(Cause.choices),
}


def read_facts(period: f.Period) -> f.Facts:
    """Read what the figures of a period are computed from."""
    settings = authority()
    return f.Facts(
        period=period,
        children=_children(period),
        care=_care(period),
        episodes=_episodes(period),
        posts=_posts(period),
        allocations=_allocations(period),
        reviews=_reviews(period),
        parents=_parents(period),
        strategies=tuple(
            f.Strategy(*row)
            for row in StrategyTried.objects.standing().filter(_of_review(period)).values_list("review_id", "strategy")
        ),
        offers=tuple(
            f.Offer(*row)
            for row in OfferToMeet.objects.standing().filter(_of_review(period)).values_list("review_id", "taken_up")
        ),
        support=_support(period),
        to_listen=_to_listen(period),
        listened=_listened(period),
        decisions=_decisions(period),
        records=_records(period),
        panels=_dated(SecurePanel.objects.all(), "held_on", period),
        kinds_of_form=_kinds_of_form(period),
        questions=_questions(period),
        forms=tuple(
            f.Form(*row) for row in _forms(period).values_list("id", "form__key", "received_on", "form_version__number")
        ),
        answers=tuple(
            f.Answer(*row)
            for row in Answer.objects.filter(consultation__received_on__range=(period.start, period.end)).values_list(
                "consultation_id", "question_id", "answer", "was_followed_up"
            )
        ),
        alerts=_alerts(period),
        sides=read_sides(period),
        own_words=read_own_words(period),
        disputes=tuple(f.Dispute(*row) for row in Dispute.objects.values_list("id", "stage", "resolved_on", "effect")),
        stages=tuple(f.Stage(*row) for row in ResolutionStage.objects.values_list("dispute_id", "stage", "entered_on")),
        issues=tuple(f.Named(*row) for row in DisputeIssue.objects.values_list("dispute_id", "issue__name")),
        referrals=_dated(CafcassReferral.objects.all(), "referred_on", period),
        audits=_dated(AuditOfPractice.objects.all(), "audited_on", period),
        audit_themes=tuple(
            f.Named(*row)
            for row in AuditOfPractice.objects.filter(
                audited_on__range=(period.start, period.end), themes__isnull=False
            ).values_list("id", "themes__name")
        ),
        checklists=_dated(MonitoringChecklist.objects.all(), "completed_on", period),
        concerns=_dated(ResourceConcern.objects.all(), "raised_on", period),
        good_practice=_dated(GoodPractice.objects.all(), "noted_on", period),
        typed=tuple(
            f.Typed(*row)
            for row in TypedFigure.objects.values_list("key", "code", "from_on", "until_on", "value", "source")
        ),
        terms=f.Terms(settings.caseload_low, settings.caseload_high, settings.count_adjourned_as_late),
        words={**WORDS, "subject": SUBJECTS, **theme_names()},
    )


def _dated(records: QuerySet[Any], day: str, period: f.Period) -> tuple[f.Dated, ...]:
    found = records.filter(**{f"{day}__range": (period.start, period.end)}).order_by("id")
    return tuple(f.Dated(*row) for row in found.values_list("id", day))


def _touching(period: f.Period, began: str, ended: str) -> Q:
    """Return the condition that a spell touches the period or the day before it."""
    return Q(**{f"{began}__lte": period.end}) & (Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gte": period.eve}))


def _in_period(period: f.Period, prefix: str = "") -> Q:
    return Q(**{f"{prefix}status": "completed", f"{prefix}completed_on__range": (period.start, period.end)})


def _of_review(period: f.Period) -> Q:
    return _in_period(period, "review__")


def _children(period: f.Period) -> tuple[f.Child, ...]:
    in_care = PeriodOfCare.objects.filter(
        _touching(period, "became_looked_after_on", "ceased_on"), child=OuterRef("pk")
    )
    rows = Child.objects.filter(Exists(in_care)).order_by("id")
    return tuple(
        f.Child(*row) for row in rows.values_list("id", "sex", "date_of_birth", "ethnicity", "is_uasc", "siblings_id")
    )


def _care(period: f.Period) -> tuple[f.CarePeriod, ...]:
    rows = PeriodOfCare.objects.filter(_touching(period, "became_looked_after_on", "ceased_on")).order_by("id")
    return tuple(
        f.CarePeriod(id_, child, kind == CareKind.SHORT_BREAKS, began, ceased)
        for id_, child, kind, began, ceased in rows.values_list(
            "id", "child_id", "kind", "became_looked_after_on", "ceased_on"
        )
    )


def _episodes(period: f.Period) -> tuple[f.Episode, ...]:
    rows = Episode.objects.filter(_touching(period, "started_on", "ended_on")).order_by("started_on", "id")
    fields = (
        "id", "child_id", "period_id", "started_on", "ended_on", "reason_new", "legal_status", "placement",
        "is_out_of_area", "placed_with", "placement_address",
    )  # fmt: skip
    return tuple(
        f.Episode(*facts, f"{placed_with} {address}".strip())  # type: ignore[call-arg]  # as many as there are fields
        for *facts, placed_with, address in rows.values_list(*fields)
    )


def _posts(period: f.Period) -> tuple[f.Post, ...]:
    fields = (
        "id", "kind", "holder_id", "holder__identity", "holder__sex", "fte", "other_duties_fte", "from_on", "until_on",
        "is_agency",
    )  # fmt: skip
    rows = Post.objects.filter(from_on__lte=period.end).order_by("id").values_list(*fields)
    return tuple(
        f.Post(id_, kind, holder, identity or "", sex or "", *rest) for id_, kind, holder, identity, sex, *rest in rows
    )


def _allocations(period: f.Period) -> tuple[f.Allocation, ...]:
    rows = IROAllocation.objects.filter(from_on__lte=period.end).order_by("from_on", "id")
    return tuple(f.Allocation(*row) for row in rows.values_list("id", "child_id", "iro_id", "from_on", "reason"))


def _reviews(period: f.Period) -> tuple[f.Review, ...]:
    spoken = Q(spoken_on__range=(period.end - SEEN_WITHIN, period.end)) & ~Q(status="voided")
    fields = (
        "sequence", "due_on", "held_on", "adjourned_on", "completed_on", "mode", "early_reason", "late_reason",
        "spoken_outcome", "spoken_on", "age_band", "participation_code", "not_taking_part_reason", "was_co_chaired",
        "was_child_missing", "was_postponed", "rights_told", "was_planned",
    )  # fmt: skip
    put_off = Exists(Postponement.objects.filter(review=OuterRef("pk")))
    planned = Exists(PlanningMeeting.objects.standing().filter(review=OuterRef("pk")))
    rows = (
        Review.objects.filter(_in_period(period) | spoken)
        .annotate(was_postponed=put_off, was_planned=planned)
        .order_by("id")
    )
    return tuple(
        f.Review(id_, child, kind == CareKind.SHORT_BREAKS, *rest)
        for id_, child, kind, *rest in rows.values_list("id", "child_id", "kind", *fields)
    )


def _parents(period: f.Period) -> tuple[f.ParentPart, ...]:
    fields = (
        "review_id", "was_invited", "not_invited_reason", "attended", "not_attending_reason", "was_offered_meeting",
        "took_up_meeting", "was_relayed",
    )  # fmt: skip
    relayed = Exists(OutcomeRelayed.objects.standing().filter(part=OuterRef("pk")))
    rows = ParentPart.objects.filter(_of_review(period)).annotate(was_relayed=relayed).order_by("id")
    return tuple(f.ParentPart(*row) for row in rows.values_list(*fields))


def _support(period: f.Period) -> tuple[f.Support, ...]:
    rows = SupportQuestion.objects.filter(_of_review(period)).standing().order_by("id")
    return tuple(f.Support(*row) for row in rows.values_list("review_id", "support", "answer", "provider", "was_told"))


def _to_listen(period: f.Period) -> tuple[int, ...]:
    needs = ~Q(child__communication_needs="") | Q(stop_look_listen__isnull=False)
    return tuple(Review.objects.filter(_in_period(period), needs).order_by("id").values_list("id", flat=True))


def _listened(period: f.Period) -> tuple[f.Listened, ...]:
    rows = ListeningStrand.objects.filter(_in_period(period, "consultation__review__")).order_by("id")
    return tuple(f.Listened(*row) for row in rows.values_list("consultation__review_id", "kind", "status"))


def _decisions(period: f.Period) -> tuple[f.Decision, ...]:
    rows = Decision.objects.filter(target_on__range=(period.start, period.end)).exclude(review__status="voided")
    return tuple(
        f.Decision(id_, target, status == review_enums.DecisionStatus.DONE, closed)
        for id_, target, status, closed in rows.order_by("id").values_list("id", "target_on", "status", "closed_on")
    )


def _records(period: f.Period) -> tuple[f.RecordOfReview, ...]:
    fields = (
        "review_id", "decisions_due_on", "decisions_sent_on", "full_due_on", "finished_on", "distribute_due_on",
        "distributed_on",
    )  # fmt: skip
    rows = RecordOfReview.objects.filter(_of_review(period)).order_by("id")
    return tuple(f.RecordOfReview(*row) for row in rows.values_list(*fields))


def _questions(period: f.Period) -> tuple[f.Question, ...]:
    rows = Question.objects.filter(form_version__published_on__lte=period.end).exclude(kind=QuestionKind.WORDS)
    rows = rows.order_by(
        "form_version__form__age_from", "form_version__form_id", "position", "form_version__number", "id"
    )
    return tuple(
        f.Question(
            q.pk,
            q.key,
            q.form_version.form.key,
            q.text,
            tuple(q.answers),
            tuple(q.safety_answers),
            q.form_version.number,
            q.kind == QuestionKind.SEVERAL,
        )
        for q in rows.select_related("form_version__form")
    )


def _kinds_of_form(period: f.Period) -> tuple[f.KindOfForm, ...]:
    """Return the forms that were in use by the end of the period: a later one is no part of its report."""
    rows = ConsultationForm.objects.filter(versions__published_on__lte=period.end).distinct()
    return tuple(f.KindOfForm(form.key, _of_whom(form)) for form in rows.order_by("age_from", "id"))


def _of_whom(form: ConsultationForm) -> str:
    """Return of whom a form is: the ages where it is for an age group, its name otherwise."""
    is_by_age = form.respondent == Respondent.CHILD and not form.is_easy_read
    return f"ages {form.key}" if is_by_age and form.age_from is not None else form.name


def _alerts(period: f.Period) -> tuple[f.Alert, ...]:
    found = SafetyAlert.objects.filter(consultation__received_on__range=(period.start, period.end)).order_by("id")
    rows = found.values_list("consultation_id", "closing__done_on", "closing__cause")
    return tuple(f.Alert(form, acted_on, cause or "") for form, acted_on, cause in rows)


def _forms(period: f.Period) -> QuerySet[Consultation]:
    return Consultation.objects.filter(received_on__range=(period.start, period.end)).order_by("id")
