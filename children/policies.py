"""What a child's records allow. Knows the record, never the person."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.enums import Role
from accounts.models import RoleGrant, User
from accounts.verdict import ALLOWED, Verdict, refused
from audit.actors import Actor, SystemJob
from children.confidentiality import conflicts_about, kept_out_of, missing_from, restriction_of
from children.enums import CareKind
from children.models import (
    AdoptionAuthority,
    Child,
    ConflictOfInterest,
    IROCover,
    ListedPerson,
    PeriodOfCare,
    Restriction,
    RestrictionRequest,
    ShortBreakStay,
)
from statute.codes import (
    LEGAL_STATUS,
    PLACEMENT,
    PLACEMENT_PROVIDER,
    REASON_EPISODE_CEASED,
    REASON_NEW_EPISODE,
    REASON_PLACEMENT_CHANGE,
    CodeList,
)

# With the current foster carer or not, with consent or under a placement order.
PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
SHORT_BREAK_STATUSES = frozenset({"V3", "V4"})
EPISODE_CODES: dict[str, CodeList] = {
    "legal_status": LEGAL_STATUS,
    "placement": PLACEMENT,
    "provider": PLACEMENT_PROVIDER,
    "reason_new": REASON_NEW_EPISODE,
    "reason_ended": REASON_EPISODE_CEASED,
    "reason_placement_change": REASON_PLACEMENT_CHANGE,
}


def may_start_care(open_period: PeriodOfCare | None, *, died_on: datetime.date | None) -> Verdict:
    """Say whether a period of care may begin."""
    if died_on is not None:
        return refused(f"It is recorded that this child died on {died_on:%d/%m/%Y}.")
    if open_period is None:
        return ALLOWED
    return refused("This child is already looked after. Record a change of status or placement instead.")


def may_change_care(open_period: PeriodOfCare | None) -> Verdict:
    """Say whether a move, a change of status or the end of care may be recorded."""
    return ALLOWED if open_period else refused("This child is not looked after now.")


def may_record_stay(open_period: PeriodOfCare | None) -> Verdict:
    """Say whether a short break may be recorded: the child has a series of them."""
    if open_period is None or open_period.kind != CareKind.SHORT_BREAKS:
        return refused("This child does not have short breaks now.")
    return ALLOWED


def may_withdraw_stay(stay: ShortBreakStay) -> Verdict:
    """Say whether a short break that was recorded by mistake may be taken back: nothing was built on it since."""
    if stay.withdrawn_on:
        return refused("This was taken back already.")
    if stay.period.kind != CareKind.SHORT_BREAKS or stay.period.ceased_on is not None:
        return refused("The series of short breaks has ended since. Ask the IRO manager to correct the record of care.")
    return ALLOWED


def may_record_authority(open_period: PeriodOfCare | None, standing: AdoptionAuthority | None) -> Verdict:
    """Say whether authority to place for adoption may be recorded."""
    if open_period is None or open_period.kind != CareKind.LOOKED_AFTER:
        return refused("This child is not looked after now.")
    if standing is not None:
        return refused(f"Authority to place is recorded from {standing.granted_on:%d/%m/%Y} already.")
    return ALLOWED


def may_end_authority(child: Child) -> Verdict:
    """Say whether authority to place may end: not while the child is placed, who first comes back or is adopted."""
    if not child.adoption_authorities.standing().exists():
        return refused("No authority to place this child for adoption stands.")
    if is_placed_for_adoption(child):
        return refused("The child is placed for adoption. Record the return or the adoption order first.")
    return ALLOWED


def may_place_for_adoption(child: Child) -> Verdict:
    """Say whether a placement for adoption may be recorded: there is authority for it."""
    if child.adoption_authorities.standing().exists():
        return ALLOWED
    return refused("Nothing says that this child may be placed for adoption. Record the authority to place first.")


def may_return_from_adopters(child: Child) -> Verdict:
    """Say whether a return from adopters may be recorded."""
    if is_placed_for_adoption(child):
        return ALLOWED
    return refused("This child is not placed for adoption now.")


def is_placed_for_adoption(child: Child) -> bool:
    """Say whether the child lives with adopters, before an adoption order."""
    return child.episodes.open().filter(placement__in=PLACED_FOR_ADOPTION).exists()


def may_be_iro(child: Child, person: User) -> Verdict:
    """Say whether somebody is independent of a child's case (regulation 46): no worker of it, no manager of one."""
    allocations = child.social_work_allocations.all()
    if allocations.filter(social_worker=person).exists():
        return refused(f"{person} is or was this child's social worker, so cannot be the IRO.")
    if allocations.open().filter(team__managements__manager=person, team__managements__until_on__isnull=True).exists():
        return refused(f"{person} manages the team that answers for this child, so cannot be the IRO.")
    return may_be_given(child, person)


def may_be_given(child: Child, person: User) -> Verdict:
    """Say whether work about a child may be given to somebody: the record must not be closed to them."""
    if conflicts_about(child).filter(user=person).exists():
        return refused(f"{person} has declared a conflict of interest with this child. Choose someone else.")
    if User.objects.filter(kept_out_of(child), pk=person.pk).exists():
        return refused(f"This record is restricted, and {person} is not on its list. Choose someone who is.")
    return ALLOWED


