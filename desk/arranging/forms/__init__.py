"""The support worker's forms. A code is offered only in the years in which the national return has it."""

from desk.arranging.forms.about import ABOUT, CorrectChildForm, NotificationForm, PersonForm
from desk.arranging.forms.bookings import BookingForm, CancelBookingForm, DistributeForm, MoveForm, ToArrangeFilter
from desk.arranging.forms.care import ChangeForm, LeavingForm, ReturnForm, SocialWorkerForm

__all__ = [
    "ABOUT",
    "BookingForm",
    "CancelBookingForm",
    "ChangeForm",
    "CorrectChildForm",
    "DistributeForm",
    "LeavingForm",
    "MoveForm",
    "NotificationForm",
    "PersonForm",
    "ReturnForm",
    "SocialWorkerForm",
    "ToArrangeFilter",
]
