"""What a cut is: an operator and the parts of the activities it stands between; the four kinds stand in a registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from zaizao.mining.discovery.graph import Graph
from zaizao.mining.discovery.tree import Operator


class Cut(Struct, frozen=True):
    """The parts are sets of places in the flow, in the order of the operator's children."""

    operator: Operator
    parts: tuple[int, ...]


Finder = Callable[[Graph], Iterable[int] | None]
