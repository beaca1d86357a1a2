"""What an answer means on the common scale: pure, and the same for every form."""

import pytest

from participation.enums import Meaning
from participation.meaning import STANDARD, Asked, Compared, compared, least_good, meaning_of, subject_of
from participation.standard_forms import STANDARD_FORMS

GOOD, MIXED, NOT_GOOD, UNKNOWN = "good", "mixed", "not_good", "unknown"


@pytest.mark.parametrize(
    ("child", "worker", "outcome"),
    [
        (GOOD, GOOD, Compared.SAME),
        (GOOD, MIXED, Compared.DIFFERS),
        (MIXED, NOT_GOOD, Compared.DIFFERS),
        (NOT_GOOD, GOOD, Compared.DIFFERS),
        (NOT_GOOD, NOT_GOOD, Compared.SAME),
        (GOOD, UNKNOWN, Compared.ONLY_CHILD),
        (GOOD, "", Compared.ONLY_CHILD),
        ("", GOOD, Compared.ONLY_WORKER),
        ("", UNKNOWN, Compared.NEITHER),
        ("", "", Compared.NEITHER),
    ],
)
def test_two_answers_differ_only_where_both_answered(child, worker, outcome):
    assert compared(child, worker) == outcome


@pytest.mark.parametrize(
    ("worker", "outcome"),
    [(GOOD, Compared.NOT_ON_SCALE), (UNKNOWN, Compared.ONLY_CHILD), ("", Compared.ONLY_CHILD)],
)
def test_answer_without_a_meaning_was_said_and_cannot_be_compared(worker, outcome):
    assert compared("", worker, has_said=True) == outcome


@pytest.mark.parametrize(
    ("key", "answer", "meaning"),
    [
        ("safe_in_placement", "yes definitely", GOOD),
        ("safe_in_placement", "just about", MIXED),
        ("safe_in_placement", "not at all", NOT_GOOD),
        ("safe_where_living", "quite safe", MIXED),
        ("likes_where_living", "Sometimes", MIXED),
        ("wants_changes_to_family_contact", "yes", MIXED),
        ("wants_changes_to_family_contact", "no", GOOD),
        ("sees_social_worker", "often enough", GOOD),
        ("knows_how_to_complain", "no", ""),
    ],
)
def test_standard_questions_mean_what_one_table_says(key, answer, meaning):
    assert meaning_of(Asked(key, "", [], []), answer) == meaning


def test_every_answer_of_a_standard_question_about_a_subject_has_its_meaning():
    childrens = [form for form in STANDARD_FORMS if form.respondent == "child"]
    about = [q for form in childrens for q in form.questions if q.answers and (q.subject or q.key in STANDARD)]
    assert {q.key for form in childrens for q in form.questions} >= set(STANDARD)
    meaningless = {
        (question.key, answer)
        for question in about
        for answer in question.answers
        if not meaning_of(Asked(question.key, question.subject, question.answers, []), answer)
    }
    assert meaningless == set()


def test_what_a_question_says_itself_goes_before_the_table():
    own = Asked("likes_where_living", "contact", ["yes", "no", "does not apply"], [MIXED, GOOD, ""])
    assert [meaning_of(own, each) for each in own.answers] == [MIXED, GOOD, ""]
    assert (subject_of(own), subject_of(Asked("likes_where_living", "", [], []))) == ("contact", "where_living")
    assert subject_of(Asked("views_listened_to", "", [], [])) == ""


@pytest.mark.parametrize(
    ("said", "least"), [([GOOD, NOT_GOOD, MIXED], NOT_GOOD), ([GOOD, MIXED], MIXED), ([GOOD, ""], GOOD), ([""], "")]
)
def test_least_good_of_several_counts(said, least):
    assert least_good(said) == least


def test_the_scale_of_the_child_has_no_do_not_know():
    assert meaning_of(Asked("x", "contact", ["a"], [""]), "a") == ""
    assert {str(each) for each in Meaning} == {GOOD, MIXED, NOT_GOOD, UNKNOWN}
