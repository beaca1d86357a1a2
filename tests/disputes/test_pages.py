"""The disputes pages: who sees what, the same questions for one row and for three, and input that cannot be."""

import datetime
import uuid

import pytest
from django.urls import reverse

from accounts.actions import grant_role
from accounts.enums import Role
from audit.models import AuditEvent
from children.actions import allocate_iro
from disputes import actions
from disputes.enums import DisputeStatus, Effect, Stage
from disputes.models import CafcassReferral, Dispute, Reply, ResolutionStage
from office.models import Draft
from tests.disputes.conftest import RAISED, TODAY
from tests.factories import BY, make_child, make_user

pytestmark = pytest.mark.django_db
D = datetime.date
LIST, ADDRESSED = "/disputes/", "/disputes/addressed-to-me/"


def dated(on):
    return {"on_day": on.day, "on_month": on.month, "on_year": on.year}


def shown(response):
    """Return the children whom a list page shows."""
    return [str(row.child) for row in response.context["page_obj"]]


@pytest.fixture
def another(db, issue, raised):
    """A dispute of another IRO about another child, addressed to another manager."""
    iro, to = make_user(Role.IRO), make_user(Role.OPERATIONAL_MANAGER)
    child = make_child(became_looked_after_on=D(2024, 11, 4), iro=iro, last_name="Cornflower")
    return raised(Stage.STAGE_1, about=child, by=iro, to=to)


def test_each_sees_their_own_and_the_manager_all(
    today, raised, another, iro, manager, operational_manager, director, signed_in
):
    raised(Stage.STAGE_1)
    seen = {
        person.full_name: sorted(shown(signed_in(person).get(LIST)))
        for person in (iro, manager, operational_manager, director)
    }
    assert seen == {
        "Irene Reviewer": ["Sam Marigold"],
        "Mona Manager": ["Sam Cornflower", "Sam Marigold"],
        "Oscar Operations": ["Sam Marigold"],
        "Dora Director": [],
    }


PAGES = ("detail", "reply", "escalate", "resolve", "withdraw", "reopen", "refer-dispute")


@pytest.mark.parametrize("page", PAGES)
def test_dispute_of_somebody_else_is_not_there(page, today, another, iro, signed_in):
    address = reverse(f"disputes:{page}", args=[another.pk])
    client = signed_in(iro)
    assert client.get(address).status_code == 404
    if page != "detail":
        assert client.post(address, {"text": "x"}).status_code == 404


@pytest.mark.parametrize("role", [Role.IRO, Role.OPERATIONAL_MANAGER, Role.DIRECTOR])
def test_reader_without_a_part_finds_no_dispute(role, today, raised, signed_in):
    address = reverse("disputes:detail", args=[raised(Stage.STAGE_1).pk])
    assert signed_in(make_user(role)).get(address).status_code == 404


ROLES_WITHOUT = [
    Role.SUPPORT_WORKER,
    Role.CONSULTATION_OFFICER,
    Role.SOCIAL_WORKER,
    Role.PANEL_MEMBER,
    Role.SYSTEM_ADMINISTRATOR,
    Role.INFORMATION_GOVERNANCE,
]


@pytest.mark.parametrize("role", ROLES_WITHOUT)
def test_role_without_a_part_in_disputes_is_refused(role, today, raised, signed_in):
    dispute = raised(Stage.STAGE_1)
    client = signed_in(make_user(role))
    addresses = [LIST, ADDRESSED, "/disputes/raise/", "/disputes/cafcass/", f"/disputes/{dispute.pk}/"]
    assert [client.get(address).status_code for address in addresses] == [403] * 5


