"""How forms, their versions and their questions are shown to those who build them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from design import components, formats
from design.components import Fact, Table
from participation.enums import Picture, QuestionKind, Subject, VersionStatus
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
    value = getattr(question, name)
    if name == "kind":
        return str(QuestionKind(value).label)
    if name == "subject":
        return str(Subject(value).label) if value else ""
    if name == "picture":
        return picture_words(value)
    if name == "answer_pictures":
        return ", ".join(picture_words(each) for each in value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def question_facts(question: Question) -> list[Fact]:
    """Return what a question says beside its words; the safety answers carry a tag."""
    safety = set(question.safety_answers)
    answers = [
        components.lines(*(_answer(answer, is_safety=answer in safety) for answer in question.answers)),
    ]
    facts = [Fact(SHOWN["kind"], shown(question, "kind"))]
    if question.answers:
        facts.append(Fact(SHOWN["answers"], answers[0]))
    names = ("hint", "picture", "answer_pictures", "subject")
    facts += [Fact(SHOWN[name], words) for name in names if (words := shown(question, name))]
    return [*facts, Fact("Short name", question.key)]


def _answer(answer: str, *, is_safety: bool) -> Any:
    if not is_safety:
        return answer
    return format_html("{} {}", answer, components.tag("Followed up at once", "red"))
