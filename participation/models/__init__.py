"""Consultation forms, who was asked to fill them, and what they said."""

from participation.models.alerts import (
    AlertAddition,
    AlertClosing,
    AlertSignal,
    AlertStep,
    AlertTelling,
    SafetyAlert,
)
from participation.models.answers import Answer, Consultation, ConsultationCorrection, OwnWords
from participation.models.asked import AskedForm, AskedFormChange, FormLink
from participation.models.forms import ConsultationForm, FormVersion, Question
from participation.models.observing import ListeningChange, ListeningStrand, StopLookListen, TakenOn, WayShown
from participation.models.support import SupportQuestion
from participation.models.themes import CodedTheme, Coding, Theme, ThemeChange
from participation.models.workers_view import SocialWorkersAnswer, SocialWorkersView

__all__ = [
    "AlertAddition",
    "AlertClosing",
    "AlertSignal",
    "AlertStep",
    "AlertTelling",
    "Answer",
    "AskedForm",
    "AskedFormChange",
    "CodedTheme",
    "Coding",
    "Consultation",
    "ConsultationCorrection",
    "ConsultationForm",
    "FormLink",
    "FormVersion",
    "ListeningChange",
    "ListeningStrand",
    "OwnWords",
    "Question",
    "SafetyAlert",
    "SocialWorkersAnswer",
    "SocialWorkersView",
    "StopLookListen",
    "SupportQuestion",
    "TakenOn",
    "Theme",
    "ThemeChange",
    "WayShown",
]
