"""Several reviews booked at once, all or none; brothers and sisters together; moving one asks about the others."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.versions import ConflictError
from children.actions import group_siblings
from reviews import actions
from reviews.models import Booking, JointMeeting, Review
from reviews.slots import one_after_the_other, shifted
from tests.desk.arranging.booking import DAY, D, T, book, child_of, client_of, key, review_of, sent, siblings, slot
from tests.factories import BY, TODAY, facts, make_restriction, make_user, open_review

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Io Reviewer")


def address(*reviews: Review) -> str:
    return reverse("arranging:several", args=["-".join(str(review.pk) for review in reviews)])


def rows(iro, *wanted: tuple[Review, str], **more: str) -> dict[str, str]:
    """Return what the page sends: each review at its time."""
    data = {"version": str(sum(review.version for review, _at in wanted)), "form_key": key()}
    for review, at in wanted:
        row = {"on": str(DAY), "at": at, "minutes": "60", "place": "Town hall", "chair": str(iro.pk)}
        data |= {f"{name}-{review.pk}": value for name, value in row.items()}
    return data | more


def statuses(*reviews: Review) -> list[str]:
    return [Review.objects.get(pk=review.pk).status for review in reviews]


def times(*reviews: Review) -> list[datetime.time]:
    return [review.bookings.current().get().at for review in reviews]


def test_several_are_booked_in_one_go(iro):
    first, second = review_of(iro), review_of(iro)
    answer = client_of().post(address(first, second), rows(iro, (first, "10:00"), (second, "11:00")))
    assert (answer.status_code, answer.url) == (302, f"{reverse('arranging:calendar')}?week=2025-06-12")
    assert (statuses(first, second), times(first, second)) == (["booked", "booked"], [T(10), T(11)])
    assert not JointMeeting.objects.exists()


def test_every_clash_of_the_set_is_said_and_none_is_booked_until_it_is_accepted(iro):
    first, second = review_of(iro), review_of(iro)
    client, data = client_of(), rows(iro, (first, "10:00"), (second, "10:30"))
    warned = client.post(address(first, second), data)
    assert (warned.status_code, statuses(first, second)) == (422, ["to_arrange", "to_arrange"])
    assert warned.context["form"].errors["accept"] == [
        f"{first.child}: Io Reviewer already has {second.child} at 10:30am that day",
        f"{second.child}: Io Reviewer already has {first.child} at 10am that day",
    ]
    assert client.post(address(first, second), data | {"accept": "on"}).status_code == 302
    assert statuses(first, second) == ["booked", "booked"]


def test_one_that_cannot_be_booked_keeps_all_of_them_from_it(iro):
    first, second = review_of(iro), review_of(iro)
    data = rows(iro, (first, "10:00"), (second, "11:00")) | {f"on-{second.pk}": "2025-06-01", "accept": "on"}
    answer = client_of().post(address(first, second), data)
    assert (answer.status_code, statuses(first, second)) == (422, ["to_arrange", "to_arrange"])
    assert f"{second.child}: The day must not be in the past." in answer.content.decode()


def test_second_of_two_who_book_the_same_is_told_how_they_stand(iro):
    first, second = review_of(iro), review_of(iro)
    data = rows(iro, (first, "10:00"), (second, "11:00"))
    book(first, iro, at=T(9))
    answer = client_of().post(address(first, second), data)
    assert (answer.status_code, statuses(second)) == (409, ["to_arrange"])
    assert answer.context["standing"] == [(str(first.child), "Booked"), (str(second.child), "To arrange")]


def test_review_that_moved_on_while_it_was_booked_is_a_conflict(iro):
    first, second = review_of(iro), review_of(iro)
    stale = Review.objects.get(pk=second.pk)
    book(second, iro, at=T(9))
    slots = [slot(first, iro), slot(stale, iro, at=T(11))]
    with pytest.raises((ValidationError, ConflictError)):
        actions.book_several(reviews=[first, stale], slots=slots, by=BY, today=TODAY)
    assert statuses(first) == ["to_arrange"]


def test_filling_puts_one_after_the_other(iro):
    first, second = review_of(iro), review_of(iro)
    query = {"on": str(DAY), "at": "9:30", "minutes": "45", "place": "Room 3", "chair": str(iro.pk)}
    page = client_of().get(address(first, second), query)
    form = page.context["form"]
    found = [
        (form[f"at-{r.pk}"].value(), form[f"minutes-{r.pk}"].value(), form[f"place-{r.pk}"].value())
        for r in (first, second)
    ]
    assert found == [(T(9, 30), 45, "Room 3"), (T(10, 15), 45, "Room 3")]


def test_page_for_several_is_not_there_with_one_that_is_not(iro):
    mine, other = review_of(iro), review_of()
    client = client_of(iro)
    assert client.get(address(mine)).status_code == 200
    assert [client.get(where).status_code for where in (address(mine, other), address(mine) + "x/")] == [404, 404]


def test_ticked_rows_lead_to_the_page_that_books_them(iro):
    first, second = review_of(iro), review_of(iro)
    client, choose = client_of(), reverse("arranging:choose")
    assert client.get(choose, {"review": [first.pk, second.pk, first.pk]}).url == address(first, second)
    assert client.get(choose).url == reverse("arranging:to-arrange")
    assert client.get(choose, {"review": list(range(21))}).url == reverse("arranging:to-arrange")


def test_brothers_and_sisters_share_one_meeting_and_keep_their_own_reviews(iro):
    reviews = siblings(iro)
    data = rows(iro, *((review, "10:00") for review in reviews), way="jointly")
    assert client_of().post(address(*reviews), data).status_code == 302
    joint = JointMeeting.objects.get()
    assert (joint.way, joint.siblings, joint.bookings.count()) == ("jointly", reviews[0].child.siblings, 3)
    actions.write_shared_text(joint=joint, reviews=reviews, text="They came together.", by=iro)
    eldest = Review.objects.get(pk=reviews[0].pk)
    actions.complete_review(review=eldest, facts=facts(iro, TODAY), by=iro, today=TODAY)
    assert statuses(*reviews) == ["completed", "booked", "booked"]


def test_one_meeting_has_one_time(iro):
    reviews = siblings(iro, 2)
    data = rows(iro, (reviews[0], "10:00"), (reviews[1], "11:00"), way="jointly")
    answer = client_of().post(address(*reviews), data)
    name = f"at-{reviews[1].pk}"
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {name: ["In one meeting all have the same time"]},
    )


def test_children_of_two_families_are_not_held_together(iro):
    first, second = siblings(iro, 2)[0], siblings(iro, 2)[0]
    assert "way" not in client_of().get(address(first, second)).context["form"].fields
    with pytest.raises(ValidationError, match="Only the reviews of brothers and sisters"):
        actions.begin_together(reviews=[first, second], way="jointly", by=BY)


def held_together(iro, way: str = "back_to_back") -> list[Review]:
    """Book three siblings one after the other from ten."""
    reviews = siblings(iro)
    slots = one_after_the_other(reviews, slot(reviews[0], iro), {})
    actions.book_several(reviews=reviews, slots=slots, way=way, by=BY, today=TODAY)
    return [Review.objects.get(pk=review.pk) for review in reviews]


def moving(review: Review, iro, **more: str) -> dict[str, str]:
    return sent(review, iro, at="14:00", because="The carer is away", **more)


def test_moving_one_asks_about_the_others(iro):
    first, second, third = held_together(iro)
    client, where = client_of(), reverse("arranging:move", args=[second.pk])
    asked = client.post(where, moving(second, iro))
    assert list(asked.context["form"].errors) == ["others"]
    label = asked.context["form"].fields["others"].label
    assert label == f"Move the reviews of {first.child} and {third.child} with it?"
    moved = client.post(where, moving(second, iro, others="with"))
    assert (moved.status_code, times(first, second, third)) == (302, [T(13), T(14), T(15)])
    assert Booking.objects.current().filter(joint=JointMeeting.objects.get()).count() == 3


def test_later_day_asks_who_wanted_it_and_is_kept_for_each(iro):
    first, second, third = held_together(iro)
    client, where = client_of(), reverse("arranging:move", args=[second.pk])
    later = {"on": str(second.bookings.current().get().on + datetime.timedelta(days=1))}
    asked = client.post(where, moving(second, iro, others="with", accept="on") | later)
    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["asked_by"])
    moved = client.post(where, moving(second, iro, others="with", accept="on", asked_by="carer") | later)
    assert moved.status_code == 302
    for review in (first, second, third):
        assert list(review.postponements.values_list("asked_by", "why")) == [("carer", "The carer is away")]


def test_one_that_is_moved_alone_is_held_alone(iro):
    first, second, third = held_together(iro)
    client_of().post(reverse("arranging:move", args=[second.pk]), moving(second, iro, others="alone"))
    assert times(first, second, third) == [T(10), T(14), T(12)]
    assert second.bookings.current().get().joint is None


def test_brother_or_sister_outside_ones_scope_stays_another_child(iro):
    first, second, third = held_together(iro)
    make_restriction(third.child)
    client, where = client_of(), reverse("arranging:move", args=[first.pk])
    page = client.get(where)
    words = page.content.decode()
    assert "The review of another child is held together with this one" in words
    assert (third.child.first_name in words, second.child.first_name in words) == (False, True)
    client.post(where, moving(first, iro, others="with"))
    assert times(first, second, third) == [T(14), T(15), T(12)]


def test_cancelling_one_asks_about_the_others_too(iro):
    first, second, third = held_together(iro)
    where = reverse("arranging:cancel-booking", args=[first.pk])
    data = {"because": "No room", "version": str(first.version), "form_key": key()}
    client = client_of()
    assert list(client.post(where, data).context["form"].errors) == ["others"]
    client.post(where, data | {"others": "with"})
    assert statuses(first, second, third) == ["to_arrange"] * 3


def test_booking_page_offers_the_brothers_and_sisters_whose_reviews_are_to_arrange(iro):
    first, second, third = siblings(iro)
    make_restriction(third.child)
    page = client_of().get(reverse("arranging:book", args=[first.pk]))
    assert (page.context["together"], page.context["family"]) == (address(first, second), str(second.child))
    assert third.child.first_name not in page.content.decode()


def test_shared_text_is_written_once_on_one_page_for_all(iro):
    first, second, _third = held_together(iro, "jointly")
    where = [reverse("arranging:shared-text", args=[review.pk]) for review in (first, second)]
    client = client_of(iro)
    answer = client.post(where[0], {"text": "They live together.", "version": "1", "form_key": key()})
    assert answer.status_code == 302
    assert "They live together." in client.get(where[1]).content.decode()
    seen = [client.get(reverse("child:review", args=[review.pk])).content.decode() for review in (first, second)]
    assert ["They live together." in page for page in seen] == [True, True]


def test_shared_text_stays_as_it_was_once_a_record_is_finished(iro):
    reviews = held_together(iro, "jointly")
    joint = JointMeeting.objects.get()
    actions.complete_review(review=reviews[0], facts=facts(iro, TODAY), by=iro, today=TODAY)
    record = Review.objects.get(pk=reviews[0].pk).record
    actions.finish_record(record=record, text="All of it.", on=TODAY, by=iro, today=TODAY)
    with pytest.raises(RefusedError, match="one of them is finished"):
        actions.write_shared_text(joint=joint, reviews=reviews[1:], text="New", by=iro)


def test_review_held_by_itself_shares_nothing(iro):
    review = review_of(iro)
    book(review, iro)
    answer = client_of(iro).get(reverse("arranging:shared-text", args=[review.pk]))
    assert answer.status_code == 403


def test_what_would_begin_on_another_day_goes_to_the_same_time(iro):
    first, second, _third = held_together(iro)
    standing, other = (review.bookings.current().get() for review in (second, first))
    (moved,) = shifted([other], slot(second, iro, at=T(0, 30)), standing)
    assert moved.at == T(0, 30)


def test_family_grows_and_only_the_whole_family_is_offered(iro):
    reviews = siblings(iro, 2)
    late = child_of(iro, first_name="Late")
    group_siblings(children=[late, *(review.child for review in reviews)], name="Family", by=BY)
    page = client_of().get(reverse("arranging:book", args=[open_review(late).pk]))
    assert page.context["together"] == address(open_review(late), *reviews)


def test_manager_books_several_too(iro):
    review = review_of(iro)
    client = client_of(make_user(Role.MANAGER))
    assert client.post(address(review), rows(iro, (review, "10:00"))).status_code == 302
    assert review.bookings.get().on == D(2025, 6, 12)
