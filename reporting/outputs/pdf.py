"""The report as an accessible PDF (PDF/UA-1). Nothing is fetched, from anywhere, whatever the text says."""

import io
from typing import Any

from django.template.loader import render_to_string

from reporting.outputs.document import Document

VARIANT = "pdf/ua-1"
MISSING = (
    "The PDF needs the libraries of WeasyPrint, which this machine does not have. "
    "On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0."
)
FETCHED = "The report asks for something outside itself, which no report may; it was not made."


class PdfUnavailableError(Exception):
    """The libraries that PDFs need are not on this machine. The text says which, and how to get them."""


class FetchRefusedError(Exception):
    """The page asked for something outside itself, so that no PDF was made."""


def deny_all() -> Any:
    """Return a fetcher that refuses every address, also data: and file:, and stops the rendering."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415 - the libraries may be absent

    class DenyAll(URLFetcher):
        """Refuses whatever is asked for."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Refuse."""
            raise FatalURLFetchingError(FETCHED)

    return DenyAll(allowed_protocols=())


def to_pdf(report: Document) -> bytes:
    """Return the report as PDF/UA-1. Raises PdfUnavailableError, or FetchRefusedError where it asks for anything."""
    html = render_to_string("reporting/pdf/report.html", {"report": report})
    return html_to_pdf(html, render_to_string("reporting/pdf/report.css"))


def html_to_pdf(html: str, css: str) -> bytes:
    """Return a page as PDF/UA-1, fetching nothing. Raises as `to_pdf`."""
    try:
        import weasyprint  # noqa: PLC0415 - the libraries may be absent, and importing takes half a second
        from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 - as above
    except OSError as error:
        raise PdfUnavailableError(MISSING) from error
    fetcher, target = deny_all(), io.BytesIO()
    try:
        sheet = weasyprint.CSS(string=css, url_fetcher=fetcher)
        weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(target, stylesheets=[sheet], pdf_variant=VARIANT)
    except FatalURLFetchingError as error:
        # It is a BaseException: whoever catches Exception would not see it, and a worker would die of it.
        raise FetchRefusedError(FETCHED) from error
    return target.getvalue()
