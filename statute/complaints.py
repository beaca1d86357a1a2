"""The complaints procedure's limits: SI 2006/1738, whose working days are defined apart (`calendar.complaints()`)."""

from datetime import date
from typing import Final

from statute.calendar import WorkingCalendar
from statute.counting import working_days_after
from statute.due import Due, Strength
from statute.rule import COMPLAINTS, Evidence, Rule

STAGE_1_WORKING_DAYS: Final = 10
# Where the complaint is complex, or an advocate is being found.
STAGE_1_EXTENDED_WORKING_DAYS: Final = 20
STAGE_2_WORKING_DAYS: Final = 25
STAGE_2_EXTENDED_WORKING_DAYS: Final = 65
PANEL_WORKING_DAYS: Final = 30
PANEL_REPORT_WORKING_DAYS: Final = 5
RESPONSE_WORKING_DAYS: Final = 15

COMPLAINT_S1_10WD: Final = Rule(
    "COMPLAINT-S1-10WD",
    "Stage 1 of a complaint: local resolution",
    "10 working days after the complaint; 20 where extended",
    f"{COMPLAINTS} reg 14",
    Strength.LAW,
    Evidence.SECONDARY,
    "complaints.stage_1",
)
COMPLAINT_S2_25WD: Final = Rule(
    "COMPLAINT-S2-25WD",
    "Stage 2 of a complaint: investigation",
    "25 working days after the request",
    f"{COMPLAINTS} reg 17",
    Strength.LAW,
    Evidence.UNCONFIRMED,
    "complaints.stage_2",
)
COMPLAINT_S2_65WD: Final = Rule(
    "COMPLAINT-S2-65WD",
    "Stage 2 of a complaint: investigation, extended",
    "65 working days after the request",
    f"{COMPLAINTS} reg 17",
    Strength.LAW,
    Evidence.UNCONFIRMED,
    "complaints.stage_2",
)
COMPLAINT_PANEL_30WD: Final = Rule(
    "COMPLAINT-PANEL-30WD",
    "Stage 3 of a complaint: the panel meets",
    "30 working days after the request was received",
    f"{COMPLAINTS} reg 19(4)",
    Strength.LAW,
    Evidence.TEXT,
    "complaints.panel_meets",
)
COMPLAINT_PANELREPORT_5WD: Final = Rule(
    "COMPLAINT-PANELREPORT-5WD",
    "The complaints panel's report",
    "5 working days after the panel met",
    f"{COMPLAINTS} reg 20",
    Strength.LAW,
    Evidence.SECONDARY,
    "complaints.panel_report",
)
COMPLAINT_RESPONSE_15WD: Final = Rule(
    "COMPLAINT-RESPONSE-15WD",
    "The authority's response to the panel's findings",
    "15 working days after the findings were received",
    f"{COMPLAINTS} reg 20",
    Strength.LAW,
    Evidence.SECONDARY,
    "complaints.response",
)
RULES: Final = (
    COMPLAINT_S1_10WD,
    COMPLAINT_S2_25WD,
    COMPLAINT_S2_65WD,
    COMPLAINT_PANEL_30WD,
    COMPLAINT_PANELREPORT_5WD,
    COMPLAINT_RESPONSE_15WD,
)


def stage_1(complained_on: date, *, calendar: WorkingCalendar, extended: bool = False) -> Due:
    """COMPLAINT-S1-10WD: local resolution, from the day the complaint was made."""
    number = STAGE_1_EXTENDED_WORKING_DAYS if extended else STAGE_1_WORKING_DAYS
    event = "when the complaint was made"
    return working_days_after(COMPLAINT_S1_10WD, complained_on, number, calendar=calendar, event=event)


def stage_2(requested_on: date, *, calendar: WorkingCalendar, extended: bool = False) -> Due:
    """COMPLAINT-S2-25WD, or where the investigation was extended COMPLAINT-S2-65WD."""
    rule, number = (
        (COMPLAINT_S2_65WD, STAGE_2_EXTENDED_WORKING_DAYS) if extended else (COMPLAINT_S2_25WD, STAGE_2_WORKING_DAYS)
    )
    return working_days_after(rule, requested_on, number, calendar=calendar, event="when stage 2 was requested")


def panel_meets(request_received_on: date, *, calendar: WorkingCalendar) -> Due:
    """COMPLAINT-PANEL-30WD: from the day the request for a panel was received."""
    event = "when the request for a panel was received"
    return working_days_after(
        COMPLAINT_PANEL_30WD, request_received_on, PANEL_WORKING_DAYS, calendar=calendar, event=event
    )


def panel_report(panel_met_on: date, *, calendar: WorkingCalendar) -> Due:
    """COMPLAINT-PANELREPORT-5WD: from the day the panel met."""
    event = "when the panel met"
    return working_days_after(
        COMPLAINT_PANELREPORT_5WD, panel_met_on, PANEL_REPORT_WORKING_DAYS, calendar=calendar, event=event
    )


def response(findings_received_on: date, *, calendar: WorkingCalendar) -> Due:
    """COMPLAINT-RESPONSE-15WD: from the day the authority received the findings."""
    event = "when the findings were received"
    return working_days_after(
        COMPLAINT_RESPONSE_15WD, findings_received_on, RESPONSE_WORKING_DAYS, calendar=calendar, event=event
    )
