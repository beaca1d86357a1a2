"""Every page that the test client fetches is refused when the content security policy or a reader would refuse it."""

from html.parser import HTMLParser

from django.http import HttpResponseBase
from django.http.response import HttpResponse

UNRENDERED = ("{{", "}}", "{%", "%}", "{#", "#}")
# A block of data is no script: the policy does not run it.
DATA_TYPES = frozenset({"application/json", "application/ld+json"})

ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "data", "poster", "cite", "background"})


class UntidyPageError(AssertionError):
    """A page holds something that no page of ours may hold."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.quoting = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") not in DATA_TYPES:
            self.faults.append("an inline script")
        if tag == "style":
            self.faults.append("a <style> element")
        for name, value in attrs:
            if name == "style":
                self.faults.append(f'an inline style on <{tag}> ("{value}")')
            if name.startswith("on"):
                self.faults.append(f"an inline handler {name} on <{tag}>")
            if name in ADDRESSES and (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"a javascript: address on <{tag}>")


def faults_of(html: str) -> list[str]:
    """Return what is wrong with a page, in words, or an empty list."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.faults + [f"unrendered template code {mark}" for mark in UNRENDERED if mark in html]


def refuse_untidy_page(response: HttpResponseBase) -> None:
    """Raise UntidyPageError when a page holds inline scripts, handlers or styles, or unrendered template code."""
    if not isinstance(response, HttpResponse) or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    faults = faults_of(response.content.decode(response.charset))
    if faults:
        message = "the page holds " + "; ".join(faults)
        raise UntidyPageError(message)
