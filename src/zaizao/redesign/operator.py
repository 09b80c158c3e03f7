"""What a redesign operator is: it finds moves, carries one out, and says on what ground. None is here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.redesign.scope import Scope


class Reason(Struct, frozen=True):
    """Why a change is allowed: a code with words in `zaizao.wording`, and what it rests on."""

    code: str
    fields: Mapping[str, object] = {}
    basis: str | None = None
    """The legal basis or rule it rests on, where there is one."""
    material: str | None = None
    """The material or shared source it rests on, where there is one."""


class Move(Struct, frozen=True):
    """One thing an operator can do to a definition."""

    operator: str
    elements: tuple[str, ...]
    """The addresses of what it concerns, e.g. ``activities/check`` or ``materials/id-card``."""
    reason: Reason
    detail: tuple[str, ...] = ()
    """What `carry_out` has to know besides, in the operator's own terms."""
    may_take_time: bool = False
    """It may give back time won before, because somebody really has to wait; never more than there was at first."""


Find = Callable[[ProcessDefinition, Scope], Iterator[Move]]
CarryOut = Callable[[ProcessDefinition, Move], ProcessDefinition]


class Operator(Struct, frozen=True):
    """One way of making a process better; its module's docstring is its manual page."""

    name: str
    find: Find
    carry_out: CarryOut

    @property
    def manual(self) -> str:
        """What it does, when, within which limits of the law, by which theory."""
        return (sys.modules[self.find.__module__].__doc__ or "").strip()
