"""What one version of a form changes against the one before it, in a table."""

from collections.abc import Iterator

from design import formats
from design.components import Table
from participation.building.presenters import SHOWN, shown
from participation.models import FormVersion, Question

SAID = {"introduction": "Before the first question", "afterwards": "What happens with the answers"}
Row = list[str]


def compared(before: FormVersion, now: FormVersion) -> Table:
    """Return every difference: what each question said before, and what it says now. Empty where there is none."""
    was = {question.key: question for question in before.questions.all()}
    here = {question.key: question for question in now.questions.all()}
    rows = [*_said(before, now), *_questions(was, here), *_order(was, here)]
    return Table(
        caption=formats.counted(len(rows), "difference"),
        columns=["Where", "What", f"Version {before.number}", f"Version {now.number}"],
        rows=rows,
        stack=True,
    )


def _said(before: FormVersion, now: FormVersion) -> Iterator[Row]:
    for name, label in SAID.items():
        if getattr(before, name) != getattr(now, name):
            yield ["The form", label, getattr(before, name) or "nothing", getattr(now, name) or "nothing"]


def _questions(was: dict[str, Question], here: dict[str, Question]) -> Iterator[Row]:
    for key, question in here.items():
        if key not in was:
            yield [question.text, "Added", "", shown(question, "answers") or shown(question, "kind")]
            continue
        for name, label in SHOWN.items():
            then, today = shown(was[key], name), shown(question, name)
            if then != today:
                yield [question.text, label, then or "nothing", today or "nothing"]
    for key, question in was.items():
        if key not in here:
            yield [question.text, "Removed", shown(question, "answers") or shown(question, "kind"), ""]


def _order(was: dict[str, Question], here: dict[str, Question]) -> Iterator[Row]:
    common = [key for key in was if key in here]
    ordered = [key for key in here if key in was]
    if common != ordered:
        yield ["The form", "Order", *(", ".join(here[key].text for key in keys) for keys in (common, ordered))]
