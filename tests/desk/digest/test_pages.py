"""What is mine today, and what of it comes by mail, through the client."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import RoleGrant
from audit.actions import acting
from children.actions import allocate_social_worker
from desk.digest.actions import choose
from desk.digest.models import DigestPreferences
from reviews import actions
from tests.desk.digest.conftest import TODAY
from tests.factories import BY, facts, make_child, make_restriction, make_team, make_user, open_review
from tests.reviews.afterwards import SENT, sent_review
from tests.sending import Browsing

pytestmark = pytest.mark.django_db
D = datetime.date
CARE_BEGAN = D(2025, 5, 8)
PAGE, CHOICES = "digest:today", "digest:preferences"


def signed_in(user, kind=Client):
    client = kind()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown(user):
    return signed_in(user).get(reverse(PAGE)).content.decode()


def reviewed(iro, *, send=False, finish=False):
    """Return a child whose review was completed in May, with one decision: sent, and its record finished, if asked."""
    child = make_child(became_looked_after_on=D(2025, 4, 5), iro=iro)
    given = facts(iro, D(2025, 5, 6))
    review = actions.complete_review(review=open_review(child), facts=given, by=iro, today=TODAY)
    actions.add_decision(review=review, text="See a dentist", owner="Kim Ray", target_on=D(2025, 6, 4), by=iro)
    if send or finish:
        actions.send_decisions(record=review.record, on=D(2025, 5, 7), by=iro, today=TODAY)
    if finish:
        actions.finish_record(record=review.record, text="It was held.", on=D(2025, 5, 20), by=iro, today=TODAY)
    return child


def test_iro_sees_what_to_do_for_whom_by_when():
    iro = make_user(Role.IRO)
    child = make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
    page, review = shown(iro), open_review(child)
    assert "1 review to hold this week" in page
    assert f'href="{reverse("log_review:form", args=[review.pk])}">{child}' in page
    assert "6 June 2025" in page
    assert "REV-1ST" in page


def test_iro_sees_what_comes_after_a_review():
    iro = make_user(Role.IRO)
    reviewed(iro)
    page = shown(iro)
    assert "1 review whose decisions are to be sent" in page
    assert "1 record to finish this week" in page
    assert "whose target day is near" not in page  # nobody may carry out what was not sent


def test_iro_sees_which_decisions_in_force_are_near_their_day():
    iro = make_user(Role.IRO)
    reviewed(iro, send=True)
    assert "1 decision whose target day is near or past" in shown(iro)


def test_social_worker_sees_decisions_that_were_sent_and_support_worker_the_record_to_send_out():
    iro, worker = make_user(Role.IRO), make_user(Role.SOCIAL_WORKER)
    child = reviewed(iro, finish=True)
    allocate_social_worker(child=child, team=make_team(), social_worker=worker, on=D(2025, 4, 5), by=BY)
    assert "1 decision to see carried out: its target day is near or past" in shown(worker)
    assert "1 record to send out" in shown(make_user(Role.SUPPORT_WORKER))


def test_manager_sees_what_is_overdue_and_who_has_no_iro():
    make_child(became_looked_after_on=D(2025, 4, 5))
    page = shown(make_user(Role.MANAGER))
    assert "1 review overdue" in page
    assert "1 child without an IRO for over 5 working days" in page


def test_consultation_officer_sees_whose_views_are_needed():
    make_child(became_looked_after_on=CARE_BEGAN)
    assert "1 child whose views are needed within two weeks" in shown(make_user(Role.CONSULTATION_OFFICER))


def test_what_is_of_a_colleagues_child_or_closed_is_not_there():
    iro = make_user(Role.IRO)
    make_child(became_looked_after_on=CARE_BEGAN, iro=make_user(Role.IRO))
    closed = make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
    make_restriction(closed)
    assert "Nothing waits for you today." in shown(iro)


@pytest.mark.parametrize(
    ("role", "status"),
    [(role, 403 if role in {Role.PANEL_MEMBER, Role.SYSTEM_ADMINISTRATOR} else 200) for role in Role],
)
@pytest.mark.parametrize("page", [PAGE, CHOICES])
def test_pages_are_for_those_for_whom_something_may_wait(role, status, page):
    assert signed_in(make_user(role)).get(reverse(page)).status_code == status


def test_page_asks_as_much_for_one_child_as_for_three(assert_same_queries):
    iro = make_user(Role.IRO)
    client = signed_in(iro)

    def rows(number):
        for _ in range(number):
            make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
            reviewed(iro)

    assert_same_queries(rows, reverse(PAGE), client)


def test_choices_are_kept_and_shown_again():
    iro = make_user(Role.IRO)
    client = signed_in(iro, Browsing)
    asked = dict.fromkeys(fields(client), "daily")
    response = client.post(reverse(CHOICES), asked | {"decisions_near": "off", "reviews_to_hold": "weekly"})
    kept = DigestPreferences.objects.get(reader=iro)
    assert response.status_code == 302
    assert (kept.choices["decisions_near"], kept.choices["reviews_to_hold"]) == ("off", "weekly")
    assert '<option value="off" selected>' in client.get(reverse(CHOICES)).content.decode()


def fields(client):
    return [name for name in client.get(reverse(CHOICES)).context["form"].fields if name not in {"form_key", "version"}]


def test_somebody_of_two_roles_chooses_for_both():
    both = make_user(Role.IRO)
    with acting():
        RoleGrant.objects.create(user=both, role=Role.MANAGER, from_on=D(2000, 1, 1))
    assert {"reviews_to_hold", "reviews_overdue"} <= set(fields(signed_in(both)))


def test_a_duty_cannot_be_turned_off():
    iro = make_user(Role.IRO)
    client = signed_in(iro, Browsing)
    response = client.post(reverse(CHOICES), dict.fromkeys(fields(client), "off"))
    assert (response.status_code, DigestPreferences.objects.exists()) == (422, False)
    with pytest.raises(ValidationError, match="cannot be turned off"):
        choose(reader=iro, choices={"speak_before": "off"}, by=iro)


def test_choices_made_in_another_tab_meanwhile_are_shown_beside_what_was_typed():
    iro = make_user(Role.IRO)
    client = signed_in(iro, Browsing)
    choose(reader=iro, choices={"decisions_near": "weekly"}, by=iro)
    stale = dict.fromkeys(fields(client), "daily") | {"version": "1"}
    response = client.post(reverse(CHOICES), stale)
    assert response.status_code == 409
    assert "How it stands now" in response.content.decode()
    assert DigestPreferences.objects.get().choices == {"decisions_near": "weekly"}


def test_account_page_leads_to_both():
    page = signed_in(make_user(Role.IRO)).get(reverse("accounts:my-account")).content.decode()
    assert (reverse(PAGE) in page, reverse(CHOICES) in page) == (True, True)
    other = signed_in(make_user(Role.PANEL_MEMBER)).get(reverse("accounts:my-account")).content.decode()
    assert reverse(PAGE) not in other


def test_decision_that_is_challenged_waits_for_nobody_until_the_iro_answers():
    after = sent_review()
    given = {"by": after.manager, "today": SENT}
    challenge = actions.challenge_decisions(decisions=[after.decision()], text="Too soon", **given)[0]
    assert "1 decision to see carried out" in shown(after.social_worker)
    listed = signed_in(after.social_worker).get(reverse("my_children:decisions")).content.decode()
    assert listed.count("Frozen until the IRO answers") == 1
    actions.answer_challenge(challenge=challenge, answer="kept", reason="Agreed so", by=after.iro, today=SENT)
    assert "2 decisions to see carried out" in shown(after.social_worker)
