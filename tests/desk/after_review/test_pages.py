"""The pages after a review: sending, challenging, progress, the letter, recipients, filing, deputies, the template."""

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import ManagerDeputy, User
from audit.actions import acting
from children.actions import cease_care
from children.models import Child
from desk.after_review import case_system
from desk.after_review.letter import PlainDecision, first_draft, plainness
from office import jobs
from office.models import AuthoritySettings
from reviews import actions
from reviews.models import DecisionChallenge, Filing, LetterToChild, RecordRecipient
from tests.factories import BY, make_user
from tests.reviews.afterwards import FIRST_DAY_AFTER, LAST_DAY, SENT, completed_review, finished_review, sent_review

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c1"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = SENT


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, *args: int) -> str:
    return reverse(f"after_review:{name}", args=args)


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def run_jobs() -> None:
    while (found := jobs.claim()) is not None:
        jobs.run(found, SENT)


def test_sending_says_to_whom_mails_a_notice_to_each_and_shows_that_it_left():
    after = completed_review()
    client, address = signed_in(after.iro), reverse("log_review:decisions", args=[after.review.pk])
    assert "Max Teasel (team manager)" in page_of(client, address)
    client.post(address, {"on": SENT.isoformat(), "version": after.record.version, "form_key": KEY + "1"})
    run_jobs()
    assert sorted(each.to[0] for each in mail.outbox) == sorted([after.manager.email, after.social_worker.email])
    assert after.child.last_name not in "".join(each.body + each.subject for each in mail.outbox)
    shown = page_of(client, reverse("child:review", args=[after.review.pk]))
    assert ("Sent to 2 people" in shown, shown.count("Left on")) == (True, 2)


def test_manager_sees_the_clock_challenges_and_the_iro_is_told():
    after = sent_review()
    client = signed_in(after.manager)
    assert "2 decisions that you may still challenge, the first until 25 April 2025" in page_of(
        client, reverse("disputes:addressed-to-me")
    )
    listed = page_of(client, url("to-challenge"))
    assert ("Do thing 1" in listed, "25 April 2025" in listed) == (True, True)
    sent = {"decisions": [after.decision().pk], "text": "Too dear", "form_key": KEY + "1"}
    for _ in range(2):
        assert client.post(url("challenge", after.review.pk), sent).status_code == 302
    assert (DecisionChallenge.objects.count(), after.decision().standing) == (1, "challenged")
    run_jobs()
    assert [each.to for each in mail.outbox] == [[after.iro.email]]
    assert "What I challenged" in page_of(client, url("to-challenge"))


def test_challenge_after_the_time_is_refused_with_the_day(settings):
    after = sent_review()
    settings.IRO_TODAY = FIRST_DAY_AFTER
    client = signed_in(after.manager)
    assert "The time to challenge ended on 25/04/2025" in page_of(client, url("challenge", after.review.pk))
    sent = {"decisions": [after.decision().pk], "text": "Too dear", "form_key": KEY + "1"}
    assert client.post(url("challenge", after.review.pk), sent).status_code == 409
    assert "No decision may be challenged now" in page_of(client, url("to-challenge"))


def test_manager_challenges_decisions_that_were_sent_after_the_child_left_care():
    after = completed_review()
    cease_care(child=after.child, on=SENT - datetime.timedelta(days=1), reason="E4A", by=BY, today=SENT)
    chair, address = signed_in(after.iro), reverse("log_review:decisions", args=[after.review.pk])
    assert "Max Teasel (team manager)" in page_of(chair, address)
    chair.post(address, {"on": SENT.isoformat(), "version": after.record.version, "form_key": KEY + "1"})
    client = signed_in(after.manager)
    assert "Do thing 1" in page_of(client, url("to-challenge"))
    page_of(client, reverse("child:page", args=[after.child.pk]))
    sent = {"decisions": [after.decision().pk], "text": "Too dear", "form_key": KEY + "2"}
    assert client.post(url("challenge", after.review.pk), sent).status_code == 302
    assert after.decision().standing == "challenged"
    assert "Too dear" in page_of(client, url("decision", after.decision().pk))
    assert "Do thing 1" in page_of(signed_in(after.social_worker), reverse("child:review", args=[after.review.pk]))


