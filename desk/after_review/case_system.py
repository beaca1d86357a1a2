"""The record in the council's own template: text with placeholders in braces, which the manager writes.

Nothing of the text is a programme: each known word in braces is replaced, and any other is refused.
"""

import re
from collections.abc import Mapping

from design.formats import day
from office.authority import authority
from reviews.enums import DecisionStanding
from reviews.models import Decision, RecordOfReview
from reviews.versions import whole_text
from statute.codes import participation_sentence

PLACEHOLDERS: dict[str, str] = {
    "name": "the child’s name",
    "id": "the authority’s own id",
    "born": "date of birth",
    "review": "which review: first, second or later",
    "due": "the day by which it was due",
    "completed": "the day on which it was completed",
    "chair": "who chaired it",
    "part": "how the child took part",
    "decisions": "the decisions, one on each line",
    "record": "the record",
    "finished": "the day on which the record was finished",
}
DEFAULT = """LOOKED AFTER REVIEW: {review}

Name: {name}
Id: {id}
Date of birth: {born}
Review due: {due}
Review completed: {completed}
Chaired by: {chair}
How the child took part: {part}

DECISIONS
{decisions}

RECORD
{record}

Record finished: {finished}
"""
# What the preview of the template is filled with: nobody's.
INVENTED: dict[str, str] = {
    "name": "Wren Examplechild",
    "id": "X00000",
    "born": "1 March 2014",
    "review": "Second review",
    "due": "14 May 2025",
    "completed": "12 May 2025",
    "chair": "The IRO",
    "part": "Attended and spoke for themselves",
    "decisions": "1. A visit to the new school (the social worker, by 2 June 2025)",
    "record": "What was said at the review.",
    "finished": "20 May 2025",
}
IN_BRACES = re.compile(r"\{([^{}\n]*)\}")


def problems_of(template: str) -> list[str]:
    """Return what is wrong with a template, a sentence each: words in braces that are not known, braces left open."""
    unknown = sorted({word for word in IN_BRACES.findall(template) if word not in PLACEHOLDERS})
    found = [f"“{{{word}}}” is not known. Use one from the list" for word in unknown]
    rest = IN_BRACES.sub("", template)
    if "{" in rest or "}" in rest:
        found.append("A brace is not closed on its line")
    return found


def filled(template: str, facts: Mapping[str, str]) -> str:
    """Return a template with its placeholders replaced; what the facts contain is not looked through again."""
    return IN_BRACES.sub(lambda found: facts.get(found[1], found[0]), template)


def template_in_use() -> str:
    """Return the authority's own template, or the service's."""
    return authority().case_system_template or DEFAULT


def facts_of(record: RecordOfReview) -> dict[str, str]:
    """Return what stands for each placeholder, for one record. The conversation in private is none of it."""
    review = record.review
    decisions = Decision.objects.filter(review=review).exclude(standing=DecisionStanding.WITHDRAWN)
    lines = [
        f"{number}. {each.text} ({each.owner}, by {day(each.target_on)})" for number, each in enumerate(decisions, 1)
    ]
    return {
        "name": str(review.child),
        "id": review.child.local_id,
        "born": day(review.child.date_of_birth),
        "review": review.get_sequence_display(),
        "due": day(review.due_on),
        "completed": day(review.completed_on),
        "chair": str(review.chair or ""),
        "part": participation_sentence(review.participation_code) if review.participation_code else "",
        "decisions": "\n".join(lines) or "None",
        "record": whole_text(record),
        "finished": day(record.finished_on),
    }


def in_the_template(record: RecordOfReview) -> str:
    """Return a record in the council's own template."""
    return filled(template_in_use(), facts_of(record))
