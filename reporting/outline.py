"""The headings of the annual report in order: what is written under each, and which figures stand there.

Source of the headings: the IRO Handbook, paragraph 7.11, as Harrow's report for 2011 arranges them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its number and title, what its writer is asked for, and the keys of its figures and tables.

    A key that ends with a dot stands for every figure whose key begins with it. `charts` are tables shown as bars too,
    named in the same way.
    """

    key: str
    number: str
    title: str
    asks: str
    figures: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        """Return 2 for a main heading, 3 for one below it."""
        return 2 if "." not in self.number else 3


OUTLINE = (
    Heading("summary", "1", "Summary", "What this report is for, and the few things the panel should take from it."),
    Heading(
        "introduction",
        "2",
        "Introduction",
        "Who receives the report, the period, where the service sits and to whom its manager reports.",
    ),
    Heading(
        "role_of_iro",
        "2.1",
        "The role of the Independent Reviewing Officer",
        "The legal basis and what the guidance asks for.",
    ),
    Heading(
        "team",
        "2.2",
        "The team and its caseload",
        "The posts, who holds them, continuity, and whether the caseload allows good work.",
        figures=(
            "service.iro_fte",
            "service.caseload_per_fte",
            "service.caseload_range",
            "service.support_worker_fte",
            "service.agency",
            "service.vacancies",
        ),
        tables=("service.posts", "service.iro_by_identity_and_sex", "service.years_in_post", "service.changes_of_iro"),
    ),
    Heading(
        "children",
        "2.3",
        "The number of children",
        "How numbers changed and why, who the children are, where they live.",
        figures=(
            "children.looked_after_at_start",
            "children.looked_after_at_end",
            "children.short_breaks_at_end",
            "children.started",
            "children.ceased",
            "children.secure_in_period",
        ),
        tables=(
            "children.by_ethnicity_and_sex",
            "children.by_placement",
            "children.started_by_age_and_status",
            "children.placement_moves",
        ),
        charts=("children.by_placement",),
    ),
    Heading(
        "participation_children",
        "2.4",
        "Participation by children",
        "How children took part, who did not and what was tried, with an example.",
        figures=(
            "participation.eligible",
            "participation.took_part_rate_pn7",
            "participation.not_participating_children",
            "participation.co_chaired",
            "participation.co_chaired_children",
            "participation.planned_together",
        ),
        tables=(
            "participation.by_code",
            "participation.reasons",
            "participation.reasons_children",
            "participation.strategies",
            "participation.strategies_children",
            "participation.strategies_heard",
        ),
        charts=("participation.by_code",),
    ),
    Heading(
        "disabilities",
        "2.5",
        "Children with disabilities",
        "How children who do not speak are heard: stop, look and listen.",
        figures=("participation.stop_look_listen",),
        tables=("participation.stop_look_listen_strands",),
    ),
    Heading(
        "participation_parents",
        "2.6",
        "Participation by parents",
        "Why parents were not invited or did not come, and what is done about it.",
        figures=(
            "parents.invited_not_attending",
            "parents.invited_not_attending_rate_of_all",
            "parents.invited_not_attending_rate_of_invited",
            "parents.meetings_offered",
            "parents.meetings_taken_up",
            "parents.outcome_relayed",
        ),
        tables=("parents.not_invited_reasons", "parents.not_attending_reasons"),
    ),
    Heading(
        "consultation",
        "2.7",
        "What children said: highlights of consultation",
        "What children wrote on their forms, what was done at once, what is to be developed.",
        figures=(
            "consultation.4-15.forms",
            "consultation.16-17.forms",
            "safety.alerts",
            "safety.followed_up",
            "safety.acted_same_working_day",
            "advocacy.told",
            "advocacy.offered",
            "advocacy.taken_up",
            "advocacy.children",
            "visitors.offered",
            "visitors.taken_up",
            "visitors.children",
        ),
        tables=(
            "consultation.",
            "safety.causes",
            "participation.views_differ",
            "participation.themes.children",
            "participation.themes.parents",
            "advocacy.supported",
            "advocacy.answers",
            "advocacy.by_provider",
            "visitors.answers",
            "visitors.by_provider",
        ),
        charts=("consultation.",),
    ),
    Heading(
        "timeliness",
        "2.8",
        "Reviews held on time",
        "How many reviews, why so many, how many on time, and the reason for each late one.",
        figures=(
            "reviews.held",
            "reviews.on_time",
            "reviews.on_time_adjourned",
            "reviews.late",
            "reviews.on_time_share",
            "reviews.on_time_share_with_adjourned",
            "reviews.brought_forward",
            "reviews.adjourned",
            "reviews.series",
            "reviews.postponed",
            "reviews.without_meeting",
            "reviews.child_missing",
            "reviews.short_breaks",
            "reviews.secure_panels",
        ),
        tables=("reviews.late_reasons", "reviews.by_sequence", "reviews.child_spoken_to_before"),
    ),
    Heading(
        "audits",
        "2.9",
        "Quality-assurance audits",
        "What audits found, common recommendations, what is planned.",
        figures=("quality.audits", "quality.checklists"),
        tables=("quality.audit_themes",),
    ),
    Heading(
        "disputes",
        "2.10",
        "The local dispute resolution process",
        "How the protocol worked, what changed for the children, why more or fewer than the year before.",
        figures=(
            "disputes.stage_1",
            "disputes.previous.stage_1",
            "disputes.stage_2",
            "disputes.previous.stage_2",
            "disputes.director",
            "disputes.pre_protocol",
            "disputes.days_to_resolve",
            "disputes.over_20_working_days",
            "disputes.cafcass_referrals",
        ),
        tables=("disputes.issues", "disputes.by_number_of_issues", "disputes.resolved_by_stage", "disputes.effect"),
    ),
    Heading(
        "resources",
        "2.11",
        "Resource issues",
        "Whether want of resources put any child's care at risk, and examples of good practice.",
        figures=("quality.resource_concerns", "quality.good_practice"),
    ),
    Heading(
        "overview",
        "2.12",
        "Overview of the service's work",
        "Forums, panels, links with teams, training.",
    ),
    Heading(
        "recommendations",
        "2.13",
        "Recommendations",
        "Who should do what. One to a line, each beginning with a hyphen.",
    ),
    Heading("further_information", "3", "Further information", "Anything the panel asked for."),
    Heading("financial_implications", "4", "Financial implications", "What this report costs, if anything."),
    Heading("corporate_priority", "5", "Corporate priority", "Which priority of the council this serves."),
    Heading("clearances", "6", "Clearances", "Each clearance with name and date, one to a line."),
)
HEADINGS = {heading.key: heading for heading in OUTLINE}
