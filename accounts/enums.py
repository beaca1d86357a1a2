"""Roles and the posts of a service. Stored as short values."""

from django.db import models


class Role(models.TextChoices):
    """What somebody may be in this system. Stored as a short value, never as a class name."""

    IRO = "iro", "Independent Reviewing Officer"
    MANAGER = "manager", "IRO manager"
    SUPPORT_WORKER = "support_worker", "Review support worker"
    CONSULTATION_OFFICER = "consultation_officer", "Consultation officer"
    SOCIAL_WORKER = "social_worker", "Social worker"
    OPERATIONAL_MANAGER = "operational_manager", "Operational manager"
    DIRECTOR = "director", "Divisional director"
    PANEL_MEMBER = "panel_member", "Corporate Parenting Panel member"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"
    INFORMATION_GOVERNANCE = "information_governance", "Information-governance officer"


class PostKind(models.TextChoices):
    """The posts of an IRO service, as the annual report names them."""

    IRO = "iro", "Independent Reviewing Officer"
    MANAGER = "manager", "IRO manager"
    SUPPORT_WORKER = "support_worker", "Review support worker"
    CONSULTATION_OFFICER = "consultation_officer", "Consultation officer"
    PANEL_COORDINATOR = "panel_coordinator", "Panel coordinator"
    PANEL_ASSISTANT = "panel_assistant", "Panel assistant"


class Sex(models.TextChoices):
    """As staff describe themselves, where they do."""

    FEMALE = "F", "Female"
    MALE = "M", "Male"


class TeamKind(models.TextChoices):
    """What a team is for."""

    SOCIAL_WORK = "social_work", "Social work team"
    IRO_SERVICE = "iro_service", "IRO service"
