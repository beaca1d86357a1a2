"""The list of venues, and how long the way between two of them takes."""

from typing import Any

from django.core.exceptions import ValidationError

from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from reviews.models import Journey, Venue


@action("reviews.add_venue")
def add_venue(*, by: Actor, **facts: Any) -> Venue:
    """Add a venue. facts: fields of Venue. Raises ValidationError, by field, for a name that is taken."""
    venue = Venue(**facts)
    venue.full_clean()
    venue.save()
    return venue


@action("reviews.change_venue")
def change_venue(*, venue: Venue, by: Actor, seen_version: int | None = None, **facts: Any) -> Venue:
    """Change what is known of a venue, or take it out of use: its bookings stay. Raises what `add_venue` raises."""
    if "name" in facts and Venue.objects.filter(name=facts["name"]).exclude(pk=venue.pk).exists():
        raise ValidationError({"name": "There is a venue with this name."})
    return change(venue, seen_version=seen_version, **facts)


@action("reviews.set_journey")
def set_journey(*, venues: list[Venue], minutes: int | None, by: Actor) -> Journey | None:
    """Say how long the way between two venues takes, in minutes, or None to forget it. The same in both directions."""
    one, other = sorted(venues, key=lambda venue: venue.pk)
    if one.pk == other.pk:
        raise ValidationError({"other": "Choose another venue."})
    if minutes is None:
        Journey.objects.filter(one=one, other=other).delete()
        return None
    return Journey.objects.update_or_create(one=one, other=other, defaults={"minutes": minutes})[0]
