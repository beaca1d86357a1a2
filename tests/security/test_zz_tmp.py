import pytest

from accounts.enums import Role
from iro_service.access_matrix import cells
from tests.security.declared_fields import declared_for
from tests.security.observing import ask_everything
from tests.security.seen_fields import fields_seen_by

PRE = ("observing:", "views_due:", "child:review", "childs_page:")


@pytest.mark.parametrize(
    "who",
    ["iro", "manager", "consultation_officer", "support_worker", "social_worker", "information_governance", "nobody"],
)
def test_mine(world, who):
    declared = {(c.page.name, c.kind): c.answer for c in cells((who,)) if c.page.name.startswith(PRE)}
    got, shown = {}, []
    for pre in PRE:
        asked = ask_everything(world, who, pre)
        got |= {k: v.answer for k, v in asked.cells.items()}
        shown += list(asked.shown_to(who))
    bad = {k: (declared.get(k), got[k]) for k in got if declared.get(k) != got[k]}
    if who in set(Role):
        seen = fields_seen_by(world, who, shown)
        extra = {f: p for f, p in seen.items() if f not in declared_for(who)}
        missing = {
            f
            for f in declared_for(who)
            if f.startswith(("Listening", "StopLook", "TakenOn", "ChildsPage", "PlainWords"))
        } - seen.keys()
        assert (bad, extra, missing) == ({}, {}, set())
    else:
        assert bad == {}
