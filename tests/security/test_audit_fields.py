"""What a row of the log holds, whoever writes it: refusals, searches, exports, emergency access."""

import datetime

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from accounts.access import access, signed_in
from accounts.enums import Role
from accounts.permissions import Capability
from audit.actions import hash_of_term, record_event
from audit.models import AuditEvent, AuditEventChild
from audit.reading import exported
from children.actions import group_siblings
from children.models import Child
from reviews.actions import add_decision, close_decision, complete_review
from reviews.models import Decision
from tests.factories import BY, TODAY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
Kind = AuditEvent.Kind


@signed_in
def download(request):
    """Export every child."""
    children = list(Child.objects.order_by("pk"))
    exported(request, children)
    return HttpResponse("\n".join(child.local_id for child in children), content_type="text/csv")


@access(Capability.ALLOCATE)
def for_managers(_request):
    """Answer managers."""
    return HttpResponse("managers")


urlpatterns = [
    path("export/", download),
    path("managers/", for_managers, name="for-managers"),
    path("", include("iro_service.urls")),
]


def client_of(user):
    """Return a client signed in as somebody."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def refusals(*names):
    """Return what the log says of refused pages."""
    return list(AuditEvent.objects.filter(kind=Kind.REFUSED).order_by("id").values_list(*names))


def test_c15_hidden_and_absent_record_are_refused_and_logged_alike():
    user, hidden = make_user(Role.IRO), make_child(iro=make_user())
    client = client_of(user)
    asked = [hidden.pk, hidden.pk + 1000, 2**70]
    answers = {client.get(f"/child/{pk}/").status_code for pk in asked}
    assert answers == {404}
    assert refusals("actor_id", "acting_role", "verb", "subject_type", "subject_id") == [
        (user.pk, "iro", "child:page", "pk", asked[0]),
        (user.pk, "iro", "child:page", "pk", asked[1]),
        (user.pk, "iro", "child:page", "", None),
    ]


@pytest.mark.urls(__name__)
def test_c15_page_beyond_ones_role_is_logged_as_refused():
    user = make_user(Role.IRO)
    assert client_of(user).get("/managers/").status_code == 403
    assert refusals("actor_id", "verb", "subject_id") == [(user.pk, "for-managers", None)]


def test_c15_address_that_no_page_has_is_not_logged():
    assert client_of(make_user()).get("/no/such/page/").status_code == 404
    assert refusals("verb") == []


def test_c15_search_is_logged_with_the_hash_of_its_words_and_never_the_words():
    user = make_user(Role.MANAGER)
    child = make_child(first_name="Zebedee")
    client_of(user).get(reverse("search:results"), {"q": " ZEBedee "})
    event = AuditEvent.objects.get(kind=Kind.SEARCH)
    assert (event.child_ids, event.row_count, event.term_hash) == ([child.pk], 1, hash_of_term("zebedee"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_auditevent")
        assert "zebedee" not in str(cursor.fetchall()).lower()


def test_c15_search_that_finds_nobody_is_logged_too():
    client_of(make_user(Role.MANAGER)).get(reverse("search:results"), {"q": "Nobody"})
    event = AuditEvent.objects.get(kind=Kind.SEARCH)
    assert (event.child_ids, event.row_count, event.term_hash) == ([], 0, hash_of_term("nobody"))


def test_c15_hash_of_a_term_hangs_on_the_secret_key(settings):
    before = hash_of_term("smith")
    settings.SECRET_KEY = "another"
    assert (len(before), before == hash_of_term("smith"), hash_of_term("  ")) == (64, False, "")


@pytest.mark.urls(__name__)
def test_c15_export_is_logged_with_its_count_of_rows():
    children = [make_child(), make_child()]
    client_of(make_user()).get("/export/")
    event = AuditEvent.objects.get(kind=Kind.EXPORT)
    assert (event.row_count, event.child_ids) == (2, sorted(child.pk for child in children))


def test_c15_emergency_access_is_noted_from_whoever_acts_under_it():
    user = make_user()
    user.break_glass_id = 7
    kept = record_event(kind=Kind.READ, verb="tests.planted", by=user)
    named = record_event(kind=Kind.READ, verb="tests.planted", by=BY, break_glass_id=9)
    assert (kept.break_glass_id, named.break_glass_id) == (7, 9)


def test_c15_events_about_a_child_are_found_through_an_index():
    started = datetime.datetime.now(tz=datetime.UTC)
    event = record_event(kind=Kind.READ, verb="tests.planted", by=BY, child_ids=[3, 5, 3])
    record_event(kind=Kind.READ, verb="tests.planted", by=BY, child_ids=[4])
    of_child = AuditEventChild.objects.filter(child_id=3).values("event_id")
    assert list(AuditEvent.objects.filter(pk__in=of_child, at__gte=started)) == [event]
    assert sorted(AuditEventChild.objects.values_list("child_id", "event_id").filter(event_id=event.pk)) == [
        (3, event.pk),
        (5, event.pk),
    ]


@pytest.mark.django_db
def test_c15_act_names_the_child_behind_a_decision_and_behind_several_children():
    iro = make_user()
    child, other = make_child(iro=iro), make_child(iro=iro)
    review = open_review(child)
    complete_review(review=review, facts=facts(iro, datetime.date(2025, 4, 30)), by=iro, today=TODAY)
    decision = add_decision(review=review, text="A visit", owner="Jo", target_on=TODAY, by=iro)
    close_decision(decision=Decision.objects.get(pk=decision.pk), status="done", on=TODAY, by=iro, today=TODAY)
    group_siblings(children=[child, other], name="Thistledown", by=BY)
    told = dict(AuditEvent.objects.filter(kind="write").order_by("pk").values_list("verb", "child_ids"))
    assert (told["reviews.add_decision"], told["reviews.close_decision"]) == ([child.pk], [child.pk])
    assert told["children.group_siblings"] == sorted([child.pk, other.pk])
