"""The pages on which a support worker arranges the next meeting of a review that was adjourned, or is a series."""

import datetime
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.enums import Role
from desk.downloads.arranging import booked as booked_sheet
from desk.downloads.arranging import to_arrange as sheet_of_board
from exchange.feeds import bookings_for
from reviews import actions
from reviews.meeting_ahead import booking_ahead
from reviews.models import Review
from tests.desk.arranging.booking import DAY, D, T, book, client_of, key, review_of, sent, siblings
from tests.factories import BY, TODAY, make_user

pytestmark = pytest.mark.django_db
BOARD = "arranging:to-arrange"
# A review due on 17 June, adjourned on 28 May: 20 working days later.
MET, LIMIT = D(2025, 5, 28), D(2025, 6, 25)
BEGUN = ["adjourned", "in_series"]


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Io Reviewer")


def begun(status: str, iro, *, on: datetime.date = MET, review: Review | None = None) -> Review:
    """Make a review whose first meeting was on a day, for which it had been booked."""
    review = review or review_of(iro)
    given = {"by": BY, "chair": iro, "today": on}
    actions.book_review(review=review, on=on, at=T(9), place="School", **given)
    if status == "adjourned":
        actions.adjourn_review(review=review, on=on, reason="Papers", **given)
    else:
        actions.record_meeting(review=review, on=on, **given)
    review.refresh_from_db()
    return review


