"""Key-set paging: a page begins after the last row of the page before, however long the list is."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Generic, TypeVar

from attrs import frozen
from django.db.models import Model, Q, QuerySet

from zaizao_city.casework.conf import PAGE

Row = TypeVar("Row", bound=Model)
Line = TypeVar("Line")


@frozen
class Page(Generic[Line]):
    """Some rows of a list; ``after`` is where the next page begins, None at the end."""

    rows: tuple[Line, ...]
    after: str | None


def cut_page(rows: QuerySet[Row], *, order: Sequence[str], after: str | None = None, limit: int = PAGE) -> Page[Row]:
    """One page of a list in an order of a moment and then ``id``; a cursor that is none begins at the beginning."""
    key = read_cursor(after, count=len(order))
    if key is not None:
        rows = rows.filter(_beyond(order, key))
    found = list(rows.order_by(*order)[: limit + 1])
    more = len(found) > limit
    return Page(tuple(found[:limit]), write_cursor(found[limit - 1], order) if more else None)


def cut_merged(
    branches: Sequence[QuerySet[Row]], *, order: Sequence[str], after: str | None = None, limit: int = PAGE
) -> Page[Row]:
    """One page of several lists as if they were one; a query for each.

    A database that is asked for the rows of several organisations in an order sorts all of them; asked for one, it reads
    the first rows of an index. The branches may not share rows.
    """
    if len(branches) == 1:
        return cut_page(branches[0], order=order, after=after, limit=limit)
    key = read_cursor(after, count=len(order))
    found: list[Row] = []
    for rows in branches:
        wanted = rows if key is None else rows.filter(_beyond(order, key))
        found += wanted.order_by(*order)[: limit + 1]
    for name in reversed(order):
        found.sort(key=attrgetter(name.lstrip("-")), reverse=name.startswith("-"))
    return Page(tuple(found[:limit]), write_cursor(found[limit - 1], order) if len(found) > limit else None)


def _beyond(order: Sequence[str], key: Sequence[object]) -> Q:
    """Rows after the key: (a, b) > (x, y) written so that both databases use the index of the order."""
    first = order[0].lstrip("-")
    bound = Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": key[0]})
    wanted, equal = Q(pk__in=[]), Q()
    for name, value in zip(order, key, strict=True):
        field = name.lstrip("-")
        wanted |= equal & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{field: value})
    return bound & wanted


def write_cursor(row: object, order: Sequence[str]) -> str:
    """The place after a row, for an address."""
    values = [getattr(row, name.lstrip("-")) for name in order]
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def read_cursor(text: str | None, *, count: int) -> list[object] | None:
    """The values of a place, the first of them a moment; None where an address holds none."""
    if not text:
        return None
    try:
        plain = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        values = [datetime.fromisoformat(one) if isinstance(one, str) else one for one in plain]
    except (ValueError, TypeError):
        return None
    if len(values) != count or type(values[-1]) is not int or not isinstance(values[0], datetime):
        return None
    return values if values[0].tzinfo is None else None
