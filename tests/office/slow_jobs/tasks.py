"""A job that runs until a file is there, and does its work in the transaction that ends it."""

import time
from pathlib import Path
from typing import Any

from django.db import transaction

from audit.actions import acting
from office import jobs
from office.models import FormKey, Job

KIND = "slow_jobs.wait"


@jobs.job(KIND)
def wait(job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Wait for the file that the payload names, telling how far it is, then write one row."""
    number = 0
    while not Path(job.payload["until"]).exists():
        number = (number + 1) % 100
        progress(number, "waiting")
        time.sleep(0.02)
    with transaction.atomic(), acting():
        jobs.finish(job, {"attempt": job.attempts})
        FormKey.objects.create(key=f"done by attempt {job.attempts}")
    return {}
