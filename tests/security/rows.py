"""The rows of every case table: whose child each is about, a checksum of them all, and who read or wrote them."""

import functools
import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models

from audit.guard import CASE_APPS, written_table
from children.models import Child
from tests.security.world import Kind, World

# Each table's ids begin here times its place in the list, so that an id says by itself of which table it is.
STRIDE = 10_000
CHILD_APPS = ("children", "reviews", "participation", "disputes", "quality")


@functools.cache
def case_models() -> list[type[models.Model]]:
    """Return every model whose rows people write, those in between included."""
    found = apps.get_models(include_auto_created=True)
    return sorted(
        (model for model in found if model._meta.app_label in CASE_APPS), key=lambda model: model._meta.db_table
    )


def child_path(model: type[models.Model]) -> str | None:
    """Return the shortest way from a model to its child ("review__child"), or None for one about no child."""
    if model is Child:
        return "pk"
    waiting: deque[tuple[type[models.Model], str]] = deque([(model, "")])
    seen = {model}
    while waiting:
        at, path = waiting.popleft()
        for field in at._meta.concrete_fields:
            target = field.related_model
            if not isinstance(field, models.ForeignKey) or target in seen or target._meta.app_label not in CHILD_APPS:
                continue
            if target is Child:
                return f"{path}{field.name}"
            seen.add(target)
            waiting.append((target, f"{path}{field.name}__"))
    return None


@functools.cache
def child_models() -> dict[type[models.Model], str]:
    """Return every model about a child, with the way to the child."""
    paths = ((model, child_path(model)) for model in case_models() if model._meta.app_label in CHILD_APPS)
    return {model: path for model, path in paths if path}


def start_ids_apart() -> None:
    """Let each table count from a number of its own: before anything is written."""
    for place, model in enumerate(case_models(), start=1):
        table, first = model._meta.db_table, place * STRIDE
        if model._meta.label == "office.AuthoritySettings":
            continue
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first])
            else:
                column = model._meta.pk.column
                cursor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" RESTART WITH {first + 1}')


def kinds_of_ids(world: World) -> dict[int, tuple[type[models.Model], Kind]]:
    """Return of every row about a child, by its id, the model and the kind of child."""
    kinds = {child.pk: kind for kind, case in world.cases.items() for child in (case.child, case.other)}
    return {
        pk: (model, kinds[child])
        for model, path in child_models().items()
        for pk, child in model._default_manager.values_list("pk", path)
        if child in kinds
    }


def checksum(tables: list[type[models.Model]] | None = None, where: Callable[[Any], Any] | None = None) -> str:
    """Return a checksum of every row of the case tables (or of some, narrowed by `where`)."""
    digest = hashlib.sha256()
    for model in tables or case_models():
        rows = model._default_manager.order_by("pk")
        for row in (where(rows) if where else rows).values_list():
            digest.update(repr((model._meta.db_table, row)).encode())
    return digest.hexdigest()


def checksum_of_children(children: list[Child]) -> str:
    """Return a checksum of every row about some children."""
    digest = hashlib.sha256()
    for model, path in child_models().items():
        for row in (
            model._default_manager.filter(**{f"{path}__in": [child.pk for child in children]})
            .order_by("pk")
            .values_list()
        ):
            digest.update(repr((model._meta.db_table, row)).encode())
    return digest.hexdigest()


def rows_that_tie_two_children() -> list[str]:
    """Return every row that names the records of two children at once: another child's review, parent, decision."""
    found = []
    for model, path in child_models().items():
        for field in model._meta.concrete_fields:
            other = child_models().get(field.related_model) if field.related_model else None
            other_path = f"{field.name}__{other}" if other and other != "pk" else field.name
            if other is None or other_path == path:
                continue
            mixed = model._default_manager.exclude(**{f"{field.name}__isnull": True}).exclude(
                **{path: models.F(other_path)}
            )
            found += [f"{model._meta.label} {row.pk}: {path} is not {other_path}" for row in mixed]
    return found


@contextmanager
def noting_writes() -> Iterator[list[str]]:
    """Note the case tables written to inside."""
    written: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        table = written_table(sql)
        if table and table.split("_")[0] in CASE_APPS:
            written.append(table)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written
