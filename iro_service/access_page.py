"""The access matrix as a page of the documentation: one line per address, one column per role."""

from accounts.declared import Whose
from accounts.enums import Role
from iro_service.access_exceptions import EXCEPTIONS, Answer
from iro_service.access_matrix import Page, answer_to, pages

MARKS = {Answer.OPEN: "yes", Answer.REFUSED: "no", Answer.ABSENT: "absent", Answer.SIGN_IN: "no"}
LETTERS = {
    Whose.MINE: "M",
    Whose.COLLEAGUES: "C",
    Whose.OTHER_TEAMS: "O",
    Whose.ARCHIVED: "A",
    Whose.RESTRICTED: "R",
}
SHORT = {
    Role.IRO: "IRO",
    Role.MANAGER: "IRO manager",
    Role.SUPPORT_WORKER: "Support",
    Role.CONSULTATION_OFFICER: "Consultation",
    Role.SOCIAL_WORKER: "Social worker",
    Role.OPERATIONAL_MANAGER: "Operational manager",
    Role.DIRECTOR: "Director",
    Role.PANEL_MEMBER: "Panel",
    Role.SYSTEM_ADMINISTRATOR: "Administrator",
    Role.INFORMATION_GOVERNANCE: "Governance",
}
INTRODUCTION = """# Who may open what

Written by `manage.py access_matrix --format markdown` from the access rule beside each page, the declared table of
what each role reaches (`accounts/declared.py`) and its exceptions (`iro_service/access_exceptions.py`). A test sends a
real request for every cell, as each role, as nobody and with a closed account, and compares; another keeps this page
current.

- **yes**: the page opens. **no**: refused (403), with the sentence that says why. **absent**: as if it did not exist
  (404).
- A page whose address names a record of a child has a letter for each kind of record that opens: **M** mine, **C** a
  colleague's of my team, **O** another team's, **A** archived (left care, nothing open), **R** restricted, and I am not
  on its list. In brackets: reached, but refused in the state it is in. Every other is absent.
- Whoever is not signed in, or has a closed account, is asked to sign in at every page that is not public.

"""


def _of_record(page: Page, role: Role) -> str:
    answers = {kind: answer_to(role, page, kind) for kind in Whose}
    if set(answers.values()) == {Answer.REFUSED}:
        return MARKS[Answer.REFUSED]
    opened = "".join(LETTERS[kind] for kind in LETTERS if answers[kind] is Answer.OPEN)
    refused = "".join(LETTERS[kind] for kind in LETTERS if answers[kind] is Answer.REFUSED)
    return " ".join(filter(None, (opened, f"({refused})" if refused else ""))) or MARKS[Answer.ABSENT]


def _cell(page: Page, role: Role) -> str:
    return _of_record(page, role) if page.rule.record else MARKS[answer_to(role, page, None)]


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def written_as_page() -> str:
    """Return the whole page as Markdown."""
    found = sorted(pages(), key=lambda page: page.name)
    lines = [_line("Page", "Names", *SHORT.values()), _line(*("---" for _ in range(len(SHORT) + 2)))]
    for page in found:
        names = str(page.rule.record or "")
        cells = ("public",) * len(SHORT) if page.rule.public else tuple(_cell(page, role) for role in SHORT)
        lines.append(_line(f"`{page.name}`", names, *cells))
    reasons = ["\n## Exceptions\n\n", *_reasons()]
    return INTRODUCTION + "".join(lines) + f"\n{len(found)} pages.\n" + "".join(reasons)


def _reasons() -> list[str]:
    return [
        f"- `{name}`: {each.answer}, {each.why}"
        + (f" ({', '.join(SHORT[role] for role in SHORT if role in each.roles)})" if each.roles else "")
        + ".\n"
        for name, exceptions in sorted(EXCEPTIONS.items())
        for each in exceptions
    ]