def test_who_only_replies_sees_the_name_and_nothing_else_of_the_child(
    today, raised, child, iro, operational_manager, signed_in
):
    dispute = raised(Stage.STAGE_1)
    actions.refer_to_cafcass(child=child, dispute=dispute, reason="Told Cafcass of it.", by=iro, today=TODAY)
    address = reverse("disputes:detail", args=[dispute.pk])
    asked, asking = signed_in(operational_manager).get(address), signed_in(iro).get(address)
    keys = [[fact.key for fact in page.context["facts"]] for page in (asked, asking)]
    assert keys == [
        ["Child", "Raised by", "Issues", "Stage", "Addressed to"],
        ["Child", "Raised by", "Issues", "Stage", "Addressed to", "Child told"],
    ]
    told = [b"Told Cafcass of it." in page.content for page in (asked, asking)]
    assert told == [False, True]
    assert [child.local_id.encode() in page.content for page in (asked, asking)] == [False, False]
    assert [page.context["steps"] == [] for page in (asked, asking)] == [True, False]


def test_who_only_replies_raises_and_refers_nothing(today, raised, child, operational_manager, signed_in):
    dispute = raised(Stage.STAGE_1)
    client = signed_in(operational_manager)
    addresses = [
        f"/disputes/raise/{child.pk}/",
        f"/disputes/cafcass/{child.pk}/refer/",
        *(f"/disputes/{dispute.pk}/{step}/" for step in ("escalate", "resolve", "withdraw", "reopen", "refer")),
    ]
    assert [client.get(address).status_code for address in addresses] == [403] * 7
    assert [client.post(address).status_code for address in addresses] == [403] * 7


def test_concern_is_raised_only_about_a_child_one_may_see(today, another, iro, child, signed_in):
    client = signed_in(iro)
    assert shown_children(client.get("/disputes/raise/")) == ["Sam Marigold"]
    assert client.get(f"/disputes/raise/{child.pk}/").status_code == 200
    for address in (f"/disputes/raise/{another.child_id}/", f"/disputes/cafcass/{another.child_id}/refer/"):
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


def shown_children(response):
    return [str(child) for child in response.context["page_obj"]]


@pytest.mark.parametrize(("days", "status"), [(90, 200), (91, 404)])
def test_thread_closes_for_who_only_replied_90_days_after_its_end(
    days, status, today, raised, iro, operational_manager, signed_in, settings
):
    dispute = raised(Stage.STAGE_1)
    actions.resolve(dispute=dispute, resolution="Done.", effect=Effect.FULL, by=iro, today=TODAY)
    settings.IRO_TODAY = TODAY + datetime.timedelta(days=days)
    address = reverse("disputes:detail", args=[dispute.pk])
    assert signed_in(operational_manager).get(address).status_code == status
    assert len(shown(signed_in(operational_manager).get(ADDRESSED))) == (status == 200)
    assert signed_in(iro).get(address).status_code == 200


def test_outgoing_iro_keeps_an_open_dispute_until_it_ends(today, raised, child, iro, signed_in):

    dispute = raised(Stage.STAGE_1)
    allocate_iro(child=child, iro=make_user(Role.IRO), on=TODAY, reason="workload", by=BY)
    address = reverse("disputes:detail", args=[dispute.pk])
    before = signed_in(iro).get(address).status_code
    actions.withdraw(dispute=dispute, reason="Agreed.", by=iro, today=TODAY)
    assert (before, signed_in(iro).get(address).status_code) == (200, 404)


def test_reading_is_logged_under_the_child(today, raised, child, iro, signed_in):
    dispute = raised(Stage.STAGE_1)
    signed_in(iro).get(f"/disputes/{dispute.pk}/")
    signed_in(iro).get(LIST)
    logged = AuditEvent.objects.filter(kind=AuditEvent.Kind.READ).order_by("id")
    assert list(logged.values_list("verb", "actor_id", "child_ids")) == [
        ("disputes:detail", iro.pk, [child.pk]),
        ("disputes:list", iro.pk, [child.pk]),
    ]


