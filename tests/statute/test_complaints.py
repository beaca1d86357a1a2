"""The clocks of complaints.

COMPLAINT-S1-10WD, COMPLAINT-S2-25WD, COMPLAINT-S2-65WD, COMPLAINT-PANEL-30WD, COMPLAINT-PANELREPORT-5WD,
COMPLAINT-RESPONSE-15WD.
"""

from datetime import date
from functools import partial

import pytest

from statute import complaints
from statute.calendar import complaints as complaints_calendar


@pytest.mark.parametrize(
    ("function", "rule", "expected"),
    [
        (complaints.stage_1, "COMPLAINT-S1-10WD", "2025-12-24"),
        (partial(complaints.stage_1, extended=True), "COMPLAINT-S1-10WD", "2026-01-12"),
        (complaints.stage_2, "COMPLAINT-S2-25WD", "2026-01-19"),
        (partial(complaints.stage_2, extended=True), "COMPLAINT-S2-65WD", "2026-03-16"),
        (complaints.panel_meets, "COMPLAINT-PANEL-30WD", "2026-01-26"),
        (complaints.panel_report, "COMPLAINT-PANELREPORT-5WD", "2025-12-17"),
        (complaints.response, "COMPLAINT-RESPONSE-15WD", "2026-01-05"),
    ],
)
def test_complaint_clocks(function, rule, expected):
    due = function(date(2025, 12, 10), calendar=complaints_calendar())
    assert (due.rule, due.on.isoformat()) == (rule, expected)
