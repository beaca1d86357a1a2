"""The support worker's pages: what comes in, what is to arrange, what is to send out."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.actions import acting
from audit.triggers import TRIGGERS
from children.actions import allocate_iro, allocate_social_worker, cease_care
from children.models import Child
from desk.arranging.actions import record_change
from reviews import actions
from reviews.enums import ReviewStatus
from reviews.models import Review, Venue
from statute.secure import PanelMember
from tests.factories import BY, facts, make_child, make_team, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)
KEY = "6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c1"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def signed_in(role: str = Role.SUPPORT_WORKER) -> Client:
    client = Client()
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def notification(**more: str) -> dict[str, str]:
    """Return what a support worker types when a child comes into care."""
    return {
        "local_id": "N0001",
        "first_name": "Siân",
        "last_name": "Quillfeather",
        "date_of_birth": "2016-02-03",
        "sex": "F",
        "on": "2025-05-30",
        "legal_status": "V2",
        "placement": "U6",
        "provider": "PR1",
        "mother_name": "Rowan Quillfeather",
        "mother_responsible": "on",
        "form_key": KEY + "1",
    } | more


def test_notification_makes_the_record_and_tells_the_first_limit():
    client = signed_in()
    response = client.post(reverse("arranging:notify"), notification(), follow=False)
    child = Child.objects.get(local_id="N0001")
    review = open_review(child)
    assert (response.status_code, child.periods.get().became_looked_after_on) == (302, D(2025, 5, 30))
    assert (review.due_on, child.people.get().full_name) == (D(2025, 6, 27), "Rowan Quillfeather")


def test_notification_sent_twice_is_one_child():
    client = signed_in()
    for _ in range(2):
        client.post(reverse("arranging:notify"), notification())
    assert Child.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": "2025-06-03"}, "on"),
        ({"on": "2016-02-02"}, "on"),
        ({"date_of_birth": "2025-06-03"}, "date_of_birth"),
        ({"date_of_birth": "31/31/2016"}, "date_of_birth"),
        ({"legal_status": "ZZ"}, "legal_status"),
        ({"placement": "Q2"}, "placement"),  # retired in 2015
        ({"first_name": ""}, "first_name"),
        ({"last_name": "x" * 81}, "last_name"),
        ({"sex": "X"}, "sex"),
        ({"local_id": ""}, "local_id"),
        ({"team": "77"}, "team"),
    ],
)
def test_wrong_notification_is_answered_beside_the_field_and_writes_nothing(wrong, field):
    response = signed_in().post(reverse("arranging:notify"), notification(**wrong))
    page = response.content.decode()
    assert (response.status_code, f'id="id_{field}_error"' in page, "Rowan Quillfeather" in page) == (422, True, True)
    assert not Child.objects.exists()


def test_taken_id_is_refused_in_the_same_words_whether_or_not_the_record_may_be_seen():
    make_child(local_id="N0001")
    seen = signed_in().post(reverse("arranging:notify"), notification()).content.decode()
    gone = make_child(local_id="N0002", became_looked_after_on=None)
    unseen = signed_in().post(reverse("arranging:notify"), notification(local_id="N0002")).content.decode()
    sentence = "A record with this id exists. Open it if you can find it, or ask the IRO manager."
    assert (sentence in seen, sentence in unseen, gone.last_name in unseen) == (True, True, False)


def test_likely_duplicate_is_shown_and_a_twin_is_never_merged():
    twin = make_child(first_name="Cai", last_name="Quillfeather", date_of_birth=D(2016, 2, 3))
    client = signed_in()
    first = client.post(reverse("arranging:notify"), notification())
    assert (first.status_code, twin.local_id in first.content.decode(), Child.objects.count()) == (422, True, 1)
    client.post(reverse("arranging:notify"), notification(not_a_duplicate="on"))
    assert Child.objects.count() == 2


def test_brothers_and_sisters_are_asked_about_once_and_grouped():
    sister = make_child(first_name="Nia", last_name="Quillfeather")
    client = signed_in()
    first = client.post(reverse("arranging:notify"), notification())
    assert (first.status_code, 'name="siblings_asked" value="on"' in first.content.decode()) == (422, True)
    client.post(reverse("arranging:notify"), notification(siblings=str(sister.pk), siblings_asked="on"))
    child = Child.objects.get(local_id="N0001")
    sister.refresh_from_db()
    assert child.siblings_id == sister.siblings_id is not None


def test_move_leaves_the_limit_where_it_is():
    child = make_child()
    due = open_review(child).due_on
    sent = {
        "on": "2025-05-20",
        "reason_new": "P",
        "placement": "K2",
        "provider": "PR4",
        "version": child.version,
        "form_key": KEY + "1",
    }
    response = signed_in().post(reverse("arranging:change", args=[child.pk]), sent)
    codes = list(child.episodes.values_list("placement", "ended_on"))
    assert (response.status_code, codes) == (302, [("U6", D(2025, 5, 20)), ("K2", None)])
    assert open_review(child).due_on == due


def test_secure_placement_opens_its_panel_within_a_month():
    child = make_child()
    sent = {"on": "2025-05-20", "reason_new": "P", "placement": "K1", "version": child.version, "form_key": KEY + "1"}
    signed_in().post(reverse("arranging:change", args=[child.pk]), sent)
    assert child.secure_panels.get().due_on == D(2025, 6, 20)


@pytest.mark.parametrize("asked", ["week=0001-01-01", "week=9999-12-31", "week=x", "iro=²", "iro=x"])
def test_week_that_cannot_be_shows_this_one(asked):
    response = signed_in().get(f"{reverse('arranging:calendar')}?{asked}")
    assert (response.status_code, response.context["caption"]) == (200, "Week of 2 June 2025")


@pytest.mark.parametrize(("role", "is_told"), [(Role.SUPPORT_WORKER, False), (Role.MANAGER, True)])
def test_clock_of_a_panel_tells_only_those_who_may_know_that_the_placement_is_secure(role, is_told):
    page = signed_in(role).get(reverse("child:clocks", args=[secure_child().pk])).content.decode()
    assert ("secure" in page.lower(), "Extra panel needed" in page) == (is_told, not is_told)


def secure_child():
    """Make a child in secure accommodation since 20 May, whose legal status changed there on 27 May."""
    child = make_child()
    for day, why, more in ((D(2025, 5, 20), "P", {"placement": "K1"}), (D(2025, 5, 27), "L", {"legal_status": "C1"})):
        record_change(child=child, on=day, reason_new=why, by=BY, today=TODAY, **more)
    return child


def test_secure_placement_keeps_its_panels_through_a_change_of_legal_status():
    child = secure_child()
    members = {name: PanelMember(is_member_or_officer_of_authority=name != "Chair") for name in ("Chair", "A", "B")}
    panel = child.secure_panels.get()
    actions.hold_secure_panel(panel=panel, on=D(2025, 6, 2), members=members, criteria_met=True, by=BY, today=TODAY)
    assert child.secure_panels.to_come().get().due_on == D(2025, 9, 2)
    with pytest.raises(RefusedError, match="This panel is over"):
        actions.hold_secure_panel(panel=panel, on=D(2025, 6, 2), members=members, criteria_met=True, by=BY, today=TODAY)


@pytest.mark.parametrize("reason_new", ["P", "B"])
def test_move_to_another_secure_home_lapses_the_panel_to_come_and_opens_the_first_of_the_new_placement(reason_new):
    child = secure_child()
    before = child.secure_panels.get()
    status = {"legal_status": "C2"} if reason_new == "B" else {}
    moved = {"on": D(2025, 5, 29), "reason_new": reason_new, "placement": "K1", "provider": "PR4"}
    episode = record_change(child=child, by=BY, today=TODAY, **moved, **status)
    before.refresh_from_db()
    panel = child.secure_panels.to_come().get()
    assert (before.lapsed_because, panel.episode) == ("The secure placement ended", episode)
    assert (panel.due_rule, panel.due_on) == ("SEC-1ST-1M", D(2025, 6, 29))


@pytest.mark.parametrize("reason_new", ["L", "T", "U"])
def test_same_secure_home_keeps_its_panel(reason_new):
    child = secure_child()
    panel = child.secure_panels.get()
    changed = {"legal_status": "C2"} if reason_new in "LU" else {}
    record_change(child=child, on=D(2025, 5, 29), reason_new=reason_new, by=BY, today=TODAY, **changed)
    assert list(child.secure_panels.to_come()) == [panel]


def test_leaving_a_secure_placement_lapses_its_panel_after_a_change_of_legal_status_too():
    child = secure_child()
    record_change(child=child, on=D(2025, 5, 29), reason_new="P", placement="U6", by=BY, today=TODAY)
    assert not child.secure_panels.to_come().exists()


def test_change_in_which_nothing_changed_is_refused():
    child = make_child()
    sent = {"on": "2025-05-20", "reason_new": "P", "version": child.version, "form_key": KEY + "1"}
    response = signed_in().post(reverse("arranging:change", args=[child.pk]), sent)
    assert (response.status_code, child.episodes.count()) == (422, 1)


def test_leaving_care_ends_reviews_bookings_and_allocations():
    iro = make_user()
    child = make_child(iro=iro)
    review = open_review(child)
    slot = {"on": D(2025, 6, 20), "at": datetime.time(10), "chair": iro, "place": "School", "by": BY, "today": TODAY}
    actions.book_review(review=review, **slot)
    sent = {"on": "2025-06-01", "reason": "E4A", "sure": "on", "version": child.version, "form_key": KEY + "1"}
    response = signed_in().post(reverse("arranging:leaving", args=[child.pk]), sent)
    review.refresh_from_db()
    assert (response.status_code, review.status, review.ended_reason) == (302, ReviewStatus.ENDED, "left_care")
    assert not child.iro_allocations.open().exists()
    assert not review.bookings.current().exists()


@pytest.mark.parametrize(
    ("code", "reason"), [("E11", "adopted"), ("E2", "died"), ("E3", "transferred"), ("E17", "turned_18")]
)
def test_reason_for_leaving_is_the_reviews_reason(code, reason):
    child = make_child()
    review = open_review(child)
    sent = {"on": "2025-06-01", "reason": code, "sure": "on", "version": child.version, "form_key": KEY + "1"}
    signed_in().post(reverse("arranging:leaving", args=[child.pk]), sent)
    review.refresh_from_db()
    child.refresh_from_db()
    assert (review.ended_reason, child.died_on) == (reason, D(2025, 6, 1) if code == "E2" else None)


def test_leaving_before_the_iro_was_allocated_is_refused_beside_the_day():
    child = make_child(became_looked_after_on=D(2025, 4, 5))
    allocate_iro(child=child, iro=make_user(), on=D(2025, 5, 12), reason="first", by=BY)
    sent = {"on": "2025-05-09", "reason": "E4A", "sure": "on", "version": child.version, "form_key": KEY + "1"}
    response = signed_in().post(reverse("arranging:leaving", args=[child.pk]), sent)
    sentence = "The IRO or social worker was recorded from 12/05/2025. Enter that day or a later one."
    assert (response.status_code, response.context["form"].errors) == (422, {"on": [sentence]})
    assert child.periods.open().exists()


def test_death_is_recorded_on_its_true_day_though_the_iro_and_a_review_came_after_it():
    iro = make_user()
    child = make_child(became_looked_after_on=D(2025, 4, 5))
    allocate_social_worker(child=child, team=make_team(), on=D(2025, 4, 7), by=BY)
    allocate_iro(child=child, iro=iro, on=D(2025, 5, 6), reason="first", by=BY)
    actions.complete_review(review=open_review(child), facts=facts(iro, D(2025, 5, 6)), by=iro, today=TODAY)
    child.refresh_from_db()
    sent = {"on": "2025-05-02", "reason": "E2", "sure": "on", "version": child.version, "form_key": KEY + "1"}
    assert signed_in().post(reverse("arranging:leaving", args=[child.pk]), sent).status_code == 302
    child.refresh_from_db()
    ended = [each.get().until_on for each in (child.social_work_allocations, child.iro_allocations)]
    assert (child.died_on, ended) == (D(2025, 5, 2), [D(2025, 5, 2), D(2025, 5, 6)])


def test_social_worker_from_before_the_one_who_stands_is_refused_beside_the_day():
    child, team = make_child(), make_team()
    allocate_social_worker(child=child, team=team, on=D(2025, 5, 12), by=BY)
    sent = {"team": team.pk, "on": "2025-05-09", "version": child.version, "form_key": KEY + "1"}
    response = signed_in().post(reverse("arranging:social-worker", args=[child.pk]), sent)
    assert (response.status_code, child.social_work_allocations.count()) == (422, 1)


def test_return_into_a_period_that_is_recorded_is_refused_in_the_databases_own_sentence():
    child = make_child(became_looked_after_on=D(2025, 4, 5))
    cease_care(child=child, on=D(2025, 5, 20), reason="E4A", by=BY, today=TODAY)
    sent = {
        "on": "2025-05-06",
        "legal_status": "C1",
        "placement": "U6",
        "provider": "PR1",
        "version": child.version,
        "form_key": KEY + "1",
    }
    response = signed_in(Role.MANAGER).post(reverse("arranging:return", args=[child.pk]), sent)
    message = TRIGGERS["children_periodofcare_no_overlap"].message
    assert (response.status_code, response.context["form"].non_field_errors()) == (409, [message])
    assert child.periods.count() == 1


def test_child_who_left_is_not_found_by_the_support_worker_and_returns_through_the_manager():
    child = make_child()
    sent = {"on": "2025-05-01", "reason": "E4A", "sure": "on", "version": child.version, "form_key": KEY + "1"}
    support = signed_in()
    support.post(reverse("arranging:leaving", args=[child.pk]), sent)
    address = reverse("arranging:return", args=[child.pk])
    assert support.get(address).status_code == 404
    child.refresh_from_db()
    back = {"on": "2025-05-19", "legal_status": "C1", "placement": "U6", "provider": "PR1", "form_key": KEY + "2"}
    sent = back | {"version": child.version}
    assert signed_in(Role.MANAGER).post(address, sent).status_code == 302
    assert (open_review(child).sequence, open_review(child).due_on) == ("first", D(2025, 6, 17))


def test_corrected_birth_moves_what_depends_on_it():
    child = make_child(date_of_birth=D(2008, 1, 1))
    sent = {
        "first_name": "Sam",
        "last_name": child.last_name,
        "date_of_birth": "2007-05-07",
        "sex": "F",
        "version": child.version,
        "form_key": KEY + "1",
    }
    signed_in().post(reverse("arranging:correct", args=[child.pk]), sent)
    review = open_review(child)
    assert (review.due_on, review.due_date_changes.last().why) == (None, "The date of birth was corrected")


def test_child_who_died_does_not_return():
    child = make_child()
    cease_care(child=child, on=D(2025, 5, 20), reason="E2", by=BY, today=TODAY)
    back = {
        "on": "2025-05-26",
        "legal_status": "C1",
        "placement": "U6",
        "provider": "PR1",
        "version": child.version,
        "form_key": KEY + "2",
    }
    response = signed_in(Role.MANAGER).post(reverse("arranging:return", args=[child.pk]), back)
    assert (response.status_code, child.periods.open().exists()) == (409, False)


def birth(child, day: str) -> dict[str, str]:
    """Return what is typed to correct a date of birth."""
    child.refresh_from_db()
    about = {"first_name": "Sam", "last_name": child.last_name, "sex": "F", "version": str(child.version)}
    return about | {"date_of_birth": day, "form_key": KEY + "1"}


def correct_birth(child, day: str):
    return signed_in().post(reverse("arranging:correct", args=[child.pk]), birth(child, day))


def test_corrected_birth_finds_the_age_at_each_completed_review_anew():
    iro = make_user()
    child = make_child(iro=iro, date_of_birth=D(2021, 5, 1))
    review = open_review(child)
    actions.complete_review(review=review, facts=facts(iro, D(2025, 5, 1)), by=iro, today=TODAY)
    assert review.age_band == "on_fourth_birthday"
    assert correct_birth(child, "2021-04-01").status_code == 302
    review.refresh_from_db()
    assert review.age_band == "four_or_over"


def test_birth_that_contradicts_a_completed_review_is_refused_without_its_code():
    iro = make_user()
    child = make_child(iro=iro, date_of_birth=D(2014, 3, 1))
    actions.complete_review(review=open_review(child), facts=facts(iro, D(2025, 5, 1)), by=iro, today=TODAY)
    response = correct_birth(child, "2023-03-01")
    child.refresh_from_db()
    assert (response.status_code, child.date_of_birth) == (422, D(2014, 3, 1))
    assert "PN" not in str(response.context["form"].errors)


def test_birth_after_care_began_is_refused():
    child = make_child(became_looked_after_on=D(2025, 4, 5))
    assert correct_birth(child, "2025-04-06").status_code == 422


def test_corrected_birth_opens_the_review_that_seemed_to_fall_after_18():
    child = make_child(became_looked_after_on=D(2025, 4, 5), date_of_birth=D(2007, 5, 7))
    assert not child.reviews.exists()
    assert correct_birth(child, "2009-05-07").status_code == 302
    assert open_review(child).due_on == D(2025, 5, 7)


def booking(iro, **more: str) -> dict[str, str]:
    return {
        "on": "2025-06-20",
        "at": "10:00",
        "minutes": "90",
        "place": "School",
        "chair": str(iro.pk),
        "version": "1",
        "form_key": KEY + "1",
    } | more


def late_child(iro):
    """Make a child whose first review is due on 17 June 2025."""
    return make_child(iro=iro, became_looked_after_on=D(2025, 5, 19))


def test_booking_a_review():
    iro = make_user()
    review = open_review(late_child(iro))
    address = reverse("arranging:book", args=[review.pk])
    response = signed_in().post(address, booking(iro, on="2025-06-12", version=str(review.version)))
    review.refresh_from_db()
    assert (response.status_code, review.status, review.bookings.get().on) == (302, "booked", D(2025, 6, 12))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"on": "2025-06-18"}, "That is after the last lawful day, 17 June 2025"),
        ({"on": "2025-06-14"}, "14 June 2025 is not a working day"),
        ({"on": "2025-06-12", "at": "11:00"}, "already has Sam"),
    ],
)
def test_what_speaks_against_a_booking_is_said_before_it_happens(more, sentence):
    iro = make_user()
    other = {"on": D(2025, 6, 12), "at": datetime.time(10), "chair": iro, "place": "Home", "by": BY, "today": TODAY}
    actions.book_review(review=open_review(make_child(iro=iro)), **other)
    review = open_review(late_child(iro))
    client, address = signed_in(), reverse("arranging:book", args=[review.pk])
    sent = booking(iro, version=str(review.version), **more)
    warned = client.post(address, sent)
    assert (warned.status_code, sentence in warned.content.decode()) == (422, True)
    accepted = client.post(address, sent | {"accept": "on"})
    review.refresh_from_db()
    assert (accepted.status_code, review.status) == (302, "booked")


def test_room_that_is_taken_is_said_too():
    first, second = make_user(), make_user()
    with acting():
        room = Venue.objects.create(name="Room 1")
    other = {"on": D(2025, 6, 12), "at": datetime.time(10), "chair": first, "venue": room, "by": BY, "today": TODAY}
    actions.book_review(review=open_review(make_child(iro=first)), **other)
    review = open_review(late_child(second))
    sent = booking(second, on="2025-06-12", venue=str(room.pk), version=str(review.version))
    page = signed_in().post(reverse("arranging:book", args=[review.pk]), sent).content.decode()
    assert "Room 1 is taken at 10am that day" in page


@pytest.mark.parametrize(
    "wrong",
    [{"on": "2025-06-01"}, {"at": "25:00"}, {"minutes": "5"}, {"minutes": "x"}, {"chair": "0"}, {"place": ""}],
)
def test_bad_booking_changes_nothing(wrong):
    iro = make_user()
    review = open_review(late_child(iro))
    sent = booking(iro, version=str(review.version)) | {"on": "2025-06-12"} | wrong
    response = signed_in().post(reverse("arranging:book", args=[review.pk]), sent)
    assert (response.status_code, Review.objects.get(pk=review.pk).status) == (422, "to_arrange")


def test_moving_and_cancelling_need_their_reason():
    iro = make_user()
    review = open_review(late_child(iro))
    other = {"on": D(2025, 6, 12), "at": datetime.time(10), "chair": iro, "place": "Home", "by": BY, "today": TODAY}
    actions.book_review(review=review, **other)
    client = signed_in()
    move, cancel = (reverse(f"arranging:{name}", args=[review.pk]) for name in ("move", "cancel-booking"))
    sent = booking(iro, on="2025-06-13", version=str(review.version))
    assert client.post(move, sent).status_code == 422
    why = {"because": "The school is closed", "asked_by": "school"}
    assert client.post(move, sent | why).status_code == 302
    assert list(review.postponements.values_list("asked_by", flat=True)) == ["school"]
    review.refresh_from_db()
    assert client.post(cancel, {"because": "", "version": review.version}).status_code == 422
    assert client.post(cancel, {"because": "Ill", "version": review.version, "form_key": KEY + "3"}).status_code == 302
    review.refresh_from_db()
    assert (review.status, review.bookings.count()) == ("to_arrange", 2)


def finished_record():
    iro = make_user()
    child = make_child(iro=iro)
    review = open_review(child)
    actions.complete_review(review=review, facts=facts(iro, D(2025, 5, 6)), by=iro, today=D(2025, 5, 6))
    actions.finish_record(record=review.record, text="Sam is well.", on=D(2025, 5, 20), by=iro, today=D(2025, 5, 20))
    return review.record


def test_finished_record_is_sent_out_once():
    record, client = finished_record(), signed_in()
    address = reverse("arranging:distribute", args=[record.pk])
    assert "Sam is well." in client.get(address).content.decode()
    sent = {"on": "2025-06-02", "version": record.version, "form_key": KEY + "1"}
    assert client.post(address, sent).status_code == 302
    record.refresh_from_db()
    assert record.distributed_on == TODAY
    again = client.post(address, sent | {"version": record.version, "form_key": KEY + "2"})
    assert again.status_code == 409


def test_unfinished_record_is_not_there_for_the_support_worker():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    actions.complete_review(review=review, facts=facts(iro, D(2025, 5, 6)), by=iro, today=D(2025, 5, 6))
    assert signed_in().get(reverse("arranging:distribute", args=[review.record.pk])).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_arrange_may_open_the_pages(role):
    client, child = signed_in(role), make_child(became_looked_after_on=D(2025, 5, 19))
    lists = ["to-arrange", "calendar", "to-distribute"]
    statuses = [client.get(reverse(f"arranging:{name}")).status_code for name in lists]
    notified = client.get(reverse("arranging:notify")).status_code
    changed = client.get(reverse("arranging:change", args=[child.pk])).status_code
    arranges = role in {Role.SUPPORT_WORKER, Role.MANAGER, Role.IRO}
    notifies = role in {Role.SUPPORT_WORKER, Role.MANAGER}
    assert (statuses, notified, changed) == (
        [200 if arranges else 403] * 3,
        200 if notifies else 403,
        200 if notifies else 403,
    )


def test_iro_does_not_see_a_colleagues_review_to_arrange():
    mine = make_user()
    own, other = late_child(mine), late_child(make_user())
    client = Client()
    client.force_login(mine, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("arranging:to-arrange")).content.decode()
    assert (own.last_name in page, other.last_name in page) == (True, False)
    assert client.get(reverse("arranging:book", args=[open_review(other).pk])).status_code == 404


def test_lists_are_narrowed_and_say_how_many():
    iro, team = make_user(), make_team("North")
    late_child(iro)
    late_child(make_user())
    address = reverse("arranging:to-arrange")
    client = signed_in()
    assert "2 reviews to arrange" in client.get(address).content.decode()
    assert "1 review to arrange" in client.get(address, {"iro": iro.pk}).content.decode()
    assert "No reviews to arrange" in client.get(address, {"team": team.pk}).content.decode()


@pytest.mark.parametrize("name", ["to-arrange", "calendar", "to-distribute"])
def test_lists_ask_as_often_for_three_rows_as_for_one(name, assert_same_queries):
    def rows(n: int) -> None:
        for _ in range(n):
            iro = make_user()
            late_child(iro)
            booked = {"on": D(2025, 6, 4), "at": datetime.time(9), "chair": iro, "place": "Home"}
            actions.book_review(review=open_review(make_child(iro=iro)), by=BY, today=TODAY, **booked)
            finished_record()

    assert_same_queries(rows, reverse(f"arranging:{name}"), signed_in())


def test_no_legal_status_and_no_outcome_reaches_the_support_worker():
    child = make_child(legal_status="C2")
    pages = [reverse("arranging:to-arrange"), reverse("arranging:correct", args=[child.pk])]
    client = signed_in()
    assert ["Full care order" in client.get(page).content.decode() for page in pages] == [False, False]
