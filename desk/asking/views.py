"""Asking for views before a review: who was asked, asking one more, their link, and taking it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.permissions import may as permitted
from accounts.verdict import ALLOWED, RefusedError, Verdict, insist, refused
from accounts.visibility import Record
from audit.reading import saw
from design.formats import day
from design.forms import SentForm
from desk.asking import forms
from desk.asking.presenters import asked_table, facts_of, who_of
from desk.asking.tasks import mails_about, request_link_by_mail
from desk.asking.whom import askable, last_day
from desk.deadlines import deadlines
from desk.voice.links import may_ask_still
from exchange.addresses import Token, hash_of, new_token
from office import clock
from office.authority import working_calendar
from office.form_keys import once
from office.form_pages import CONFLICT, FormPage, around, form_page
from participation import actions
from participation.models import AskedForm
from participation.policies import may_ask_again, may_withdraw
from reviews.enums import OPEN_STATUSES
from reviews.models import Review

C = Capability
METHODS = ["GET", "HEAD", "POST"]
NOBODY = "Everybody who can be asked with a form in use has been asked already."
OVER = "This review is over: forms are filled before it."
DIED = "The child has died. Nothing more is asked before this review."


def review_of(request: HttpRequest, pk: int) -> Review:
    """Return a review that this person may see, noted as read, or answer 404."""
    found: Review = get_object_or_404(Review.objects.visible_to(request.user).select_related("child"), pk=pk)
    saw(request, found)
    return found


def asked_of(request: HttpRequest, pk: int) -> AskedForm:
    """Return a form asked before a review that this person may see, noted as read, or answer 404."""
    visible = AskedForm.objects.visible_to(request.user).filter(review__in=Review.objects.visible_to(request.user))
    found: AskedForm = get_object_or_404(visible.select_related("review__child", "person", "form"), pk=pk)
    saw(request, found.review)
    return found


def may_ask_before(review: Review) -> Verdict:
    """Say whether anybody can be asked before a review: it is to come, and the child lives."""
    if review.child.died_on:
        return refused(DIED)
    return ALLOWED if review.status in OPEN_STATUSES else refused(OVER)


def frame(review: Review, heading: str, submit: str, who: str = "") -> dict[str, Any]:
    """Return what surrounds a form about asking."""
    back = reverse("asking:review", args=[review.pk])
    caption = ", ".join(filter(None, (who, str(review.child), review.child.local_id)))
    return around(heading, back=back, submit=submit, caption=caption, back_text="Views for this review")


@access(C.ASK_FOR_VIEWS, record=Record.REVIEW)
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who was asked for views before a review and how far they are; not what they say."""
    found, today = review_of(request, pk), clock.today()
    rows = AskedForm.objects.visible_to(request.user).filter(review=found)
    related = rows.select_related("review__child", "person", "form", "consultation", "taken_on_by")
    asked = list(related.prefetch_related("links").order_by("pk"))
    verdict = may_ask_before(found)
    context = {
        "heading": "Views for this review",
        "caption": f"{found.child}, {found.child.local_id}",
        "back": reverse("child:page", args=[found.child_id]),
        "back_text": str(found.child),
        "facts": facts_of(found, deadlines(today)),
        "asked": asked_table(asked, mails_about(asked), today=today, may_change=bool(verdict)) if asked else None,
        "reason": verdict.reason,
        "ask": reverse("asking:ask", args=[pk]) if verdict else "",
    }
    return render(request, "desk/asking/review.html", context)


