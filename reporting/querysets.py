"""Readings of annual reports, named as sentences."""

import datetime
from typing import Any

from django.db import models


class ReportQuerySet(models.QuerySet[Any]):
    """Annual reports."""

    def released(self) -> "ReportQuerySet":
        """Return the reports that the panel may read."""
        return self.filter(status="released")

    def in_hand(self) -> "ReportQuerySet":
        """Return the reports that are being drafted, or approved and not yet released."""
        return self.filter(status__in=["draft", "approved"])

    def of_period(self, start: datetime.date, end: datetime.date) -> "ReportQuerySet":
        """Return the reports of exactly this period that were not withdrawn, newest first."""
        return self.filter(from_on=start, until_on=end).exclude(status="withdrawn").order_by("-id")
