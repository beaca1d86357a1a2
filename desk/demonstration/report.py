"""The annual report of the demonstration: a draft with its narrative, its footnotes, and the figures typed for it."""

import datetime
from importlib.resources import files

from desk.demonstration.published import Published
from reporting.models import AnnualReport, Footnote, ReportSection, TypedFigure

SOURCE = "Annual Independent Reviewing Officers' Report, 1 January to 31 December 2011 (Harrow)"
# The published name of a figure -> the key and row here.
TYPED = {
    "disputes_stage1": ("disputes.previous.stage_1", ""),
    "disputes_stage2": ("disputes.previous.stage_2", ""),
    "advocacy_cla": ("advocacy.supported", "looked_after"),
    "advocacy_leaving_care": ("advocacy.supported", "leaving_care"),
    "advocacy_uasc": ("advocacy.supported", "uasc"),
}
FOOTNOTES = (
    (
        "children.by_placement",
        "The placement types add to 149 for 150 children: the placement of one child was not recorded.",
    ),
    (
        "consultation.16-17.pathway_plan_reflects_what_matters",
        "73 answers from 72 forms: one young person ticked two boxes, and both are counted.",
    ),
    (
        "consultation.16-17.safe_where_living",
        "73 answers from 72 forms: one young person ticked two boxes, and both are counted.",
    ),
)
NARRATIVE = "narrative"


def draft_report(published: Published) -> AnnualReport:
    """Make the draft of the annual report for 2011, with narrative, footnotes and typed figures."""
    TypedFigure.objects.bulk_create(
        TypedFigure(
            key=TYPED[row.figure][0],
            code=TYPED[row.figure][1],
            from_on=row.from_on,
            until_on=row.until_on,
            value=row.value,
            source=SOURCE,
        )
        for row in published.prior
    )
    report = AnnualReport.objects.create(
        title="Annual report of the Independent Reviewing Officers, 2011",
        from_on=datetime.date(2011, 1, 1),
        until_on=datetime.date(2011, 12, 31),
        meeting_on=datetime.date(2012, 7, 10),
        subject="Annual report of the IRO service, 1 January to 31 December 2011",
        responsible_officer="Magnolia Ashgrove, Divisional Director",
        enclosures="None",
        contact="Cedar Fictional, IRO manager",
        background_papers="None",
    )
    ReportSection.objects.bulk_create(
        ReportSection(report=report, key=key, text=text) for key, text in narrative().items()
    )
    Footnote.objects.bulk_create(Footnote(report=report, warning_key=key, text=text) for key, text in FOOTNOTES)
    return report


def narrative() -> dict[str, str]:
    """Return the narrative by heading, one text file each, in the order of their names ("03.participation.txt")."""
    folder = files("desk.demonstration").joinpath(NARRATIVE)
    if not folder.is_dir():
        return {}
    named = sorted((entry.name, entry) for entry in folder.iterdir() if entry.name.endswith(".txt"))
    return {name.split(".")[-2]: entry.read_text(encoding="utf-8").strip() for name, entry in named}
