"""The disputes app."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """The resolution protocol: issues, stages, replies, Cafcass referral."""

    name = "disputes"
