"""The quality pages: who opens them, what they list, what they refuse."""

import datetime
import uuid

import pytest

from accounts.enums import Role
from quality import actions
from quality.models import AuditOfPractice, GoodPractice, MonitoringChecklist, ResourceConcern, ServiceActivity
from tests.factories import make_user
from tests.quality.conftest import HELD, TODAY

pytestmark = pytest.mark.django_db
D = datetime.date
LISTS = (
    "/quality/",
    "/quality/checklists/",
    "/quality/checklists/reviews/",
    "/quality/concerns/",
    "/quality/good-practice/",
    "/quality/activity/",
)


def dated(on):
    return {"on_day": on.day, "on_month": on.month, "on_year": on.year, "form_key": str(uuid.uuid4())}


@pytest.mark.parametrize("role", Role)
def test_quality_is_for_the_iros_and_their_manager(role, today, signed_in):
    client = signed_in(make_user(role))
    expected = 200 if role in (Role.IRO, Role.MANAGER) else 403
    assert [client.get(address).status_code for address in LISTS] == [expected] * len(LISTS)


def make_findings(number, iro, reviewed):
    for _each in range(number):
        review = reviewed(iro)
        reviewed(iro)
        actions.complete_checklist(review=review, completed_on=TODAY, completed_by=iro, by=iro)
        actions.record_audit(audited_on=TODAY, subject="Plans", auditor="A team", findings="Late.", by=iro)
        actions.raise_resource_concern(raised_on=TODAY, raised_by=iro, concern="Too few carers.", by=iro)
        actions.note_good_practice(noted_on=TODAY, noted_by=iro, text="Chaired it.", review=review, by=iro)
        actions.note_activity(on=TODAY, text="Forum.", by=iro)


@pytest.mark.parametrize("address", LISTS)
def test_list_asks_the_same_for_one_and_for_three(address, today, iro, reviewed, signed_in, assert_same_queries):
    client = signed_in(iro)
    assert_same_queries(lambda number: make_findings(number, iro, reviewed), address, client)
    assert client.get(address).context["page_obj"].paginator.count == 3


def test_checklists_of_other_iros_are_not_listed_and_their_reviews_not_found(today, iro, reviewed, signed_in):
    other = make_user(Role.IRO)
    make_findings(1, iro, reviewed)
    theirs = reviewed(other, "Cornflower")
    client = signed_in(iro)
    assert b"Cornflower" not in client.get("/quality/checklists/reviews/").content
    address = f"/quality/checklists/reviews/{theirs.pk}/"
    assert (client.get(address).status_code, client.post(address, dated(TODAY)).status_code) == (404, 404)
    assert signed_in(other).get("/quality/checklists/").context["page_obj"].paginator.count == 0
    assert b"Cornflower" in signed_in(other).get("/quality/checklists/reviews/").content


SEARCHES = [
    ("/quality/?words=plans", 1),
    ("/quality/?words=nothing", 0),
    ("/quality/concerns/?words=carers&state=open", 1),
    ("/quality/concerns/?state=closed", 0),
    ("/quality/concerns/?state=nonsense", 1),
    ("/quality/good-practice/?words=chaired", 1),
    ("/quality/activity/?words=%07", 0),
    ("/quality/checklists/?words=marigold", 1),
    ("/quality/checklists/reviews/?words=marig", 1),
    ("/quality/?page=-3", 1),
]


@pytest.mark.parametrize(("address", "number"), SEARCHES)
def test_lists_are_searched(address, number, today, iro, reviewed, signed_in):
    make_findings(1, iro, reviewed)
    assert signed_in(iro).get(address).context["page_obj"].paginator.count == number


