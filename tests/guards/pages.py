"""Every page that the test client fetches is refused when the content security policy or a reader would refuse it."""

import re
from html.parser import HTMLParser

from django.http import HttpResponseBase
from django.http.response import HttpResponse

UNRENDERED = ("{{", "}}", "{%", "%}", "{#", "#}")
# A block of data is no script: the policy does not run it.
DATA_TYPES = frozenset({"application/json", "application/ld+json"})

ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "data", "poster", "cite", "background"})

# A start tag that every reader of HTML reads alike: its values in quotes, and neither "<" nor ">" in any of them.
PLAIN_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"'=]|=\"[^<>\"]*\"|='[^<>']*')*>")
ANY_TAG = re.compile(r"<[a-zA-Z]")
# What a tag that may be at fault holds somewhere: the name of a script, a style or a handler where a name may begin, an
# address of a script's kind, or a character written as a number or by a name that our pages do not use.
SUSPICIOUS = re.compile(
    r"^<(?:script|style)|[\s\"'/](?:style|on)|javascript:|&(?!amp;|quot;|lt;|gt;|#x27;|#39;)", re.IGNORECASE
)


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


def read_with_care(html: str) -> list[str]:
    """Return what is wrong with the tags of a page, reading every one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.faults


def faults_of_tags(html: str) -> list[str]:
    """Return the same, reading with care only the tags that may be at fault.

    A page with a tag that is not plain is read with care from beginning to end.
    """
    tags = PLAIN_TAG.findall(html)
    if len(tags) != len(ANY_TAG.findall(html)):
        return read_with_care(html)
    suspicious = [tag for tag in tags if SUSPICIOUS.search(tag)]
    return read_with_care(html) if [fault for tag in suspicious for fault in read_with_care(tag)] else []


def faults_of(html: str) -> list[str]:
    """Return what is wrong with a page, in words, or an empty list."""
    return faults_of_tags(html) + [f"unrendered template code {mark}" for mark in UNRENDERED if mark in html]


def refuse_untidy_page(response: HttpResponseBase) -> None:
    """Raise UntidyPageError when a page holds inline scripts, handlers or styles, or unrendered template code."""
    if not isinstance(response, HttpResponse) or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    faults = faults_of(response.content.decode(response.charset))
    if faults:
        message = "the page holds " + "; ".join(faults)
        raise UntidyPageError(message)
