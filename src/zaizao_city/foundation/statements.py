"""Statements that are composed once and sent often: the rows that belong to something, and the rows with some keys.

Who asks, and the page of a case, ask a dozen tables, each by one key. Composing such a query anew costs many times what
the database needs to answer it, so the statement is kept. Lists that a reader narrows are ordinary query sets.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, partial
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model
from django.db.models.base import ModelState

from zaizao_city.foundation.direct import open_cursor

Row = TypeVar("Row", bound=Model)
Convert = Callable[[object], object]


def list_rows(model: type[Row], column: str, value: object, *, order: tuple[str, ...] = ("pk",)) -> list[Row]:
    """The rows whose column holds the value, in an order; one query."""
    return _read(model, _write(model, column, order), _prepare(model, column, [value]))


def list_rows_of_many(model: type[Row], column: str, values: Collection[object]) -> list[Row]:
    """The rows whose column holds one of the values, in no order; one query, none where there are no values."""
    if not values:
        return []
    statement = _write_many(model, column).replace("(%s)", f"({', '.join(['%s'] * len(values))})")
    return _read(model, statement, _prepare(model, column, values))


def find_row(model: type[Row], column: str, value: object) -> Row | None:
    """The row whose column holds the value, which at most one does; one query."""
    return next(iter(list_rows(model, column, value)), None)


def find_by_keys(model: type[Row], keys: Collection[int]) -> dict[int, Row]:
    """The rows with these keys; one query, none where there are no keys."""
    return {row.pk: row for row in list_rows_of_many(model, "pk", sorted(keys))}


def link_rows(rows: Sequence[Model], model: type[Model], *names: str) -> None:
    """Put the rows that foreign keys of these names point to in their places; one query for all of them together."""
    found = find_by_keys(model, {getattr(row, f"{name}_id", None) for row in rows for name in names} - {None})
    for row in rows:
        for name in names:
            key = getattr(row, f"{name}_id", None)
            if key is not None:
                setattr(row, name, found[key])


def _read(model: type[Row], statement: str, values: Sequence[object]) -> list[Row]:
    names, converters = _describe(model)
    with open_cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    if converters:
        rows = [_convert(row, converters) for row in rows]
    return [make_row(model, names, row) for row in rows]


def make_row(model: type[Row], names: Iterable[str], values: Iterable[object]) -> Row:
    """A row of a model with these columns, as `Model.from_db` makes it, in a quarter of the time.

    Signals are not sent (nobody listens to the making of rows); columns that are not given are read when they are asked for.
    """
    row = model.__new__(model)
    row.__dict__.update(zip(names, values, strict=True))
    row._state = state = ModelState()  # noqa: SLF001 - documented for rows made by hand
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    return row


def _convert(row: Sequence[object], converters: Sequence[tuple[int, Convert]]) -> list[object]:
    read = list(row)
    for place, convert in converters:
        read[place] = convert(read[place])
    return read


@cache
def _describe(model: type[Model]) -> tuple[list[str], tuple[tuple[int, Convert], ...]]:
    """The names of the columns in their order, and what makes values of Python of those that the database gives otherwise."""
    fields = model._meta.concrete_fields  # noqa: SLF001
    found: list[tuple[int, Convert]] = []
    for place, field in enumerate(fields):
        column = field.get_col(model._meta.db_table)  # noqa: SLF001
        steps = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        found += [(place, partial(_take_step, step, column)) for step in steps]
    return [field.attname for field in fields], tuple(found)


def _take_step(step: Callable[..., object], column: object, value: object) -> object:
    return step(value, column, connection)


def _prepare(model: type[Model], column: str, values: Collection[object]) -> list[object]:
    """The values as the database takes them: what is one type here may be another there (identifiers on SQLite)."""
    meta = model._meta  # noqa: SLF001
    field = meta.pk if column == "pk" else meta.get_field(column)
    return [field.get_db_prep_value(value, connection) for value in values]


@cache
def _write(model: type[Model], column: str, order: tuple[str, ...]) -> str:
    """The statement with a place for the value; nought is only there to have one."""
    return str(model._default_manager.filter(**{column: 0}).order_by(*order).query.sql_with_params()[0])  # noqa: SLF001


@cache
def _write_many(model: type[Model], column: str) -> str:
    return str(model._default_manager.filter(**{f"{column}__in": [0]}).query.sql_with_params()[0])  # noqa: SLF001
