"""Disputes: the four that were published, and those that stand open on the demonstration's day."""

import datetime

from accounts.enums import Role
from audit.actors import Actor
from desk.demonstration.care import Household
from desk.demonstration.published import Published, PublishedDispute
from desk.demonstration.staff import Cast
from disputes.actions import PastEnd, PastReply, PastStage, bring_in_dispute
from disputes.enums import Effect, Stage
from reviews.models import IssueType, Review
from statute.ages import age_on

PATHWAY_AGE = 16
TWO_DAYS = datetime.timedelta(days=2)
# Beside those of the published disputes: what audits of practice look for.
FURTHER_ISSUES = (
    "Delay in permanence planning",
    "Health assessment overdue",
    "No pathway plan",
    "Placement move without a review",
    "Contact arrangements not carried out",
    "Recording of chronology",
    "Life story work not begun",
)
SKIPPED = "Talked over with the team manager first; such contacts were not counted that year."
SUMMARY = (
    "The papers that a review needs were not there: {issues}. The IRO asks for them to be completed, and sent to "
    "everyone invited, before the next review."
)
SUMMARY_VISITS = (
    "{name} was not visited within the statutory times after the first placement. The IRO asks for a visit this week, "
    "and for the visits to come to be put in the diary."
)
REPLY = (
    "Thank you for raising this. The plan will be brought up to date this week, and supervision will look at why it "
    "was late."
)
REPLY_STAGE_2 = (
    "Agreed at a meeting of both managers: visits are in the diary to the summer, and the team manager checks weekly."
)
DATE_PASSED = "Raised with the team manager before Christmas; the date agreed has passed."
NO_PERMANENCE = (
    "{name}'s plan for permanence was due at the last review and has not been written. The IRO asks for it within two "
    "weeks, so that {name} knows where home will be."
)
NO_HEALTH_ASSESSMENT = "{name} has waited since October for the health assessment. The IRO asks for a date this week."
NO_PATHWAY_PLAN = "{name} has asked twice what happens after 18 and has had no answer. The IRO asks for the plan."
RESOLVED = "The plan and the papers were completed and sent; the IRO checked them and thanked the team."
RESOLVED_STAGE_2 = "Visits now take place as they should. {name} was told what was agreed, and by whom."


def issue_types(published: Published) -> dict[str, IssueType]:
    """Make the list of issue types: those of the published disputes, and more. Returns them by name."""
    names = dict.fromkeys([*(issue for dispute in published.disputes for issue in dispute.issues), *FURTHER_ISSUES])
    return {name: IssueType.objects.get_or_create(name=name)[0] for name in names}


def bring_in_disputes(
    published: Published,
    homes: dict[str, Household],
    reviews: dict[str, Review],
    cast: Cast,
    issues: dict[str, IssueType],
    *,
    by: Actor,
) -> None:
    """Record the published disputes; summaries, replies and addressees are invented."""
    for row in published.disputes:
        home = homes[row.child]
        name = home.child.called
        listed = ", ".join(issue[0].lower() + issue[1:] for issue in row.issues)
        summary = SUMMARY_VISITS.format(name=name) if row.stage_2_on else SUMMARY.format(issues=listed)
        resolution = RESOLVED_STAGE_2.format(name=name) if row.stage_2_on else RESOLVED
        bring_in_dispute(
            child=home.child,
            review=reviews[row.review],
            raised_by=home.iro,
            summary=summary,
            issues=[issues[issue] for issue in row.issues],
            stages=_stages(row, home, cast),
            end=PastEnd(on=row.resolved_on, resolution=resolution, effect=Effect.FULL),
            child_told=True,
            by=by,
        )


def _stages(row: PublishedDispute, home: Household, cast: Cast) -> list[PastStage]:
    manager = cast.managers_of_teams[home.team]
    stages = [
        PastStage(
            Stage.STAGE_1,
            row.stage_1_on,
            addressed_to=manager,
            skip_reason=SKIPPED,
            replies=[PastReply(manager, row.stage_1_on + TWO_DAYS, REPLY)],
        )
    ]
    if row.stage_2_on:
        iro_manager = cast.first(Role.MANAGER)
        answer = PastReply(manager, row.stage_2_on + TWO_DAYS, REPLY_STAGE_2)
        stages.append(PastStage(Stage.STAGE_2, row.stage_2_on, addressed_to=iro_manager, replies=[answer]))
    return stages


def raise_open_ones(
    homes: dict[str, Household], cast: Cast, issues: dict[str, IssueType], *, day: datetime.date, by: Actor
) -> None:
    """Raise what stands open on the day: two pre-protocol contacts, and a stage 1 of that very day."""
    mine = [home for home in homes.values() if home.period.ceased_on is None and home.iro == cast.by_ref["S01"]]
    theirs = [home for home in homes.values() if home.period.ceased_on is None and home.iro == cast.by_ref["S03"]]
    first_team = cast.first(Role.OPERATIONAL_MANAGER)
    urgent = next(home for home in mine if cast.managers_of_teams[home.team] == first_team)
    young = next(home for home in mine if home is not urgent and age_on(home.row.date_of_birth, day) in range(3, 12))
    older = next(home for home in theirs if age_on(home.row.date_of_birth, day) >= PATHWAY_AGE)
    for home, stage, on, names, summary in (
        (urgent, Stage.STAGE_1, day, ["Delay in permanence planning", "Incomplete care plan"], NO_PERMANENCE),
        (young, Stage.PRE_PROTOCOL, day, ["Health assessment overdue"], NO_HEALTH_ASSESSMENT),
        (older, Stage.PRE_PROTOCOL, day, ["No pathway plan"], NO_PATHWAY_PLAN),
    ):
        skipped = DATE_PASSED if stage == Stage.STAGE_1 else ""
        manager = cast.managers_of_teams[home.team]
        bring_in_dispute(
            child=home.child,
            raised_by=home.iro,
            summary=summary.format(name=home.child.called),
            issues=[issues[name] for name in names],
            stages=[PastStage(stage, on, addressed_to=manager, skip_reason=skipped)],
            is_invented=True,
            by=by,
        )
