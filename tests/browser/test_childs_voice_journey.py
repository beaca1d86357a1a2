"""A child of nine fills the form on a tablet, closes it half way, comes back, says they do not feel safe, sends it."""

import datetime
import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from exchange.addresses import hash_of, new_token
from participation import actions
from participation.models import Answer, AskedForm, Consultation, FormVersion, OwnWords
from tests.factories import BY, TODAY, ask, form_in_use, make_child, open_review
from tests.servers import DESKTOP, PHONE, LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLET = {"width": 820, "height": 1180}
# What is left of a window of 1280 pixels at 400 %.
ENLARGED = {"width": 320, "height": 256}
HOW_OFTEN = ["always", "usually", "not really", "not at all"]
FACES = ["very_happy", "happy", "unsure", "sad"]
DAY = datetime.timedelta(days=1)
# What the script sends: an answer to keep, and the whole form.
ANSWER, SENDING = re.compile(r"/question/\d+/$"), re.compile(r"/check/$")
# A browser whose memory is full: what stands there can be read, and nothing is added.
FULL = "Storage.prototype.setItem = () => { throw new DOMException('It is full', 'QuotaExceededError'); };"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def easy_read() -> FormVersion:
    """Make the easy-read form: pictures, a question of each kind, and one whose answers call for somebody to act."""
    form = actions.make_form(key="easy", name="Easy read", respondent="child", is_easy_read=True, by=BY)
    version = form.versions.get()
    safe: dict[str, Any] = {"answers": HOW_OFTEN, "answer_pictures": FACES, "picture": "safe"}
    actions.put_question(
        version=version, key="safe", text="Do you feel safe where you are living?", safety_answers=HOW_OFTEN[2:],
        hint="Safe means that nobody hurts you or makes you afraid.", by=BY, **safe,
    )  # fmt: skip
    several: dict[str, Any] = {"answers": ["School", "Friends"], "kind": "several", "picture": "friends"}
    actions.put_question(version=version, key="likes", text="What do you like?", by=BY, **several)
    actions.put_question(
        version=version, key="wish", text="What would you like to say?", kind="words", picture="wish", by=BY
    )
    return actions.publish_version(version=version, by=BY, today=TODAY)


def asked_of_child(version: FormVersion | None = None) -> AskedForm:
    child = make_child(first_name="Wrenna", date_of_birth=datetime.date(2016, 3, 1))
    return ask(open_review(child), version or easy_read(), greeting="W")


def path_to(asked: AskedForm) -> str:
    token = new_token()
    actions.make_link(asked=asked, finder=token.finder, secret_hash=hash_of(token.secret), by=BY, today=TODAY)
    return reverse("voice:greeting", args=[str(token)])


def look(site: LiveSite) -> None:
    """Look at the page at every width, and enlarged: it fits, and axe finds nothing."""
    for size in (PHONE, TABLET, DESKTOP):
        site.page.set_viewport_size(size)
        site.assert_fits()
        site.assert_accessible()
    site.page.set_viewport_size(ENLARGED)
    site.assert_fits()
    site.page.set_viewport_size(TABLET)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def start(page: Page) -> None:
    """Open the first question, and wait until the script is there."""
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("button", name="Listen")).to_be_visible()


def refuse(page: Page, status: int) -> list[str]:
    """Answer whatever the script sends with a status, until it is unrouted; return the addresses that were tried."""
    tried: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            tried.append(route.request.url)
            route.fulfill(status=status)
        else:
            route.continue_()

    for each in (ANSWER, SENDING):
        page.route(each, answer)
    return tried


def kept(page: Page) -> list[str]:
    """Return what stands in the browser of forms."""
    found: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('voice:'))")
    return found


