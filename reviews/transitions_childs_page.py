"""Which step the page that a child can read may take next."""

from reviews.enums_childs_page import PageStatus

PAGES: dict[PageStatus, frozenset[PageStatus]] = {
    PageStatus.BEING_WRITTEN: frozenset({PageStatus.GIVEN}),
    # Given by mistake, or no longer right: it is written again, with the reason.
    PageStatus.GIVEN: frozenset({PageStatus.BEING_WRITTEN}),
}


def page_may_become(status: str, following: str) -> bool:
    """Say whether a page in one status may come to stand in another."""
    return PageStatus(following) in PAGES[PageStatus(status)]
