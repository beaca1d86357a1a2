"""The pages between reviews: an IRO's lists, the check half-way, events, contacts, visits and plans; the manager's."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from children.actions import allocate_social_worker, record_duty
from children.models import Child
from desk.arranging.actions import change_social_worker, record_change
from desk.between.rows import MATTERS, drifting
from desk.caseload.rows import read_caseload
from desk.deadlines import deadlines
from desk.digest.of_iro import decisions_near
from disputes.models import Dispute
from reviews import actions
from reviews.facts import DecisionFacts
from reviews.models import ContactWithChild, MidpointCheck, MidpointFinding, SignificantEvent
from tests.factories import BY, facts, make_child, make_restriction, make_team, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 16)
HELD, TARGET = D(2025, 5, 2), D(2025, 5, 23)
KEY = "6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c1"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_reviewed(iro, **names):
    """Make a child whose first review, on 2 May, sent out a decision due on 23 May; the check is due on 17 June."""
    child = make_child(iro=iro, today=TODAY, **names)
    decided = (DecisionFacts("Find a school", "Jo Worker", TARGET),)
    done = facts(iro, HELD, decisions=decided)
    review = actions.complete_review(review=open_review(child), facts=done, by=iro, today=HELD)
    actions.send_decisions(record=review.record, on=HELD, by=iro, today=HELD)
    return child


@pytest.fixture
def child(iro):
    return make_reviewed(iro, first_name="Asha", last_name="Reed")


def check_of(child) -> MidpointCheck:
    return MidpointCheck.objects.get(review=open_review(child))


def tell(child, kind="hospital", by=BY):
    return actions.tell_of_event(child=child, kind=kind, on=TODAY, what="A broken arm", by=by, today=TODAY)


def answers(child, **more):
    decision = child.reviews.completed().get().decisions.get()
    check = check_of(child)
    return {
        "version": str(check.version),
        "form_key": KEY + "1",
        f"decision_{decision.pk}": "drifting",
        "spoke_with_child": "yes",
        "earlier": "no",
        "no_reason": "The school is found soon",
    } | more


def make_one_of_each(child):
    """Let something of each list wait for the child: event, check, visit, drifting decision, nobody spoke."""
    tell(child)
    record_duty(child=child, kind="visit", outcome="seen", done_on=D(2025, 4, 10), by=BY, today=TODAY)


# The IRO's lists -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", MATTERS)
def test_each_list_names_the_child_and_counts_them(iro, child, key):
    make_one_of_each(child)
    page = signed_in(iro).get(reverse("between:mine") + f"?show={key}")
    assert [part["text"].rsplit(" ", 1)[1] for part in page.context["parts"]] == ["(1)"] * len(MATTERS)
    assert ["Asha Reed" in str(row[0]) for row in page.context["table"].rows] == [True]


def test_decision_that_is_challenged_does_not_drift_and_is_not_late(iro, child):
    decision = child.reviews.completed().get().decisions.get()
    manager = make_user(Role.OPERATIONAL_MANAGER)
    when = deadlines(TODAY)
    number = drifting(Child.objects.all(), TODAY).count
    late = read_caseload(iro, TODAY).matters[child.pk].late
    assert (number(), late, len(list(decisions_near(iro, when)))) == (1, 1, 1)
    actions.challenge_decisions(decisions=[decision], text="Too dear", by=manager, today=HELD)
    matters = read_caseload(iro, TODAY).matters[child.pk]
    assert (number(), matters.late, len(list(decisions_near(iro, when)))) == (0, 0, 0)
    assert matters.open == 1


@pytest.mark.parametrize("key", MATTERS)
def test_empty_list_says_so(iro, key):
    page = signed_in(iro).get(reverse("between:mine") + f"?show={key}")
    assert MATTERS[key].empty in page.content.decode()


def test_list_that_has_something_comes_first(iro, child):
    assert signed_in(iro).get(reverse("between:mine")).context["table"].caption == "1 mid-point check"


def test_lists_show_no_colleagues_child(iro, child):
    make_one_of_each(child)
    page = signed_in(make_user()).get(reverse("between:mine"))
    assert [part["text"].rsplit(" ", 1)[1] for part in page.context["parts"]] == ["(0)"] * len(MATTERS)


@pytest.mark.parametrize("key", MATTERS)
def test_lists_ask_the_same_queries_for_one_child_and_three(iro, key, assert_same_queries):
    def make(number):
        for _ in range(number):
            make_one_of_each(make_reviewed(iro))

    assert_same_queries(make, reverse("between:mine") + f"?show={key}", signed_in(iro))


def test_child_who_was_called_is_spoken_to(iro, child):
    actions.keep_contact(child=child, channel="call", on=TODAY, child_asked=True, by=iro, today=TODAY)
    page = signed_in(iro).get(reverse("between:mine") + "?show=not-spoken-to")
    assert page.context["table"].rows == []


def test_visit_that_was_missed_is_called_by_its_name(iro, child):
    make_one_of_each(child)
    text = signed_in(iro).get(reverse("between:mine") + "?show=late").content.decode()
    assert "Not visited within statutory timescales" in text


# The Monday list -----------------------------------------------------------------------------------------------------
def test_check_stands_in_the_monday_list_until_it_is_made(iro, child):
    client = signed_in(iro)
    soon = client.get("/caseload/").context["soon"].rows
    assert "Check half-way to the next review" in [row[1] for row in soon]
    client.post(reverse("between:midpoint", args=[check_of(child).pk]), answers(child))
    page = client.get("/caseload/")
    assert "Check half-way to the next review" not in [row[1] for row in page.context["soon"].rows]
    assert "Checked half-way 16 June 2025" in page.content.decode()


def test_event_stands_in_the_monday_list_until_it_is_answered(iro, child):
    event, client = tell(child, "placement_to_end"), signed_in(iro)
    text = client.get("/caseload/").content.decode()
    assert ("Told to me: 1 event to answer" in text, "Review before change" in text) == (True, True)
    client.post(
        reverse("between:answer", args=[event.pk]),
        {"version": "1", "form_key": KEY + "1", "wishes_known": "no", "earlier": "no", "no_reason": "Not needed"},
    )
    assert "Told to me" not in client.get("/caseload/").content.decode()


def test_contact_is_when_the_child_was_last_spoken_to(iro, child):
    actions.keep_contact(child=child, channel="visit", on=D(2025, 6, 12), child_asked=True, by=iro, today=TODAY)
    client = signed_in(iro)
    assert "12 June 2025" in str(client.get("/caseload/").context["table"].rows[0][3])
    assert "12 June 2025" in client.get(f"/child/{child.pk}/").content.decode()


# The check half-way --------------------------------------------------------------------------------------------------
def test_check_is_made_and_a_drifting_decision_becomes_a_concern_with_one_press(iro, child):
    client, check = signed_in(iro), check_of(child)
    sent = client.post(reverse("between:midpoint", args=[check.pk]), answers(child))
    assert sent.headers["Location"] == reverse("between:midpoint-made", args=[check.pk])
    page = client.get(sent.headers["Location"])
    assert "Raise a concern" in page.content.decode()
    finding = MidpointFinding.objects.get()
    for number in "23":
        client.post(reverse("between:concern", args=[finding.pk]), {"form_key": KEY + number})
    dispute = Dispute.objects.get()
    assert (dispute.child, dispute.stage, dispute.raised_by) == (child, "pre_protocol", iro)
    assert dispute.summary == "Drifting at the mid-point check, due by 23/05/2025: Find a school"
    assert "Raise a concern" not in client.get(sent.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("decision", "Say where this decision is: Find a school"),
        ("spoke_with_child", "Say whether you have spoken with the child since the last review"),
        ("earlier", "Say whether the review should be held earlier"),
        ("no_reason", "Say why the review need not come earlier"),
    ],
)
def test_check_names_what_is_missing(iro, child, left_out, said):
    sent = {name: value for name, value in answers(child).items() if not name.startswith(left_out)}
    page = signed_in(iro).post(reverse("between:midpoint", args=[check_of(child).pk]), sent)
    assert (page.status_code, said in page.content.decode()) == (422, True)
    assert check_of(child).done_on is None


def test_manager_reads_what_was_found_and_makes_no_check(iro, child):
    client, check = signed_in(make_user(Role.MANAGER)), check_of(child)
    assert client.get(reverse("between:midpoint", args=[check.pk])).status_code == 403
    signed_in(iro).post(reverse("between:midpoint", args=[check.pk]), answers(child))
    text = client.get(reverse("between:midpoint-made", args=[check.pk])).content.decode()
    assert ("The school is found soon" in text, "Raise a concern" in text) == (True, False)


# Events --------------------------------------------------------------------------------------------------------------
def test_move_and_change_of_worker_tell_the_iro_by_themselves(iro, child):
    support = make_user(Role.SUPPORT_WORKER)
    record_change(child=child, on=D(2025, 6, 10), reason_new="P", placement="K2", by=support, today=TODAY)
    worker, team = make_user(Role.SOCIAL_WORKER, "Jo Worker"), make_team("Marigold team")
    for social_worker in (None, worker):
        change_social_worker(child=child, team=team, social_worker=social_worker, on=TODAY, by=support, today=TODAY)
    assert [(each.kind, each.what, each.told_by) for each in SignificantEvent.objects.all()] == [
        ("placement_move", "The child moved to another placement and carer.", support),
        ("worker_change", "Marigold team was followed by Jo Worker.", support),
    ]


def test_support_worker_tells_and_takes_back_and_does_not_answer(iro, child):
    client = signed_in(make_user(Role.SUPPORT_WORKER))
    sent = {"kind": "missing", "on": "2025-06-15", "what": "Since Sunday", "form_key": KEY + "1"}
    client.post(reverse("between:tell", args=[child.pk]), sent)
    event = SignificantEvent.objects.get()
    assert client.get(reverse("between:answer", args=[event.pk])).status_code == 403
    page = client.get(reverse("between:events", args=[child.pk]))
    assert "Since Sunday" in page.content.decode()
    client.post(
        reverse("between:withdraw-event", args=[event.pk]),
        {"because": "Found at home", "version": "1", "form_key": KEY + "2"},
    )
    assert SignificantEvent.objects.waiting().count() == 0


def test_what_the_iro_answered_is_not_for_the_support_worker(iro, child):
    event = tell(child)
    signed_in(iro).post(
        reverse("between:answer", args=[event.pk]),
        {"version": "1", "form_key": KEY + "1", "wishes_known": "yes", "earlier": "no", "no_reason": "Between us"},
    )
    seen = {
        role: "Between us"
        in signed_in(make_user(role)).get(reverse("between:events", args=[child.pk])).content.decode()
        for role in (Role.MANAGER, Role.SUPPORT_WORKER)
    }
    assert seen == {Role.MANAGER: True, Role.SUPPORT_WORKER: False}


def test_social_worker_sees_only_what_they_told(iro, child):
    worker = make_user(Role.SOCIAL_WORKER)
    allocate_social_worker(child=child, team=make_team(), social_worker=worker, on=HELD, by=BY)
    tell(child, "allegation")
    mine = tell(child, by=worker)
    page = signed_in(worker).get(reverse("between:events", args=[child.pk]))
    assert [str(row[0]) for row in page.context["table"].rows] == ["16 June 2025"]
    assert mine.get_kind_display() in page.content.decode()
    assert "An allegation" not in page.content.decode()


def test_answer_brings_the_review_forward(iro, child):
    event = tell(child)
    sent = {
        "version": "1",
        "form_key": KEY + "1",
        "wishes_known": "yes",
        "earlier": "yes",
        "review_by": "2025-06-30",
        "earlier_reason": "The placement is at risk",
    }
    signed_in(iro).post(reverse("between:answer", args=[event.pk]), sent)
    assert open_review(child).due_on == D(2025, 6, 30)


def test_second_answer_is_told_of_the_first_and_loses_nothing(iro, child):
    event = tell(child)
    sent = {"version": "1", "wishes_known": "yes", "earlier": "no", "no_reason": "First"}
    first, second = signed_in(iro), signed_in(iro)
    first.post(reverse("between:answer", args=[event.pk]), sent | {"form_key": KEY + "1"})
    page = second.post(
        reverse("between:answer", args=[event.pk]), sent | {"form_key": KEY + "2", "no_reason": "Second"}
    )
    text = page.content.decode()
    assert (page.status_code, "First" in text, "Second" in text) == (409, True, True)


# Contacts ------------------------------------------------------------------------------------------------------------
CONTACT = {"channel": "visit", "on": "2025-06-12", "child_asked": "yes", "note": "In confidence"}


def test_contact_is_kept_once_and_taken_back(iro, child):
    client = signed_in(iro)
    for _ in range(2):
        client.post(reverse("between:keep-contact", args=[child.pk]), CONTACT | {"form_key": KEY + "1"})
    contact = ContactWithChild.objects.get()
    assert "In confidence" in client.get(reverse("between:contacts", args=[child.pk])).content.decode()
    client.post(
        reverse("between:withdraw-contact", args=[contact.pk]),
        {"because": "Another child", "version": "1", "form_key": KEY + "2"},
    )
    contact.refresh_from_db()
    assert contact.withdrawn_on == TODAY


@pytest.mark.parametrize(
    ("role", "reads", "keeps"),
    [(Role.MANAGER, 200, 403), (Role.SUPPORT_WORKER, 403, 403), (Role.SOCIAL_WORKER, 403, 403)],
)
def test_contacts_are_for_the_iro_and_the_manager(child, role, reads, keeps):
    client = signed_in(make_user(role))
    got = [client.get(reverse(f"between:{name}", args=[child.pk])).status_code for name in ("contacts", "keep-contact")]
    assert got == [reads, keeps]


# Visits and plans ----------------------------------------------------------------------------------------------------
def test_visit_is_recorded_and_the_next_follows(child):
    client = signed_in(make_user(Role.SUPPORT_WORKER))
    sent = {"kind": "visit", "outcome": "seen_alone", "done_on": "2025-06-12", "who": "Jo", "form_key": KEY + "1"}
    client.post(reverse("between:record-duty", args=[child.pk]), sent)
    text = client.get(reverse("between:duties", args=[child.pk])).content.decode()
    assert "24 July 2025" in text
    assert "24 July 2025" in client.get(f"/child/{child.pk}/clocks/").content.decode()


@pytest.mark.parametrize("role", [Role.IRO, Role.SUPPORT_WORKER, Role.MANAGER])
def test_each_role_records_its_own(iro, child, role):
    user = iro if role == Role.IRO else make_user(role)
    form = signed_in(user).get(reverse("between:record-duty", args=[child.pk])).context["form"]
    offered = [value for value, _ in form.fields["kind"].choices]
    assert (offered == ["permanence_check"]) is (role == Role.IRO)
    assert ("visit" in offered) is (role != Role.IRO)


# The manager's numbers -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", MATTERS)
def test_managers_number_is_the_list_behind_it_a_restricted_child_without_a_name(iro, child, key):
    make_one_of_each(child)
    other = make_reviewed(iro, last_name="Hidden")
    make_one_of_each(other)
    make_restriction(other, iro)
    client = signed_in(make_user(Role.MANAGER))
    assert ">2</span>" in client.get(reverse("between:service")).content.decode()
    page = client.get(reverse("between:service-list", args=[key]))
    rows = [str(row[0]) for row in page.context["table"].rows]
    assert (len(rows), rows[-1], "Asha Reed" in rows[0]) == (2, "Restricted record", True)
    assert "Hidden" not in page.content.decode()


@pytest.mark.parametrize("key", MATTERS)
def test_managers_lists_ask_the_same_queries_for_one_child_and_three(iro, key, assert_same_queries):
    def make(number):
        for _ in range(number):
            make_one_of_each(make_reviewed(iro))

    assert_same_queries(make, reverse("between:service-list", args=[key]), signed_in(make_user(Role.MANAGER)))


def test_list_that_there_is_not_is_absent():
    assert signed_in(make_user(Role.MANAGER)).get("/between/service/nonsense/").status_code == 404
