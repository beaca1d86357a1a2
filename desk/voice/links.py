"""The personal addresses of forms: made like those of calendar feeds, and as little told."""

import datetime
import hmac

from django.http import HttpRequest
from django.utils import timezone

from accounts.sign_in.addresses import address_of
from accounts.verdict import Verdict, refused
from exchange.actions import is_barred, note_wrong_address
from exchange.addresses import NO_HASH, hash_of
from participation.models import AskedForm, FormLink
from participation.policies import may_fill_by_link
from reviews.enums import OPEN_STATUSES

OVER = "This form is no longer asked."


def link_at(token: str) -> FormLink | None:
    """Return the link of an address, whether it still opens its form or not; None when there is none of it."""
    finder, _dot, secret = token.partition(".")
    rows = FormLink.objects.select_related(
        "asked__review__child", "asked__person", "asked__form", "asked__form_version__form", "asked__consultation"
    )
    link = rows.filter(finder=finder).first()
    # Compared also where there is no row, so that both answers take as long.
    is_right = hmac.compare_digest(hash_of(secret), link.secret_hash if link else NO_HASH)
    return link if link is not None and is_right else None


def link_behind(request: HttpRequest, token: str) -> FormLink | None:
    """Return the link of an address; a computer that has tried too many wrong ones is told of none."""
    now, asked_from = timezone.now(), address_of(request)
    if is_barred(asked_from, now):
        return None
    link = link_at(token)
    if link is None:
        note_wrong_address(asked_from, now)
    return link


def may_ask_still(asked: AskedForm, *, today: datetime.date) -> Verdict:
    """Say whether somebody may still be asked: the form takes answers, the review is to come, they belong to it."""
    if asked.review.status not in OPEN_STATUSES or asked.review.child.died_on:
        return refused(OVER)
    if asked.person is not None and not asked.person.is_current:
        return refused(OVER)
    return may_fill_by_link(asked, today=today)


def may_open(link: FormLink, *, today: datetime.date) -> Verdict:
    """Say whether a link opens its form: it is the newest, and the form is still asked."""
    return refused(OVER) if link.ended_at is not None else may_ask_still(link.asked, today=today)
