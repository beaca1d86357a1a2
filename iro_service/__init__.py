"""Project wiring only: settings, URLs, middleware, the schedule. Nothing imports it."""

from iro_service.celery import app as celery_app

__all__ = ["celery_app"]
