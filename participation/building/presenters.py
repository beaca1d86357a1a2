"""How forms, their versions and their questions are shown to those who build them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from design import components, formats
from design.components import Fact, Table
from participation.comparing import scale_words
from participation.enums import Picture, QuestionKind, Subject, VersionStatus
from participation.enums_alerts import SafetyGrade
from participation.grades import grade_of
from participation.meaning import asked_by, meaning_of, subject_of
from participation.models import ConsultationForm, FormVersion, Question

COLOURS = {VersionStatus.DRAFT: "yellow", VersionStatus.PUBLISHED: "green", VersionStatus.RETIRED: "grey"}
SHOWN = {
    "text": "Question",
    "hint": "Help",
    "kind": "How it is answered",
    "answers": "Answers",
    "safety_answers": "Safety answers",
    "picture": "Picture",
    "answer_pictures": "Pictures of the answers",
    "subject": "The social worker’s record answers",
    "answers_mean": "What the answers mean",
}


def status_tag(version: FormVersion) -> Any:
    """Return how a version stands, as a tag."""
    return components.tag(version.get_status_display(), COLOURS[VersionStatus(version.status)])


def whose(form: ConsultationForm) -> Any:
    """Say for whom a form is."""
    ages = {(True, True): "", (False, True): f"from {form.age_from}", (True, False): f"up to {form.age_to}"}
    both = f"ages {form.age_from} to {form.age_to}"
    return components.lines(
        form.get_respondent_display(),
        components.quiet(ages.get((form.age_from is None, form.age_to is None), both)),
        components.quiet("easy read" if form.is_easy_read else ""),
    )


def forms_table(forms: Iterable[ConsultationForm], *, count: int) -> Table:
    """Return the list of forms: for whom, the version in use, and the draft."""
    rows = []
    for form in forms:
        by_status = {version.status: version for version in form.versions.all()}
        rows.append(
            [
                components.link(form.name, reverse("participation:form", args=[form.pk])),
                whose(form),
                _in_use(by_status.get(VersionStatus.PUBLISHED)),
                _draft(by_status.get(VersionStatus.DRAFT)),
            ]
        )
    columns = ["Form", "For whom", "In use", "Being written"]
    return Table(caption=formats.counted(count, "form"), columns=columns, rows=rows, stack=True)


def _in_use(version: FormVersion | None) -> Any:
    if version is None:
        return components.quiet("No version is in use")
    href = reverse("participation:version", args=[version.pk])
    since = components.quiet(f"since {formats.day(version.published_on)}")
    return components.lines(components.link(f"Version {version.number}", href), since)


def _draft(version: FormVersion | None) -> Any:
    if version is None:
        return components.quiet("Nothing")
    return components.link(f"Version {version.number}", reverse("participation:version", args=[version.pk]))


def versions_table(versions: list[FormVersion]) -> Table:
    """Return the versions of a form, the newest first."""
    rows = [
        [
            components.link(f"Version {each.number}", reverse("participation:version", args=[each.pk])),
            status_tag(each),
            formats.day(each.published_on) or components.quiet("Not yet"),
            formats.day(each.retired_on) if each.retired_on else "",
            each.published_by.full_name if each.published_by else "",
        ]
        for each in versions
    ]
    columns = ["Version", "How it stands", "In use from", "Until", "Published by"]
    return Table(caption=formats.counted(len(rows), "version"), columns=columns, rows=rows, stack=True)


def picture_words(name: str) -> str:
    """Return what a picture shows."""
    return Picture(name).label if name else ""


def shown(question: Question, name: str) -> str:
    """Return what a question says in one field, in words."""
    if name in IN_WORDS:
        return IN_WORDS[name](question)
    value = getattr(question, name)
    return ", ".join(value) if isinstance(value, list) else str(value)


def _safety(question: Question) -> str:
    """Return the safety answers; a worry says that it is one, what is serious goes without."""
    return ", ".join(
        f"{each} (a worry)" if _is_worry(question, each) else str(each) for each in question.safety_answers
    )


def _is_worry(question: Question, answer: str) -> bool:
    return grade_of(question, answer) == SafetyGrade.WORRY


def _meanings(question: Question) -> str:
    """Return what each answer means beside the social worker's record; empty where that does not answer the same."""
    asked = asked_by(question)
    said = {answer: meaning_of(asked, answer) for answer in question.answers} if subject_of(asked) else {}
    return ", ".join(f"{answer}: {scale_words(mean).lower() or 'cannot be compared'}" for answer, mean in said.items())


IN_WORDS: Mapping[str, Callable[[Question], str]] = {
    "kind": lambda question: str(QuestionKind(question.kind).label),
    "subject": lambda question: str(Subject(question.subject).label) if question.subject else "",
    "picture": lambda question: picture_words(question.picture),
    "answer_pictures": lambda question: ", ".join(picture_words(each) for each in question.answer_pictures),
    "safety_answers": _safety,
    "answers_mean": _meanings,
}


def question_facts(question: Question) -> list[Fact]:
    """Return what a question says beside its words; the safety answers carry a tag."""
    facts = [Fact(SHOWN["kind"], shown(question, "kind"))]
    if question.answers:
        facts.append(Fact(SHOWN["answers"], components.lines(*(_answer(question, each) for each in question.answers))))
    names = ("hint", "picture", "answer_pictures", "subject", "answers_mean")
    facts += [Fact(SHOWN[name], words) for name in names if (words := shown(question, name))]
    return [*facts, Fact("Short name", question.key)]


def _answer(question: Question, answer: str) -> Any:
    if answer not in question.safety_answers:
        return answer
    words = "Followed up at once, as a worry" if _is_worry(question, answer) else "Followed up at once"
    return format_html("{} {}", answer, components.tag(words, "red"))
