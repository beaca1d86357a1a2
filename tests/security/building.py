"""The whole world in one go, and how it is kept between tests."""

from django.utils import timezone

from audit.actions import acting
from office.models import Job
from tests.security.cases import make_cases
from tests.security.rows import start_ids_apart
from tests.security.service import make_service_records
from tests.security.world import Canaries, World, make_service, make_users


def make_world() -> World:
    """Make everybody and everything in the database at hand: about 900 rows in a second and a half."""
    start_ids_apart()
    word = Canaries()
    users = make_users()
    world = World(users, make_service(users))
    world.cases = make_cases(world, word)
    make_service_records(world, word)
    # What was asked for on the way (mail that something waits) has been done: a test finds its own work waiting only.
    with acting():
        Job.objects.filter(state=Job.State.QUEUED).update(state=Job.State.DONE, finished_at=timezone.now())
    return world
