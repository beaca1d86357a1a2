"""Loading the demonstration year: one action, one transaction. It is all there afterwards, or nothing is."""

import datetime

from audit.actions import action
from audit.actors import Actor
from children.models import Child
from desk.demonstration.between import live_between_reviews
from desk.demonstration.care import bring_in_children
from desk.demonstration.challenges import bring_in_disputes, issue_types, raise_open_ones
from desk.demonstration.coming import new_arrivals, plan_reviews
from desk.demonstration.duty import put_on_duty
from desk.demonstration.hearing import hear_before_reviews
from desk.demonstration.panels import bring_in_panels
from desk.demonstration.practice import note_practice
from desk.demonstration.published import Published
from desk.demonstration.report import draft_report
from desk.demonstration.reviewing import bring_in_reviews
from desk.demonstration.staff import make_cast
from desk.demonstration.voices import bring_in_forms
from office.authority import working_calendar
from office.models import AuthoritySettings

# The day that the demonstration plays: the first working day after the published year.
DEMONSTRATION_DAY = datetime.date(2012, 1, 3)
AUTHORITY = "Harrow (demonstration)"


class NotEmptyError(Exception):
    """The database already holds children."""


@action("desk.load_demonstration")
def load_demonstration(*, published: Published, by: Actor) -> AuthoritySettings:
    """Load the published records, and around them what is invented, into an empty database; mark it as a demonstration.

    Raises NotEmptyError where there are children; whatever fails, nothing is written.
    """
    if Child.objects.exists():
        raise NotEmptyError("This database already holds children. The demonstration is loaded into an empty one.")
    day, calendar = DEMONSTRATION_DAY, working_calendar()
    settings, _ = AuthoritySettings.objects.update_or_create(
        pk=1, defaults={"name": AUTHORITY, "is_demonstration": True}
    )
    cast = make_cast(published.posts, by=by)
    put_on_duty(cast, by=by)
    homes = bring_in_children(published, cast, day=day, by=by)
    reviews = bring_in_reviews(published, homes, day=day, calendar=calendar, by=by)
    bring_in_panels(published, homes, by=by)
    bring_in_forms(published, reviews, by, day=day)
    issues = issue_types(published)
    bring_in_disputes(published, homes, reviews, cast, issues, by=by)
    note_practice(reviews, cast, issues, day=day, calendar=calendar, by=by)
    draft_report(published, by=by)
    plan_reviews(homes, day=day, calendar=calendar, by=by)
    raise_open_ones(homes, cast, issues, day=day, by=by)
    live_between_reviews(homes, day=day, calendar=calendar, by=by)
    hear_before_reviews(homes, cast, day=day, calendar=calendar, by=by)
    new_arrivals(cast, day=day, by=by)
    return settings
