"""Forms that came in, and what social workers recorded, for tests about what was said before reviews."""

import uuid

from django.utils import timezone

from participation import actions
from participation.enums import Subject
from tests.factories import BY, TODAY, ask, form_in_use

# Key, question, answers, subject, what they mean.
ASKED = (
    ("home", "Do you like your home?", ["Yes", "Bit", "No"], "where_living", ["good", "mixed", "not_good"]),
    ("safe", "Do you feel safe?", ["Yes", "No", "Rather not say"], "feeling_safe", ["good", "not_good", ""]),
)


def voice_form(key="voice", respondent="child"):
    """Return a form in use with two questions that have a subject, and one in own words."""
    form = actions.make_form(key=key, name=f"Form {key}", respondent=respondent, by=BY)
    version = form.versions.get()
    for name, text, answers, subject, mean in ASKED:
        actions.put_question(
            version=version, key=name, text=text, answers=answers, subject=subject, answers_mean=mean, by=BY
        )
    actions.put_question(version=version, key="words", text="What would you like to say?", kind="words", by=BY)
    return actions.publish_version(version=version, by=BY, today=TODAY)


def send(review, version=None, person=None, today=TODAY, **given):
    """Send a form in: by question's key, the answers ticked or the words."""
    version = version or form_in_use()
    asked = ask(review, version, today=today, person=person)
    ids = {question.key: str(question.pk) for question in version.questions.all()}
    return actions.submit_form(
        asked=asked,
        filled={ids[key]: value for key, value in given.items()},
        source="link",
        receipt=uuid.uuid4(),
        by=BY,
        at=timezone.now(),
        today=today,
    )


def seen(**given):
    """Return how a social worker sees it: good, because it is, unless said otherwise."""
    return {subject: (given.get(subject, "good"), "It is so") for subject in Subject.values}