def test_child_closes_the_form_half_way_returns_and_sends_what_makes_them_unsafe(live_site: LiveSite):
    path = path_to(asked_of_child())
    live_site.page.set_viewport_size(TABLET)
    page = live_site.visit(path)
    heading(page, "Hello W")
    look(live_site)
    page.get_by_role("link", name="Start").click()
    heading(page, "Do you feel safe where you are living?")
    expect(page.get_by_text("Question 1 of 3")).to_be_visible()
    look(live_site)
    page.get_by_label("always").check()
    press(page, "Next")
    heading(page, "What do you like?")
    look(live_site)
    page.get_by_label("Friends").check()
    press(page, "Stop for now")
    heading(page, "Your answers are kept")
    look(live_site)
    assert kept(page) == []

    # When the page is opened another day, on another tablet, what was said is there and can be changed
    page.context.clear_cookies()
    live_site.visit(path)
    expect(page.get_by_text("You have answered 2 of 3")).to_be_visible()
    page.get_by_role("link", name="Carry on").click()
    heading(page, "What would you like to say?")
    look(live_site)
    page.get_by_role("textbox").fill("I am afraid at night")
    press(page, "Next")
    heading(page, "Look at what you said")
    look(live_site)
    page.get_by_role("link", name="Change question 1").click()
    expect(page.get_by_label("always")).to_be_checked()
    page.get_by_label("not at all").check()
    press(page, "Keep this")
    heading(page, "Look at what you said")
    expect(page.get_by_text("not at all")).to_be_visible()
    press(page, "Send my answers")
    heading(page, "Thank you")
    look(live_site)
    expect(page.get_by_text("0800 1111")).to_be_visible()
    assert list(Answer.objects.values_list("answer", flat=True)) == ["not at all", "Friends"]
    assert (OwnWords.objects.get().text, kept(page)) == ("I am afraid at night", [])

    # Then the link is used up, and says so as it says it of any other
    page.goto(live_site.url + path)
    heading(page, "This link does not work, or not any more")
    look(live_site)


def test_what_is_filled_without_a_connection_is_sent_when_it_returns_once(live_site: LiveSite):
    asked = asked_of_child()
    page = live_site.visit(path_to(asked))
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("button", name="Listen")).to_be_visible()  # the script is there
    page.context.set_offline(True)
    page.get_by_label("not at all").check()
    press(page, "Next")
    heading(page, "What do you like?")
    expect(page.get_by_text("Your answers are kept on this device")).to_be_visible()
    page.get_by_label("School").check()
    press(page, "Back")
    expect(page.get_by_label("not at all")).to_be_checked()
    press(page, "Next")
    expect(page.get_by_label("School")).to_be_checked()
    press(page, "Next")
    press(page, "Leave this out")
    heading(page, "Look at what you said")
    press(page, "Send my answers")
    heading(page, "Waiting for the connection")
    look(live_site)
    asked.refresh_from_db()
    assert (asked.so_far, Consultation.objects.count()) == ({}, 0)
    page.context.set_offline(False)
    heading(page, "Thank you")
    assert (list(Answer.objects.values_list("answer", flat=True)), kept(page)) == (["not at all", "School"], [])


def test_sending_whose_answer_was_lost_is_thanked_and_makes_one_form(live_site: LiveSite):
    path = path_to(asked_of_child())
    page = live_site.visit(path)
    page.get_by_role("link", name="Start").click()
    page.get_by_label("usually").check()
    lost: list[str] = []

    def lose(route: Any) -> None:
        if not lost:
            lost.append(route.request.post_data)
            route.fetch()  # the service writes
            route.abort()  # and the browser never hears of it
        else:
            route.continue_()

    page.route(
        re.compile(r"/check/$"), lambda route: lose(route) if route.request.method == "POST" else route.continue_()
    )
    for words in ("Next", "Next", "Next", "Send my answers"):
        press(page, words)
    heading(page, "Thank you")
    assert (len(lost), Consultation.objects.count(), kept(page)) == (1, 1, [])


@pytest.mark.parametrize("are_answers_kept", [False, True])
def test_child_whose_link_ran_out_before_the_sending_arrived_is_told_that_it_did_not_reach_us(
    live_site: LiveSite, settings: Any, are_answers_kept: bool
):
    asked = asked_of_child()
    path = path_to(asked)
    page = live_site.visit(path)
    start(page)
    page.get_by_label("not at all").check()
    if are_answers_kept:
        with page.expect_response(ANSWER):
            press(page, "Next")
    page.context.set_offline(True)
    if not are_answers_kept:
        press(page, "Next")
    for words in ("Next", "Next", "Send my answers"):
        press(page, words)
    heading(page, "Waiting for the connection")
    settings.IRO_TODAY = asked.expires_on + DAY
    page.context.set_offline(False)
    heading(page, "Your answers did not reach us")
    look(live_site)
    for words in ("Tell the person who gave you the link", "0800 1111"):
        expect(page.get_by_text(words)).to_be_visible()
    assert page.get_by_text("we have your answers").count() == 0

    # Opened again it says the same, and what stands in the browser is sent where the link opens again
    page.goto(live_site.url + path)
    heading(page, "Your answers did not reach us")
    press(page, "Try again")
    expect(page.get_by_text("That was tried again, and the link does not work.")).to_be_visible()
    assert (len(kept(page)), Consultation.objects.count()) == (1, 0)
    settings.IRO_TODAY = TODAY
    press(page, "Try again")
    heading(page, "Thank you")
    assert (list(Answer.objects.values_list("answer", flat=True)), kept(page)) == (["not at all"], [])


