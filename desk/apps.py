"""The desk app: pages that gather what several apps hold."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The pages that bring it all together."""

    name = "desk"

    def ready(self) -> None:
        """Say which lists may be taken away as files, what people are reminded of, and what waits beside disputes."""
        from desk.after_review.reminders import register_reminders  # noqa: PLC0415 - models are not ready before
        from desk.after_review.waiting import waiting_for_manager  # noqa: PLC0415 - models are not ready before
        from desk.alerts.waiting import alerts_beside  # noqa: PLC0415 - models are not ready before
        from desk.digest.known import register_sources  # noqa: PLC0415 - models are not ready before
        from desk.downloads import register_lists  # noqa: PLC0415 - models are not ready before
        from disputes.beside import register_beside  # noqa: PLC0415 - models are not ready before

        register_lists()
        register_sources()
        register_reminders()
        register_beside(alerts_beside)
        register_beside(waiting_for_manager)
