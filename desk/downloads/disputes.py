"""The lists of disputes and of referrals to Cafcass as rows."""

import datetime
from functools import partial

from accounts.models import User
from children.looking_up import found_by
from design.formats import day
from disputes.forms import DisputeFilters
from disputes.models import CafcassReferral
from disputes.presenters import Clock, short_stage
from disputes.views.lists import disputes_listed
from exchange.lists import Params, Row, Sheet
from office.authority import authority, working_calendar

REFERRED = ("Child", "Id", "Referred", "Referred by", "Reason", "Outcome")
COLUMNS = ("Child", "Id", "Stage", "Status", "Issues", "Raised", "Raised by", "Reply from", "Reply by", "Formal limit")


def listed(user: User, params: Params, today: datetime.date) -> Sheet:
    """Return the disputes that a person may see, narrowed as on the page."""
    at = Clock(today, working_calendar(), authority().stage_reply_working_days)
    rows = [
        Row(
            dispute.pk,
            dispute.child_id,
            (
                str(dispute.child),
                dispute.child.local_id,
                short_stage(dispute),
                dispute.get_status_display(),
                ", ".join(issue.name for issue in dispute.issues.all()),
                day(dispute.raised_on),
                str(dispute.raised_by),
                dispute.addressee_name or "",
                day(dispute.reply_by),
                day(dispute.resolve_by),
            ),
        )
        for dispute in disputes_listed(user, DisputeFilters(params or None), at, partial(found_by, user))
    ]
    return Sheet("Disputes", COLUMNS, rows)


def referrals(user: User, _params: Params, _today: datetime.date) -> Sheet:
    """Return the referrals to Cafcass of the children that a person may see."""
    found = CafcassReferral.objects.visible_to(user).select_related("child", "referred_by")
    rows = [
        Row(
            referral.pk,
            referral.child_id,
            (
                str(referral.child),
                referral.child.local_id,
                day(referral.referred_on),
                str(referral.referred_by or ""),
                referral.reason,
                referral.outcome,
            ),
        )
        for referral in found.order_by("-referred_on", "-id")
    ]
    return Sheet("Referrals to Cafcass", REFERRED, rows)
