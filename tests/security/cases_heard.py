"""How the child and the parents of a case are heard around its reviews."""

from typing import TYPE_CHECKING, Any

from participation.actions.support import SupportFacts, record_support
from reviews import actions as reviews
from reviews.models import Review
from tests.security.world import TODAY

if TYPE_CHECKING:
    from tests.security.cases import Maker


def heard(maker: "Maker", booked: Review, recorded: Review) -> dict[str, Any]:
    """Let the child and the mother be heard around a case's reviews; return what an address can name."""
    given: dict[str, Any] = {"review": booked, "by": maker.iro, "today": TODAY}
    mother = booked.child.people.get()
    tried, mistaken = (
        reviews.record_strategy(strategy="text", on=TODAY, tried_by=maker.canary(), outcome=maker.canary(), **given)
        for _ in range(2)
    )
    reviews.take_back_heard(record=mistaken, why=maker.canary(), by=maker.iro)
    planned = {name: maker.canary() for name in ("with_whom", "agenda", "to_invite", "place")}
    plans = [reviews.plan_with_the_child(on=TODAY, chairs="co_chairs", **planned, **given) for _ in range(2)]
    reviews.take_back_heard(record=plans[0], why=maker.canary(), by=maker.iro)
    offers = [
        reviews.offer_to_meet(parent=mother, offered_on=TODAY, how="phone", note=maker.canary(), **given)
        for _ in range(2)
    ]
    reviews.take_back_heard(record=offers[0], why=maker.canary(), by=maker.iro)
    for said in (
        SupportFacts("advocate", "has_one", was_told=True, provider=maker.canary()),
        SupportFacts("visitor", "not_offered", why=maker.canary()),
    ):
        record_support(facts=said, on=TODAY, **given)
    part = recorded.parents.get(parent=mother)
    told: dict[str, Any] = {"part": part, "on": TODAY, "how": "phone", "by": maker.iro, "today": TODAY}
    relays = [reviews.relay_outcome(by_whom=maker.canary(), note=maker.canary(), **told) for _ in range(2)]
    reviews.take_back_heard(record=relays[0], why=maker.canary(), by=maker.iro)
    for record in (booked, recorded):
        record.refresh_from_db()
    return {"tried": tried, "plan": plans[1], "offer": offers[1], "relayed": relays[1]}