def test_answers_that_were_never_sent_are_not_said_to_be_here_where_the_link_ran_out(
    live_site: LiveSite, settings: Any
):
    asked = asked_of_child()
    path = path_to(asked)
    page = live_site.visit(path)
    start(page)
    page.context.set_offline(True)
    page.get_by_label("not at all").check()
    press(page, "Stop for now")
    heading(page, "Kept on this device")
    settings.IRO_TODAY = asked.expires_on + DAY
    page.context.set_offline(False)
    heading(page, "Your answers did not reach us")
    page.goto(live_site.url + path)
    heading(page, "Your answers did not reach us")
    press(page, "I am finished: wipe my answers from this device")
    heading(page, "Your answers are wiped from this device")
    assert kept(page) == []


def test_browser_whose_memory_is_full_loses_no_answer_and_is_not_said_to_keep_any(live_site: LiveSite):
    live_site.page.add_init_script(FULL)
    page = live_site.visit(path_to(asked_of_child()))
    start(page)
    page.get_by_label("not at all").check()
    with page.expect_response(ANSWER):
        press(page, "Next")
    heading(page, "What do you like?")
    page.context.set_offline(True)
    page.get_by_label("School").check()
    press(page, "Next")
    expect(page.get_by_text("Your answers are on this page only: leave it open.")).to_be_visible()
    press(page, "Stop for now")
    heading(page, "Please leave this page open")
    look(live_site)
    press(page, "Carry on")
    expect(page.get_by_text("School")).to_be_visible()
    press(page, "Send my answers")
    heading(page, "Waiting for the connection")
    expect(page.get_by_text("If you close it, they are lost.")).to_be_visible()
    expect(page.get_by_text("kept on this device")).not_to_be_visible()
    page.context.set_offline(False)
    heading(page, "Thank you")
    assert list(Answer.objects.values_list("answer", flat=True)) == ["not at all", "School"]


def test_what_is_filled_while_somebody_signs_in_beside_it_is_kept_and_sent(live_site: LiveSite):
    page = live_site.visit(path_to(asked_of_child()))
    start(page)
    # What a page was given to send with holds no more.
    page.context.clear_cookies()
    page.get_by_label("not at all").check()
    with page.expect_response(lambda answer: bool(ANSWER.search(answer.url)) and answer.status == 204):
        press(page, "Next")
    for words in ("Next", "Next"):
        press(page, words)
    page.context.clear_cookies()
    press(page, "Send my answers")
    heading(page, "Thank you")
    assert (list(Answer.objects.values_list("answer", flat=True)), kept(page)) == (["not at all"], [])


@pytest.mark.parametrize("status", [403, 500])
def test_refusal_is_not_called_a_lost_connection_and_is_tried_again_ever_more_slowly(live_site: LiveSite, status: int):
    page = live_site.page
    page.clock.install()
    live_site.visit(path_to(asked_of_child()))
    start(page)
    tried = refuse(page, status)
    page.get_by_label("not at all").check()
    press(page, "Next")
    expect(page.get_by_text("That did not work just now. It will be tried again.")).to_be_visible()
    for words in ("Next", "Next", "Send my answers"):
        press(page, words)
    heading(page, "That did not work just now")
    expect(page.get_by_text("No connection")).not_to_be_visible()
    look(live_site)
    before = len(tried)
    for _ in range(15):
        page.clock.run_for(4_000)
        page.evaluate("fetch('/voice/stopped/').then(answer => answer.text())")  # there and back, as what is tried
    # A minute: by now once a minute; a refusal of what it sends with is looked into by a second try.
    assert len(tried) - before <= (4 if status == 403 else 2)
    for each in (ANSWER, SENDING):
        page.unroute(each)
    press(page, "Try now")
    heading(page, "Thank you")
    assert (list(Answer.objects.values_list("answer", flat=True)), kept(page)) == (["not at all"], [])


def test_answer_that_is_chosen_while_the_script_is_on_its_way_is_not_lost(live_site: LiveSite):
    page = live_site.visit(path_to(asked_of_child()))
    script = re.compile(r"/voice[.\w]*\.js$")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(script, hold)
    with page.expect_request(script):
        page.get_by_role("link", name="Start").click()
    page.get_by_label("not at all").check()
    held.pop().continue_()
    expect(page.get_by_role("button", name="Listen")).to_be_visible()
    for words in ("Next", "Next", "Next", "Send my answers"):
        press(page, words)
    heading(page, "Thank you")
    assert list(Answer.objects.values_list("answer", flat=True)) == ["not at all"]


