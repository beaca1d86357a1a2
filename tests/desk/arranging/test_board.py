"""The board: order, filters, counts, panels; the week and the month; venues, wishes and needs."""

import datetime

import pytest
from django.urls import reverse

from accounts.enums import Role
from children.actions import allocate_social_worker
from desk.arranging.actions import record_change
from office.timekeeping.actions import begin_working_pattern, enter_leave
from reviews import actions
from reviews.models import ReviewWishes, Venue
from tests.desk.arranging.booking import DAY, D, T, book, child_of, client_of, key, review_of
from tests.factories import BY, TODAY, make_team, make_user, open_review

pytestmark = pytest.mark.django_db
BOARD, WEEK, MONTH = "arranging:to-arrange", "arranging:calendar", "arranging:month"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def due(on: str) -> datetime.date:
    """Return the day on which care began of a child whose first review is due on a day."""
    return {
        "2025-05-30": D(2025, 4, 30),
        "2025-06-02": D(2025, 5, 1),
        "2025-06-13": D(2025, 5, 15),
        "2025-06-27": D(2025, 5, 30),
    }[on]


def listed(client, **query: str) -> list[str]:
    """Return the limits of the reviews on the board."""
    page = client.get(reverse(BOARD), query)
    return [str(review.due_on) for review in page.context["page_obj"]]


def test_board_is_in_the_order_of_the_last_lawful_day_and_narrowed_by_its_week():
    days = ["2025-06-13", "2025-05-30", "2025-06-27", "2025-06-02"]
    for on in days:
        review_of(became_looked_after_on=due(on))
    client = client_of()
    assert listed(client) == sorted(days)
    assert listed(client, limit="passed") == ["2025-05-30"]
    assert listed(client, limit="2025-06-02") == ["2025-06-02"]
    assert listed(client, limit="2025-06-09") == ["2025-06-13"]
    assert listed(client, limit="none") == []


def test_board_counts_lead_to_exactly_as_many_rows():
    for on in ("2025-05-30", "2025-06-02", "2025-06-13", "2025-06-27"):
        review_of(became_looked_after_on=due(on))
    client = client_of()
    words = client.get(reverse(BOARD)).content.decode()
    for label, query in (("past the last lawful day", "passed"), ("due this week", "2025-06-02")):
        assert label in words
        assert len(listed(client, limit=query)) == 1


def test_board_is_narrowed_by_iro_and_team():
    iro, team = make_user(), make_team()
    mine = child_of(iro)
    theirs = child_of()
    allocate_social_worker(child=theirs, team=team, on=TODAY, by=BY)
    client = client_of()
    found = [
        [review.child for review in client.get(reverse(BOARD), query).context["page_obj"]]
        for query in ({"iro": iro.pk}, {"team": team.pk})
    ]
    assert found == [[mine], [theirs]]


def test_extra_panel_stands_beside_the_reviews_without_saying_why():
    child = child_of()
    record_change(child=child, on=D(2025, 5, 20), reason_new="P", placement="K1", by=BY, today=TODAY)
    page = client_of().get(reverse(BOARD)).content.decode()
    assert ("1 extra panel to arrange" in page, "secure" in page.lower()) == (True, False)


@pytest.mark.parametrize("name", [BOARD, WEEK, MONTH])
def test_list_asks_the_same_for_one_row_and_for_three(name, assert_same_queries):
    iro, client = make_user(), client_of()
    hours = iter(range(8, 20))

    def more(number: int) -> None:
        for _ in range(number):
            review_of(iro)
            chair = make_user()
            book(review_of(chair), chair, at=T(next(hours)))
            enter_leave(person=chair, from_on=D(2025, 6, 9), until_on=D(2025, 6, 9), kind="annual", by=BY)
            begin_working_pattern(person=chair, from_on=D(2025, 6, 2), hours={3: (T(9), T(17))}, by=BY)

    assert_same_queries(more, f"{reverse(name)}?week={DAY}&month=2025-06", client)


@pytest.fixture
def booked():
    """Book a review with an IRO who is away the day after, and works from Monday to Thursday."""
    iro = make_user(name="Io Reviewer")
    review = review_of(iro)
    book(review, iro)
    enter_leave(person=iro, from_on=D(2025, 6, 9), until_on=D(2025, 6, 9), kind="sick", note="Flu", by=BY)
    hours = {weekday: (T(9), T(17)) for weekday in range(4)}
    begin_working_pattern(person=iro, from_on=D(2025, 6, 2), hours=hours, by=BY)
    return review


def test_week_shows_who_is_where_away_or_not_at_work(booked):
    page = client_of().get(reverse(WEEK), {"week": str(DAY)})
    (row,) = page.context["grid"].rows
    words = page.content.decode()
    assert [bool(cell) for cell in row] == [True, True, False, False, True, True]
    assert ("Away" in row[1], str(booked.child) in row[4], "Does not work" in row[5]) == (True, True, True)
    assert ("Flu" in words, "Sick" in words) == (False, False)


def test_month_shows_bank_holidays_and_what_is_booked(booked):
    client = client_of()
    page = client.get(reverse(MONTH), {"month": "2025-06"})
    cells = [cell for row in page.context["grid"].rows for cell in row if str(booked.child) in str(cell)]
    assert (len(cells), page.context["away"]) == (1, ["Io Reviewer: 9 June 2025"])
    assert "Spring" in client.get(reverse(MONTH), {"month": "2025-05"}).content.decode()
    mine = client.get(reverse(MONTH), {"month": "2025-06", "iro": booked.bookings.get().chair_id}).content.decode()
    assert ("Away" in mine, "Does not work" in mine) == (True, True)


