"""Harrow's published figures for 2011, under the keys of this system: reference -> (key, row or None)."""

SINGLE = {
    "cla_2011-01-01": "children.looked_after_at_start",
    "cla_2011-12-31": "children.looked_after_at_end",
    "short_breaks_2011-12-31": "children.short_breaks_at_end",
    "iro_fte": "service.iro_fte",
    "support_worker_fte": "service.support_worker_fte",
    "reviews_2011": "reviews.held",
    "reviews_on_time": "reviews.on_time",
    "reviews_late": "reviews.late",
    "reviews_child_4_or_over": "participation.eligible",
    "pn7_children": "participation.not_participating_children",
    "secure_children_2011": "children.secure_in_period",
    "parents_invited_not_attending": "parents.invited_not_attending",
    "parents_invited_not_attending_pct": "parents.invited_not_attending_rate_of_all",
    "consult_4-15_responses": "consultation.4-15.forms",
    "consult_16-17_responses": "consultation.16-17.forms",
    "disputes_stage1_2011": "disputes.stage_1",
    "disputes_stage2_2011": "disputes.stage_2",
    "disputes_stage1_2010": "disputes.previous.stage_1",
    "disputes_stage2_2010": "disputes.previous.stage_2",
}
CELLS = {
    "table1_male": ("children.by_ethnicity_and_sex", "total", "male"),
    "table1_female": ("children.by_ethnicity_and_sex", "total", "female"),
    "table1_total": ("children.by_ethnicity_and_sex", "total", "total"),
    "advocacy_cla_2010-11": ("advocacy.supported", "looked_after"),
    "advocacy_leaving_care_2010-11": ("advocacy.supported", "leaving_care"),
    "advocacy_uasc_2010-11": ("advocacy.supported", "uasc"),
    "iros_british_asian": ("service.iro_by_identity_and_sex", "British Asian", "total"),
    "iros_white_british": ("service.iro_by_identity_and_sex", "White British", "total"),
    "iros_white_european": ("service.iro_by_identity_and_sex", "White European", "total"),
    "iros_male": ("service.iro_by_identity_and_sex", "total", "male"),
    "iros_in_post_over_3_years": ("service.years_in_post", "over_3"),
}
# Figures of the report that are no figure of ours, each with the reason.
NOT_OURS = {
    "cla_per_iro_fte_about": "rounded to tens in the report; ours is 46.9",
    "placement_listed_total": "what the rows of the table add to",
    "placement_not_recorded": "the table's not_stated",
    "manager_greek_cypriot_male_over_3_years": "about one person",
    **{f"dispute_{number}_issues": "issues of one dispute; disputes.by_number_of_issues" for number in range(1, 5)},
}


def where(reference: str) -> tuple[str, ...] | None:
    """Return the key, row and column of a published figure here, or None when it is none of ours."""
    if reference in NOT_OURS:
        return None
    if reference in SINGLE:
        return (SINGLE[reference],)
    if reference in CELLS:
        return CELLS[reference]
    kind, _, rest = reference.partition("_")
    kinds = {"table1": _ethnicity, "placement": lambda code: ("children.by_placement", code), "consult": _consultation}
    return kinds[kind](rest) if kind in kinds else ("participation.by_code", reference.upper())


def _ethnicity(rest: str) -> tuple[str, ...]:
    code, _, sex = rest.partition("_")
    return "children.by_ethnicity_and_sex", code, {"M": "male", "F": "female"}[sex]


def _consultation(rest: str) -> tuple[str, ...]:
    group, _, question_and_answer = rest.partition("_")
    question, _, answer = question_and_answer.rpartition("_")
    return f"consultation.{group}.{question}", answer
