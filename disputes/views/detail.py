"""One dispute: how it stands, its clock, its history, and what may be done."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.enums import Role
from accounts.models import User
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw
from disputes import permissions, policies, presenters
from disputes.enums import DisputeStatus
from disputes.forms import ReplyForm
from disputes.models import Dispute, ResolutionStage
from disputes.querysets import REPLIERS
from disputes.views.found import reply_key
from disputes.views.lists import deadline_clock
from office.drafts import load_draft


def _steps(user: User, dispute: Dispute, latest: ResolutionStage) -> list[presenters.Step]:
    """Return everything that can happen to a dispute in its state, each with its verdict for this person."""
    close = permissions.may_close(user, dispute)
    steps = [
        (
            "Take to the next stage",
            "escalate",
            policies.may_be_escalated(dispute),
            permissions.may_escalate(user, dispute),
        ),
        ("Resolve", "resolve", policies.may_be_resolved(dispute), close),
        ("Withdraw", "withdraw", policies.may_be_withdrawn(dispute), close),
        ("Open again", "reopen", policies.may_be_reopened(dispute), close),
        ("Refer to Cafcass", "refer-dispute", permissions.may_refer(user), permissions.may_refer(user)),
    ]
    return [
        presenters.Step(text, reverse(f"disputes:{name}", args=[dispute.pk]), policy & permission)
        for text, name, policy, permission in steps
    ]


def _reply_form(user: User, dispute: Dispute) -> ReplyForm:
    """Return the form to write in the thread, with what was typed before."""
    draft = load_draft(user=user, key=reply_key(dispute.pk))
    form = ReplyForm(draft, is_answer=permissions.is_answer(user, dispute))
    if draft is not None:
        form.hold()
    return form


@access(Capability.SEE_DISPUTES, record=Record.DISPUTE)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one dispute to those who may see it."""
    at = deadline_clock()
    mine = Dispute.objects.visible_to(request.user)
    dispute: Dispute = get_object_or_404(mine.select_related("child", "raised_by", "review"), pk=pk)
    saw(request, dispute)
    stages = list(dispute.stages.select_related("addressed_to", "entered_by").prefetch_related("replies__by"))
    only_replies = Role(request.user.acting_role) in REPLIERS
    prefetch_related_objects([dispute], "issues", "status_changes__by")
    may_reply = policies.may_be_replied_to(dispute) & permissions.may_reply(request.user, dispute, stages[-1])
    can, cannot = presenters.may_and_may_not([] if only_replies else _steps(request.user, dispute, stages[-1]))
    referrals = [] if only_replies else dispute.cafcass_referrals.select_related("referred_by")
    context = {
        "heading": f"Dispute about {dispute.child}",
        "caption": f"Dispute {dispute.pk}",
        "back": reverse("disputes:addressed-to-me" if only_replies else "disputes:list"),
        "dispute": dispute,
        "facts": presenters.facts_of(dispute, stages, for_addressee=only_replies),
        "status": presenters.status_tag(dispute),
        "clocks": presenters.clocks_of(dispute, stages[-1], at),
        "consider_cafcass": not only_replies and presenters.is_past_limit(dispute, at.today),
        "refer_url": reverse("disputes:refer-dispute", args=[pk]),
        "reply_form": _reply_form(request.user, dispute) if may_reply else None,
        "reply_heading": "Reply" if permissions.is_answer(request.user, dispute) else "Add to the history",
        "draft_url": reverse("office:draft"),
        "draft_key": reply_key(pk),
        "reply_url": reverse("disputes:reply", args=[pk]),
        "reply_refused": "" if may_reply or dispute.status != DisputeStatus.OPEN else may_reply.reason,
        "steps": can,
        "refused_steps": cannot,
        "stages": presenters.stages_table(stages, at),
        "history": presenters.history_of(dispute, stages),
        "referrals": referrals,
    }
    return render(request, "disputes/detail.html", context)
