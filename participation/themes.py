"""What a coding counts as, now that themes may have been merged. Pure but for the rows it is given."""

from collections.abc import Iterable

from participation.models import Theme


def counted_as(themes: Iterable[Theme]) -> dict[int, Theme]:
    """Return by each theme's id the one as which it counts: itself, or the last that it was merged into."""
    by_id = {theme.pk: theme for theme in themes}
    found = {}
    for theme in by_id.values():
        end, passed = theme, set[int]()
        while end.merged_into_id is not None and end.pk not in passed:
            passed.add(end.pk)
            end = by_id[end.merged_into_id]
        found[theme.pk] = end
    return found
