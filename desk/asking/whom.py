"""Whom one may ask for views before a review, with which form, and until when."""

import datetime
from dataclasses import dataclass

from children.enums import Relationship
from children.models import PersonAroundChild
from participation.enums import AskedStatus, Respondent, VersionStatus
from participation.models import ConsultationForm
from participation.policies import forms_for
from reviews.invited import is_parent
from reviews.models import Booking, Review
from statute.ages import age_on
from statute.calendar import WorkingCalendar

CARERS = (Relationship.CARER,)


@dataclass(frozen=True)
class Askable:
    """Somebody who can be asked, with one form. person: None for the child. called: the name they go by."""

    form: ConsultationForm
    person: PersonAroundChild | None
    called: str

    @property
    def key(self) -> str:
        """Return by what it is chosen on a page."""
        return f"{self.form.pk}:{self.person.pk if self.person else ''}"

    @property
    def words(self) -> str:
        """Return who, and which form."""
        if self.person is None:
            return f"The child: {self.form.name}"
        return f"{self.person}, {self.person.get_relationship_display().lower()}: {self.form.name}"

    @property
    def greeting(self) -> str:
        """Return the name to greet by that tells least: the first letter of their first name."""
        return self.called[:1].upper()


def askable(review: Review, today: datetime.date) -> list[Askable]:
    """Return who can be asked with which form in use, and has not been: the child by age, parents, carers."""
    in_use = list(ConsultationForm.objects.filter(versions__status=VersionStatus.PUBLISHED))
    people = list(PersonAroundChild.objects.filter(child=review.child_id, is_current=True))
    child = review.child
    found = [Askable(form, None, child.called) for form in forms_for(in_use, age=age_on(child.date_of_birth, today))]
    for form in in_use:
        if form.respondent == Respondent.PARENT:
            found += [Askable(form, person, person.full_name) for person in people if is_parent(person)]
        elif form.respondent == Respondent.CARER:
            found += [Askable(form, person, person.full_name) for person in people if person.relationship in CARERS]
    asked = review.asked_forms.exclude(status=AskedStatus.WITHDRAWN)
    there = set(asked.values_list("form_id", "person_id"))
    return [each for each in found if (each.form.pk, each.person.pk if each.person else None) not in there]


def meeting_of(review: Review) -> Booking | None:
    """Return the booking that stands, or None."""
    found: Booking | None = review.bookings.current().first()
    return found


def last_day(review: Review, *, today: datetime.date, calendar: WorkingCalendar) -> datetime.date | None:
    """Return the last day that is proposed: the last working day before the meeting.

    Where none is booked, before the day by which the review is due. Not before today; None where there is neither.
    """
    booking = meeting_of(review)
    before = booking.on if booking else review.due_on
    if before is None:
        return None
    proposed = before - datetime.timedelta(days=1)
    return max(today, calendar.on_or_before(proposed) if calendar.knows(proposed) else proposed)
