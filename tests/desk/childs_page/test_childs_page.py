"""The page that a child can read of what was decided: in plain words, from the record, given once all is written."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.versions import ConflictError
from design.formats import day
from desk.childs_page.presenters import NOT_WRITTEN, page_of
from reviews import actions as reviews
from reviews.models import ChildsPage, PlainWords, Review
from tests.factories import BY, make_user
from tests.reviews.afterwards import HELD, SENT, completed_review, sent_review

pytestmark = pytest.mark.django_db
D = datetime.date
WORDS = "You will see your brother every Saturday."


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = SENT


@pytest.fixture
def after():
    return sent_review(first_name="Asha", last_name="Reed", preferred_name="Ash")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def keyed(version, **more):
    return {"version": version, "form_key": str(uuid.uuid4())} | more


def plain(after, *numbers):
    return {after.decision(number): (f"{WORDS} {number}", "Jo, your social worker") for number in numbers}


def write(after, *numbers, **more):
    return reviews.write_childs_page(review=after.review, words=plain(after, *numbers), by=after.iro, **more)


def given(after):
    page = write(after, 0, 1)
    return reviews.give_childs_page(page=page, on=SENT, how="in_person", by=after.iro, today=SENT)


def read(after, user=None):
    return signed_in(user or after.iro).get(reverse("childs_page:read", args=[after.review.pk]))


def test_iro_writes_each_decision_reads_it_as_the_child_will_and_gives_it(after):
    client, one, two = signed_in(after.iro), after.decision(0), after.decision(1)
    review_page = client.get(reverse("child:review", args=[after.review.pk])).content.decode()
    assert reverse("childs_page:read", args=[after.review.pk]) in review_page
    text = read(after).content.decode()
    assert (text.count(NOT_WRITTEN), "It cannot be given yet" in text, "2 decisions are not yet" in text) == (
        2,
        True,
        True,
    )
    address = reverse("childs_page:write", args=[after.review.pk])
    form = client.get(address).content.decode()
    assert ("It says: Do thing 1" in form, 'value="Jo Sorrel"' in form) == (True, True)
    sent = keyed("", opening="You were brave.", talk_to="Mo, your advocate") | {
        f"text_{one.pk}": WORDS,
        f"who_{one.pk}": "Jo, your social worker",
        f"text_{two.pk}": "",
        f"who_{two.pk}": "Jo Sorrel",
    }
    assert client.post(address, sent).url == reverse("childs_page:read", args=[after.review.pk])
    assert (PlainWords.objects.count(), read(after).content.decode().count(NOT_WRITTEN)) == (1, 1)
    give = reverse("childs_page:give", args=[after.review.pk])
    assert (client.get(give).status_code, give in read(after).content.decode()) == (403, False)
    sent |= keyed(ChildsPage.objects.get().version) | {f"text_{two.pk}": "You will stay at your school."}
    assert client.post(address, sent).status_code == 302
    sent = keyed(ChildsPage.objects.get().version, how="in_person", on_day="16", on_month="4", on_year="2025")
    assert client.post(give, sent).status_code == 302
    page = ChildsPage.objects.get()
    assert (page.status, page.given_on, page.changes.get().became) == ("given", SENT, "given")
    text = read(after).content.decode()
    who = ("Jo, your social worker", "You can also talk to Mo, your advocate", "Tell Ivy Rowan")
    what = (WORDS, "You will stay at your school.", "You were brave.", "2 June 2025", "Your next review will be on")
    assert [words for words in (*who, *what) if words not in text] == []


def test_page_says_of_the_child_only_the_name_they_go_by(after):
    given(after)
    html = read(after).content.decode()
    body = html[html.index('id="childs-page"') : html.index("app-no-print", html.index("app-child__tools") + 60)]
    assert ("Ash" in body, "Reed" in body, after.child.local_id in body) == (True, False, False)


def test_page_follows_the_record_what_was_done_stands_on_it(after):
    given(after)
    reviews.close_decision(decision=after.decision(0), status="done", on=SENT, by=after.iro, today=SENT)
    shown = page_of(Review.objects.get(pk=after.review.pk), SENT)
    assert [(line.is_done, line.became) for line in shown.lines] == [
        (True, "This was done on 16 April 2025."),
        (False, ""),
    ]


def test_day_of_the_next_review_is_said_once_it_is_booked(after):
    following = after.child.reviews.open().get()
    slot = {"on": D(2025, 6, 10), "at": datetime.time(10), "place": "School"}
    reviews.book_review(review=following, chair=after.iro, by=BY, today=SENT, **slot)
    assert page_of(after.review, SENT).following == "Your next review is on Tuesday 10 June 2025."


def test_day_of_the_next_review_that_has_passed_is_not_told_as_to_come(after):
    following = after.child.reviews.open().get()
    day_after = following.due_on + datetime.timedelta(days=1)
    on_time = f"Your next review will be on {day(following.due_on)} or before. You will be told the day."
    late = f"Your next review is late. It was due by {day(following.due_on)}. Ask Ivy Rowan when it will be."
    assert [page_of(after.review, on).following for on in (following.due_on, day_after)] == [on_time, late]
    slot = {"on": D(2025, 6, 10), "at": datetime.time(10), "place": "School"}
    reviews.book_review(review=following, chair=after.iro, by=BY, today=SENT, **slot)
    planned = (
        "Your next review was planned for Tuesday 10 June 2025. If it did not happen, ask Ivy Rowan when it will be."
    )
    said = [page_of(after.review, on).following for on in (D(2025, 6, 10), D(2025, 6, 11))]
    assert said == ["Your next review is on Tuesday 10 June 2025.", planned]


@pytest.mark.parametrize(
    ("status", "became"),
    [("done", "This was done on 16 April 2025."), ("no_longer_needed", "This is not needed any more.")],
)
def test_nobody_will_do_what_was_done_or_is_not_needed_any_more(after, status, became):
    given(after)
    told = {"on": SENT, "outcome": "Gran came home", "by": after.iro, "today": SENT}
    reviews.close_decision(decision=after.decision(0), status=status, **told)
    page = read(after).content.decode()
    assert (page.count(became), page.count("</strong> will do this by")) == (1, 1)


def test_decision_reworded_after_a_challenge_is_written_again(after):
    given(after)
    made = reviews.challenge_decisions(decisions=[after.decision(0)], text="No", by=after.manager, today=SENT)
    page = ChildsPage.objects.get()
    reviews.take_childs_page_back(page=page, why="It is challenged", by=after.iro, today=SENT)
    with pytest.raises(RefusedError, match="A decision is challenged"):
        reviews.give_childs_page(page=ChildsPage.objects.get(), on=SENT, how="post", by=after.iro, today=SENT)
    reviews.answer_challenge(
        challenge=made[0], answer="reworded", reason="So", wording="Do it otherwise", by=after.iro, today=SENT
    )
    with pytest.raises(RefusedError, match="1 decision is not yet written"):
        reviews.give_childs_page(page=ChildsPage.objects.get(), on=SENT, how="post", by=after.iro, today=SENT)
    assert page_of(after.review, SENT).lines[0].text == NOT_WRITTEN
    form = signed_in(after.iro).get(reverse("childs_page:write", args=[after.review.pk])).content.decode()
    assert ("The decision was changed since you wrote this." in form, f"{WORDS} 0" in form) == (True, True)
    write(after, 0)
    assert page_of(after.review, SENT).is_ready


def test_page_that_was_given_says_when_it_is_no_longer_right(after):
    given(after)
    made = reviews.challenge_decisions(decisions=[after.decision(0)], text="No", by=after.manager, today=SENT)
    reviews.answer_challenge(
        challenge=made[0], answer="reworded", reason="So", wording="Do it otherwise", by=after.iro, today=SENT
    )
    assert "A decision was changed since: write the page again." in read(after).content.decode()


def test_withdrawn_decision_is_not_on_the_page(after):
    made = reviews.challenge_decisions(decisions=[after.decision(0)], text="No", by=after.manager, today=SENT)
    reviews.answer_challenge(challenge=made[0], answer="withdrawn", reason="So", by=after.iro, today=SENT)
    assert len(page_of(after.review, SENT).lines) == 1


def test_review_without_a_decision_says_that_things_stay_as_they_are():
    after = completed_review(decisions=0)
    assert "Nothing new was decided." in read(after).content.decode()
    page = reviews.write_childs_page(review=after.review, words={}, by=after.iro)
    reviews.give_childs_page(page=page, on=SENT, how="post", by=after.iro, today=SENT)


@pytest.mark.parametrize("role", Role)
def test_page_is_read_by_the_iro_and_the_manager(role, after):
    given(after)
    user = after.iro if role == Role.IRO else make_user(role)
    reads = role in {Role.IRO, Role.MANAGER}
    answer = read(after, user)
    assert (answer.status_code == 200, WORDS in answer.content.decode()) == (reads, reads)
    names = ("write", "give", "take-back")
    ways = [reverse(f"childs_page:{name}", args=[after.review.pk]) in answer.content.decode() for name in names]
    assert ways == [False, False, role == Role.IRO]


def test_colleague_finds_no_page(after):
    given(after)
    assert read(after, make_user()).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"), [({"on": D(2025, 4, 17)}, "on"), ({"on": D(2025, 4, 13)}, "on"), ({"how": "owl"}, "how")]
)
def test_given_on_a_day_that_can_be_and_somehow(wrong, field, after):
    page = write(after, 0, 1)
    with pytest.raises(ValidationError) as refusal:
        reviews.give_childs_page(page=page, by=after.iro, today=SENT, **({"on": HELD, "how": "post"} | wrong))
    assert list(refusal.value.error_dict) == [field]


def test_words_of_another_review_and_half_a_line_are_refused(after):
    other = completed_review()
    for words in ({other.decision(): ("x", "y")}, {after.decision(): ("x", " ")}):
        with pytest.raises(ValidationError):
            reviews.write_childs_page(review=after.review, words=words, by=after.iro)
    assert PlainWords.objects.count() == 0


def test_two_people_at_the_page_the_second_is_shown_how_it_stands(after):
    seen = write(after, 0).version
    write(after, 1)
    with pytest.raises(ConflictError):
        write(after, 0, seen_version=seen)
    sent = keyed(seen, opening="Mine") | {
        f"{name}_{after.decision(number).pk}": "Mine" for name in ("text", "who") for number in (0, 1)
    }
    answer = signed_in(after.iro).post(reverse("childs_page:write", args=[after.review.pk]), sent)
    text = answer.content.decode()
    assert (answer.status_code, f"{WORDS} 1" in text, "Mine" in text) == (409, True, True)


def test_given_page_is_not_written_until_it_is_taken_back_with_a_reason(after):
    given(after)
    client, page = signed_in(after.iro), ChildsPage.objects.get()
    assert client.get(reverse("childs_page:write", args=[after.review.pk])).status_code == 403
    address = reverse("childs_page:take-back", args=[after.review.pk])
    assert client.post(address, keyed(page.version, why="")).status_code == 422
    assert client.post(address, keyed(page.version, why="Wrong day")).status_code == 302
    page = ChildsPage.objects.get()
    assert (page.status, page.given_on, page.changes.last().why) == ("being_written", None, "Wrong day")


def test_letter_begins_with_the_plain_words(after):
    write(after, 0)
    form = signed_in(after.iro).get(reverse("after_review:letter", args=[after.review.pk])).content.decode()
    assert ("You will see your brother every Saturday. 0. Jo, your social worker will see to this" in form) is True


@pytest.mark.parametrize("decisions", [1, 3])
def test_page_asks_the_same_queries_for_one_decision_and_three(decisions, django_assert_num_queries):
    after = completed_review(decisions=decisions)
    review = Review.objects.select_related("child", "chair").get(pk=after.review.pk)
    with django_assert_num_queries(5):
        page_of(review, SENT)
