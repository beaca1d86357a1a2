"""Words for children's records that are not national codes (those are in `statute.codes`)."""

from django.db import models


class Sex(models.TextChoices):
    """As the national return has it; "1" and "2" of the years to 2023/24 are read as these."""

    MALE = "M", "Male"
    FEMALE = "F", "Female"
    UNKNOWN = "U", "Not known"


class CareKind(models.TextChoices):
    """Whether a period of care is being looked after in full, or a series of short breaks (regulation 48)."""

    LOOKED_AFTER = "looked_after", "Looked after"
    SHORT_BREAKS = "short_breaks", "Series of short breaks"


class Relationship(models.TextChoices):
    """Who somebody is to the child."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step_parent", "Step-parent"
    GRANDPARENT = "grandparent", "Grandparent"
    OTHER_RELATIVE = "other_relative", "Other relative"
    GUARDIAN = "guardian", "Special guardian or other holder of parental responsibility"
    CARER = "carer", "Carer"
    OTHER = "other", "Someone else"


class AllocationReason(models.TextChoices):
    """Why a child was given an IRO, or another one."""

    NEW = "new", "Became looked after"
    RESUMED = "resumed", "Had this IRO before"
    SIBLING = "sibling", "Same IRO as a brother or sister"
    WORKLOAD = "workload", "To even out caseloads"
    IRO_LEFT = "iro_left", "The IRO left or changed post"
    IRO_ABSENT = "iro_absent", "The IRO is away for long"
    CONFLICT = "conflict", "Conflict of interest"
    CHILD_ASKED = "child_asked", "The child asked"
    OTHER = "other", "Other"