def page(client, name: str, *args: object, **query: str) -> str:
    """Return the words of a page."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def board(client, **query: str) -> list[Review]:
    return list(client.get(reverse(BOARD), query).context["page_obj"])


def test_board_lists_what_has_no_further_booking_in_the_order_of_the_last_lawful_day(iro):
    series, adjourned = begun("in_series", iro), begun("adjourned", iro)
    early = begun("adjourned", iro, on=D(2025, 5, 20))
    waiting = review_of(iro, became_looked_after_on=D(2025, 5, 22))
    client = client_of()
    # 17 June, 18 June, 20 June, 25 June.
    assert board(client) == [series, early, waiting, adjourned]
    words = page(client, BOARD)
    for said in (
        "Adjourned: to resume by 25 June 2025",
        "Adjourned: to resume by 18 June 2025",
        "Series: next meeting",
    ):
        assert said in words, said
    for review in (series, adjourned):
        book(review, iro, at=T(10 + review.pk % 7))
    assert board(client) == [early, waiting]


def test_board_counts_and_narrows_by_the_limit_of_the_adjournment(iro):
    adjourned = begun("adjourned", iro)
    passed = begun("adjourned", iro, review=review_of(iro, became_looked_after_on=D(2025, 4, 1)), on=D(2025, 4, 28))
    client = client_of()
    assert [board(client, limit=each) for each in ("2025-06-23", "2025-06-16", "passed")] == [[adjourned], [], [passed]]
    assert "1 past the last lawful day" in page(client, BOARD)


def test_board_asks_the_same_for_one_review_that_was_adjourned_and_for_three(iro, assert_same_queries):
    days = iter(D(2025, 5, 20) + datetime.timedelta(days=number) for number in range(10))

    def more(number: int) -> None:
        for _ in range(number):
            begun("adjourned", iro, on=next(days))
            begun("in_series", iro)
            book(begun("adjourned", iro), make_user())

    client = client_of()
    assert_same_queries(more, reverse(BOARD), client)


def test_week_asks_the_same_for_one_next_meeting_and_for_three(iro, assert_same_queries):
    def more(number: int) -> None:
        for _ in range(number):
            book(begun("adjourned", iro), make_user())
            book(begun("in_series", iro), make_user())

    assert_same_queries(more, f"{reverse('arranging:calendar')}?week={DAY}", client_of())


def test_next_meeting_whose_day_passed_without_a_word_is_on_the_board_to_be_moved(iro, settings):
    review, client = begun("adjourned", iro), client_of()
    book(review, iro)
    settings.IRO_TODAY = DAY
    assert board(client) == []
    settings.IRO_TODAY = DAY + datetime.timedelta(days=1)
    assert board(client) == [review]
    words = client.get(reverse(BOARD)).content.decode()
    assert "Was booked for 12 June 2025, and nothing is recorded of it" in words
    ways = [reverse(f"arranging:{way}", args=[review.pk]) in words for way in ("move", "book")]
    assert ways == [True, False]


@pytest.mark.parametrize("status", BEGUN)
def test_page_books_the_next_meeting_and_the_review_stands_where_it_stood(status, iro):
    review, client = begun(status, iro), client_of()
    where = reverse("arranging:book", args=[review.pk])
    form = client.get(where).context["form"]
    # Where and who as last time, but not the day that is over.
    assert [form[name].value() for name in ("on", "place", "chair")] == [None, "School", iro.pk]
    answer = client.post(where, sent(review, iro), follow=True)
    review.refresh_from_db()
    assert (review.status, booking_ahead(review).on) == (status, DAY)
    assert "Booked for 12 June 2025." in answer.content.decode()
    assert client.get(where).status_code == 403


def test_page_says_by_when_the_adjourned_review_resumes_and_warns_of_a_later_day(iro):
    review, client = begun("adjourned", iro), client_of()
    where = reverse("arranging:book", args=[review.pk])
    said = page(client, "arranging:book", review.pk)
    assert ("25 June 2025" in said, "17 June 2025" in said) == (True, False)
    late = client.post(where, sent(review, iro, on="2025-06-26"))
    words = "That is after 25 June 2025, by which the adjourned review must be completed"
    assert (late.status_code, words in late.content.decode(), booking_ahead(review)) == (422, True, None)
    assert client.post(where, sent(review, iro, on="2025-06-26", accept="on")).status_code == 302
    assert "Overdue" in page(client, "arranging:calendar", week="2025-06-26")


def test_day_of_the_last_meeting_is_refused_beside_the_day(iro):
    review = begun("adjourned", iro, on=TODAY)
    answer = client_of().post(reverse("arranging:book", args=[review.pk]), sent(review, iro, on=str(TODAY)))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["on"])


@pytest.mark.parametrize("status", BEGUN)
def test_next_meeting_is_moved_and_cancelled_by_the_pages_without_asking_who_put_it_off(status, iro):
    review, client = begun(status, iro), client_of()
    book(review, iro)
    move = reverse("arranging:move", args=[review.pk])
    assert "asked_by" not in client.get(move).context["form"].fields
    client.post(move, sent(review, iro, on="2025-06-13", because="The room"))
    review.refresh_from_db()
    assert (review.status, booking_ahead(review).on) == (status, D(2025, 6, 13))
    given = {"because": "Ill", "version": str(review.version), "form_key": key()}
    answer = client.post(reverse("arranging:cancel-booking", args=[review.pk]), given, follow=True)
    review.refresh_from_db()
    assert (review.status, booking_ahead(review)) == (status, None)
    assert "The next meeting is to arrange again" in answer.content.decode()


@pytest.mark.parametrize("name", ["arranging:move", "arranging:cancel-booking"])
def test_meeting_that_was_adjourned_is_neither_moved_nor_cancelled(name, iro):
    review = begun("adjourned", iro)
    answer = client_of().get(reverse(name, args=[review.pk]))
    assert (answer.status_code, "No further meeting of this review is booked" in answer.content.decode()) == (403, True)


def test_calendars_and_the_feed_show_the_next_meeting(iro):
    review, client = begun("adjourned", iro), client_of()
    week = client.get(reverse("arranging:calendar"), {"week": str(MET)}).content.decode()
    assert reverse("arranging:move", args=[review.pk]) not in week
    book(review, iro)
    week = client.get(reverse("arranging:calendar"), {"week": str(DAY)}).content.decode()
    for name in ("arranging:move", "arranging:cancel-booking", "inviting:review"):
        assert reverse(name, args=[review.pk]) in week, name
    assert str(review.child) in page(client, "arranging:month", month="2025-06")
    for user in (iro, make_user(Role.SUPPORT_WORKER)):
        assert [(found.review, found.on) for found in bookings_for(user, TODAY)] == [(review, DAY)]


def test_pages_of_the_child_and_of_the_review_lead_to_the_next_meeting(iro):
    review, client = begun("adjourned", iro), client_of()
    ways = [("child:page", review.child_id), ("child:review", review.pk)]
    for name, pk in ways:
        words = page(client, name, pk)
        assert ("Book the next meeting" in words, "Move the booking" in words) == (True, False), name
    assert "Wednesday 28 May 2025" not in page(client, "child:page", review.child_id)
    book(review, iro)
    for name, pk in ways:
        words = page(client, name, pk)
        assert ("Book the next meeting" in words, "Move the booking" in words) == (False, True), name
    assert "Thursday 12 June 2025" in page(client, "child:page", review.child_id)
    assert "The meeting was held, and the review goes on" in page(client, "child:review", review.pk)


def test_next_meetings_are_booked_several_at_once(iro):
    reviews, client = [begun(status, iro) for status in BEGUN], client_of()
    where = reverse("arranging:several", args=["-".join(str(review.pk) for review in reviews)])
    form = client.get(where)
    assert "25 June 2025" in form.content.decode()
    given = {"version": str(sum(review.version for review in reviews)), "form_key": key()}
    for hour, review in enumerate(reviews, 10):
        row = {"on": str(DAY), "at": f"{hour}:00", "minutes": "60", "place": "Town hall", "chair": str(iro.pk)}
        given |= {f"{name}-{review.pk}": value for name, value in row.items()}
    assert client.post(where, given).status_code == 302
    assert [booking_ahead(review).on for review in reviews] == [DAY, DAY]
    assert client.get(where, follow=True).redirect_chain[0][0] == reverse(BOARD)


def test_what_brothers_and_sisters_share_stays_shared_at_the_next_meeting(iro):
    first, second, _third = siblings(iro)
    joint = actions.begin_together(reviews=[first, second], way="jointly", by=BY)
    for review in (first, second):
        given = {"chair": iro, "by": BY, "today": MET}
        actions.book_review(review=review, on=MET, at=T(9), place="School", joint=joint, **given)
        actions.adjourn_review(review=review, on=MET, reason="Papers", **given)
        book(review, iro)
        assert booking_ahead(review).joint == joint
    move = client_of().get(reverse("arranging:move", args=[first.pk])).context["form"]
    assert str(second.child) in move.fields["others"].label


def test_files_say_the_further_limit(iro):
    review, user = begun("adjourned", iro), make_user(Role.SUPPORT_WORKER)
    (row,) = sheet_of_board(user, {}, TODAY).rows
    assert row.cells[2:4] == ("First review. Adjourned: to resume by 25 June 2025", "25 June 2025")
    book(review, iro)
    assert list(sheet_of_board(user, {}, TODAY).rows) == []
    (row,) = booked_sheet(user, {"week": str(DAY)}, TODAY).rows
    assert row.cells[-1] == "25 June 2025"
