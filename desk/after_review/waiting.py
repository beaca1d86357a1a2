"""What waits after reviews, in a line or two for the page on which somebody's day begins."""

import datetime

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Capability, may
from design.formats import counted, day
from desk.after_review.rows import challengeable, challenges_seen, not_filed, said_done, sent_days_still_open
from office.authority import working_calendar
from statute.records import challenge_by


def waiting_for_iro(user: User) -> list[tuple[str, str]]:
    """Return what waits for an IRO: challenges to answer, decisions said to be done, records to file. Three counts."""
    counts = (
        (challenges_seen(user).unanswered().count(), "challenged decision", "to answer", "after_review:to-answer"),
        (said_done(user).count(), "decision", "said to be carried out, to confirm", "after_review:to-confirm"),
        (not_filed(user).count(), "record", "to file in the case system", "after_review:to-file"),
    )
    return [(f"{counted(count, what)} {rest}", reverse(name)) for count, what, rest, name in counts if count]


def waiting_for_manager(user: User, today: datetime.date) -> list[tuple[str, str]]:
    """Return what an operational manager or a deputy may still challenge, and until when the first of it."""
    if not may(user, Capability.CHALLENGE_DECISIONS):
        return []
    calendar = working_calendar()
    days = sent_days_still_open(user, calendar, today)
    count = challengeable(user, days).count() if days else 0
    if not count:
        return []
    first = day(challenge_by(days[0], calendar=calendar).on)
    words = f"{counted(count, 'decision')} that you may still challenge, the first until {first}"
    return [(words, reverse("after_review:to-challenge"))]
