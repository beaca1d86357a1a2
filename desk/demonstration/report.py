"""The annual report of the demonstration: a draft with its narrative, its footnotes, and the figures typed for it."""

import datetime
import tomllib
from decimal import Decimal
from importlib.resources import files

from audit.actors import Actor
from desk.demonstration.published import Published
from reporting.actions import change_front_sheet, start_report, type_figure, write_footnote, write_section
from reporting.models import AnnualReport

SOURCE = "Annual Independent Reviewing Officers' Report, 1 January to 31 December 2011 (Harrow)"
FIRST, LAST = datetime.date(2011, 1, 1), datetime.date(2011, 12, 31)
# The published name of a figure -> the key and row here.
TYPED = {
    "disputes_stage1": ("disputes.previous.stage_1", ""),
    "disputes_stage2": ("disputes.previous.stage_2", ""),
    "advocacy_cla": ("advocacy.supported", "looked_after"),
    "advocacy_leaving_care": ("advocacy.supported", "leaving_care"),
    "advocacy_uasc": ("advocacy.supported", "uasc"),
}
NARRATIVE = "data/narrative_2011.toml"


def draft_report(published: Published, *, by: Actor) -> AnnualReport:
    """Draft the annual report for 2011, with narrative, footnotes and typed figures."""
    for row in published.prior:
        key, code = TYPED[row.figure]
        value = Decimal(row.value)
        type_figure(key=key, code=code, from_on=row.from_on, until_on=row.until_on, value=value, source=SOURCE, by=by)
    written = tomllib.loads(files("desk.demonstration").joinpath(NARRATIVE).read_text(encoding="utf-8"))
    report = start_report(from_on=FIRST, until_on=LAST, by=by)
    change_front_sheet(report=report, seen_version=report.version, by=by, **written["front"])
    for key, text in written["sections"].items():
        write_section(report=report, key=key, text=text.strip(), seen_version=0, by=by)
    for key, text in written["footnotes"].items():
        write_footnote(report=report, warning_key=key, text=text, by=by)
    return report