@pytest.mark.parametrize(("address", "who"), [(LIST, "manager"), (ADDRESSED, "operational_manager")])
def test_list_asks_the_same_for_one_and_for_three(
    address, who, today, raised, iro, signed_in, assert_same_queries, request
):
    def more(number):
        for _each in range(number):
            dispute = raised(Stage.STAGE_1, about=make_child(became_looked_after_on=D(2024, 11, 4), iro=iro))
            actions.reply(dispute=dispute, text="Please.", by=iro, today=TODAY)

    assert_same_queries(more, address, signed_in(request.getfixturevalue(who)))


def test_lists_of_children_and_referrals_ask_the_same_for_one_and_for_three(today, iro, signed_in, assert_same_queries):
    def more(number):
        for _each in range(number):
            child = make_child(became_looked_after_on=D(2024, 11, 4), iro=iro)
            actions.refer_to_cafcass(child=child, reason="No plan.", by=iro, today=TODAY)

    assert_same_queries(more, "/disputes/raise/", signed_in(iro))
    assert_same_queries(more, "/disputes/cafcass/", signed_in(iro))


def test_thread_asks_the_same_for_one_reply_and_for_three(today, raised, iro, signed_in, assert_same_queries):
    dispute = raised(Stage.STAGE_1)

    def more(number):
        for _each in range(number):
            actions.reply(dispute=dispute, text="Please.", by=iro, today=TODAY)

    assert_same_queries(more, f"/disputes/{dispute.pk}/", signed_in(iro))


FILTERS = [
    ("", ["Ended", "Formal", "Informal"]),
    ("status=open", ["Formal", "Informal"]),
    ("status=resolved", ["Ended"]),
    ("stage=stage_1", ["Ended", "Formal"]),
    ("stage=pre_protocol&status=open", ["Informal"]),
    ("limit=overdue", []),
    ("limit=due_soon", ["Formal"]),
    ("age=5", ["Ended", "Formal", "Informal"]),
    ("age=20", ["Ended"]),
    ("child=form", ["Formal", "Informal"]),
    ("child=nobody", []),
    ("stage=nonsense", ["Ended", "Formal", "Informal"]),
    ("page=99999", ["Ended", "Formal", "Informal"]),
]


@pytest.mark.parametrize(("query", "names"), FILTERS)
def test_list_is_narrowed_and_its_caption_counts_it(query, names, today, raised, iro, signed_in, settings):
    for name, stage, on in (
        ("Informal", Stage.PRE_PROTOCOL, RAISED),
        ("Formal", Stage.STAGE_1, RAISED),
        ("Ended", Stage.STAGE_1, D(2025, 2, 3)),
    ):
        child = make_child(became_looked_after_on=D(2024, 11, 4), iro=iro, last_name=name)
        dispute = raised(stage, about=child, on=on)
        if name == "Ended":
            actions.resolve(dispute=dispute, resolution="Done.", effect=Effect.FULL, by=iro, today=TODAY)
    settings.IRO_TODAY = D(2025, 3, 24)
    page = signed_in(iro).get(f"{LIST}?{query}")
    assert sorted(name.removeprefix("Sam ") for name in shown(page)) == names
    assert page.context["table"].caption == f"{len(names)} {'dispute' if len(names) == 1 else 'disputes'}"


def test_open_disputes_come_first_by_limit_and_ended_ones_newest_first(today, raised, iro, signed_in, settings):
    made = {}
    for name, stage, raised_on, ended_on in (
        ("ended first", Stage.STAGE_1, D(2025, 2, 3), D(2025, 2, 10)),
        ("informal", Stage.PRE_PROTOCOL, D(2025, 2, 3), None),
        ("ended last", Stage.STAGE_1, D(2025, 2, 3), D(2025, 2, 20)),
        ("later limit", Stage.STAGE_1, D(2025, 2, 28), None),
        ("sooner limit", Stage.STAGE_1, D(2025, 2, 24), None),
    ):
        child = make_child(became_looked_after_on=D(2024, 11, 4), iro=iro)
        dispute = raised(stage, about=child, on=raised_on)
        made[dispute.pk] = name
        if ended_on:
            actions.withdraw(dispute=dispute, reason="Agreed.", on=ended_on, by=iro, today=TODAY)
    order = [made[row.pk] for row in signed_in(iro).get(LIST).context["page_obj"]]
    assert order == ["sooner limit", "later limit", "informal", "ended last", "ended first"]


