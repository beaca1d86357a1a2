"""The office app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OfficeConfig(AppConfig):
    """What any office has: the clock, bank holidays, settings, jobs, drafts, outgoing mail."""

    name = "office"

    def ready(self) -> None:
        """Import every app's `tasks`, so that each process knows the kinds of job; say how mail leaves."""
        from accounts.mail import carry_notices_with, carry_with  # noqa: PLC0415 - models are not ready before
        from office.mailing import request_notice, request_password_link  # noqa: PLC0415 - models are not ready before

        carry_with(request_password_link)
        carry_notices_with(request_notice)
        autodiscover_modules("tasks")
