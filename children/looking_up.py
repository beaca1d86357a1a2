"""Finding children by what somebody types: the same rules in every box of every list.

A part of a name has at least three letters, or it is read as a whole id; only what the person may see is found; the log
keeps what was searched for, hashed. Nobody looks themselves up: that finds nothing, and is noted.
"""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest

from accounts.models import User
from audit.actions import record_event
from audit.models import AuditEvent
from children.models import Child
from children.names import fold
from children.querysets import ChildQuerySet

FEWEST_LETTERS = 3
# Who types at least so many of their own names looks for themselves; one alone may be anybody's.
NAMES_OF_ONESELF = 2
LOOKED_UP_ONESELF = "children.looked_up_oneself"
NOT_ONESELF = "You cannot look yourself up. The information-governance officer is shown that this was tried."


# How a list finds the children whose name or id was typed: the page notes it, a file made later only finds.
Finder = Callable[[str], ChildQuerySet]


def is_own_name(words: str, user: User) -> bool:
    """Say whether words are somebody's own name: two names or more, every one of them theirs."""
    typed = set(fold(words).split())
    return len(typed) >= NAMES_OF_ONESELF and typed <= set(fold(user.full_name).split())


def looked_up(request: HttpRequest, words: str) -> ChildQuerySet:
    """Return the children whom the person may see with this id, or with every one of the words in their names.

    Searching for oneself finds nobody, is said on the page and noted in the log. The page notes the search itself
    (`audit.reading.searched`), with what it shows of what was found.
    """
    user = cast("User", request.user)
    if is_own_name(words, user):
        record_event(kind=AuditEvent.Kind.REFUSED, verb=LOOKED_UP_ONESELF, by=user, term=words)
        messages.warning(request, NOT_ONESELF)
    return found_by(user, words)


def found_by(user: User, words: str) -> ChildQuerySet:
    """Return whom `looked_up` finds for a person, where no page is there to note that they looked."""
    visible: ChildQuerySet = Child.objects.visible_to(user)
    if is_own_name(words, user):
        return visible.none()
    if len(fold(words).replace(" ", "")) < FEWEST_LETTERS:
        return visible.filter(local_id__iexact=words.strip())
    return visible.named(words)
