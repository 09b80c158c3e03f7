"""Writing very much at once: more memory for SQLite, and no indexes meanwhile that only make reading fast.

Keeping a dozen indexes costs more than the rows themselves; made at the end they cost a tenth. What is missing is told
from the models, not from what was taken away: whoever finds indexes missing makes them, after a crash too (`migrate`,
with which `serve` begins, does). What is unique stays: it guards what is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.models import Model

_MEMORY = {"bulk": "PRAGMA cache_size = -131072", "plain": "PRAGMA cache_size = -2000"}
"""Kilobytes of pages that SQLite keeps; what does not fit is written before its time and read again."""
_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()",
}


@contextmanager
def write_in_bulk(models: Collection[type[Model]], *, lean: bool) -> Iterator[None]:
    """Meanwhile the connection has more memory; if ``lean``, the models have no indexes. At the end none is missing."""
    _set_memory("bulk")
    try:
        if lean:
            drop_indexes(models)
        yield
    finally:
        make_indexes(models)
        _set_memory("plain")


def drop_indexes(models: Collection[type[Model]]) -> None:
    """Take the indexes away, all or none."""
    held = _list_held()
    with transaction.atomic(), connection.cursor() as cursor:
        for name in _phrase_indexes(models):
            if name in held:
                cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")


def make_indexes(models: Collection[type[Model]]) -> int:
    """Make those that are missing, each in a transaction of its own; how many."""
    held = _list_held()
    missing = [statement for name, statement in _phrase_indexes(models).items() if name not in held]
    for statement in missing:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    return len(missing)


def mend_indexes(apps: Apps, *, app: str) -> int:
    """Make the indexes of an app's tables that a load took away and died; how many. ``apps`` as migrated."""
    return make_indexes(list(apps.get_app_config(app).get_models()))


def _phrase_indexes(models: Collection[type[Model]]) -> dict[str, str]:
    """The statement of every index that is not unique, by its name."""
    editor = connection.schema_editor(collect_sql=True)
    statements = [one for model in models for one in editor._model_indexes_sql(model) if one is not None]  # noqa: SLF001
    return {str(one.parts["name"]).strip('"'): str(one) for one in statements}


def _list_held() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_NAMES[connection.vendor])
        return {row[0] for row in cursor.fetchall()}


def _set_memory(size: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_MEMORY[size])
