"""What nobody types by accident: texts that another program would take for its own, and the forms to type them into."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Stands in every text below, so that a line of the log or a page that repeats one is found.
MARK = "Zzforged"

# What comes of the sum in the texts below, when something has worked it out.
WORKED_OUT = b"5171141583"

INJECTED = (
    # SQL
    f"' OR '1'='1' -- {MARK}",
    f"{MARK}'; DROP TABLE children_child; --",
    f'{MARK}" UNION SELECT password FROM accounts_user --',  # noqa: S608 - that is what it is for
    f"{MARK}%' ESCAPE '\\",
    f"{MARK}\\' OR 1=1#",
    f"1) OR pg_sleep(5)-- {MARK}",
    f"{MARK}__icontains",
    f"child__full_name__startswith={MARK}",
    # templates
    f"{{{{ 7191*719113 }}}}{MARK}",
    f'{{% include "errors/500.html" %}}{MARK}',
    f"${{7191*719113}}{MARK}",
    f"#{{7191*719113}}{MARK}",
    f"{MARK}{{0.__class__}}%(x)s%s%n",
    # the log, and headers
    f"{MARK}\r\n2012-01-03 10:00:00,000 ERROR django.request: {MARK}",
    f"{MARK}\u2028\u2029\x85\x0b\x0c{MARK}",
    f"\x1b[2J\x1b[31m{MARK}",
    f"{MARK}\r\nSet-Cookie: a=b",
    f"\u202e{MARK}",
    # paths and addresses
    f"../../../../etc/passwd{MARK}",
    f"file:///etc/passwd#{MARK}",
    f"http://127.0.0.1:9/{MARK}",
    f"//evil.example.org/{MARK}",
    f"javascript:alert('{MARK}')",
    # characters
    f"\x00{MARK}",
    f"{MARK}\x00",
    f"\ufeff{MARK}\ufffe\uffff",
    f"{MARK}" + "\U0001f476\u0301" * 40,
    f"{MARK}" + "a" * 20_000,
)
# In place of numbers, dates, choices and keys of records.
MISSHAPEN = (
    *("", " ", "0", "-1", "1e9", "NaN", "Infinity", "1.5", "0x10", "٣", "²", "½", "1_000", "True", "null", "[]", "{}"),
    *("9" * 12, "9" * 19, "9" * 30, "9" * 500, "-" + "9" * 30, "2147483648", "9223372036854775808"),
    *("31", "32", "13", "0000", "9999", "10000", "99999", "2012-02-30", "31/02/2012", "9999-12-31", "0001-01-01"),
    *("on", "off", "yes", "__prefix__", "1,2,3", "1;2", "%00", "%", "\\", "'"),
)


@dataclass
class Form:
    """A form of a page: where it is sent, how, and its fields with a value that each might take."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.open)
        elif self.open is not None:
            if tag in {"input", "textarea", "select", "button"} and given.get("name"):
                self.open.fields.setdefault(given["name"], []).append(given.get("value", ""))
                self.select = given["name"] if tag == "select" else ""
            elif tag == "option" and self.select:
                self.open.fields[self.select].append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None


def forms_of(html: str) -> list[Form]:
    """Return the forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def answers(form: Form, chance: random.Random) -> dict[str, list[str]]:
    """Return an answer to a form: some fields as they should be, some not, missing, twice, or never asked for."""
    given: dict[str, list[str]] = {}
    for name, values in form.fields.items():
        match chance.randrange(8):
            case 0:
                continue
            case 1 | 2 | 3:
                given[name] = [chance.choice(values)]
            case 4 | 5:
                given[name] = [chance.choice(MISSHAPEN)]
            case 6:
                given[name] = [chance.choice(INJECTED)]
            case _:
                given[name] = [chance.choice(MISSHAPEN), chance.choice(INJECTED), *values[:2]]
    if chance.randrange(10) == 0:
        given |= {
            f"{name}{chance.choice(('', '_0', '[]', '__in', '-0-x'))}": [MARK] for name in ("id", "pk", "by", "child")
        }
    return given


def misshapen_posts(chance: random.Random) -> Iterator[dict[str, object]]:
    """Yield bodies that are no form: what is given to `client.generic`."""
    form = "application/x-www-form-urlencoded"
    yield {"data": b"\xff\xfe%ff%fe=%c0%80&a=%ed%a0%80", "content_type": form}
    yield {"data": b"a=" + MARK.encode() + b"&" * 500, "content_type": form}
    yield {"data": b"&".join(b"f%d=1" % number for number in range(10_000)), "content_type": form}
    yield {"data": b"a=" + b"x" * (3 * 1024 * 1024), "content_type": form}
    yield {"data": MARK.encode("utf-16"), "content_type": f"{form}; charset=utf-16"}
    yield {"data": MARK.encode(), "content_type": f"{form}; charset={MARK}"}
    yield {"data": b'{"a": "\\ud800\\u0000"}', "content_type": "application/json"}
    yield {"data": b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "content_type": "text/xml"}
    yield {"data": b"a=1", "content_type": "multipart/form-data"}
    yield {"data": b"--x\r\nContent-Disposition: form-data\r\n\r\n1", "content_type": "multipart/form-data; boundary=x"}
    yield {
        "data": b'--x\r\nContent-Disposition: form-data; name="a"; filename="../b.html"\r\n\r\n<b>\r\n--x--\r\n',
        "content_type": "multipart/form-data; boundary=x",
    }
    yield {"data": chance.randbytes(2000), "content_type": "multipart/form-data; boundary=" + "y" * 100}
    yield {"data": chance.randbytes(2000), "content_type": ""}