def test_record_about_a_child_who_has_died_is_not_to_be_filed():
    after = finished_review()
    listed = [page_of(signed_in(after.iro), url("to-file"))]
    with acting():
        Child.objects.filter(pk=after.child.pk).update(died_on=SENT)
    listed.append(page_of(signed_in(after.iro), url("to-file")))
    assert ["Every finished record is filed" in each for each in listed] == [False, True]


def test_manager_of_another_team_finds_nothing_there():
    after = sent_review()
    client = signed_in(make_user(Role.OPERATIONAL_MANAGER))
    for address in (url("challenge", after.review.pk), url("decision", after.decision().pk)):
        assert client.get(address).status_code == 404
    assert "Do thing 1" not in page_of(client, url("to-challenge"))


def test_deputy_is_named_sees_and_challenges_until_it_ends():
    after, deputy = sent_review(), make_user(Role.OPERATIONAL_MANAGER, "Dee Puty")
    manager, theirs = signed_in(after.manager), signed_in(deputy)
    assert theirs.get(url("challenge", after.review.pk)).status_code == 404
    sent = {
        "deputy": deputy.pk,
        "from_on": SENT.isoformat(),
        "until_on": LAST_DAY.isoformat(),
        "form_key": KEY + "1",
    }
    assert manager.post(url("name-deputy"), sent).status_code == 302
    assert "Max Teasel, until 25/04/2025" in page_of(theirs, url("deputies"))
    assert "Do thing 1" in page_of(theirs, url("to-challenge"))
    row = ManagerDeputy.objects.get()
    manager.post(url("end-deputy", row.pk), {"version": row.version, "form_key": KEY + "2"})
    assert theirs.get(url("challenge", after.review.pk)).status_code == 404
    assert theirs.post(url("end-deputy", row.pk), {"version": 2, "form_key": KEY + "3"}).status_code == 404


def test_iro_answers_in_other_words_and_both_stay_to_be_read():
    after = sent_review()
    made = actions.challenge_decisions(decisions=[after.decision()], text="Too dear", by=after.manager, today=SENT)[0]
    client = signed_in(after.iro)
    assert "1 challenged decision to answer" in page_of(client, reverse("caseload:mine"))
    assert "Too dear" in page_of(client, url("to-answer"))
    sent = {"answer": "reworded", "wording": "Do it cheaply", "reason": "You are right", "version": 1}
    assert client.post(url("answer", made.pk), sent | {"form_key": KEY + "1"}).status_code == 302
    for person in (after.iro, after.manager, after.social_worker):
        shown = page_of(signed_in(person), url("decision", after.decision().pk))
        assert [words in shown for words in ("Do thing 1", "Do it cheaply", "You are right", "Final")] == [True] * 4
    assert "raise a concern under the resolution protocol" in page_of(client, url("decision", after.decision().pk))


def test_second_answer_gets_a_page_with_how_it_stands():
    after = sent_review()
    made = actions.challenge_decisions(decisions=[after.decision()], text="Too dear", by=after.manager, today=SENT)[0]
    client = signed_in(after.iro)
    actions.answer_challenge(challenge=made, answer="kept", reason="It is needed", by=after.iro, today=SENT)
    sent = {"answer": "withdrawn", "reason": "My own words", "version": 1, "form_key": KEY + "1"}
    response = client.post(url("answer", made.pk), sent)
    shown = response.content.decode()
    assert (response.status_code, "It is needed" in shown, "My own words" in shown) == (409, True, True)


def test_social_worker_reports_progress_and_the_iro_confirms():
    after = sent_review()
    worker, iro, decision = signed_in(after.social_worker), signed_in(after.iro), after.decision()
    assert url("decision", decision.pk) in page_of(worker, reverse("my_children:decisions"))
    sent = {"says_done": "yes", "text": "The visit was on Tuesday", "form_key": KEY + "1"}
    assert worker.post(url("progress", decision.pk), sent).status_code == 302
    assert "The visit was on Tuesday" in page_of(iro, url("to-confirm"))
    iro.post(url("not-yet", decision.pk), {"text": "Only half of it", "form_key": KEY + "2"})
    assert "Only half of it" in page_of(worker, url("decision", decision.pk))
    assert "Nothing waits for you" in page_of(iro, url("to-confirm"))


