"""How the address of every page is filled from the world: whoever adds a page with an id adds a line here."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from iro_service.access_matrix import Page
from tests.security.service import WARNING
from tests.security.world import Case, Kind, Service, World

PERIOD = "?start=2024-04-01&end=2025-03-31"

# Pages about a child, by name -> what fills the address for a kind of child.
OF_CASES: dict[str, Callable[[Case], dict[str, Any]]] = {
    "arranging:book": lambda case: {"pk": case.to_arrange.pk},
    "arranging:cancel-booking": lambda case: {"pk": case.booked.pk},
    "arranging:change": lambda case: {"pk": case.child.pk},
    "arranging:correct": lambda case: {"pk": case.child.pk},
    "arranging:distribute": lambda case: {"pk": case.finished.pk},
    "arranging:leaving": lambda case: {"pk": case.child.pk},
    "arranging:needs": lambda case: {"pk": case.to_arrange.pk},
    "arranging:several": lambda case: {"pks": str(case.to_arrange.pk)},
    "arranging:shared-text": lambda case: {"pk": case.booked.pk},
    "arranging:wishes": lambda case: {"pk": case.child.pk},
    "arranging:move": lambda case: {"pk": case.booked.pk},
    "arranging:person": lambda case: {"pk": case.child.pk},
    "arranging:return": lambda case: {"pk": case.child.pk},
    "arranging:social-worker": lambda case: {"pk": case.child.pk},
    "between:answer": lambda case: {"pk": case.event.pk},
    "between:concern": lambda case: {"pk": case.finding.pk},
    "between:contacts": lambda case: {"pk": case.child.pk},
    "between:duties": lambda case: {"pk": case.child.pk},
    "between:events": lambda case: {"pk": case.child.pk},
    "between:keep-contact": lambda case: {"pk": case.child.pk},
    "between:midpoint": lambda case: {"pk": case.midpoint.pk},
    "between:midpoint-made": lambda case: {"pk": case.finding.check_made_id},
    "between:record-duty": lambda case: {"pk": case.child.pk},
    "between:tell": lambda case: {"pk": case.child.pk},
    "between:withdraw-contact": lambda case: {"pk": case.contact.pk},
    "between:withdraw-duty": lambda case: {"pk": case.duty.pk},
    "between:withdraw-event": lambda case: {"pk": case.event.pk},
    "child:challenge": lambda case: {"pk": case.child.pk},
    "child:clocks": lambda case: {"pk": case.child.pk},
    "child:decisions": lambda case: {"pk": case.child.pk},
    "child:page": lambda case: {"pk": case.child.pk},
    "child:people": lambda case: {"pk": case.child.pk},
    "child:review": lambda case: {"pk": case.recorded.pk},
    "child:reviews": lambda case: {"pk": case.child.pk},
    "looking:history": lambda case: {"pk": case.child.pk},
    "looking:statement": lambda case: {"pk": case.child.pk},
    "looking:who": lambda case: {"pk": case.child.pk},
    "confidential:ask": lambda case: {"pk": case.child.pk},
    "cover:arrange-for-child": lambda case: {"child_pk": case.child.pk},
    "disputes:detail": lambda case: {"pk": case.dispute.pk},
    "disputes:escalate": lambda case: {"pk": case.early_dispute.pk},
    "disputes:raise": lambda case: {"child_pk": case.child.pk},
    "disputes:refer": lambda case: {"child_pk": case.child.pk},
    "disputes:refer-dispute": lambda case: {"pk": case.dispute.pk},
    "disputes:referral-outcome": lambda case: {"pk": case.referral.pk},
    "disputes:reopen": lambda case: {"pk": case.ended_dispute.pk},
    "disputes:reply": lambda case: {"pk": case.dispute.pk},
    "disputes:resolve": lambda case: {"pk": case.dispute.pk},
    "disputes:withdraw": lambda case: {"pk": case.dispute.pk},
    "inviting:add": lambda case: {"pk": case.booked.pk},
    "inviting:again": lambda case: {"pk": case.told.pk},
    "inviting:answer": lambda case: {"pk": case.told.pk},
    "inviting:bounce": lambda case: {"pk": case.told.pk},
    "inviting:chase": lambda case: {"pk": case.booked.pk},
    "inviting:leave-out": lambda case: {"pk": case.told.pk},
    "inviting:letter": lambda case: {"pk": case.told.pk},
    "inviting:letters": lambda case: {"pk": case.booked.pk},
    "inviting:mend": lambda case: {"pk": case.told.pk},
    "inviting:paper": lambda case: {"pk": case.booked.pk},
    "inviting:posted": lambda case: {"pk": case.booked.pk},
    "inviting:propose": lambda case: {"pk": case.booked.pk},
    "inviting:review": lambda case: {"pk": case.booked.pk},
    "inviting:send": lambda case: {"pk": case.booked.pk},
    "inviting:withdraw": lambda case: {"pk": case.told.pk},
    "log_review:adjourn": lambda case: {"pk": case.booked.pk},
    "log_review:close_decision": lambda case: {"pk": case.decision.pk},
    "log_review:decisions": lambda case: {"pk": case.written.pk},
    "log_review:done": lambda case: {"pk": case.recorded.pk},
    "log_review:earlier": lambda case: {"pk": case.booked.pk},
    "log_review:form": lambda case: {"pk": case.booked.pk},
    "log_review:meeting": lambda case: {"pk": case.booked.pk},
    "log_review:next_due": lambda case: {"pk": case.booked.pk},
    "log_review:record": lambda case: {"pk": case.written.pk},
    "log_review:speak": lambda case: {"pk": case.booked.pk},
    "quality:checklist": lambda case: {"review_pk": case.unlogged.pk},
    "service:allocate": lambda case: {"pk": case.child.pk},
    "service:correct": lambda case: {"pk": case.recorded.pk},
    "service:end": lambda case: {"pk": case.to_arrange.pk},
    "service:hold-panel": lambda case: {"pk": case.panel.pk},
    "service:void": lambda case: {"pk": case.written.pk},
}

# Pages about no child in particular.
OF_SERVICE: dict[str, Callable[[Service], dict[str, Any]]] = {
    "accounts:change-details": lambda service: {"pk": service.grant.user_id},
    "accounts:change-post": lambda service: {"pk": service.post.pk},
    "accounts:change-team": lambda service: {"pk": service.team.pk},
    "accounts:close-account": lambda service: {"pk": service.grant.user_id},
    "accounts:end-management": lambda service: {"pk": service.management.pk},
    "accounts:end-post": lambda service: {"pk": service.post.pk},
    "accounts:end-role": lambda service: {"pk": service.grant.pk},
    "accounts:end-session": lambda service: {"pk": service.ids["session"]},
    "accounts:end-sessions": lambda service: {"pk": service.closed.pk},
    "accounts:grant-role": lambda service: {"pk": service.grant.user_id},
    "accounts:open-account": lambda service: {"pk": service.closed.pk},
    "accounts:person": lambda service: {"pk": service.grant.user_id},
    "accounts:reset-second-factor": lambda service: {"pk": service.grant.user_id},
    "accounts:send-link": lambda service: {"pk": service.grant.user_id},
    "accounts:set-password": lambda service: {name: service.words[name] for name in ("uidb64", "token")},
    "accounts:team": lambda service: {"pk": service.team.pk},
    "between:service-list": lambda service: {"key": "events"},
    "break_glass:end": lambda service: {"pk": service.ids["opening"]},
    "break_glass:end-for-them": lambda service: {"pk": service.ids["opening"]},
    "break_glass:judge": lambda service: {"pk": service.ids["opening"]},
    "looking:about": lambda service: {"pk": service.ids["looked_at"]},
    "looking:judge": lambda service: {"pk": service.ids["access_concern"]},
    "exchange:feed": lambda service: {"token": service.words["feed"]},
    "exchange:file": lambda service: {"pk": service.ids["taken"]},
    "exchange:take-list": lambda service: {"name": "my-caseload"},
    "exchange:taken": lambda service: {"pk": service.ids["taken"]},
    "confidential:add": lambda service: {"pk": service.ids["restriction"]},
    "confidential:decline": lambda service: {"pk": service.ids["request"]},
    "confidential:end-conflict": lambda service: {"pk": service.ids["conflict"]},
    "confidential:lift": lambda service: {"pk": service.ids["restriction"]},
    "confidential:look-again": lambda service: {"pk": service.ids["restriction"]},
    "confidential:nobody": lambda service: {"pk": service.ids["conflict"]},
    "confidential:place": lambda service: {"pk": service.ids["conflict"]},
    "confidential:remove": lambda service: {"pk": service.ids["listed"]},
    "confidential:restriction": lambda service: {"pk": service.ids["restriction"]},
    "cover:change": lambda service: {"pk": service.ids["cover"]},
    "cover:end": lambda service: {"pk": service.ids["cover"]},
    "cover:chair": lambda service: {"pk": service.ids["booked_later"]},
    "inviting:reply": lambda service: {"token": service.words["reply"]},
    "arranging:change-venue": lambda service: {"pk": service.ids["venue"]},
    "office:begin-pattern": lambda service: {"pk": service.ids["iro"]},
    "office:change-leave": lambda service: {"pk": service.ids["leave"]},
    "office:change-pattern": lambda service: {"pk": service.ids["pattern"]},
    "office:enter-leave": lambda service: {"pk": service.ids["iro"]},
    "office:remove-leave": lambda service: {"pk": service.ids["leave"]},
    "office:time-of": lambda service: {"pk": service.ids["iro"]},
    "office:job": lambda service: {"pk": service.ids["job"]},
    "office:remove-holiday": lambda service: {"pk": service.ids["holiday"]},
    "office:retry-job": lambda service: {"pk": service.ids["job"]},
    "quality:close-concern": lambda service: {"pk": service.concern.pk},
    "reporting:approve": lambda service: {"pk": service.ids["draft"]},
    "reporting:ask-for-pdf": lambda service: {"pk": service.ids["draft"]},
    "reporting:download": lambda service: {"form": "csv"},
    "reporting:figure": lambda service: {"pk": service.ids["draft"], "key": "reviews.held"},
    "reporting:file": lambda service: {"pk": service.ids["draft"], "file": service.ids["internal_file"]},
    "reporting:footnote": lambda service: {"pk": service.ids["draft"], "key": WARNING},
    "reporting:front-sheet": lambda service: {"pk": service.ids["draft"]},
    "reporting:period-figure": lambda service: {"key": "reviews.held"},
    "reporting:progress": lambda service: {"pk": service.ids["draft"], "job": service.ids["job"]},
    "reporting:published": lambda service: {"pk": service.ids["released"]},
    "reporting:release": lambda service: {"pk": service.ids["approved"]},
    "reporting:reopen": lambda service: {"pk": service.ids["approved"]},
    "reporting:report": lambda service: {"pk": service.ids["draft"]},
    "reporting:section": lambda service: {"pk": service.ids["draft"], "key": "introduction"},
    "reporting:withdraw": lambda service: {"pk": service.ids["approved"]},
    "service:list": lambda service: {"key": "overdue"},
}

# What a page asks for after the question mark, beside its address.
QUERIES: dict[str, str] = {
    "log_review:next_due": "?completed_on_0=2&completed_on_1=6&completed_on_2=2025",
    "reporting:download": PERIOD,
    "reporting:figures": PERIOD,
    "reporting:period-figure": PERIOD,
    "search:results": "?q=Qzmine",
}


def address_of(page: Page, world: World, kind: Kind | None = None) -> str:
    """Return the address of a page; of one about a child, for a kind of child. Raises KeyError for an unlisted one."""
    kwargs: dict[str, Any] = {}
    if page.name in OF_CASES:
        if kind is None:
            message = f"{page.name} is about a child: say of which kind"
            raise ValueError(message)
        kwargs = OF_CASES[page.name](world.cases[kind])
    elif page.takes_ids:
        kwargs = OF_SERVICE[page.name](world.service)
    return reverse(page.name, kwargs=kwargs) + QUERIES.get(page.name, "")