@pytest.mark.parametrize(
    ("day", "words", "status"),
    [
        (D(2025, 3, 20), "in 6 working days", "in_hand"),
        (D(2025, 3, 21), "in 5 working days", "due_soon"),
        (D(2025, 3, 28), "today", "due_soon"),
        (D(2025, 3, 29), "since the last working day", "overdue"),
        (D(2025, 4, 2), "3 working days late", "overdue"),
    ],
)
def test_clock_says_how_near_the_limit_is(day, words, status, raised, iro, signed_in, settings):
    settings.IRO_TODAY = TODAY
    dispute = raised(Stage.STAGE_1)
    settings.IRO_TODAY = day
    page = signed_in(iro).get(f"/disputes/{dispute.pk}/")
    clock = page.context["clocks"][0]
    assert (clock.on, clock.words, clock.status) == (D(2025, 3, 28), words, status)
    assert page.context["consider_cafcass"] == (status == "overdue")


def test_addressed_to_me_says_what_waits_and_what_was_answered(today, raised, iro, operational_manager, signed_in):
    client = signed_in(operational_manager)
    assert client.get(ADDRESSED).context["lead"] == ""
    first = raised(Stage.STAGE_1)
    raised(Stage.STAGE_1, about=make_child(became_looked_after_on=D(2024, 11, 4), iro=iro))
    assert client.get(ADDRESSED).context["lead"] == "2 disputes wait for your reply."
    actions.reply(dispute=first, text="We will.", by=operational_manager, today=TODAY)
    page = client.get(ADDRESSED)
    assert page.context["lead"] == "1 dispute waits for your reply."
    answered = [f"/disputes/{first.pk}/" in row[0] for row in page.context["table"].rows]
    assert answered == [False, True]


def counts():
    return Dispute.objects.count(), ResolutionStage.objects.count(), Reply.objects.count()


GOOD = {"summary": "The plan is missing.", "stage": Stage.STAGE_1, "child_told": "yes", "skip_stage_1": "Tried."}
HOSTILE = [
    ({"summary": ""}, "summary", "Say what is wrong and what you ask for"),
    ({"summary": "x" * 2001}, "summary", None),
    ({"issues": []}, "issues", "Tick at least one issue"),
    ({"issues": ["999999"]}, "issues", None),
    ({"issues": ["one"]}, "issues", None),
    ({"stage": ""}, "stage", "Choose the stage"),
    ({"stage": Stage.STAGE_2}, "stage", None),  # an IRO goes no further than stage 1
    ({"stage": "stage_9"}, "stage", None),
    ({"to_stage_1": ""}, "to_stage_1", "Choose who must reply"),
    ({"to_stage_1": "999999"}, "to_stage_1", "Choose somebody from the list"),
    ({"skip_stage_1": ""}, "skip_stage_1", "Say why pre-protocol is left out"),
    ({"skip_stage_1": "x" * 301}, "skip_stage_1", None),
    ({"on_day": 4}, "on", "The date you raised it must be today or in the past"),
    ({"on_year": 1899}, "on", "The date you raised it must be 1 March 2014 or later"),
    ({"on_day": 31, "on_month": 2}, "on", "The date you raised it must be a real date"),
    ({"review": "999999"}, "review", None),
    ({"child_told": ""}, "child_told", "Say whether the child was told"),
    ({"child_told": "no"}, "child_told_note", "Say why the child was not told"),
]


