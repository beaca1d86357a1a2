"""Settings of the worker that these tests kill: a short lease, and a job that waits."""

from iro_service.settings.test import *  # noqa: F403 - settings are a flat namespace by Django's convention
from iro_service.settings.test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.office.slow_jobs"]
JOB_LEASE_SECONDS = 1
JOB_FIRST_RETRY_SECONDS = 0
