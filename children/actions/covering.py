"""Cover for an IRO who is away: from a day until a day, for all of their children or for one."""

import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.models import Child, IROCover
from children.policies import may_cover, may_end_cover

ONE_DAY = datetime.timedelta(days=1)


def _check_days(from_on: datetime.date, until_on: datetime.date, today: datetime.date) -> None:
    if until_on < from_on:
        raise ValidationError({"until_on": "The last day must not come before the first."})
    if until_on < today:
        raise ValidationError({"until_on": "The last day must be today or in the future."})


@action("children.arrange_cover")
def arrange_cover(
    *,
    iro: User,
    covered_by: User,
    from_on: datetime.date,
    until_on: datetime.date,
    reason: str,
    by: Actor,
    today: datetime.date,
    child: Child | None = None,
) -> IROCover:
    """Let somebody answer for an IRO's children, or for one of them (`child`), both days included.

    Raises RefusedError for who cannot cover, ValidationError, by field, for days that make no sense.
    """
    _check_days(from_on, until_on, today)
    insist(may_cover(iro, covered_by, child, from_on, until_on))
    return IROCover.objects.create(
        iro=iro,
        covered_by=covered_by,
        child=child,
        from_on=from_on,
        until_on=until_on,
        reason=reason,
        arranged_by=by if isinstance(by, User) else None,
    )


@action("children.change_cover")
def change_cover(
    *,
    cover: IROCover,
    covered_by: User,
    from_on: datetime.date,
    until_on: datetime.date,
    reason: str,
    by: Actor,
    today: datetime.date,
    seen_version: int,
) -> IROCover:
    """Change who covers, the days or the reason of cover that has not ended. Raises what `arrange_cover` raises."""
    insist(may_end_cover(cover, today))
    _check_days(from_on, until_on, today)
    insist(may_cover(cover.iro, covered_by, cover.child, from_on, until_on, apart_from=cover))
    facts = {"covered_by": covered_by, "from_on": from_on, "until_on": until_on, "reason": reason}
    return change(cover, seen_version=seen_version, **facts)


@action("children.end_cover")
def end_cover(*, cover: IROCover, by: Actor, today: datetime.date, seen_version: int) -> IROCover:
    """End cover at once. What began today or is still to come is taken back; the log and the history keep it.

    Raises RefusedError for cover that has ended, ConflictError when somebody else changed it meanwhile.
    """
    insist(may_end_cover(cover, today))
    if cover.from_on < today:
        return change(cover, seen_version=seen_version, until_on=today - ONE_DAY)
    kept = change(cover, seen_version=seen_version).pk
    cover.delete()
    cover.pk = kept  # the log names what was taken back
    return cover
