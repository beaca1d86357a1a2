"""Words for consultation."""

from django.db import models


class Respondent(models.TextChoices):
    """Who answers a form."""

    CHILD = "child", "The child or young person"
    PARENT = "parent", "A parent, or somebody with parental responsibility"
    CARER = "carer", "A carer"


class VersionStatus(models.TextChoices):
    """How a version of a form stands."""

    DRAFT = "draft", "Being written"
    PUBLISHED = "published", "In use"
    RETIRED = "retired", "No longer in use"


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    ONE = "one", "One answer of several"
    SEVERAL = "several", "Any number of answers"
    WORDS = "words", "In their own words"


class Subject(models.TextChoices):
    """What a question is about, where the social worker's record answers the same."""

    WHERE_LIVING = "where_living", "Where the child lives"
    CONTACT = "contact", "Contact with family"
    FEELING_SAFE = "feeling_safe", "Feeling safe"
    SOCIAL_WORKER = "social_worker", "Seeing the social worker"


class Picture(models.TextChoices):
    """The pictures that a question or an answer may carry: files of this name in `static/voice/pictures`."""

    HOME = "home", "A home"
    SAFE = "safe", "A shield"
    FAMILY = "family", "A family"
    SOCIAL_WORKER = "social_worker", "A grown-up with a child"
    LISTENING = "listening", "Somebody listening"
    COMPLAINT = "complaint", "A letter"
    SCHOOL = "school", "A school"
    HEALTH = "health", "A heart"
    FRIENDS = "friends", "Friends"
    PLAN = "plan", "A plan on paper"
    CUSTOMS = "customs", "A candle and a plate"
    INTERPRETER = "interpreter", "Two languages"
    REVIEW = "review", "People round a table"
    WISH = "wish", "A star"
    YES = "yes", "A thumb up"
    NO = "no", "A thumb down"
    VERY_HAPPY = "very_happy", "A face with a big smile"
    HAPPY = "happy", "A face with a smile"
    UNSURE = "unsure", "A face with a straight mouth"
    SAD = "sad", "A sad face"
    DOES_NOT_APPLY = "does_not_apply", "A dash"


class FormSource(models.TextChoices):
    """How a form came."""

    LINK = "link", "Filled by the person, through their link"
    KEYED = "keyed", "Keyed from paper"
    FACE_TO_FACE = "face_to_face", "Filled face to face with the consultation officer"
    BROUGHT_IN = "brought_in", "Brought in from earlier records"


class AskedStatus(models.TextChoices):
    """How far somebody is with a form they were asked to fill."""

    ASKED = "asked", "Not begun"
    STARTED = "started", "Half filled"
    SUBMITTED = "submitted", "Sent in"
    WITHDRAWN = "withdrawn", "Withdrawn"


# A form that can still be filled.
UNANSWERED = frozenset({AskedStatus.ASKED, AskedStatus.STARTED})


class Meaning(models.TextChoices):
    """The common scale on which what a child said is laid beside what the social worker recorded."""

    GOOD = "good", "Good"
    MIXED = "mixed", "Mixed"
    NOT_GOOD = "not_good", "Not good"
    UNKNOWN = "unknown", "Do not know"


class ThemeFor(models.TextChoices):
    """Whose words a theme is for."""

    CHILDREN = "children", "What children write"
    PARENTS = "parents", "What parents and carers write"


class ThemeStatus(models.TextChoices):
    """How a theme stands."""

    CURRENT = "current", "In use"
    RETIRED = "retired", "No longer in use"
