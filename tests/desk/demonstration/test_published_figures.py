"""The loaded database gives every published figure: counted here by plain queries that share nothing with reporting."""

import csv
import datetime
from collections import Counter
from decimal import Decimal
from importlib.resources import files

import pytest
from django.db.models import Count, F, Q, Sum

from accounts.enums import PostKind, Role
from accounts.models import Post, User
from children.models import Child, Episode, PeriodOfCare
from disputes.models import Dispute, ResolutionStage
from office.authority import working_calendar
from participation.models import Answer, Consultation
from reporting.actions import unexplained
from reporting.assembly import statistics_of
from reporting.models import AnnualReport, TypedFigure
from reporting.narrative import unknown_names
from reviews.models import ParentPart, Review

FIRST, LAST = datetime.date(2011, 1, 1), datetime.date(2011, 12, 31)
EVE = datetime.date(2010, 12, 31)
SHORT_BREAKS = ("V3", "V4")


def published():
    text = files("desk.demonstration").joinpath("harrow2011/published_figures.csv").read_text(encoding="utf-8")
    return {row["ref"]: Decimal(row["value"]) for row in csv.DictReader(text.splitlines())}


def in_care(on):
    running = Q(started_on__lte=on) & (Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    return Episode.objects.filter(running).exclude(legal_status__in=SHORT_BREAKS)


def held():
    return Review.objects.filter(kind="looked_after", status="completed", completed_on__range=(FIRST, LAST))


def about_children():
    now = in_care(LAST)
    got = {
        "cla_2011-01-01": in_care(FIRST).count(),
        "cla_2011-12-31": now.count(),
        "short_breaks_2011-12-31": PeriodOfCare.objects.filter(
            kind="short_breaks", became_looked_after_on__lte=LAST, ceased_on__isnull=True
        ).count(),
        "table1_total": now.count(),
        "table1_male": now.filter(child__sex="M").count(),
        "table1_female": now.filter(child__sex="F").count(),
        "placement_not_recorded": now.filter(placement="").count(),
        "placement_listed_total": now.exclude(placement="").count(),
        "secure_children_2011": Child.objects.filter(
            Q(episodes__ended_on__isnull=True) | Q(episodes__ended_on__gte=FIRST),
            episodes__placement="K1",
            episodes__started_on__lte=LAST,
        )
        .distinct()
        .count(),
    }
    for code, number in now.values_list("placement").annotate(Count("id")):
        got[f"placement_{code}"] = number
    for code, sex, number in now.values_list("child__ethnicity", "child__sex").annotate(Count("id")):
        got[f"table1_{code}_{sex}"] = number
    return got


def about_reviews():
    got = {
        "reviews_2011": held().count(),
        "reviews_child_4_or_over": held().exclude(age_band="under_four").count(),
        "pn7_children": held().filter(participation_code="PN7").values("child").distinct().count(),
        # No limit falls due on or after the 18th birthday, and none can then be missed.
        "reviews_on_time": held().filter(Q(due_on__isnull=True) | Q(completed_on__lte=F("due_on"))).count(),
        "reviews_late": held().filter(completed_on__gt=F("due_on")).count(),
    }
    got |= {f"pn{n}": held().filter(participation_code=f"PN{n}").count() for n in range(8)}
    parts = ParentPart.objects.filter(review__in=held())
    absent = parts.filter(was_invited=True, attended=False).exclude(
        review__in=parts.filter(attended=True).values("review")
    )
    got["parents_invited_not_attending"] = absent.values("review").distinct().count()
    rate = Decimal(100 * got["parents_invited_not_attending"]) / got["reviews_2011"]
    got["parents_invited_not_attending_pct"] = round(rate, 1)
    return got


def about_staff():
    posts = Post.objects.filter(from_on__lte=LAST, until_on__isnull=True)
    iros, support = posts.filter(kind=PostKind.IRO), posts.filter(kind=PostKind.SUPPORT_WORKER)
    long_ago = datetime.date(2008, 12, 31)
    fte = iros.aggregate(total=Sum("fte"))["total"]
    got = {
        "iro_fte": fte,
        "support_worker_fte": support.aggregate(total=Sum("fte"))["total"],
        "iros_male": iros.filter(holder__sex="M").count(),
        "iros_in_post_over_3_years": iros.filter(from_on__lt=long_ago).count(),
        "manager_greek_cypriot_male_over_3_years": posts.filter(
            kind=PostKind.MANAGER, holder__identity="Greek Cypriot", holder__sex="M", from_on__lt=long_ago
        ).count(),
        "cla_per_iro_fte_about": 10 * round(in_care(LAST).count() / fte / 10),
    }
    for identity in ("British Asian", "White British", "White European"):
        got[f"iros_{identity.lower().replace(' ', '_')}"] = iros.filter(holder__identity=identity).count()
    return got


def about_disputes():
    in_year = ResolutionStage.objects.filter(entered_on__range=(FIRST, LAST))
    got = {
        "disputes_stage1_2011": in_year.filter(stage="stage_1").count(),
        "disputes_stage2_2011": in_year.filter(stage="stage_2").count(),
    }
    formal = Dispute.objects.filter(stages__in=in_year.filter(stage="stage_1")).order_by("id")
    for number, dispute in enumerate(formal, start=1):
        got[f"dispute_{number}_issues"] = dispute.dispute_issues.count()
    typed = {(row.key, row.code): row.value for row in TypedFigure.objects.all()}
    return got | {
        "disputes_stage1_2010": typed["disputes.previous.stage_1", ""],
        "disputes_stage2_2010": typed["disputes.previous.stage_2", ""],
        "advocacy_cla_2010-11": typed["advocacy.supported", "looked_after"],
        "advocacy_leaving_care_2010-11": typed["advocacy.supported", "leaving_care"],
        "advocacy_uasc_2010-11": typed["advocacy.supported", "uasc"],
    }


def about_forms():
    answers = Counter(
        f"consult_{group}_{question}_{answer}"
        for group, question, answer in Answer.objects.filter(consultation__received_on__year=2011).values_list(
            "consultation__form__key", "question__key", "answer"
        )
    )
    groups = Counter(Consultation.objects.filter(received_on__year=2011).values_list("form__key", flat=True))
    return {**answers, **{f"consult_{group}_responses": number for group, number in groups.items()}}


def counted():
    return about_children() | about_reviews() | about_staff() | about_disputes() | about_forms()


def test_the_database_gives_all_125_published_figures(demonstration):
    wanted = published()
    got = counted()
    assert len(wanted) == 125
    assert {ref: got.get(ref, 0) for ref in wanted} == wanted


def test_a_review_too_many_is_seen_by_these_counts(demonstration):
    voided = held().filter(participation_code="PN1").first()
    Review.objects.filter(pk=voided.pk).update(participation_code="PN2")
    wanted, got = published(), counted()
    assert {ref for ref in wanted if got.get(ref, 0) != wanted[ref]} == {"pn1", "pn2"}


def test_84_reviews_had_no_parent_invited(demonstration):
    parts = ParentPart.objects.filter(review__in=held())
    invited = parts.filter(was_invited=True).values("review")
    assert parts.exclude(review__in=invited).values("review").distinct().count() == 84
    assert parts.values("review").distinct().count() == 449


def test_every_review_of_the_year_was_on_time_by_the_law_in_force(demonstration):
    assert list(held().filter(completed_on__gt=F("due_on"))) == []
    assert set(held().values_list("due_rule", flat=True)) == {
        "REV-1ST",
        "REV-1ST-PRE2011",
        "REV-2ND",
        "REV-SUBS",
        "REV-EARLY-IRO",
        "REV-AGE18",
    }


def test_reviews_of_short_breaks_stand_apart_and_are_marked_as_invented(demonstration):
    apart = Review.objects.filter(kind="short_breaks", status="completed")
    assert apart.count() > 0
    assert not apart.filter(is_invented=False).exists()


def test_every_role_has_somebody(demonstration):
    assert [role for role in Role if not User.objects.with_role(role, LAST).exists()] == []


@pytest.mark.parametrize("model", [Child, Episode])
def test_what_was_published_is_not_marked_as_invented(demonstration, model):
    assert model.objects.filter(is_invented=False).count() == {Child: 208, Episode: 373}[model]


def test_the_report_is_a_draft_whose_every_warning_has_its_footnote(demonstration):
    report = AnnualReport.objects.get()
    statistics = statistics_of(report, calendar=working_calendar())
    assert report.status == "draft"
    assert {warning.key for warning in statistics.warnings} == {
        "children.by_placement",
        "consultation.16-17.pathway_plan_reflects_what_matters",
        "consultation.16-17.safe_where_living",
    }
    assert {footnote.warning_key for footnote in report.footnotes.all()} == {w.key for w in statistics.warnings}
    assert report.sections.count() > 15
    assert unexplained(report, statistics) == []


def test_no_narrative_names_a_figure_that_is_not_there(demonstration):
    report = AnnualReport.objects.get()
    figures = statistics_of(report, calendar=working_calendar()).figures
    assert [name for section in report.sections.all() for name in unknown_names(section.text, figures)] == []