def test_sending_that_has_to_be_made_anew_is_not_taken_for_an_empty_form(live_site: LiveSite):
    page = live_site.visit(path_to(asked_of_child()))
    start(page)
    page.get_by_label("usually").check()
    spoilt: list[str] = []

    def spoil(route: Route) -> None:
        if route.request.method == "POST" and not spoilt:
            spoilt.append(route.request.post_data or "")
            route.continue_(post_data=re.sub(r"receipt=[\w-]+", "receipt=seven", spoilt[0]))
        else:
            route.continue_()

    page.route(SENDING, spoil)
    for words in ("Next", "Next", "Next", "Send my answers"):
        press(page, words)
    expect(page.get_by_role("alert")).to_have_text("That did not work. Please press the button again.")
    heading(page, "Look at what you said")
    press(page, "Send my answers")
    heading(page, "Thank you")
    assert (len(spoilt), Consultation.objects.count(), kept(page)) == (1, 1, [])


def test_empty_form_is_told_so_and_can_be_filled_then(live_site: LiveSite):
    page = live_site.visit(path_to(asked_of_child()))
    start(page)
    for words in ("Next", "Next", "Next", "Send my answers"):
        press(page, words)
    expect(page.get_by_role("alert")).to_have_text("Please answer at least one question. Then you can send it.")
    page.get_by_role("link", name="Change question 1").click()
    page.get_by_label("usually").check()
    for words in ("Keep this", "Send my answers"):
        press(page, words)
    heading(page, "Thank you")
    assert list(Answer.objects.values_list("answer", flat=True)) == ["usually"]


def test_two_tabs_and_a_shared_tablet_leave_one_form_and_nothing_behind(live_site: LiveSite):
    path = path_to(asked_of_child())
    page = live_site.visit(path)
    other = page.context.new_page()
    for each in (page, other):
        each.goto(live_site.url + path)
        each.get_by_role("link", name="Start").click()
    page.get_by_label("usually").check()
    press(page, "Next")
    heading(page, "What do you like?")
    press(other, "Next")
    other.get_by_label("School").check()
    for words in ("Next", "Next"):
        press(other, words)
    press(other, "Send my answers")
    heading(other, "Thank you")
    assert list(Answer.objects.values_list("answer", flat=True)) == ["usually", "School"]
    page.get_by_label("Friends").check()
    press(page, "Next")
    heading(page, "Your answers did not reach us")
    expect(page.get_by_text("Then we have what you sent that time")).to_be_visible()
    press(page, "I am finished: wipe my answers from this device")
    heading(page, "Your answers are wiped from this device")
    assert (kept(page), Consultation.objects.count()) == ([], 1)


def test_easy_read_form_is_filled_with_the_keyboard_alone_in_reading_order(live_site: LiveSite):
    page = live_site.visit(path_to(asked_of_child()))
    page.get_by_role("link", name="Start").press("Enter")
    heading(page, "Do you feel safe where you are living?")
    # A group of answers is one stop, in which the arrows choose; then each button, as they are read.
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.value || document.activeElement.textContent.trim()"))
        assert page.evaluate(
            "getComputedStyle(document.activeElement.closest('.voice__answer') ?? document.activeElement).outlineStyle"
        ) in ("solid", "auto"), reached
    assert reached == ["Skip to the page", "always", "next", "skip", "Listen", "stop"]
    page.get_by_label("always").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("usually")).to_be_checked()
    page.keyboard.press("Enter")
    heading(page, "What do you like?")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("School")).to_be_checked()
    page.keyboard.press("Enter")
    heading(page, "What would you like to say?")
    page.keyboard.press("Tab")
    page.keyboard.type("More time with my sister")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    heading(page, "Look at what you said")
    page.get_by_role("button", name="Send my answers").press("Enter")
    heading(page, "Thank you")
    assert OwnWords.objects.get().text == "More time with my sister"


def test_parent_replies_without_a_script(live_site: LiveSite, browser: Any):
    from children.actions import record_person  # noqa: PLC0415 - of this journey alone

    review = open_review(make_child())
    mother = record_person(child=review.child, relationship="mother", full_name="Rowan Marsh", by=BY)
    asked = ask(review, form_in_use("parents", "parent"), person=mother, greeting="R")
    context = browser.new_context(java_script_enabled=False, viewport=TABLET)
    page = context.new_page()
    page.goto(live_site.url + path_to(asked))
    page.get_by_role("link", name="Start").click()
    page.get_by_label("Yes").check()
    press(page, "Next")
    press(page, "Leave this out")
    page.get_by_role("textbox").fill("I would like to see her more")
    press(page, "Next")
    heading(page, "Look at what you said")
    assert page.get_by_role("button", name="Listen").count() == 0
    press(page, "Send my answers")
    heading(page, "Thank you")
    context.close()
    assert (Consultation.objects.get().person, OwnWords.objects.get().text) == (mother, "I would like to see her more")