def test_decision_that_was_not_sent_is_not_there_for_the_social_worker():
    after = completed_review()
    assert signed_in(after.social_worker).get(url("decision", after.decision().pk)).status_code == 404


def test_owner_is_named_and_closed_decision_opened_again():
    after = sent_review()
    client, decision = signed_in(after.iro), after.decision()
    client.post(url("owner", decision.pk), {"owned_by": after.manager.pk, "version": 2, "form_key": KEY + "1"})
    assert after.decision().owned_by == after.manager
    actions.close_decision(decision=after.decision(), status="done", on=SENT, by=after.iro, today=SENT)
    version = after.decision().version
    client.post(url("reopen", decision.pk), {"why": "The wrong one", "version": version, "form_key": KEY + "2"})
    assert after.decision().status == "open"
    assert "The wrong one" in page_of(client, url("decision", decision.pk))


def test_letter_begins_with_the_decisions_is_kept_read_and_finished():
    after = finished_review(preferred_name="Sammy")
    client, address = signed_in(after.iro), url("letter", after.review.pk)
    begun = page_of(client, address)
    assert "Dear Sammy," in begun
    assert "Do thing 1. Jo Sorrel will see to this by 2 June 2025." in begun
    response = client.post(address, {"text": "Dear Sammy, all is well.", "do": "read", "form_key": KEY + "1"})
    assert response["Location"] == url("read-letter", after.review.pk)
    assert "Draft" in page_of(client, url("read-letter", after.review.pk))
    letter = LetterToChild.objects.get()
    client.post(address, {"text": letter.text, "version": letter.version, "do": "finish", "form_key": KEY + "2"})
    letter.refresh_from_db()
    assert letter.finished_on == SENT
    assert "not rewritten" in page_of(client, address)
    recipient = RecordRecipient.objects.get(part="child")
    assert "Dear Sammy, all is well." in page_of(client, url("preview", recipient.pk))


def test_each_version_is_read_before_it_is_sent_and_marked_one_by_one():
    after = finished_review(text="She lives at 7 Bramble Row.")
    with acting():
        after.child.episodes.update(placement_address="7 Bramble Row")
    iro, support = signed_in(after.iro), signed_in(make_user(Role.SUPPORT_WORKER))
    worker = RecordRecipient.objects.get(part="social_worker")
    sent = {"gets": "without_address", "version": worker.version, "form_key": KEY + "1"}
    assert support.post(url("choose-version", worker.pk), sent).status_code == 403
    assert iro.post(url("choose-version", worker.pk), sent).status_code == 302
    shown = page_of(support, url("preview", worker.pk))
    assert ("She lives at [left out]." in shown, "Bramble" in shown) == (True, False)
    child = RecordRecipient.objects.get(part="child")
    assert "7 Bramble Row" in page_of(support, url("preview", child.pk))
    out = {"gets": "none", "left_out_because": "Sam asked for it", "version": child.version, "form_key": KEY + "2"}
    iro.post(url("choose-version", child.pk), out)
    version = RecordRecipient.objects.get(pk=worker.pk).version
    marked = {"how": "by_hand", "on": SENT.isoformat(), "version": version, "form_key": KEY + "3"}
    assert support.post(url("mark-sent", worker.pk), marked).status_code == 302
    assert after.record.distributed_on == SENT
    listed = page_of(support, url("recipients", after.review.pk))
    assert ("Left out: Sam asked for it" in listed, "Printed and given by hand" in listed) == (True, True)


def test_school_is_added_for_the_decisions_only():
    after = finished_review(text="What was said.")
    client = signed_in(after.iro)
    sent = {"name": "Marsh Lane School", "part": "school", "gets": "decisions", "form_key": KEY + "1"}
    client.post(url("add-recipient", after.review.pk), sent)
    school = RecordRecipient.objects.get(part="school")
    shown = page_of(client, url("preview", school.pk))
    assert ("Do thing 1" in shown, "What was said." in shown) == (True, False)
    assert "Marsh Lane School" in page_of(client, reverse("arranging:distribute", args=[after.record.pk]))


