"""How often Python looks for memory that it can give back: seldom, for what is loaded once stays."""

import gc

# New objects before a first look; Python's own 700 are a few lines of one page.
NEW_OBJECTS = 50_000


def settle() -> None:
    """Leave all that is loaded so far out of the search for unused memory, and let it begin less often.

    Everything the system is made of (code, models, addresses) is looked through again and again otherwise, for nothing:
    an eighth of a worker's time, and pauses in the middle of a page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 10, 10)
