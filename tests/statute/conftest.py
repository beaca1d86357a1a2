"""What the tests of the law share: the calendar of working days."""

import pytest

from statute.calendar import WorkingCalendar, england


@pytest.fixture
def calendar() -> WorkingCalendar:
    return england()
