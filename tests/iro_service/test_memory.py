"""Memory is given back all the same: what is made and dropped later does not stay."""

import gc
import subprocess
import sys
import weakref

from iro_service import gunicorn
from iro_service.memory import NEW_OBJECTS, settle

# In a process of its own: what it settles is its own.
SETTLED = """
import gc
from iro_service.memory import settle
settle()
print(gc.get_freeze_count() > 10_000, gc.get_threshold())
"""


class Ring:
    """Something that only the search finds: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_loaded_is_left_out_of_the_search():
    said = subprocess.run([sys.executable, "-c", SETTLED], capture_output=True, text=True, check=True)
    assert said.stdout.split(" ", 1) == ["True", f"({NEW_OBJECTS}, 10, 10)\n"]


def test_what_is_dropped_later_is_given_back():
    settle()
    ring = weakref.ref(Ring())
    gc.collect()
    assert ring() is None


def test_search_begins_by_itself():
    settle()
    ring = weakref.ref(Ring())
    kept = [[] for _ in range(NEW_OBJECTS + 1)]
    assert (len(kept), ring()) == (NEW_OBJECTS + 1, None)


def test_gunicorn_settles_once_a_worker_has_loaded():
    gc.set_threshold(700)
    gunicorn.post_worker_init(None)
    assert gc.get_threshold() == (NEW_OBJECTS, 10, 10)