@access(C.ASK_FOR_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody for their views, with the form that is for them."""
    found, today = review_of(request, pk), clock.today()
    offered = askable(found, today)

    def act(cleaned: dict[str, Any]) -> str:
        chosen = next(each for each in offered if each.key == cleaned["whom"])
        actions.ask_form(
            review=found,
            form=chosen.form,
            person=chosen.person,
            greeting=cleaned["greeting"] or chosen.greeting,
            expires_on=cleaned["expires_on"],
            by=request.user,
            today=today,
        )
        return reverse("asking:review", args=[pk])

    initial = {
        "whom": offered[0].key if len(offered) == 1 else "",
        "expires_on": last_day(found, today=today, calendar=working_calendar()),
    }
    page = FormPage(
        f"asking.ask:{pk}",
        lambda data: forms.AskForm(data, offered=offered, today=today, initial=initial),
        act,
        "Asked. Now make the link, or send it by e-mail.",
        context=frame(found, "Ask for views", "Ask"),
        may=lambda: may_ask_before(found) & (ALLOWED if offered else refused(NOBODY)),
    )
    return form_page(request, page)


@access(C.ASK_FOR_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link to a form, in place of the one before it. It is shown once, here."""
    asked, today = asked_of(request, pk), clock.today()
    verdict = may_ask_still(asked, today=today)
    if request.method != "POST":
        insist(verdict)
        return _link_page(request, asked, SentForm())
    form = SentForm(request.POST)
    if not verdict:
        form.hold()
        form.add_error(None, verdict.reason)
        return _link_page(request, asked, form, status=CONFLICT)
    if not form.is_valid():
        return _link_page(request, asked, form, status=422)
    new: list[Token] = []

    def work() -> str:
        token = new_token()
        actions.make_link(
            asked=asked, finder=token.finder, secret_hash=hash_of(token.secret), by=request.user, today=today
        )
        new.append(token)
        return reverse("asking:review", args=[asked.review_id])

    try:
        onward = once(form.cleaned_data["form_key"], by=request.user, work=work)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return _link_page(request, asked, form, status=CONFLICT)
    if not new:
        return redirect(onward)
    # Shown in the answer itself: wherever it could wait for a page of its own, it would be kept.
    address = request.build_absolute_uri(reverse("voice:greeting", args=[str(new[0])]))
    return _link_page(request, asked, SentForm(), address=address)


def _link_page(
    request: HttpRequest, asked: AskedForm, form: SentForm, *, address: str = "", status: int = 200
) -> HttpResponse:
    has_link = asked.links.filter(ended_at__isnull=True).exists()
    context = frame(asked.review, "Link to the form", "Make a new link" if has_link else "Make the link", who_of(asked))
    context |= {"form": form, "address": address, "has_link": has_link, "until": day(asked.expires_on)}
    context |= {"greeting": asked.greeting}
    return render(request, "desk/asking/link.html", context, status=status)


@access(C.ASK_FOR_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody the link to their form by e-mail, in place of the one before it."""
    asked, today = asked_of(request, pk), clock.today()
    address = asked.address if permitted(request.user, C.SEE_CONTACTS) else "the address in the records"

    def act(cleaned: dict[str, Any]) -> str:
        site = request.build_absolute_uri("/").rstrip("/")
        request_link_by_mail(asked, sending=str(cleaned["form_key"]), site=site, by=request.user)
        return reverse("asking:review", args=[asked.review_id])

    def may() -> Verdict:
        verdict = may_ask_still(asked, today=today)
        if verdict and not asked.address:
            return refused(
                f"No e-mail address is recorded for {who_of(asked)}. Make the link and hand it over instead."
            )
        return verdict

    page = FormPage(
        f"asking.mail:{pk}",
        SentForm,
        act,
        "The e-mail is being sent. If it cannot be sent, it says so here.",
        template="desk/asking/mail.html",
        context=frame(asked.review, "Send the link by e-mail", "Send", who_of(asked)) | {"address": address},
        may=may,
    )
    return form_page(request, page)


def _standing(now: AskedForm) -> list[tuple[str, Any]]:
    return [("How it stands", now.get_status_display()), ("Last day", day(now.expires_on))]


@access(C.ASK_FOR_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a form back that was not sent in: its link ends."""
    asked = asked_of(request, pk)

    def act(cleaned: dict[str, Any]) -> str:
        actions.withdraw_form(asked=asked, why=cleaned["why"], by=request.user, seen_version=cleaned["version"])
        return reverse("asking:review", args=[asked.review_id])

    page = FormPage(
        f"asking.withdraw:{pk}",
        lambda data: forms.WithdrawForm(data, initial={"version": asked.version}),
        act,
        "Withdrawn. The link has ended.",
        context=frame(asked.review, "Withdraw this form", "Withdraw", who_of(asked)),
        standing=_standing,
        record=asked,
        may=lambda: may_withdraw(asked),
    )
    return form_page(request, page)


@access(C.ASK_FOR_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a withdrawal: the form is asked again, with what was filled so far."""
    asked, today = asked_of(request, pk), clock.today()
    proposed = last_day(asked.review, today=today, calendar=working_calendar())

    def act(cleaned: dict[str, Any]) -> str:
        actions.ask_again(
            asked=asked,
            expires_on=cleaned["expires_on"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return reverse("asking:review", args=[asked.review_id])

    page = FormPage(
        f"asking.again:{pk}",
        lambda data: forms.AgainForm(data, today=today, initial={"version": asked.version, "expires_on": proposed}),
        act,
        "Asked again. It needs a new link.",
        context=frame(asked.review, "Ask again", "Ask again", who_of(asked)),
        standing=_standing,
        record=asked,
        may=lambda: may_ask_before(asked.review) & may_ask_again(asked),
    )
    return form_page(request, page)
