"""C10: cover from a day until a day, and chairing a colleague's review on the day: reach that ends by itself."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.actions import acting
from audit.models import AuditEvent
from children.actions import allocate_iro, arrange_cover, end_cover
from children.answering import answers_for, not_covered
from children.models import Child, ConflictOfInterest, IROCover, SocialWorkAllocation
from desk.service.dashboard import dashboard
from desk.service.figures import moment
from disputes.permissions import may_close
from office.authority import authority, working_calendar
from reviews import actions as reviews
from reviews.models import Review
from tests.factories import BY, facts, make_user
from tests.guards.queries import assert_same_queries
from tests.security.glass import KEY, page, run_jobs, words_of
from tests.security.world import TODAY, Kind

D = datetime.date
LAST = D(2025, 6, 6)


def cover(world, *, child=None, by="second_iro", from_on=TODAY, until_on=LAST):
    """Let a colleague cover for `iro`."""
    return arrange_cover(
        iro=world.user("iro"),
        covered_by=world.user(by),
        child=child,
        from_on=from_on,
        until_on=until_on,
        reason="Leave",
        by=world.user("manager"),
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("day", "status"),
    [(TODAY, 404), (D(2025, 6, 3), 200), (D(2025, 6, 5), 200), (D(2025, 6, 6), 200), (D(2025, 6, 7), 404)],
)
def test_c10_cover_reaches_on_its_days_and_ends_the_day_after(world, settings, day, status):
    cover(world, from_on=D(2025, 6, 3))
    settings.IRO_TODAY = day
    case, client = world.cases[Kind.MINE], world.client("second_iro")
    addresses = [
        page(case.child),
        reverse("child:review", args=[case.booked.pk]),
        reverse("log_review:form", args=[case.booked.pk]),
        reverse("disputes:detail", args=[case.dispute.pk]),
    ]
    assert [client.get(address).status_code for address in addresses] == [status] * 4


def test_c10_cover_of_one_child_reaches_that_one_alone(world):
    case = world.cases[Kind.MINE]
    cover(world, child=case.child)
    client = world.client("second_iro")
    assert [client.get(page(each)).status_code for each in (case.child, case.other)] == [200, 404]


def test_c10_cover_ends_for_a_child_who_is_given_another_iro(world):
    case = world.cases[Kind.MINE]
    cover(world, child=case.child)
    third = make_user(name="Third IRO", email="third@example.org")
    allocate_iro(child=case.child, iro=third, on=TODAY, reason="workload", by=BY)
    assert world.client("second_iro").get(page(case.child)).status_code == 404


def test_c10_cover_never_reaches_a_conflict_of_interest_or_a_child_one_worked_with(world):
    mine, second = world.cases[Kind.MINE], world.user("second_iro")
    made = cover(world)
    with acting():
        ConflictOfInterest.objects.create(user=second, child=mine.child, nature="Neighbours", declared_on=TODAY)
        SocialWorkAllocation.objects.filter(child=mine.other).update(social_worker=second)
    client = world.client("second_iro")
    assert [client.get(page(each)).status_code for each in (mine.child, mine.other)] == [404, 404]
    assert {mine.child, mine.other} <= set(not_covered(made))


def test_c10_cover_is_of_no_use_in_another_role_or_after_the_role_ended(world):
    cover(world)
    second, child = world.user("second_iro"), world.cases[Kind.MINE].child
    client = world.client("second_iro")
    assert client.get(page(child)).status_code == 200
    with acting():
        second.role_grants.update(until_on=D(2025, 6, 1))
    assert client.get(page(child)).status_code in (403, 404)


def test_c10_cover_ended_early_ends_at_the_next_request(world):
    running = cover(world, from_on=TODAY)
    with acting():
        IROCover.objects.filter(pk=running.pk).update(from_on=D(2025, 6, 1))
    running.refresh_from_db()
    client, child = world.client("second_iro"), world.cases[Kind.MINE].child
    assert client.get(page(child)).status_code == 200
    end_cover(cover=running, by=world.user("manager"), today=TODAY, seen_version=running.version)
    assert (client.get(page(child)).status_code, IROCover.objects.get(pk=running.pk).until_on) == (404, D(2025, 6, 1))


def test_c10_cover_that_began_today_is_taken_back(world):
    made = cover(world)
    end_cover(cover=made, by=world.user("manager"), today=TODAY, seen_version=made.version)
    assert IROCover.objects.filter(iro=world.user("iro"), until_on=LAST).count() == 0


@pytest.mark.parametrize(
    ("who", "expected"),
    [("iro", True), ("second_iro", True), ("manager", False), ("second_manager", False), ("support_worker", False)],
)
def test_answers_for_is_the_iro_and_whoever_covers(world, who, expected):
    cover(world)
    child, user = world.cases[Kind.MINE].child, world.user(who)
    assert (answers_for(user, child, TODAY), answers_for(user, child, D(2025, 6, 7))) == (expected, who == "iro")


def test_whoever_covers_settles_a_dispute_about_the_child(world):
    cover(world)
    dispute, second = world.cases[Kind.MINE].dispute, world.user("second_iro")
    second.act_as(Role.IRO, on=TODAY, at=second.acting_at)
    assert bool(may_close(second, dispute)) is True
    second.act_as(Role.IRO, on=D(2025, 6, 7), at=second.acting_at)
    assert bool(may_close(second, dispute)) is False


# Who may cover
@pytest.mark.parametrize(
    ("by", "from_on", "until_on", "sentence"),
    [
        ("iro", TODAY, LAST, "Nobody covers for themselves."),
        ("manager", TODAY, LAST, "is not an IRO on all of these days"),
        ("inactive", TODAY, LAST, "is not an IRO on all of these days"),
        ("second_iro", D(2025, 8, 4), D(2025, 8, 4), "covers for"),  # the world's own cover in August
    ],
)
def test_who_cannot_cover_is_refused(world, by, from_on, until_on, sentence):
    with pytest.raises(RefusedError, match=sentence):
        cover(world, by=by, from_on=from_on, until_on=until_on)


def test_role_that_ends_meanwhile_does_not_cover(world):
    with acting():
        world.user("second_iro").role_grants.update(until_on=D(2025, 6, 5))
    with pytest.raises(RefusedError, match="is not an IRO on all of these days"):
        cover(world)


def test_whoever_worked_with_the_child_does_not_cover_for_that_child(world):
    child = world.cases[Kind.MINE].child
    with acting():
        SocialWorkAllocation.objects.filter(child=child).update(social_worker=world.user("second_iro"))
    with pytest.raises(RefusedError, match="social worker"):
        cover(world, child=child)


# The pages
def typed(world, **more):
    sent = {"covered_by": world.user("second_iro").pk, "reason": "Leave", "form_key": KEY.format(31)}
    return sent | {"from_on": "2025-06-02", "until_on": "2025-06-06"} | more


def test_manager_arranges_changes_and_ends_cover(world):
    client, iro = world.client("manager"), world.user("iro")
    first = client.post(reverse("cover:arrange"), typed(world, iro=iro.pk))
    assert first.status_code == 302, words_of(first)
    made = IROCover.objects.get(iro=iro, from_on=TODAY)
    assert (made.covered_by, made.child, made.until_on, made.arranged_by) == (
        world.user("second_iro"), None, LAST, world.user("manager"),
    )  # fmt: skip
    change = reverse("cover:change", args=[made.pk])
    longer = typed(world, until_on="2025-06-09", version=made.version, form_key=KEY.format(32))
    assert client.post(change, longer).status_code == 302
    stale = client.post(change, longer | {"form_key": KEY.format(33), "until_on": "2025-06-08"})
    assert (stale.status_code, IROCover.objects.get(pk=made.pk).until_on) == (409, D(2025, 6, 9))
    text = words_of(client.get(reverse("cover:list")))
    assert ("2 June 2025 to 9 June 2025" in text, "All their children" in text) == (True, True)
    end = {"version": made.version + 1, "form_key": KEY.format(34)}
    assert client.post(reverse("cover:end", args=[made.pk]), end).status_code == 302
    assert IROCover.objects.filter(iro=iro, from_on=TODAY).count() == 0


def test_manager_arranges_cover_for_one_child_from_the_childs_page(world):
    client, child = world.client("manager"), world.cases[Kind.MINE].child
    address = reverse("cover:arrange-for-child", args=[child.pk])
    assert address in client.get(page(child)).content.decode()
    assert client.post(address, typed(world)).status_code == 302
    assert IROCover.objects.get(child=child).iro == world.user("iro")


def test_manager_is_told_whom_cover_leaves_out(world):
    child = world.cases[Kind.MINE].child
    with acting():
        ConflictOfInterest.objects.create(
            user=world.user("second_iro"), child=child, nature="Neighbours", declared_on=TODAY
        )
    client = world.client("manager")
    response = client.post(reverse("cover:arrange"), typed(world, iro=world.user("iro").pk), follow=True)
    text = words_of(response)
    assert f"{child} is not covered" in text
    # The restricted child, whom this manager may not see either, is not named.
    assert world.canaries_of(Kind.RESTRICTED).findall(text) == []


def test_cover_of_a_restricted_child_is_absent_for_a_manager_who_is_not_listed(world):
    child = world.cases[Kind.RESTRICTED].child
    with acting():
        made = IROCover.objects.create(
            iro=world.user("iro"), covered_by=world.user("second_iro"), child=child, from_on=TODAY, until_on=LAST,
            reason="Leave",
        )  # fmt: skip
    statuses = {
        name: world.client(name).get(reverse("cover:change", args=[made.pk])).status_code
        for name in ("manager", "second_manager")
    }
    assert statuses == {"manager": 404, "second_manager": 200}
    assert str(child) not in words_of(world.client("manager").get(reverse("cover:list")))


def test_caseload_marks_whom_one_covers_and_counts_them_where_they_are_allocated(world):
    cover(world)
    case = world.cases[Kind.MINE]
    text = words_of(world.client("second_iro").get(reverse("caseload:mine")))
    assert f"Covering for {world.user('iro')} until 6 June 2025" in text
    visible = Child.objects.visible_to(world.user("second_iro"))
    mine, covered = (visible.filter(iro_allocations__iro=world.user(name), iro_allocations__until_on=None).count()
                     for name in ("second_iro", "iro"))  # fmt: skip
    assert (f"{mine} children" in text, f"and {covered} covered for a colleague" in text) == (True, True), text
    assert case.child.last_name in text
    before = {line.pk: line.children for line in dashboard(_moment()).lines}
    with acting():
        IROCover.objects.all().delete()
    assert {line.pk: line.children for line in dashboard(_moment()).lines} == before


def _moment():
    return moment(TODAY, working_calendar(), authority())


def test_cover_list_asks_the_same_queries_for_one_row_and_three(world):
    with acting():
        IROCover.objects.all().delete()
    days = iter(range(10, 20))

    def make(number):
        for _ in range(number):
            day = D(2025, 6, next(days))
            cover(world, from_on=day, until_on=day)

    assert_same_queries(make, reverse("cover:list"), world.client("manager"))


# Chairing a colleague's review on the day
def booked_today(world, kind=Kind.COLLEAGUES):
    """Book the review of a kind of child for today, with their IRO in the chair; return it."""
    case = world.cases[kind]
    review = case.booked
    reviews.move_booking(
        review=review, on=TODAY, at=datetime.time(14), chair=case.iro, because="Sooner", place="12 Hidden Lane", by=BY,
        today=TODAY,
    )  # fmt: skip
    review.refresh_from_db()
    return review


def take(client, review, number=41, **more):
    data = {"because": "She is ill, and the family is here", "version": review.version, "form_key": KEY.format(number)}
    return client.post(reverse("cover:chair", args=[review.pk]), data | more)


@pytest.mark.parametrize(
    ("kind", "is_listed"),
    [(Kind.COLLEAGUES, True), (Kind.OTHER_TEAMS, True), (Kind.RESTRICTED, False), (Kind.MINE, False)],
)
def test_c10_colleagues_reviews_of_today_are_listed_without_a_name(world, kind, is_listed):
    review = booked_today(world, kind)
    text = words_of(world.client("iro").get(reverse("cover:today")))
    child = review.child
    initials = f"{child.first_name[0]}{child.last_name[0]} {child.local_id}"
    assert (initials in text, child.last_name in text, "Hidden Lane" in text) == (is_listed, False, False)
    status = world.client("iro").get(reverse("cover:chair", args=[review.pk])).status_code
    assert status == (200 if is_listed else 404)


def test_c10_review_of_another_day_of_a_conflict_or_of_a_child_one_worked_with_is_absent(world):
    client, case = world.client("iro"), world.cases[Kind.COLLEAGUES]
    assert client.get(reverse("cover:chair", args=[case.booked.pk])).status_code == 404
    review = booked_today(world)
    assert client.get(reverse("cover:chair", args=[review.pk])).status_code == 200
    with acting():
        SocialWorkAllocation.objects.filter(child=case.child).update(social_worker=world.user("iro"))
    assert (client.get(reverse("cover:chair", args=[review.pk])).status_code, take(client, review).status_code) == (
        404,
        404,
    )
    with acting():
        SocialWorkAllocation.objects.filter(child=case.child).update(social_worker=None)
        ConflictOfInterest.objects.create(user=world.user("iro"), child=case.child, nature="Aunt", declared_on=TODAY)
    assert take(client, review, 42).status_code == 404


def test_c10_chair_is_taken_with_a_reason_and_the_manager_is_told(world):
    review, client = booked_today(world), world.client("iro")
    assert client.get(page(review.child)).status_code == 404
    assert take(client, review, because="").status_code == 422
    assert take(client, review, 43).status_code == 302
    now, before = review.bookings.get(is_current=True), review.bookings.filter(is_current=False).latest("pk")
    assert (now.chair, now.on, now.at, now.taken_because) == (
        world.user("iro"), TODAY, datetime.time(14), "She is ill, and the family is here",
    )  # fmt: skip
    assert "took the chair" in before.moved_because
    assert client.get(page(review.child)).status_code == 200
    run_jobs()
    told = {message.to[0] for message in mail.outbox if "chairing a colleague" in message.subject}
    assert told == {world.user(n).email for n in ("manager", "second_manager")}
    start = words_of(world.client("manager").get(reverse("service:today")))
    assert "1 review chaired by a colleague in the last 14 days" in start
    listed = words_of(world.client("manager").get(reverse("cover:taken")))
    assert "She is ill, and the family is here" in listed
    assert AuditEvent.objects.filter(verb="cover.take_the_chair", actor_id=world.user("iro").pk).count() == 1


def test_c10_second_taker_is_told_that_somebody_was_first(world):
    review, third = booked_today(world, Kind.OTHER_TEAMS), make_user(name="Third IRO", email="third@example.org")
    assert take(world.client("iro"), review).status_code == 302
    world.users["third"] = third
    assert take(world.client("third"), review).status_code == 409


def test_c10_reach_of_a_taken_chair_ends_when_the_record_is_distributed(world):
    review, client = booked_today(world), world.client("iro")
    take(client, review)
    iro, child = world.user("iro"), review.child
    review = Review.objects.get(pk=review.pk)
    done = reviews.complete_review(
        review=review, facts=facts(iro, TODAY, pathway_plan_looked_at=True), by=iro, today=TODAY
    )
    assert client.get(page(child)).status_code == 200
    record = done.record
    reviews.write_record(record=record, text="What was said.", by=iro)
    reviews.send_decisions(record=record, on=TODAY, by=iro, today=TODAY)
    reviews.finish_record(record=record, text="What was said.", on=TODAY, by=iro, today=TODAY)
    assert client.get(page(child)).status_code == 200
    reviews.distribute_record(record=record, on=TODAY, by=BY, today=TODAY)
    assert client.get(page(child)).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.IRO])
def test_c10_only_iros_take_a_chair(world, role):
    review = booked_today(world)
    client = world.client(role)
    assert (client.get(reverse("cover:today")).status_code, take(client, review).status_code) == (403, 403)


def test_bookings_of_today_ask_the_same_queries_for_one_row_and_three(world):
    kinds = iter([Kind.COLLEAGUES, Kind.OTHER_TEAMS])
    others = iter([world.cases[Kind.COLLEAGUES].to_arrange])

    def make(number):
        for _ in range(number):
            kind = next(kinds, None)
            if kind:
                booked_today(world, kind)
            else:
                reviews.book_review(
                    review=next(others), on=TODAY, at=datetime.time(9), chair=world.user("second_iro"), place="Here",
                    by=BY, today=TODAY,
                )  # fmt: skip

    assert_same_queries(make, reverse("cover:today"), world.client("iro"))
