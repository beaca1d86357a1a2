"""The support worker's forms. A code is offered only in the years in which the national return has it."""

from desk.arranging.forms.about import ABOUT, CorrectChildForm, NotificationForm, PersonForm
from desk.arranging.forms.bookings import BookingForm, CancelBookingForm, DistributeForm, MoveForm, ToArrangeFilter
from desk.arranging.forms.care import ChangeForm, LeavingForm, ReturnForm, SocialWorkerForm
from desk.arranging.forms.several import APART, FillForm, SeveralForm
from desk.arranging.forms.venues import VENUE, JourneyForm, VenueForm
from desk.arranging.forms.wishes import NEEDS, WISHES, NeedsForm, SharedTextForm, WishesForm

__all__ = [
    "ABOUT",
    "APART",
    "NEEDS",
    "VENUE",
    "WISHES",
    "BookingForm",
    "CancelBookingForm",
    "ChangeForm",
    "CorrectChildForm",
    "DistributeForm",
    "FillForm",
    "JourneyForm",
    "LeavingForm",
    "MoveForm",
    "NeedsForm",
    "NotificationForm",
    "PersonForm",
    "ReturnForm",
    "SeveralForm",
    "SharedTextForm",
    "SocialWorkerForm",
    "ToArrangeFilter",
    "VenueForm",
    "WishesForm",
]
