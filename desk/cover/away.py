"""Who is away today: with whom no mail waits, and whose work comes to whoever answers for the child."""

import datetime

from django.db.models import Q

from children.models import IROCover
from office.timekeeping.models import Leave


def away(today: datetime.date) -> Q:
    """Say of a person that they are away today: on leave the whole day, or covered for with all of their children.

    Nothing is marked as told to them meanwhile, so that the first mail when they are back holds everything.
    """
    covered = IROCover.objects.in_force(today).filter(child__isnull=True)
    return Q(pk__in=covered.values("iro")) | Q(pk__in=Leave.objects.whole_day(today).values("person"))
