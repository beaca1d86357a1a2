"""The annual report of the demonstration: a draft with its narrative, its footnotes, and the figures typed for it."""

import datetime
import tomllib
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
NARRATIVE = "data/narrative_2011.toml"


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
    written = tomllib.loads(files("desk.demonstration").joinpath(NARRATIVE).read_text(encoding="utf-8"))
    report = AnnualReport.objects.create(
        from_on=datetime.date(2011, 1, 1), until_on=datetime.date(2011, 12, 31), **written["front"]
    )
    ReportSection.objects.bulk_create(
        ReportSection(report=report, key=key, text=text.strip()) for key, text in written["sections"].items()
    )
    Footnote.objects.bulk_create(
        Footnote(report=report, warning_key=key, text=text) for key, text in written["footnotes"].items()
    )
    return report