@pytest.mark.parametrize("asked", ["0001-01", "9999-12", "x", "2025-13", "2025-06-01"])
def test_month_that_cannot_be_shows_this_one(asked):
    page = client_of().get(reverse(MONTH), {"month": asked})
    assert (page.status_code, page.context["caption"]) == (200, "June 2025")


@pytest.mark.parametrize("month", ["2025-12", "2025-01", "2024-02"])
def test_months_beside_a_month_join_on(month):
    page = client_of().get(reverse(MONTH), {"month": month})
    first = datetime.date.fromisoformat(f"{month}-01")
    beside = [page.context[name].removeprefix("?month=") for name in ("before", "after")]
    year, number = first.year, first.month
    before = (year - 1, 12) if number == 1 else (year, number - 1)
    after = (year + 1, 1) if number == 12 else (year, number + 1)
    assert beside == [f"{y}-{m:02}" for y, m in (before, after)]


def test_venue_is_added_changed_and_taken_out_of_use():
    client = client_of()
    sent = {"name": "Room 1", "room_for": "8", "is_step_free": "yes", "is_current": "on", "form_key": key()}
    assert client.post(reverse("arranging:new-venue"), sent).status_code == 302
    venue = Venue.objects.get()
    assert (venue.room_for, venue.is_step_free) == (8, True)
    twice = client.post(reverse("arranging:new-venue"), sent | {"form_key": key()})
    assert (twice.status_code, list(twice.context["form"].errors)) == (422, ["name"])
    gone = {"name": "Room 1", "version": "1", "form_key": key()}
    client.post(reverse("arranging:change-venue", args=[venue.pk]), gone)
    venue.refresh_from_db()
    assert (venue.is_current, venue.room_for) == (False, None)
    form = client.get(reverse("arranging:book", args=[review_of().pk])).context["form"]
    assert list(form.fields["venue"].queryset) == []


@pytest.mark.parametrize(
    ("role", "status"), [(Role.SUPPORT_WORKER, 200), (Role.MANAGER, 200), (Role.IRO, 403), (Role.SOCIAL_WORKER, 403)]
)
def test_who_keeps_venues(role, status):
    assert client_of(make_user(role)).get(reverse("arranging:venues")).status_code == status


def test_way_between_venues_is_kept_and_forgotten():
    one, other = (actions.add_venue(name=name, by=BY) for name in ("Here", "There"))
    client, where = client_of(), reverse("arranging:journey")
    client.post(where, {"one": other.pk, "other": one.pk, "minutes": "25", "form_key": key()})
    assert "Here and There" in client.get(reverse("arranging:venues")).content.decode()
    wrong = client.post(where, {"one": one.pk, "other": one.pk, "minutes": "25", "form_key": key()})
    assert list(wrong.context["form"].errors) == ["other"]
    client.post(where, {"one": one.pk, "other": other.pk, "minutes": "", "form_key": key()})
    assert "Here and There" not in client.get(reverse("arranging:venues")).content.decode()


def wishes(child, **more: str) -> dict[str, str]:
    child.refresh_from_db()
    return {"said_by": "child", "said_on": "2025-06-02", "version": str(child.version), "form_key": key()} | more


def test_newer_wishes_end_what_the_same_person_said_before():
    child, client = child_of(), client_of()
    where = reverse("arranging:wishes", args=[child.pk])
    client.post(where, wishes(child, place="At home"))
    client.post(where, wishes(child, after_school="on"))
    client.post(where, wishes(child, said_by="mother", not_wanted="The father"))
    standing = ReviewWishes.objects.standing().filter(child=child)
    found = sorted((each.said_by, each.after_school, each.place, each.not_wanted) for each in standing)
    assert found == [("child", True, "", ""), ("mother", False, "", "The father")]
    page = client.get(reverse("arranging:book", args=[open_review(child).pk])).content.decode()
    assert ("Outside school hours" in page, "At home" in page, "The father" in page) == (True, False, True)
    client.post(where, wishes(child))
    assert not standing.filter(said_by="child").exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [({"said_on": "2025-06-03", "place": "x"}, "said_on"), ({"said_by": "", "place": "x"}, "said_by")],
)
def test_wishes_that_cannot_be_are_refused(more, field):
    child = child_of()
    answer = client_of().post(reverse("arranging:wishes", args=[child.pk]), wishes(child, **more))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not ReviewWishes.objects.exists()


def test_wishes_from_before_the_last_words_are_refused_beside_the_day():
    child, client = child_of(), client_of()
    where = reverse("arranging:wishes", args=[child.pk])
    client.post(where, wishes(child, place="At home"))
    answer = client.post(where, wishes(child, place="At school", said_on="2025-06-01"))
    assert list(answer.context["form"].errors) == ["said_on"]


def test_needs_of_a_meeting_stand_on_the_booking_page():
    review, client = review_of(), client_of()
    where = reverse("arranging:needs", args=[review.pk])
    sent = {"minutes_wanted": "45", "people_expected": "9", "step_free": "on", "version": str(review.version)}
    assert client.post(where, sent | {"form_key": key()}).url == reverse("arranging:book", args=[review.pk])
    page = client.get(reverse("arranging:book", args=[review.pk]))
    words = page.content.decode()
    assert page.context["form"]["minutes"].value() == 45
    assert ("Room for 9 people" in words, "A place without steps" in words) == (True, True)


def test_needs_with_days_out_of_order_are_refused():
    review = review_of()
    sent = {"earliest_on": "2025-06-12", "latest_on": "2025-06-11", "version": str(review.version), "form_key": key()}
    answer = client_of().post(reverse("arranging:needs", args=[review.pk]), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["latest_on"])
