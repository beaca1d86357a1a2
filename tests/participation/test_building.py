"""Managers build forms: a draft is written, published, and from then on only followed by another."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from participation import actions
from participation.enums import VersionStatus
from participation.models import ConsultationForm, FormVersion, Question
from participation.standard_forms import STANDARD_FORMS
from tests.factories import BY, TODAY, form_in_use, make_user

pytestmark = pytest.mark.django_db
KEY = "6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c1"
NEW = {"name": "Unaccompanied", "key": "unaccompanied", "respondent": "child", "age_from": "10", "age_to": "17"}
ASKED = {"text": "Is it warm where you live?", "kind": "one", "answers": "yes\n\n no \n", "form_key": KEY + "1"}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def client():
    found = Client()
    found.force_login(make_user(Role.MANAGER))
    return found


@pytest.fixture
def draft():
    form = actions.make_form(key="new", name="New form", respondent="child", by=BY)
    return form.versions.get()


def put(draft: FormVersion, text: str, **fields: object) -> Question:
    key = text.lower().replace(" ", "-")
    return actions.put_question(version=draft, key=key, text=text, by=BY, **{"answers": ["Yes", "No"], **fields})


def at(name: str, record: object) -> str:
    return reverse(f"participation:{name}", args=[record.pk])


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.MANAGER])
def test_only_the_manager_builds_forms(role):
    client = Client()
    client.force_login(make_user(role))
    assert client.get(reverse("participation:forms")).status_code == 403


def test_empty_list_offers_the_standard_forms_and_one_button_adds_all_five_as_drafts(client):
    assert "Add the standard forms" in text_of(client, reverse("participation:forms"))
    for _ in range(2):
        response = client.post(reverse("participation:standard-forms"), {"form_key": KEY + "1"})
    assert response.url == reverse("participation:forms")
    assert list(ConsultationForm.objects.order_by("id").values_list("key", flat=True)) == [
        form.key for form in STANDARD_FORMS
    ]
    assert set(FormVersion.objects.values_list("status", flat=True)) == {VersionStatus.DRAFT}
    assert "Add the standard forms" not in text_of(client, reverse("participation:forms"))


def test_standard_forms_added_beside_one_of_that_short_name_leave_it_as_it_is():
    mine = form_in_use("4-15")
    made = actions.add_standard_forms(by=BY)
    assert [form.key for form in made] == [form.key for form in STANDARD_FORMS if form.key != "4-15"]
    assert mine.questions.count() == 3


def test_every_standard_form_can_be_published_as_it_is():
    for form in actions.add_standard_forms(by=BY):
        published = actions.publish_version(version=form.versions.get(), by=BY, today=TODAY)
        assert published.status == VersionStatus.PUBLISHED, form.key


def test_list_of_forms_asks_as_often_for_one_form_as_for_three(client, assert_same_queries):
    numbers = iter(range(10))
    assert_same_queries(
        lambda rows: [form_in_use(f"form-{next(numbers)}") for _ in range(rows)], reverse("participation:forms"), client
    )


def test_form_is_made_once_with_an_empty_draft(client):
    for _ in range(2):
        response = client.post(reverse("participation:new-form"), {**NEW, "form_key": KEY + "1"})
    version = FormVersion.objects.get()
    assert (response.url, version.form.name, version.status) == (at("version", version), "Unaccompanied", "draft")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"key": "two words"}, "key"),
        ({"key": "new"}, "key"),
        ({"respondent": "neighbour"}, "respondent"),
        ({"age_from": "30"}, "age_from"),
        ({"age_to": "x"}, "age_to"),
    ],
)
def test_form_that_cannot_be_is_refused_beside_the_field(client, draft, wrong, field):
    response = client.post(reverse("participation:new-form"), {**NEW, **wrong, "form_key": KEY + "1"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_question_is_added_with_its_answers_line_by_line_and_asks_which_are_about_safety(client, draft):
    for _ in range(2):
        response = client.post(at("add-question", draft), ASKED)
    question = draft.questions.get()
    assert (question.answers, question.key) == (["yes", "no"], "is_it_warm_where_you_live")
    assert response.url == at("answers", question)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"kind": "guess"}, "kind"),
        ({"answers": "yes"}, "answers"),
        ({"answers": "yes\nYes"}, "answers"),
        ({"answers": "\n".join(map(str, range(11)))}, "answers"),
        ({"answers": "a\n" + "b" * 81}, "answers"),
        ({"kind": "words"}, "answers"),
        ({"picture": "dragon"}, "picture"),
        ({"subject": "weather"}, "subject"),
        ({"key": "no spaces please"}, "key"),
        ({"key": "taken"}, "__all__"),
    ],
)
def test_question_that_cannot_be_asked_is_refused_beside_the_field(client, draft, wrong, field):
    put(draft, "Taken")
    response = client.post(at("add-question", draft), {**ASKED, **wrong})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert draft.questions.count() == 1


def test_safety_answers_and_pictures_are_marked_on_a_page_of_their_own(client, draft):
    question = put(draft, "Safe")
    typed = {"safety": ["No"], "picture_0": "yes", "picture_1": "no", "version": question.version}
    response = client.post(at("answers", question), {**typed, "form_key": KEY + "1"})
    question.refresh_from_db()
    assert response.url == at("version", draft)
    assert (question.safety_answers, question.answer_pictures) == (["No"], ["yes", "no"])
    assert "Followed up at once" in text_of(client, at("version", draft))


def test_picture_for_one_answer_only_is_refused_beside_the_other(client, draft):
    question = put(draft, "Safe")
    typed = {"picture_0": "yes", "version": question.version, "form_key": KEY + "1"}
    response = client.post(at("answers", question), typed)
    assert list(response.context["form"].errors) == ["picture_1"]


def test_answers_that_change_keep_the_signals_that_stay_and_ask_again_for_the_others(client, draft):
    question = put(draft, "Safe", safety_answers=["No"], answer_pictures=["yes", "no"])
    typed = {
        "text": "Safe",
        "kind": "one",
        "key": "safe",
        "answers": "Yes\nNot at all\nNo",
        "version": question.version,
    }
    response = client.post(at("change-question", question), {**typed, "form_key": KEY + "1"})
    question.refresh_from_db()
    assert response.url == at("answers", question)
    assert (question.safety_answers, question.answer_pictures) == (["No"], [])


GRADED = {"safety_answers": ["No", "Not at all"], "safety_grades": {"No": "worry", "Not at all": "serious"}}


def test_graded_answer_is_unmarked_reworded_or_removed_and_the_others_keep_their_grades(client, draft):
    question = put(draft, "Safe", answers=["Yes", "No", "Not at all"], **GRADED)
    unmarked = {"safety": ["No"], "grade_1": "worry", "version": question.version, "form_key": KEY + "1"}
    assert client.post(at("answers", question), unmarked).status_code == 302
    question.refresh_from_db()
    assert (question.safety_answers, question.safety_grades) == (["No"], {"No": "worry"})
    for number, answers, kept in ((2, ["Yes", "No"], {"No": "worry"}), (3, ["Yes", "Nope"], {})):
        typed = {"text": "Safe", "kind": "one", "key": "safe", "answers": "\n".join(answers)}
        typed |= {"version": question.version, "form_key": f"{KEY}{number}"}
        assert client.post(at("change-question", question), typed).status_code == 302
        question.refresh_from_db()
        assert (question.answers, question.safety_answers, question.safety_grades) == (answers, list(kept), kept)


def test_marked_answer_is_serious_until_the_manager_says_that_it_is_a_worry(client, draft):
    question = put(draft, "Safe", answers=["Yes", "Bit", "No"])
    page = client.get(at("answers", question)).context["form"]
    assert [page[f"grade_{place}"].value() for place in range(3)] == ["serious"] * 3
    typed = {"safety": ["Bit", "No"], "grade_0": "worry", "grade_1": "worry"}
    client.post(at("answers", question), {**typed, "version": question.version, "form_key": KEY + "1"})
    question.refresh_from_db()
    assert question.safety_grades == {"Bit": "worry", "No": "serious"}
    assert client.get(at("answers", question)).context["form"]["grade_1"].value() == "worry"
    assert "Followed up at once, as a worry" in text_of(client, at("version", draft))
    wrong = {"safety": ["Bit"], "grade_1": "splendid", "version": question.version, "form_key": KEY + "2"}
    assert list(client.post(at("answers", question), wrong).context["form"].errors) == ["grade_1"]


def test_meaning_of_each_answer_is_asked_where_the_social_worker_answers_the_same(client, draft):
    plain = put(draft, "Warm")
    assert "meaning_0" not in client.get(at("answers", plain)).context["form"].fields
    typed = {"text": "Warm", "kind": "one", "key": "warm", "answers": "Yes\nNo", "subject": "where_living"}
    changed = {**typed, "version": plain.version, "form_key": KEY + "1"}
    assert client.post(at("change-question", plain), changed).url == at("answers", plain)
    plain.refresh_from_db()
    said = {"meaning_0": "good", "meaning_1": "", "version": plain.version, "form_key": KEY + "2"}
    client.post(at("answers", plain), said)
    plain.refresh_from_db()
    assert plain.answers_mean == ["good", ""]
    assert "Yes: good, No: cannot be compared" in text_of(client, at("version", draft))


def test_meanings_go_with_the_answers_that_stay_and_end_with_the_subject(client, draft):
    question = put(draft, "Warm", subject="where_living", answers_mean=["good", "not_good"])
    typed = {"text": "Warm", "kind": "one", "key": "warm", "subject": "where_living"}
    for number, more, mean in (
        (1, {"answers": "No\nBit\nYes"}, ["not_good", "", "good"]),
        (2, {"answers": "No\nYes"}, ["not_good", "good"]),
        (3, {"answers": "No\nYes", "subject": ""}, []),
    ):
        sent = {**typed, **more, "version": question.version, "form_key": f"{KEY}{number}"}
        assert client.post(at("change-question", question), sent).status_code == 302
        question.refresh_from_db()
        assert question.answers_mean == mean


def test_standard_question_under_another_short_name_keeps_what_its_answers_mean(client):
    (form, *_others) = actions.add_standard_forms(by=BY)
    question = next(each for each in form.versions.get().questions.all() if each.subject and each.answers)
    page = client.get(at("answers", question)).context["form"]
    before = [page[f"meaning_{place}"].value() for place in range(len(question.answers))]
    typed = {"text": question.text, "kind": question.kind, "key": "renamed", "subject": question.subject}
    typed |= {"answers": "\n".join(question.answers), "version": question.version, "form_key": KEY + "1"}
    client.post(at("change-question", question), typed)
    question.refresh_from_db()
    assert (question.key, question.answers_mean, all(before)) == ("renamed", before, True)


def test_question_changed_by_two_shows_the_second_how_it_stands_and_keeps_what_they_typed(client, draft):
    question = put(draft, "Safe")
    actions.put_question(version=draft, question=question, text="Really safe", by=BY)
    typed = {"text": "My words", "kind": "one", "key": "safe", "answers": "Yes\nNo", "version": 1}
    response = client.post(at("change-question", question), {**typed, "form_key": KEY + "1"})
    text = response.content.decode()
    assert (response.status_code, "Really safe" in text, "My words" in text) == (409, True, True)


def test_questions_move_up_and_down_once_per_press_and_the_first_stays_first(client, draft):
    first, second = put(draft, "First"), put(draft, "Second")
    for _ in range(2):
        client.post(at("move-question", second), {"up": "on", "form_key": KEY + "1"})
    assert [each.text for each in draft.questions.all()] == ["Second", "First"]
    client.post(at("move-question", second), {"up": "on", "form_key": KEY + "2"})
    client.post(at("move-question", first), {"form_key": KEY + "3"})
    assert [each.text for each in draft.questions.all()] == ["Second", "First"]
    client.post(at("move-question", second), {"form_key": KEY + "4"})
    assert [each.text for each in draft.questions.all()] == ["First", "Second"]


def test_question_is_removed_after_a_last_look(client, draft):
    question = put(draft, "Safe")
    assert "taken out of this draft" in text_of(client, at("remove-question", question))
    typed = {"version": question.version, "form_key": KEY + "1"}
    assert client.post(at("remove-question", question), typed).url == at("version", draft)
    assert draft.questions.count() == 0


def test_what_a_form_says_is_kept_and_two_writers_meet(client, draft):
    said = {"introduction": "Hello", "afterwards": "We read it", "version": draft.version}
    assert client.post(at("version-words", draft), {**said, "form_key": KEY + "1"}).status_code == 302
    again = {**said, "introduction": "Good day"}
    response = client.post(at("version-words", draft), {**again, "form_key": KEY + "2"})
    draft.refresh_from_db()
    assert (response.status_code, draft.introduction) == (409, "Hello")


def test_preview_shows_every_question_with_its_answers_and_sends_nothing(client):
    version = form_in_use()
    text = text_of(client, at("preview", version))
    shown = [question.text in text and all(a in text for a in question.answers) for question in version.questions.all()]
    assert (shown, 'method="post" class="app-form' in text) == ([True, True, True], False)
    assert client.post(at("preview", version)).status_code == 405


def test_draft_is_published_after_a_page_that_names_the_signals_and_the_one_before_goes_out_of_use(client):
    before = form_in_use()
    draft = actions.begin_version(form=before.form, by=BY)
    assert "Just about, No" in text_of(client, at("publish", draft))
    for _ in range(2):
        client.post(at("publish", draft), {"version": draft.version, "form_key": KEY + "1"})
    before.refresh_from_db()
    draft.refresh_from_db()
    assert (before.status, draft.status, draft.published_on) == ("retired", "published", TODAY)


def test_draft_that_somebody_changed_meanwhile_is_not_published_unseen(client, draft):
    seen = draft.version
    put(draft, "Added")
    response = client.post(at("publish", draft), {"version": seen, "form_key": KEY + "1"})
    draft.refresh_from_db()
    assert (response.status_code, draft.status) == (409, "draft")
    assert "Added" in response.content.decode()


def test_form_without_signals_says_before_publishing_that_nobody_is_told(client, draft):
    put(draft, "Warm")
    assert "Nobody is told at once" in text_of(client, at("publish", draft))


def test_draft_without_questions_is_refused_with_the_reason(client, draft):
    response = client.get(at("publish", draft))
    assert (response.status_code, "Add a question" in response.content.decode()) == (403, True)


LOCKED = ["version-words", "add-question", "publish"]
LOCKED_QUESTION = ["change-question", "answers", "remove-question"]


@pytest.mark.parametrize("name", LOCKED)
def test_published_version_is_shown_and_never_changed(client, name):
    version = form_in_use()
    response = client.get(at(name, version))
    assert (response.status_code, "published" in response.content.decode()) == (403, True)
    page = text_of(client, at("version", version))
    assert ("never changes" in page, "Move up" in page, "Add a question" in page) == (True, False, False)


@pytest.mark.parametrize("name", LOCKED_QUESTION)
def test_question_of_a_published_version_is_never_changed(client, name):
    assert client.get(at(name, form_in_use().questions.first())).status_code == 403


def test_question_of_a_published_version_does_not_move(client):
    question = form_in_use().questions.last()
    response = client.post(at("move-question", question), {"up": "on", "form_key": KEY + "1"})
    assert (response.status_code, question.form_version.questions.last()) == (403, question)


def test_next_version_is_begun_once_with_the_questions_of_the_one_before(client):
    version = form_in_use()
    for _ in range(2):
        response = client.post(at("begin-version", version.form), {"form_key": KEY + "1"})
    draft = version.form.versions.get(status=VersionStatus.DRAFT)
    assert (response.url, draft.number, draft.questions.count()) == (at("version", draft), 2, 3)
    assert client.get(at("begin-version", version.form)).status_code == 403


def test_comparison_names_what_is_added_removed_changed_and_moved(client):
    version = form_in_use()
    draft = actions.begin_version(form=version.form, by=BY)
    actions.write_version(version=draft, introduction="New words", afterwards="", by=BY)
    safe, likes, words = draft.questions.all()
    actions.put_question(version=draft, question=safe, answers=["Yes", "No"], safety_answers=["No"], by=BY)
    actions.remove_question(question=words, by=BY)
    actions.move_question(question=likes, up=True, by=BY)
    put(draft, "Warm")
    table = client.get(at("compare", draft)).context["table"]
    assert [row[:2] for row in table.rows] == [
        ["The form", "Before the first question"],
        ["Do you feel safe?", "Answers"],
        ["Do you feel safe?", "Safety answers"],
        ["Warm", "Added"],
        ["What would you like to say?", "Removed"],
        ["The form", "Order"],
    ]


def test_first_version_has_nothing_to_be_compared_with(client, draft):
    assert "first version of the form" in text_of(client, at("compare", draft))


def test_version_in_use_is_taken_out_of_use(client):
    version = form_in_use()
    assert "Whoever was asked already can still answer" in text_of(client, at("retire", version))
    client.post(at("retire", version), {"version": version.version, "form_key": KEY + "1"})
    version.refresh_from_db()
    assert (version.status, version.retired_on) == ("retired", datetime.date(2025, 6, 2))
    assert client.get(at("retire", version)).status_code == 403
