"""What is done about unusual access: what was found is kept, and somebody says what came of asking."""

import datetime

from accounts.models import Home, User
from accounts.verdict import ALLOWED, Verdict, insist, refused
from audit.actions import action
from audit.actors import Actor
from audit.versions import ConflictError, change
from children.models import AccessConcern
from desk.looking.patterns import Suspicion


def may_judge(concern: AccessConcern, by: Actor) -> Verdict:
    """Say whether somebody may say what came of asking: nobody about themselves, and once."""
    if isinstance(by, User) and by.pk == concern.user_id:
        return refused("This is about your own access. Somebody else looks into it.")
    if concern.verdict:
        return refused("Somebody has already looked into this.")
    return ALLOWED


@action("looking.note_concerns")
def note_concerns(*, found: list[Suspicion], by: Actor) -> int:
    """Keep what was found and is not known yet; return how many concerns are new.

    What waits to be looked into grows with further looks. What was judged comes back only for looks after its last.
    """
    new = 0
    for each in found:
        known = AccessConcern.objects.filter(pattern=each.pattern, user=each.actor_id, child=each.child_id)
        waiting = known.to_look_into().first()
        if waiting is not None:
            last_on, looks = max(waiting.last_on, each.last_on), max(waiting.looks, each.looks)
            known.to_look_into().update(last_on=last_on, looks=looks)
        elif not known.filter(last_on__gte=each.last_on).exists():
            AccessConcern.objects.create(
                pattern=each.pattern,
                user_id=each.actor_id,
                child_id=each.child_id,
                first_on=each.first_on,
                last_on=each.last_on,
                looks=each.looks,
            )
            new += 1
    return new


@action("looking.judge_concern")
def judge_concern(
    *, concern: AccessConcern, verdict: str, note: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> AccessConcern:
    """Record what came of asking. Raises RefusedError for one's own access, and for what was judged already."""
    insist(may_judge(concern, by))
    return change(
        concern,
        seen_version=seen_version,
        verdict=verdict,
        verdict_note=note,
        verdict_on=today,
        verdict_by=by if isinstance(by, User) else None,
    )


@action("looking.say_where_one_lives")
def say_where_one_lives(*, user: User, street: str, postcode: str, by: Actor, seen_version: int = 0) -> Home:
    """Keep where somebody lives. seen_version: 0 where nothing was kept. Raises ConflictError when it has changed."""
    kept = Home.objects.filter(user=user).first()
    if kept is None:
        return Home.objects.create(user=user, street=street, postcode=postcode)
    if not seen_version:
        raise ConflictError(kept)
    return change(kept, seen_version=seen_version, street=street, postcode=postcode)
