"""The day that the pages about people play."""

import datetime

from django.http import HttpRequest


def day_of(request: HttpRequest) -> datetime.date:
    """Return the statutory day of a request."""
    day: datetime.date = request.today  # type: ignore[attr-defined] # set by the middleware
    return day
