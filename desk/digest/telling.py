"""Telling the people whom moved dates touch: once, by a mail that says that there are some, and where."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import RoleGrant, User
from audit.actors import SystemJob
from desk.cover.away import away
from desk.digest.actions import note_dates_told
from desk.digest.changed import newest, number_new
from desk.digest.gathering import roles_of
from desk.digest.models import DatesTold

BY = SystemJob("dates that moved")
TELL = "desk.tell_of_moved_dates"
TOLD = (Role.IRO, Role.SUPPORT_WORKER, Role.MANAGER)
# Who was never told of anything hears of what moved in so many days before.
AT_FIRST = datetime.timedelta(days=2)


def tell_of_moved_dates(today: datetime.date) -> int:
    """Tell each person whom dates that moved touch, and who was not told yet; return how many were told."""
    upto, since = newest(), timezone.now() - AT_FIRST
    held = RoleGrant.objects.in_force(today).filter(role__in=TOLD).values("user")
    told = 0
    for reader in User.objects.active().filter(pk__in=held).exclude(away(today)).order_by("pk"):
        row = DatesTold.objects.filter(reader=reader).first()
        number = 0
        for role in roles_of(reader, today):
            if role in TOLD:
                reader.act_as(role, on=today, at=timezone.now(), only_reading=True)
                number += number_new(reader, row.upto if row else {}, since)
        if row is None or row.upto != upto:
            where = f"{settings.SERVICE_ADDRESS}{reverse('digest:changed')}"
            note_dates_told(reader=reader, upto=upto, link=where if number else "", by=BY)
        told += bool(number)
    return told
