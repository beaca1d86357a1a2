"""What happens to calendar feeds: made, replaced, ended; and addresses that are tried without being any."""

import datetime

from django.db.models import F
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.verdict import RefusedError, insist, refused
from audit.actions import acting, action
from exchange.addresses import Token, hash_of
from exchange.models import CalendarFeed, WrongAddress
from exchange.permissions import may_have_feed

# After so many wrong addresses within a stretch of time, a computer is told of none until the next stretch.
MOST_WRONG = 20
STRETCH = datetime.timedelta(minutes=15)


@action("exchange.make_feed")
def make_feed(*, token: Token, by: User, today: datetime.date) -> CalendarFeed:
    """Give somebody a private address for their calendar, in place of any they had in this role.

    Of the token only the hash of its secret is kept. Raises RefusedError where their role has no such calendar.
    """
    insist(may_have_feed(by))
    grant = RoleGrant.objects.in_force(today).filter(user=by, role=by.acting_role).order_by("-pk").first()
    if grant is None:
        raise RefusedError(refused("You no longer hold this role."))
    CalendarFeed.objects.standing().of(by).update(ended_at=timezone.now())
    return CalendarFeed.objects.create(user=by, grant=grant, finder=token.finder, secret_hash=hash_of(token.secret))


@action("exchange.end_feed")
def end_feed(*, feed: CalendarFeed, by: User) -> CalendarFeed:
    """Stop a feed: its address is none from now on. Raises RefusedError for somebody else's, or one that has ended."""
    if feed.user_id != by.pk:
        insist(refused("This is not your calendar feed."))
    if not CalendarFeed.objects.standing().filter(pk=feed.pk).update(ended_at=timezone.now()):
        insist(refused("This calendar feed has already ended."))
    feed.refresh_from_db()
    return feed


def _stretch_of(now: datetime.datetime) -> datetime.datetime:
    """Return when the stretch of time began in which a moment lies: the same for every process."""
    seconds = int(STRETCH.total_seconds())
    return datetime.datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, datetime.UTC)


def is_barred(asked_from: str, now: datetime.datetime) -> bool:
    """Say whether a computer has tried so many wrong addresses that it is told of none for now."""
    counted = WrongAddress.objects.filter(asked_from=asked_from, since=_stretch_of(now), number__gte=MOST_WRONG)
    return counted.exists()


def note_wrong_address(asked_from: str, now: datetime.datetime) -> None:
    """Count an address that is none. It is no act of anybody who works here, and so no action of theirs."""
    since = _stretch_of(now)
    with acting():
        WrongAddress.objects.get_or_create(asked_from=asked_from, since=since)
        WrongAddress.objects.filter(asked_from=asked_from, since=since).update(number=F("number") + 1)


def forget_wrong_addresses(now: datetime.datetime) -> None:
    """Delete the counts of stretches of time that are over."""
    with acting():
        WrongAddress.objects.filter(since__lt=_stretch_of(now)).delete()
