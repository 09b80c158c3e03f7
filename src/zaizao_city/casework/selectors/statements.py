"""Statements that are composed once and sent often: the rows that belong to one case, and the rows with some keys.

A page of a case asks a dozen tables, each by one key. Composing such a query anew costs many times what the database needs
to answer it, so the statement is kept. Lists that a reader narrows are ordinary query sets and not in this room.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def list_rows(model: type[Row], column: str, value: object, *, order: tuple[str, ...] = ("pk",)) -> list[Row]:
    """The rows whose column holds the value, in an order; one query."""
    return list(model._default_manager.raw(_write(model, column, order), [value]))  # noqa: SLF001 - Django's own door


def find_row(model: type[Row], column: str, value: object) -> Row | None:
    """The row whose column holds the value, which at most one does; one query."""
    return next(iter(list_rows(model, column, value)), None)


def find_by_keys(model: type[Row], keys: Collection[int]) -> dict[int, Row]:
    """The rows with these keys; one query, none where there are no keys."""
    if not keys:
        return {}
    statement = _write_keys(model).replace("(%s)", f"({', '.join(['%s'] * len(keys))})")
    return {row.pk: row for row in model._default_manager.raw(statement, sorted(keys))}  # noqa: SLF001


def link_rows(rows: Sequence[Model], model: type[Model], *names: str) -> None:
    """Put the rows that foreign keys of these names point to in their places; one query for all of them together."""
    found = find_by_keys(model, {getattr(row, f"{name}_id", None) for row in rows for name in names} - {None})
    for row in rows:
        for name in names:
            key = getattr(row, f"{name}_id", None)
            if key is not None:
                setattr(row, name, found[key])


@cache
def _write(model: type[Model], column: str, order: tuple[str, ...]) -> str:
    """The statement with a place for the value; nought is only there to have one."""
    return str(model._default_manager.filter(**{column: 0}).order_by(*order).query.sql_with_params()[0])  # noqa: SLF001


@cache
def _write_keys(model: type[Model]) -> str:
    return str(model._default_manager.filter(pk__in=[0]).query.sql_with_params()[0])  # noqa: SLF001