AUDIT = {"subject": "Plans", "auditor": "A team", "is_multi_agency": "no", "cases": "6", "findings": "Late."}
HOSTILE = [
    ("audits/record/", AUDIT, {"subject": ""}, "subject", AuditOfPractice),
    ("audits/record/", AUDIT, {"subject": "x" * 121}, "subject", AuditOfPractice),
    ("audits/record/", AUDIT, {"cases": "0"}, "cases", AuditOfPractice),
    ("audits/record/", AUDIT, {"cases": "many"}, "cases", AuditOfPractice),
    ("audits/record/", AUDIT, {"cases": "99999999999"}, "cases", AuditOfPractice),
    ("audits/record/", AUDIT, {"is_multi_agency": ""}, "is_multi_agency", AuditOfPractice),
    ("audits/record/", AUDIT, {"themes": ["999999"]}, "themes", AuditOfPractice),
    ("audits/record/", AUDIT, {"findings": "x" * 2001}, "findings", AuditOfPractice),
    ("audits/record/", AUDIT, {"on_day": 4}, "on", AuditOfPractice),
    ("audits/record/", AUDIT, {"on_year": 1889}, "on", AuditOfPractice),
    ("concerns/raise/", {"concern": "Few."}, {"concern": " "}, "concern", ResourceConcern),
    ("concerns/raise/", {"concern": "Few."}, {"concern": "x" * 301}, "concern", ResourceConcern),
    ("concerns/raise/", {"concern": "Few."}, {"on_month": 13}, "on", ResourceConcern),
    ("good-practice/note/", {"text": "Good."}, {"text": "x" * 501}, "text", GoodPractice),
    ("activity/note/", {"text": "Forum."}, {"text": ""}, "text", ServiceActivity),
]


@pytest.mark.parametrize(("page", "good", "change", "field", "model"), HOSTILE)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_written(
    page, good, change, field, model, today, iro, signed_in
):
    client = signed_in(iro)
    answer = client.post(f"/quality/{page}", {**good, **dated(TODAY), **change})
    assert (answer.status_code, list(answer.context["form"].errors), model.objects.count()) == (422, [field], 0)
    sent = {**good, **dated(TODAY)}
    answers = [client.post(f"/quality/{page}", sent).status_code for _twice in range(2)]
    assert (answers, model.objects.count()) == ([302, 302], 1)


@pytest.mark.parametrize("page", ["audits/record/", "concerns/raise/", "good-practice/note/", "activity/note/"])
def test_form_opens_empty(page, today, iro, signed_in):
    answer = signed_in(iro).get(f"/quality/{page}")
    assert (answer.status_code, answer.context["form"].is_bound) == (200, False)


def test_checklist_is_completed_through_its_page(today, iro, issue, reviewed, signed_in):
    review, client = reviewed(iro), signed_in(iro)
    address = f"/quality/checklists/reviews/{review.pk}/"
    early = client.post(address, {"shortfalls": [issue.pk], **dated(HELD - datetime.timedelta(days=1))})
    assert (early.status_code, list(early.context["form"].errors)) == (422, ["on"])
    assert client.post(address, {"shortfalls": [issue.pk], **dated(TODAY)}).status_code == 302
    checklist = MonitoringChecklist.objects.get()
    assert (checklist.review, list(checklist.shortfalls.all()), checklist.completed_by) == (review, [issue], iro)
    assert client.get(address).status_code == 403
    late = client.post(address, {"note": "Typed with care.", **dated(TODAY)})
    assert (late.status_code, b"Typed with care." in late.content) == (409, True)


def test_concern_is_closed_through_its_page(today, iro, manager, signed_in):
    concern = actions.raise_resource_concern(raised_on=HELD, raised_by=iro, concern="Too few carers.", by=iro)
    address, client = f"/quality/concerns/{concern.pk}/close/", signed_in(manager)
    early = client.post(address, {"outcome": "Two came.", **dated(HELD - datetime.timedelta(days=1))})
    assert (early.status_code, list(early.context["form"].errors)) == (422, ["on"])
    assert client.post(address, {"outcome": "Two came.", **dated(TODAY)}).status_code == 302
    concern.refresh_from_db()
    assert (concern.outcome, concern.closed_on) == ("Two came.", TODAY)
    assert client.get(address).status_code == 403


def test_empty_list_says_so_and_offers_to_add(today, iro, signed_in):
    page = signed_in(iro).get("/quality/concerns/")
    assert (page.context["empty_text"], page.context["add_url"]) == (
        "No resource concerns are raised.",
        "/quality/concerns/raise/",
    )
