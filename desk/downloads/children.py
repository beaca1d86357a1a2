"""The list of children as rows."""

import datetime
from functools import partial

from accounts.models import User
from children.looking_up import found_by
from design.formats import day
from desk.child.forms import ChildFilter
from desk.child.views import children_listed
from exchange.lists import Params, Row, Sheet

COLUMNS = ("Child", "Id", "Date of birth", "IRO")


def listed(user: User, params: Params, _today: datetime.date) -> Sheet:
    """Return the children that a person may open, narrowed as on the page."""
    rows = [
        Row(child.pk, child.pk, (str(child), child.local_id, day(child.date_of_birth), child.iro_name or ""))
        for child in children_listed(user, ChildFilter(params or None), partial(found_by, user))
    ]
    return Sheet("Children", COLUMNS, rows)
