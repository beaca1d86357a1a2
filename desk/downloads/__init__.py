"""The desk's lists as plain rows, for those who must take one outside the system. What they are is said here, once."""

from accounts.permissions import Capability
from children.models import Child
from desk.downloads import arranging, caseload, children, disputes, figures, service
from disputes.models import CafcassReferral, Dispute
from exchange.lists import ListExport, register, within
from reviews.models import Review

C = Capability
# The support worker takes the schedule only: these open for an IRO and for the manager.
RECORDS = (C.SEE_OWN_CASELOAD, C.SEE_SERVICE)


def register_lists() -> None:
    """Let each list be taken away that shows children or reviews."""
    register(
        ListExport(
            name="my-caseload",
            page="caseload:mine",
            sheet=caseload.my_children,
            still=within(Child.objects.visible_to),
            needs=(C.SEE_OWN_CASELOAD,),
            query=("show", "sort"),
        )
    )
    register(
        ListExport(
            name="to-arrange",
            page="arranging:to-arrange",
            sheet=arranging.to_arrange,
            still=within(Review.objects.visible_to),
            needs=(C.ARRANGE_REVIEWS,),
            query=("q", "iro", "team", "limit"),
        )
    )
    register(
        ListExport(
            name="booked",
            page="arranging:calendar",
            sheet=arranging.booked,
            still=within(Review.objects.visible_to),
            needs=(C.ARRANGE_REVIEWS,),
            query=("week", "iro"),
        )
    )
    register(
        ListExport(
            name="records-to-send",
            page="arranging:to-distribute",
            sheet=arranging.to_distribute,
            still=within(Review.objects.visible_to),
            needs=(C.ARRANGE_REVIEWS,),
        )
    )
    register(
        ListExport(
            name="service",
            page="service:list",
            sheet=service.behind_a_figure,
            still=service.still,
            needs=(C.SEE_SERVICE,),
            path=("key",),
            query=("iro", "stage"),
        )
    )
    register(
        ListExport(
            name="children",
            page="child:list",
            sheet=children.listed,
            still=within(Child.objects.visible_to),
            needs=RECORDS,
            query=("q", "care"),
        )
    )
    register(
        ListExport(
            name="disputes",
            page="disputes:list",
            sheet=disputes.listed,
            still=within(Dispute.objects.visible_to),
            needs=RECORDS,
            query=("child", "status", "stage", "limit", "age"),
        )
    )
    register(
        ListExport(
            name="referrals",
            page="disputes:referrals",
            sheet=disputes.referrals,
            still=within(CafcassReferral.objects.visible_to),
            needs=RECORDS,
        )
    )
    register(
        ListExport(
            name="figure-of-period",
            page="reporting:period-figure",
            sheet=figures.of_period,
            still=figures.still_of_period,
            needs=RECORDS,
            path=("key",),
            query=("start", "end", "part"),
        )
    )
    register(
        ListExport(
            name="figure-of-report",
            page="reporting:figure",
            sheet=figures.of_report,
            still=figures.still_of_report,
            needs=RECORDS,
            path=("pk", "key"),
            query=("part",),
        )
    )
