"""Rows by the hundred: copies of what is there, with everything that hangs on it, written at once.

A copy has every fact of its original but its own keys: what points at something that is copied too points at that
thing's copy, and what may stand only once (an id of the authority's, an address, a link) is made its own.
"""

import graphlib
import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import models

from audit.actions import acting
from tests.security.rows import CHILD_APPS

Model = type[models.Model]
Rows = dict[Model, list[models.Model]]
BATCH = 2000
_numbers = itertools.count(1)


def _pointers(model: Model) -> list[models.ForeignKey[Any, Any]]:
    """Return the columns of a model that point at another row."""
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def _about_children() -> list[Model]:
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.app_label in CHILD_APPS]


def with_what_hangs_on(roots: Iterable[models.Model]) -> Rows:
    """Return some rows and every row about children that points at one of them, or at one that does, and so on."""
    found: dict[Model, dict[Any, models.Model]] = {}
    fresh: dict[Model, set[Any]] = {}
    for root in roots:
        found.setdefault(type(root), {})[root.pk] = root
        fresh.setdefault(type(root), set()).add(root.pk)
    while fresh:
        following: dict[Model, set[Any]] = {}
        for model in _about_children():
            known = found.setdefault(model, {})
            for row in _pointing_at(fresh, model):
                if row.pk not in known:
                    known[row.pk] = row
                    following.setdefault(model, set()).add(row.pk)
        fresh = following
    return {model: list(rows.values()) for model, rows in found.items() if rows}


def _pointing_at(rows: Mapping[Model, set[Any]], model: Model) -> Iterator[models.Model]:
    for key in _pointers(model):
        if key.related_model in rows:
            yield from model._base_manager.filter(**{f"{key.name}__in": rows[key.related_model]})


def copies(rows: Rows, times: int, changed: Mapping[str, Callable[[Any, int], None]] | None = None) -> None:
    """Write copies of rows. times: how many of each. changed: by a model's name, what is otherwise in the nth copy."""
    changed = changed or {}
    keys = _Keys(rows)
    with acting():
        for model in _in_order(rows):
            made = [_copied(row, number, keys) for number in range(times) for row in rows[model]]
            for place, copy in enumerate(made):
                if model.__name__ in changed:
                    changed[model.__name__](copy, place // len(rows[model]))
            model._base_manager.bulk_create(made, batch_size=BATCH)


class _Keys:
    """Which key the nth copy of each row has: known before anything is written, so that what points at it may too."""

    def __init__(self, rows: Rows) -> None:
        self.first = {model: _free_key(model) for model in rows}
        self.places = {model: {row.pk: place for place, row in enumerate(each)} for model, each in rows.items()}

    def of(self, model: Model, key: Any, number: int) -> Any:
        """Return the key of the nth copy of a row; of one that is not copied, its own."""
        places = self.places.get(model, {})
        return self.first[model] + number * len(places) + places[key] if key in places else key


def _copied(row: models.Model, number: int, keys: _Keys) -> models.Model:
    copy = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    copy.pk = keys.of(type(row), row.pk, number)
    for key in _pointers(type(row)):
        setattr(copy, key.attname, keys.of(key.related_model, getattr(row, key.attname), number))
    _make_own(copy)
    return copy


def _free_key(model: Model) -> int:
    """Return a key beyond all that there are."""
    last = model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    return int(last) + 1_000_000


def _in_order(rows: Rows) -> list[Model]:
    """Return the models so that what every row must point at is written before what points.

    What a row may point at can come later, for the keys are known: an alert and its closing point at each other.
    """
    sorter: graphlib.TopologicalSorter[Model] = graphlib.TopologicalSorter()
    for model in rows:
        pointed_at = {key.related_model for key in _pointers(model) if not key.null} - {model}
        sorter.add(model, *pointed_at.intersection(rows))
    return list(sorter.static_order())


def _make_own(copy: models.Model) -> None:
    """Give a copy its own value in each column in which no two rows have the same."""
    for field in copy._meta.concrete_fields:
        value = getattr(copy, field.attname)
        if not field.unique or field.primary_key or field.is_relation or value is None:
            continue
        if isinstance(field, models.UUIDField):
            setattr(copy, field.attname, uuid.uuid4())
        elif isinstance(field, models.CharField):
            ending = f"-{next(_numbers)}"
            setattr(copy, field.attname, f"{value[: (field.max_length or 255) - len(ending)]}{ending}")
