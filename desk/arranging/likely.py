"""Records that may be the same child: shown, never merged. Twins share a surname and a birthday."""

import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from children.models import Child
from children.names import fold


def likely_duplicates(user: User, first_name: str, last_name: str, born: datetime.date | None) -> QuerySet[Child]:
    """Return the visible records with the same folded full name, or the same first name or surname and birthday."""
    first, last = fold(first_name), fold(last_name)
    found = Q(pk__in=[])
    if first and last:
        found |= Q(search_name__contains=f"{first} {last}")
    if born:
        found |= Q(date_of_birth=born, search_name__contains=last) | Q(date_of_birth=born, search_name__contains=first)
    return Child.objects.visible_to(user).filter(found)


def same_surname(user: User, last_name: str) -> QuerySet[Child]:
    """Return the visible children in care whose surname is the same: perhaps brothers and sisters."""
    return Child.objects.visible_to(user).current().filter(last_name__iexact=last_name.strip())