@pytest.mark.parametrize(("change", "field", "says"), HOSTILE)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_written(
    change, field, says, today, child, iro, operational_manager, issue, signed_in
):
    good = {
        **GOOD,
        "issues": [issue.pk],
        "to_stage_1": operational_manager.pk,
        "form_key": str(uuid.uuid4()),
        **dated(TODAY),
    }
    page = signed_in(iro).post(f"/disputes/raise/{child.pk}/", {**good, **change})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    if says:
        assert page.context["form"].errors[field] == [says]
    if "summary" not in change:
        assert b"The plan is missing." in page.content
    assert counts() == (0, 0, 0)


def test_form_that_is_sent_twice_works_once(today, child, iro, operational_manager, issue, signed_in):
    sent = {
        **GOOD,
        "issues": [issue.pk],
        "to_stage_1": operational_manager.pk,
        "form_key": str(uuid.uuid4()),
        **dated(TODAY),
    }
    client = signed_in(iro)
    answers = [client.post(f"/disputes/raise/{child.pk}/", sent)["Location"] for _twice in range(2)]
    assert counts() == (1, 1, 0)
    assert answers == [f"/disputes/{Dispute.objects.get().pk}/"] * 2


@pytest.mark.parametrize("step", ["escalate", "resolve", "withdraw"])
@pytest.mark.parametrize("on", [D(2025, 2, 27), D(2025, 3, 4)])
def test_step_before_its_stage_or_to_come_is_said_beside_the_date(
    on, step, today, raised, manager, operational_manager, signed_in
):
    dispute = raised(Stage.STAGE_1)
    sent = {
        "stage": Stage.STAGE_2,
        "to_stage_2": operational_manager.pk,
        "resolution": "Done.",
        "effect": Effect.FULL,
        "reason": "Agreed.",
        "version": dispute.version,
        "form_key": uuid.uuid4(),
        **dated(on),
    }
    page = signed_in(manager).post(f"/disputes/{dispute.pk}/{step}/", sent)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["on"])
    dispute.refresh_from_db()
    assert (dispute.status, dispute.stage, dispute.version) == (DisputeStatus.OPEN, Stage.STAGE_1, 1)


def test_second_of_two_people_sees_how_it_stands_and_loses_nothing(today, raised, iro, manager, signed_in):
    dispute = raised(Stage.STAGE_1)
    sent = {"reason": "Agreed on the telephone.", "version": dispute.version, "form_key": uuid.uuid4(), **dated(TODAY)}
    actions.resolve(dispute=dispute, resolution="Done.", effect=Effect.FULL, by=manager, today=TODAY)
    ended = signed_in(iro).post(f"/disputes/{dispute.pk}/withdraw/", sent)
    actions.reopen(dispute=dispute, reason="Mistake.", by=manager, today=TODAY)
    moved_on = signed_in(iro).post(f"/disputes/{dispute.pk}/withdraw/", sent)
    for page in (ended, moved_on):
        assert page.status_code == 409
        assert b"Agreed on the telephone." in page.content
    dispute.refresh_from_db()
    assert dispute.status == DisputeStatus.OPEN
    again = {**sent, "version": moved_on.context["form"]["version"].value()}
    assert signed_in(iro).post(f"/disputes/{dispute.pk}/withdraw/", again).status_code == 302


@pytest.mark.parametrize(("version", "status"), [("", 422), ("one", 422), ("-1", 422), ("9" * 30, 409)])
def test_strange_version_is_answered_on_the_form(version, status, today, raised, iro, signed_in):
    dispute = raised(Stage.STAGE_1)
    sent = {"reason": "Agreed.", "version": version, "form_key": uuid.uuid4(), **dated(TODAY)}
    assert signed_in(iro).post(f"/disputes/{dispute.pk}/withdraw/", sent).status_code == status
    dispute.refresh_from_db()
    assert dispute.status == DisputeStatus.OPEN