def test_record_is_copied_in_the_template_and_ticked_as_filed():
    after = finished_review(text="What was said.")
    client = signed_in(after.iro)
    assert after.child.local_id in page_of(client, url("to-file"))
    shown = page_of(client, url("copy", after.review.pk))
    assert ("data-copy" in shown, "What was said." in shown, "1. Do thing 1" in shown) == (True, True, True)
    taken = client.get(url("copy-file", after.review.pk))
    assert (taken["Content-Type"], "What was said." in taken.content.decode()) == ("text/plain; charset=utf-8", True)
    client.post(url("copy", after.review.pk), {"filed": "on", "form_key": KEY + "1"})
    assert "Every finished record is filed." in page_of(client, url("to-file"))
    filing = Filing.objects.get()
    client.post(url("undo-filing", filing.pk), {"why": "No", "version": filing.version, "form_key": KEY + "2"})
    assert after.child.local_id in page_of(client, url("to-file"))


def test_support_worker_does_not_copy_what_a_review_found():
    after = finished_review()
    client = signed_in(make_user(Role.SUPPORT_WORKER))
    assert [client.get(url(name, after.review.pk)).status_code for name in ("copy", "copy-file")] == [403, 403]


def test_manager_writes_the_template_and_an_unknown_word_in_braces_is_refused():
    client = signed_in(make_user(Role.MANAGER))
    page_of(client, url("template"))
    wrong = client.post(url("template"), {"template": "{name} {surname}", "version": 1, "form_key": KEY + "1"})
    assert (wrong.status_code, "{surname}” is not known" in wrong.content.decode()) == (422, True)
    version = AuthoritySettings.objects.get_or_create(pk=1)[0].version if AuthoritySettings.objects.exists() else 1
    client.post(url("template"), {"template": "Child: {name}", "version": version, "form_key": KEY + "2"})
    assert AuthoritySettings.objects.get().case_system_template == "Child: {name}"
    assert "Child: Wren Examplechild" in page_of(client, url("template"))


@pytest.mark.parametrize(
    ("template", "count"), [("{name}", 0), ("{Name}", 1), ("{}", 1), ("{name", 1), ("name}", 1), ("{name} {name}", 0)]
)
def test_braces_of_a_template_are_checked(template, count):
    assert len(case_system.problems_of(template)) == count


def test_braces_in_a_record_are_left_as_they_are():
    assert case_system.filled("{name}: {record}", {"name": "Sam", "record": "{name} {x}"}) == "Sam: {name} {x}"


def test_letter_without_decisions_promises_none():
    words = first_draft(called="Sam", completed_on=SENT, chair="Ivy", decisions=[])
    assert ("decided" in words, words.startswith("Dear Sam,")) == (False, True)


def test_hard_words_make_an_older_reader():
    plain = "We met on Monday. You said you like your school. You want to see your gran more. I will ask about it. " * 2
    hard = "The interdisciplinary professionals recommended comprehensive consideration of accommodation. " * 6
    assert plainness(plain).age < plainness(hard).age
    assert plainness("Dear Sam").age is None
    assert plainness(hard).long_words[0] == "accommodation"


def test_decision_as_a_sentence_says_who_and_when():
    said = first_draft(
        called="Sam", completed_on=SENT, chair="Ivy", decisions=[PlainDecision("Visit gran.", "Jo", D(2025, 6, 2))]
    )
    assert "- Visit gran. Jo will see to this by 2 June 2025." in said


@pytest.mark.parametrize("name", ["to-answer", "to-file"])
def test_lists_ask_as_many_queries_for_three_as_for_one(name, assert_same_queries):
    def make(count: int) -> None:
        for _ in range(count):
            after = finished_review()
            actions.challenge_decisions(decisions=[after.decision()], text="No", by=after.manager, today=SENT)

    assert_same_queries(make, url(name), signed_in(make_user(Role.MANAGER)))


def test_lists_of_one_person_ask_as_many_queries_for_three_as_for_one(assert_same_queries):
    after = sent_review(decisions=6)
    still = iter(range(6))

    def say_done(count: int) -> None:
        for _ in range(count):
            decision = after.decision(next(still))
            actions.report_progress(decision=decision, text="Done", says_done=True, by=after.social_worker, today=SENT)

    def challenge(count: int) -> None:
        for _ in range(count):
            decision = after.decision(next(still))
            actions.challenge_decisions(decisions=[decision], text="No", by=after.manager, today=SENT)

    assert_same_queries(say_done, url("to-confirm"), signed_in(after.iro))
    assert_same_queries(challenge, url("to-challenge"), signed_in(after.manager))
