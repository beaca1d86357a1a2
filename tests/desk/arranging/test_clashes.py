"""What speaks against a booking, one thing at a time: each said where it is so, and not where it is not."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from audit.actions import acting
from children.actions import allocate_social_worker, arrange_cover
from office.actions import change_settings
from office.authority import authority
from office.timekeeping.actions import begin_working_pattern, enter_leave
from reviews import actions
from reviews.clashes import clashes_between
from reviews.enums import TogetherWay
from reviews.models import Journey, Venue
from tests.desk.arranging.booking import DAY, D, T, book, review_of, siblings, slot
from tests.factories import BY, TODAY, make_restriction, make_team, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def iro():
    return make_user(name="Io Reviewer")


@pytest.fixture
def support():
    return make_user(Role.SUPPORT_WORKER)


def said(user, *slots, way: str = ""):
    """Return what speaks against the slots: of one as a list, of several as a list of lists."""
    found = clashes_between(list(slots), user, way=way)
    return found[0] if len(slots) == 1 else found


def test_nothing_speaks_against_a_free_slot(iro, support):
    assert said(support, slot(review_of(iro), iro)) == []


@pytest.mark.parametrize(
    ("at", "clashes"), [(T(8, 59), False), (T(9), False), (T(9, 1), True), (T(10, 59), True), (T(11), False)]
)
def test_chair_who_is_elsewhere_at_the_time(iro, support, at, clashes):
    other = review_of(iro)
    book(other, iro)
    expected = [f"Io Reviewer already has {other.child} at 10am that day"] if clashes else []
    assert said(support, slot(review_of(iro), iro, at=at)) == expected


def test_whose_review_is_in_the_way_is_told_only_to_those_who_may_see_it(iro, support):
    other = review_of(iro)
    book(other, iro)
    make_restriction(other.child)
    assert said(support, slot(review_of(iro), iro)) == ["Io Reviewer already has another review at 10am that day"]


@pytest.mark.parametrize(
    ("facts", "at", "is_said"),
    [
        ({"from_on": DAY, "until_on": DAY}, T(10), "Io Reviewer is away that day"),
        ({"from_on": D(2025, 6, 1), "until_on": D(2025, 6, 30)}, T(10), "Io Reviewer is away that day"),
        ({"from_on": D(2025, 6, 13), "until_on": D(2025, 6, 30)}, T(10), ""),
        ({"from_on": DAY, "until_on": DAY, "part": "morning"}, T(12, 59), "Io Reviewer is away that morning"),
        ({"from_on": DAY, "until_on": DAY, "part": "morning"}, T(13), ""),
        ({"from_on": DAY, "until_on": DAY, "part": "afternoon"}, T(12), ""),
        ({"from_on": DAY, "until_on": DAY, "part": "afternoon"}, T(12, 1), "Io Reviewer is away that afternoon"),
    ],
)
def test_chair_who_is_away(iro, support, facts, at, is_said):
    enter_leave(person=iro, kind="sick", note="Flu", by=BY, **facts)
    assert said(support, slot(review_of(iro), iro, at=at)) == ([is_said] if is_said else [])


@pytest.mark.parametrize(
    ("hours", "at", "is_said"),
    [
        ({3: (T(9), T(17))}, T(16), ""),
        ({3: (T(9), T(17))}, T(16, 1), "Io Reviewer works from 9am to 5pm on Thursdays"),
        ({3: (T(10, 30), T(17))}, T(10), "Io Reviewer works from 10:30am to 5pm on Thursdays"),
        ({2: (T(9), T(17))}, T(10), "Io Reviewer does not work on Thursdays"),
    ],
)
def test_chair_who_does_not_work_then(iro, support, hours, at, is_said):
    begin_working_pattern(person=iro, from_on=D(2025, 1, 6), hours=hours, by=BY)
    assert said(support, slot(review_of(iro), iro, at=at)) == ([is_said] if is_said else [])


def test_working_week_that_is_not_in_force_says_nothing(iro, support):
    begin_working_pattern(person=iro, from_on=D(2025, 6, 13), hours={0: (T(9), T(17))}, by=BY)
    assert said(support, slot(review_of(iro), iro)) == []


@pytest.mark.parametrize("covers", ["nobody", "the IRO that day", "the IRO the day before", "this child", "another"])
def test_chair_is_the_childs_iro_or_covers_that_day(iro, support, covers):
    review, colleague = review_of(iro), make_user(name="Col League")
    days = {"from_on": D(2025, 6, 3), "until_on": DAY if covers != "the IRO the day before" else D(2025, 6, 11)}
    child = {"this child": review.child, "another": review_of(iro).child}.get(covers)
    if covers != "nobody":
        arrange_cover(iro=iro, covered_by=colleague, child=child, reason="leave", by=BY, today=TODAY, **days)
    sentence = f"Col League is not the IRO of {review.child}, and does not cover for the IRO that day"
    expected = [] if covers in ("the IRO that day", "this child") else [sentence]
    assert said(support, slot(review, colleague)) == expected


def test_child_without_an_iro_may_be_chaired_by_anybody(iro, support):
    assert said(support, slot(review_of(), iro)) == []


def make_venue(**facts) -> Venue:
    with acting():
        return Venue.objects.create(**({"name": "Room 1"} | facts))


@pytest.mark.parametrize(
    ("room", "needs", "is_said"),
    [
        ({"room_for": 8}, {"people_expected": 8}, ""),
        ({"room_for": 7}, {"people_expected": 8}, "Room 1 has room for 7 people, and 8 are expected"),
        ({}, {"people_expected": 8}, ""),
        ({"room_for": 2, "is_video": True}, {"people_expected": 8}, ""),
        ({"is_step_free": True}, {"step_free": True}, ""),
        ({"is_step_free": False}, {"step_free": True}, "Room 1 has steps, and the meeting needs a place without steps"),
        (
            {},
            {"step_free": True},
            "Room 1 is not known to be without steps, and the meeting needs a place without steps",
        ),
    ],
)
def test_room_that_does_not_do(iro, support, room, needs, is_said):
    review = review_of(iro)
    actions.record_needs(review=review, by=BY, **needs)
    wanted = slot(review, iro, venue=make_venue(**room), place="")
    assert said(support, wanted) == ([is_said] if is_said else [])


@pytest.mark.parametrize(("is_video", "expected"), [(False, ["Room 1 is taken at 10am that day"]), (True, [])])
def test_room_that_is_taken(iro, support, is_video, expected):
    room, other = make_venue(is_video=is_video), make_user()
    book(review_of(other), other, venue=room, place="")
    assert said(support, slot(review_of(iro), iro, venue=room, place="")) == expected


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ({"earliest_on": DAY, "latest_on": DAY, "minutes_wanted": 60}, []),
        ({"earliest_on": D(2025, 6, 13)}, ["That is before the earliest day wanted, 13 June 2025"]),
        ({"latest_on": D(2025, 6, 11)}, ["That is after the latest day wanted, 11 June 2025"]),
        ({"minutes_wanted": 61}, ["61 minutes are wanted for this meeting"]),
    ],
)
def test_what_the_meeting_needs(iro, support, needs, expected):
    review = review_of(iro)
    actions.record_needs(review=review, by=BY, **needs)
    assert said(support, slot(review, iro)) == expected


def school_day() -> None:
    change_settings(seen_version=authority().version, by=BY, school_day_begins=T(8, 45), school_day_ends=T(15, 15))


@pytest.mark.parametrize(
    ("born", "on", "at", "is_said"),
    [
        (D(2014, 3, 1), DAY, T(10), True),
        (D(2014, 3, 1), DAY, T(15, 14), True),
        (D(2014, 3, 1), DAY, T(15, 15), False),
        (D(2014, 3, 1), DAY, T(7, 45), False),
        (D(2021, 3, 1), DAY, T(10), False),
        (D(2008, 3, 1), DAY, T(10), False),
    ],
)
def test_child_of_school_age_is_at_school(iro, support, born, on, at, is_said):
    school_day()
    review = review_of(iro, date_of_birth=born)
    sentence = f"{review.child} is of school age, and that is in school hours (8:45am to 3:15pm)"
    assert said(support, slot(review, iro, on=on, at=at)) == ([sentence] if is_said else [])


@pytest.mark.parametrize(
    ("wishes", "where", "is_said"),
    [
        ({"after_school": True}, {"at": T(10)}, "The child wishes it outside school hours"),
        ({"after_school": True}, {"at": T(16)}, ""),
        ({"not_in_school": True}, {"place": "Elm School"}, "The child does not wish it at school"),
        ({"not_in_school": True}, {"place": "Home"}, ""),
        ({"place": "In the park"}, {"place": "Elm School"}, ""),
    ],
)
def test_what_is_wished_is_held_against_the_booking(iro, support, wishes, where, is_said):
    change_settings(seen_version=authority().version, by=BY, school_day_begins=T(8, 45), school_day_ends=T(15, 15))
    review = review_of(iro)
    actions.record_wishes(child=review.child, said_by="child", said_on=TODAY, by=BY, today=TODAY, **wishes)
    found = [each for each in said(support, slot(review, iro, **where)) if "wish" in each]
    assert found == ([is_said] if is_said else [])


def test_school_and_video_are_known_of_a_venue(iro, support):
    review = review_of(iro)
    wishes = {"not_in_school": True, "not_by_video": True}
    actions.record_wishes(child=review.child, said_by="mother", said_on=TODAY, by=BY, today=TODAY, **wishes)
    school, video = make_venue(is_school=True), make_venue(name="Link", is_video=True)
    found = [said(support, slot(review, iro, venue=venue, place="")) for venue in (school, video)]
    assert found == [["The mother does not wish it at school"], ["The mother does not wish it by video"]]


def test_brother_or_sister_and_social_worker_who_are_elsewhere(iro, support):
    first, second = siblings(iro, 2)
    worker, other = make_user(Role.SOCIAL_WORKER, "Wyn Worker"), make_user()
    for review in (first, second):
        allocate_social_worker(child=review.child, team=make_team(), social_worker=worker, on=TODAY, by=BY)
    book(first, other)
    assert said(support, slot(second, iro)) == [
        "The review of a brother or sister is at 10am that day",
        f"The social worker, Wyn Worker, is wanted at {first.child} at 10am that day",
    ]


def test_way_between_two_venues_takes_its_time(iro, support):
    here, there = make_venue(name="Here"), make_venue(name="There")
    actions.set_journey(venues=[there, here], minutes=30, by=BY)
    other = review_of(iro)
    book(other, iro, venue=here, place="")
    wanted = [slot(review_of(iro), iro, venue=there, place="", at=at) for at in (T(11, 29), T(11, 30), T(8, 31))]
    sentence = f"Io Reviewer has {other.child} at Here at 10am; the way takes 30 minutes"
    assert [said(support, each) for each in wanted] == [[sentence], [], [sentence]]
    assert Journey.objects.get().minutes == 30


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (D(2025, 6, 14), "14 June 2025 is not a working day"),
        (D(2025, 8, 25), "25 August 2025 is not a working day (Late Summer Bank Holiday)"),
    ],
)
def test_day_that_is_no_working_day(iro, support, on, sentence):
    found = said(support, slot(review_of(iro, became_looked_after_on=D(2025, 5, 31)), iro, on=on))
    assert sentence in [each.replace("Summer Bank Holiday", "Summer Bank Holiday") for each in found]


def test_set_is_held_against_itself(iro, support):
    first, second = siblings(iro, 2)
    wanted = [slot(first, iro), slot(second, iro, at=T(10, 30))]
    found = said(support, *wanted, way=TogetherWay.BACK_TO_BACK)
    assert found == [
        [
            f"Io Reviewer already has {second.child} at 10:30am that day",
            "The review of a brother or sister is at 10:30am that day",
        ],
        [
            f"Io Reviewer already has {first.child} at 10am that day",
            "The review of a brother or sister is at 10am that day",
        ],
    ]


def test_brothers_and_sisters_in_one_meeting_are_not_in_each_others_way(iro, support):
    reviews = siblings(iro)
    assert said(support, *(slot(review, iro) for review in reviews), way=TogetherWay.JOINTLY) == [[], [], []]


def test_as_many_questions_are_asked_about_many_slots_as_about_one(iro, support):
    room = make_venue()
    reviews = [review_of(iro) for _ in range(6)]
    book(review_of(iro), iro, at=T(15))
    begin_working_pattern(person=iro, from_on=D(2025, 1, 6), hours={3: (T(9), T(17))}, by=BY)
    wanted = [slot(review, iro, venue=room, place="", at=T(9 + n)) for n, review in enumerate(reviews)]
    counts = []
    for number in (1, 6):
        with CaptureQueriesContext(connection) as captured:
            clashes_between(wanted[:number], support)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 16


def test_late_is_said_and_no_limit_is_not(iro, support):
    review = review_of(iro)
    late = slot(review, iro, on=D(2025, 6, 18))
    assert said(support, late) == ["That is after the last lawful day, 17 June 2025"]
    review.due_on = None
    assert said(support, slot(review, iro, on=datetime.date(2025, 6, 18))) == []
