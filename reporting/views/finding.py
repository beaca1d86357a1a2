"""What several pages need: the report asked for, and the address of the list behind a figure."""

from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from reporting.facts import Period
from reporting.models import AnnualReport
from reporting.outputs.document import Href


def report_or_404(pk: int) -> AnnualReport:
    """Return a report. Who may open the page may open every report: none is about one child."""
    found = AnnualReport.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def lists_of_report(report: AnnualReport) -> Href:
    """Return the addresses of the lists behind a report's figures."""

    def href(key: str, part: str) -> str:
        address = reverse("reporting:figure", args=[report.pk, key])
        return f"{address}?{urlencode({'part': part})}" if part else address

    return href


def lists_of_period(period: Period) -> Href:
    """Return the addresses of the lists behind the figures of any period."""
    days = {"start": period.start.isoformat(), "end": period.end.isoformat()}

    def href(key: str, part: str) -> str:
        query = {**days, "part": part} if part else days
        return f"{reverse('reporting:period-figure', args=[key])}?{urlencode(query)}"

    return href
