"""The support worker's pages: what comes in, what is to arrange, what is to send out."""

from desk.arranging.views.bookings import book
from desk.arranging.views.calendars import calendar, month
from desk.arranging.views.changes import change, correct, leaving, notify, person, return_to_care, social_worker
from desk.arranging.views.lists import distribute, to_arrange, to_distribute
from desk.arranging.views.moving import cancel_booking, move
from desk.arranging.views.several import choose, several
from desk.arranging.views.venues import change_venue, journey, new_venue, venues
from desk.arranging.views.wishes import needs, shared_text, wishes

__all__ = [
    "book",
    "calendar",
    "cancel_booking",
    "change",
    "change_venue",
    "choose",
    "correct",
    "distribute",
    "journey",
    "leaving",
    "month",
    "move",
    "needs",
    "new_venue",
    "notify",
    "person",
    "return_to_care",
    "several",
    "shared_text",
    "social_worker",
    "to_arrange",
    "to_distribute",
    "venues",
    "wishes",
]