def may_cover(
    iro: User,
    covered_by: User,
    child: Child | None,
    from_on: datetime.date,
    until_on: datetime.date,
    *,
    apart_from: IROCover | None = None,
) -> Verdict:
    """Say whether somebody may cover for an IRO on some days: an IRO throughout, independent, and not doing so already.

    child: the one child, or None for all. apart_from: the cover that is being changed.
    """
    if iro.pk == covered_by.pk:
        return refused("Nobody covers for themselves.")
    throughout = (
        RoleGrant.objects.in_force(from_on).filter(user=covered_by, role=Role.IRO).exclude(until_on__lt=until_on)
    )
    if not covered_by.is_active or not throughout.exists():
        return refused(f"{covered_by} is not an IRO on all of these days. Choose someone else, or other days.")
    same = IROCover.objects.filter(iro=iro, covered_by=covered_by, from_on__lte=until_on, until_on__gte=from_on)
    if same.filter(Q(child__isnull=True) | Q(child=child)).exclude(pk=apart_from.pk if apart_from else None).exists():
        return refused(f"{covered_by} covers for {iro} on some of these days already. Change that cover instead.")
    if child is None:
        return ALLOWED
    if not child.iro_allocations.open().filter(iro=iro).exists():
        return refused(f"{iro} is not this child's IRO now.")
    return may_be_iro(child, covered_by)


def may_end_cover(cover: IROCover, today: datetime.date) -> Verdict:
    """Say whether cover can still be changed or ended."""
    return refused("This cover has ended.") if cover.until_on < today else ALLOWED


def may_restrict(child: Child) -> Verdict:
    """Say whether a record may be restricted: once at a time."""
    return refused("This record is already restricted.") if restriction_of(child) else ALLOWED


def may_keep(restriction: Restriction, by: Actor) -> Verdict:
    """Say whether a restriction may still be changed, and by this person: never by one in conflict with the child."""
    if restriction.lifted_on:
        return refused("This restriction has been lifted.")
    if not isinstance(by, SystemJob) and conflicts_about(restriction.child).filter(user=by.pk).exists():
        return refused("You have a conflict of interest with this child. Someone else keeps this list.")
    return ALLOWED


def may_be_listed(child: Child, person: User, by: Actor) -> Verdict:
    """Say whether somebody may be put on the list of a child's record, and by this person.

    Nobody lets themselves in: only who may open the record already may keep a place for themselves.
    """
    if not person.is_active:
        return refused(f"The account of {person} is closed.")
    if conflicts_about(child).filter(user=person).exists():
        return refused(f"{person} has declared a conflict of interest with this child.")
    if isinstance(by, User) and person.pk == by.pk and not Child.objects.visible_to(by).filter(pk=child.pk).exists():
        return refused("Nobody puts themselves on the list of a record that they may not open. Ask another keeper.")
    return ALLOWED


def may_leave_list(person: ListedPerson, today: datetime.date) -> Verdict:
    """Say whether somebody may be taken off a list: an IRO and a manager remain whom nothing keeps out."""
    if person.removed_on:
        return refused(f"{person.user} is no longer on this list.")
    restriction = person.restriction
    others = User.objects.filter(pk__in=restriction.listed.standing().exclude(pk=person.pk).values("user"))
    everyone = User.objects.filter(pk__in=restriction.listed.standing().values("user"))
    lost = set(missing_from(others, restriction.child, today)) - set(missing_from(everyone, restriction.child, today))
    if lost:
        who = " and ".join(sorted(f"one {role.label}" for role in lost))
        return refused(f"Every list keeps at least {who}. Add someone else first.")
    return ALLOWED


def may_ask_to_restrict(child: Child) -> Verdict:
    """Say whether a restriction may be asked for: one request waits at a time."""
    if child.restriction_requests.waiting().exists():
        return refused("Somebody has already asked for this record to be restricted. The IRO manager will answer.")
    return may_restrict(child)


def may_answer(request: RestrictionRequest) -> Verdict:
    """Say whether a request to restrict a record still waits for its answer."""
    return refused("This request was answered already.") if request.answered_on else ALLOWED


def may_place(conflict: ConflictOfInterest) -> Verdict:
    """Say whether it may still be said whom a description on the register means."""
    if conflict.ended_on:
        return refused("This conflict of interest has ended.")
    if conflict.child_id or conflict.siblings_id:
        return refused("It is already on the register whom this is about.")
    return ALLOWED


def may_end_conflict(conflict: ConflictOfInterest, by: Actor) -> Verdict:
    """Say whether a conflict of interest may be ended, and by this person: never by the one whose it is."""
    if conflict.ended_on:
        return refused("This conflict of interest has ended.")
    if not isinstance(by, SystemJob) and conflict.user_id == by.pk:
        return refused("Nobody ends their own conflict of interest. Ask another manager.")
    return ALLOWED


def check_codes(day: datetime.date, **codes: str) -> None:
    """Raise ValidationError, by field, for a national code that is unknown or not in use on `day`. Empty is allowed."""
    problems = {
        name: f"The code {code} was not in use on {day:%d/%m/%Y}. Choose one that was."
        for name, code in codes.items()
        if code and not EPISODE_CODES[name].is_valid_on(code, day)
    }
    if problems:
        raise ValidationError(problems)


def check_dates(child: Child, today: datetime.date, **days: datetime.date | None) -> None:
    """Raise ValidationError, by field, for a day before the child's birth or after `today`."""
    problems = {}
    for name, day in days.items():
        if day is None:
            continue
        if day < child.date_of_birth:
            problems[name] = "This day must not come before the child was born."
        elif day > today:
            problems[name] = "This day must not be in the future."
    if problems:
        raise ValidationError(problems)
