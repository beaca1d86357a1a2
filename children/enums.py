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


class RestrictionGround(models.TextChoices):
    """Why a child's record opens only to those on a list."""

    STAFF_RELATIVE = "staff_relative", "Member of staff, or a close relative of one"
    ADOPTION = "adoption", "Adoption"
    HIGH_PROFILE = "high_profile", "High profile, or the press is interested"
    SERIOUS_CASE = "serious_case", "Serious case review, or a death"
    HIGH_RISK = "high_risk", "High risk if their whereabouts became known"


class RequestAnswer(models.TextChoices):
    """What came of a request to restrict a record."""

    RESTRICTED = "restricted", "The record was restricted"
    DECLINED = "declined", "The record stays as it is"


class ConflictRelation(models.TextChoices):
    """How somebody who works here knows a child or family whom they must not look up."""

    SELF = "self", "It is their own record, from when they were a child"
    RELATIVE = "relative", "A relative, or a member of the same household"
    FRIEND = "friend", "A friend, or the family of a friend"
    NEIGHBOUR = "neighbour", "A neighbour, or a child at the same school as theirs"
    COLLEAGUE = "colleague", "The family of a colleague"
    FORMER_WORK = "former_work", "From earlier work: as their social worker, carer or teacher, say"
    OTHER = "other", "Known in another way"


# These restrict the child's record by default. Source: the access model, restricted records, rule 1.
RESTRICTS_BY_DEFAULT = (ConflictRelation.SELF, ConflictRelation.RELATIVE)


class GlassReason(models.TextChoices):
    """Why somebody opened a record outside what they may see."""

    CHILD_AT_RISK = "child_at_risk", "The child is at risk, or a safety alert must be acted on"
    COVER_URGENT = "cover_urgent", "Urgent cover: the person responsible cannot be reached"
    COURT_OR_POLICE = "court_or_police", "A court, the police or Cafcass need an answer now"
    INVESTIGATION = "investigation", "Investigation of how the record was used"
    OTHER = "other", "Another reason"


class GlassVerdict(models.TextChoices):
    """What whoever judged the opening of a record thought of it."""

    JUSTIFIED = "justified", "Justified"
    NOT_JUSTIFIED = "not_justified", "Not justified"


class AccessPattern(models.TextChoices):
    """What was unusual about how somebody looked at records."""

    SAME_SURNAME = "same_surname", "A child with the reader's own surname"
    SAME_STREET = "same_street", "A child with an address in the reader's street"
    OWN_AREA = "own_area", "A child with an address near the reader's home"
    OUT_OF_HOURS = "out_of_hours", "Another's child, outside working hours"
    MANY_IN_A_ROW = "many_in_a_row", "Many records within minutes"
    REPEAT_LOOK = "repeat_look", "Another's child, again and again"


class AccessVerdict(models.TextChoices):
    """What came of asking about unusual access."""

    EXPLAINED = "explained", "Explained: it was their work"
    TAKEN_FURTHER = "taken_further", "Taken further"


class DutyKind(models.TextChoices):
    """A visit, an assessment, a plan or a check that the authority owes a child. Source: regulations 4 to 9, 28, 42."""

    VISIT = "visit", "Visit by the social worker"
    HEALTH_ASSESSMENT = "health_assessment", "Health assessment"
    EDUCATION_PLAN = "education_plan", "Personal education plan"
    CARE_PLAN = "care_plan", "Care plan"
    PLACEMENT_PLAN = "placement_plan", "Placement plan"
    PATHWAY_ASSESSMENT = "pathway_assessment", "Assessment for the pathway plan"
    PATHWAY_PLAN = "pathway_plan", "Pathway plan"
    PERMANENCE_CHECK = "permanence_check", "Check that there is a plan for permanence"


class VisitOutcome(models.TextChoices):
    """What came of a visit. Source: regulation 29: the child is seen alone, unless one of a few reasons."""

    SEEN_ALONE = "seen_alone", "Seen alone"
    SEEN = "seen", "Seen, not alone"
    NOT_SEEN = "not_seen", "Visited, and not seen"


# An attempt stops no clock.
SEEN_OUTCOMES = (VisitOutcome.SEEN_ALONE, VisitOutcome.SEEN)


class AuthorityGround(models.TextChoices):
    """What gives the authority its authority to place a child for adoption (Adoption and Children Act 2002 s.18)."""

    PLACEMENT_ORDER = "placement_order", "A placement order"
    CONSENT = "consent", "The parents' consent"


class AuthorityEnd(models.TextChoices):
    """Why authority to place for adoption ended."""

    REVOKED = "revoked", "The placement order was revoked"
    CONSENT_WITHDRAWN = "consent_withdrawn", "A parent withdrew their consent"
    PLAN_CHANGED = "plan_changed", "Adoption is no longer the plan"
    MISTAKE = "mistake", "It was recorded by mistake"
    ORDER_MADE = "order_made", "An adoption order was made"
    LEFT_CARE = "left_care", "The child left care"
