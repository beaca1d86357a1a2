"""Words for what happens between two reviews."""

from django.db import models


class EventKind(models.TextChoices):
    """What happened, or is proposed, between two reviews, of which the IRO must be told. Source: regulations 37, 45."""

    PLACEMENT_MOVE = "placement_move", "Moved placement"
    STATUS_CHANGE = "status_change", "The legal status changed"
    WORKER_CHANGE = "worker_change", "Another social worker"
    MISSING = "missing", "Went missing"
    FOUND = "found", "Was found after being missing"
    FAILED_DECISION = "failed_decision", "A decision of the review was not carried out"
    COMPLAINT = "complaint", "A complaint"
    EXCLUSION = "exclusion", "Excluded from school"
    ALLEGATION = "allegation", "An allegation"
    HOSPITAL = "hospital", "Went into hospital"
    PLAN_TO_CHANGE = "plan_to_change", "Proposed: a significant change to the care plan"
    PLACEMENT_TO_END = "placement_to_end", "Proposed: to end the placement"
    OTHER_ARRANGEMENTS = "other_arrangements", "Proposed: a move to accommodation that is not regulated"
    PLACE_WITH_PARENT = "place_with_parent", "Proposed: to place a child in care with a parent"
    OTHER = "other", "Something else"


# The law asks for a review before these are done. Source: regulations 14, 17(d) and 32, Children Act 1989 s.22D.
REVIEW_BEFORE_CHANGE: dict[str, str] = {
    EventKind.PLAN_TO_CHANGE: "regulation 32(2)",
    EventKind.PLACEMENT_TO_END: "regulation 14(1)",
    EventKind.OTHER_ARRANGEMENTS: "Children Act 1989 section 22D(1)",
    EventKind.PLACE_WITH_PARENT: "regulation 17(d)",
}


class EarlierAnswer(models.TextChoices):
    """What the IRO answered when asked to consider an earlier review. Source: regulation 45(4)."""

    YES = "yes", "An earlier review was asked for"
    NO = "no", "The review stays as it is"


class Progress(models.TextChoices):
    """Where the IRO found a decision of the last review at the mid-point."""

    DONE = "done", "Carried out"
    ON_COURSE = "on_course", "On course"
    DRIFTING = "drifting", "Drifting"
    NOT_STARTED = "not_started", "Not started"


class Channel(models.TextChoices):
    """How the IRO and the child were in touch."""

    VISIT = "visit", "Visit"
    CALL = "call", "Phone or video call"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter or card"
    BEFORE_REVIEW = "before_review", "Meeting before the review"


# Being in touch in writing is not speaking with the child.
SPOKEN_CHANNELS = (Channel.VISIT, Channel.CALL, Channel.BEFORE_REVIEW)