@pytest.mark.parametrize("pk", ["0", "9" * 25])
def test_strange_number_is_not_there(pk, today, raised, iro, signed_in):
    raised(Stage.STAGE_1)
    addresses = [f"/disputes/{pk}/", f"/disputes/raise/{pk}/", f"/disputes/cafcass/referrals/{pk}/outcome/"]
    assert [signed_in(iro).get(address).status_code for address in addresses] == [404] * 3


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_empty_or_overlong_reply_is_not_sent(text, today, raised, operational_manager, signed_in):
    dispute = raised(Stage.STAGE_1)
    sent = {"text": text, "form_key": str(uuid.uuid4())}
    page = signed_in(operational_manager).post(f"/disputes/{dispute.pk}/reply/", sent)
    assert (page.status_code, list(page.context["form"].errors), Reply.objects.count()) == (422, ["text"], 0)


def test_text_is_shown_as_text(today, raised, operational_manager, signed_in):
    dispute = raised(Stage.STAGE_1)
    sent = {"text": "<script>alert(1)</script>", "form_key": str(uuid.uuid4())}
    signed_in(operational_manager).post(f"/disputes/{dispute.pk}/reply/", sent)
    page = signed_in(operational_manager).get(f"/disputes/{dispute.pk}/")
    assert (b"<script>alert(1)" in page.content, b"&lt;script&gt;alert(1)" in page.content) == (False, True)


def test_what_was_typed_waits_in_the_form_and_is_forgotten_once_sent(today, raised, operational_manager, signed_in):
    dispute = raised(Stage.STAGE_1)
    client = signed_in(operational_manager)
    key = f"disputes.reply:{dispute.pk}"
    kept = client.post("/office/draft/", {"draft_key": key, "text": "Half a sent"})
    assert kept.status_code == 200
    for address in (f"/disputes/{dispute.pk}/", f"/disputes/{dispute.pk}/reply/"):
        assert b"Half a sent" in client.get(address).content
    client.post(f"/disputes/{dispute.pk}/reply/", {"text": "Whole.", "form_key": str(uuid.uuid4())})
    assert Draft.objects.filter(user=operational_manager, key=key).count() == 0


def test_referral_and_its_outcome_are_recorded_through_the_pages(today, child, iro, signed_in):
    client = signed_in(iro)
    sent = {"reason": "No plan for seven months.", "form_key": str(uuid.uuid4()), **dated(TODAY)}
    assert client.post(f"/disputes/cafcass/{child.pk}/refer/", sent).status_code == 302
    referral = CafcassReferral.objects.get()
    address = f"/disputes/cafcass/referrals/{referral.pk}/outcome/"
    assert (
        client.post(
            address, {"outcome": "Taken up.", "version": referral.version, "form_key": uuid.uuid4()}
        ).status_code
        == 302
    )
    referral.refresh_from_db()
    assert (referral.child, referral.dispute, referral.outcome) == (child, None, "Taken up.")
    assert client.get(address).status_code == 403
    assert signed_in(make_user(Role.IRO)).get(address).status_code == 404


def test_refusals_say_why(today, raised, iro, signed_in):
    dispute = raised(Stage.STAGE_1)
    refused = dict(signed_in(iro).get(f"/disputes/{dispute.pk}/").context["refused_steps"])
    assert refused == {
        "Take to the next stage": "The IRO manager takes a dispute to stage 2 and beyond. Ask them to.",
        "Open again": "This dispute is open already.",
    }


def test_rights_are_those_of_the_role_one_acts_in(today, raised, iro, operational_manager, signed_in):
    dispute = raised(Stage.STAGE_1)
    grant_role(user=operational_manager, role=Role.SUPPORT_WORKER, from_on=D(2020, 1, 1), by=BY)
    client = signed_in(operational_manager)
    session = client.session
    session["acting_role"] = Role.SUPPORT_WORKER
    session.save()
    assert client.get(f"/disputes/{dispute.pk}/").status_code == 403
