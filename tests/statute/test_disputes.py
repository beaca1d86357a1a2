"""DISPUTE-20WD and DISPUTE-STAGE-5WD."""

from datetime import date

from statute import disputes
from statute.due import Strength


def test_formal_stages_have_twenty_working_days_together(calendar):
    due = disputes.resolve_by(date(2022, 9, 5), calendar=calendar)
    assert (due.rule, due.strength, due.on) == ("DISPUTE-20WD", Strength.GUIDE, date(2022, 10, 4))


def test_each_stage_has_five_working_days_or_the_authority_s_number(calendar):
    due = disputes.stage_reply_by(date(2025, 4, 16), calendar=calendar)
    assert (due.rule, due.strength, due.on) == ("DISPUTE-STAGE-5WD", Strength.LOCAL, date(2025, 4, 25))
    assert disputes.stage_reply_by(date(2025, 4, 16), calendar=calendar, working_days=10).on == date(2025, 5, 2)
