"""The support worker's pages: what comes in, what is to arrange, what is to send out."""

from desk.arranging.views.bookings import book, cancel_booking, move
from desk.arranging.views.changes import change, correct, leaving, notify, person, return_to_care, social_worker
from desk.arranging.views.lists import calendar, distribute, to_arrange, to_distribute

__all__ = [
    "book",
    "calendar",
    "cancel_booking",
    "change",
    "correct",
    "distribute",
    "leaving",
    "move",
    "notify",
    "person",
    "return_to_care",
    "social_worker",
    "to_arrange",
    "to_distribute",
]
