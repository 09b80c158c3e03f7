"""Situations: what can be so in a case, as domains of values, each written in the variables of one diagram.

A domain of n values takes n - 1 variables and needs no side condition: the first value is the first variable, the
second is "not the first variable but the second", and so on. Every assignment so names exactly one value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from msgspec import Struct

from zaizao.verification.diagram import FALSE, TRUE, Diagram


class Domain(Struct, frozen=True):
    """Something that has exactly one of several values in each situation."""

    name: str
    """How a reader knows it: a field's id, an activity's id, ``ITEM applied for``."""
    values: tuple[object, ...]
    formulas: tuple[int, ...]
    """For each value the formula that it is this one."""
    first: int
    """The number of its first variable."""


class Situations:
    """All domains of one verification and the diagram they are written in."""

    def __init__(self) -> None:
        self.diagram = Diagram()
        self.domains: dict[str, Domain] = {}
        self._owners: list[Domain] = []

    def declare(self, key: str, values: Iterable[object], *, name: str | None = None) -> Domain:
        """The domain of a key; made at the first call, whose values then stand."""
        found = self.domains.get(key)
        return found if found is not None else self._make(key, tuple(values), name=name or key)

    def _make(self, key: str, values: tuple[object, ...], *, name: str) -> Domain:
        first, rest, formulas = len(self._owners), TRUE, []
        for number in range(len(values) - 1):
            variable = self.diagram.variable(first + number)
            formulas.append(self.diagram.both(rest, variable))
            rest = self.diagram.both(rest, self.diagram.negate(variable))
        made = Domain(name, values, (*formulas, rest), first)
        self.domains[key] = made
        self._owners.extend([made] * (len(values) - 1))
        return made

    def truth(self, key: str, *, name: str | None = None) -> int:
        """The formula of something that is so or not."""
        return self.declare(key, (True, False), name=name).formulas[0]

    def among(self, domain: Domain, values: Iterable[object]) -> int:
        """The formula that the domain has one of these values."""
        wanted = tuple(values)
        chosen = (f for value, f in zip(domain.values, domain.formulas, strict=True) if value in wanted)
        return self.diagram.any_of(chosen)

    @property
    def count(self) -> int:
        """How many situations there are: every combination of values."""
        return math.prod(len(domain.values) for domain in self.domains.values())

    def explain(self, formula: int) -> Mapping[str, object] | None:
        """A situation in which the formula holds, naming only what matters; None if there is none."""
        if formula == FALSE:
            return None
        chosen = self.diagram.pick(formula) or {}
        found = {}
        for domain in dict.fromkeys(self._owners[variable] for variable in sorted(chosen)):
            found[domain.name] = self._read(domain, chosen)
        return found

    def _read(self, domain: Domain, chosen: Mapping[int, bool]) -> object:
        """The first value that the chosen variables leave open."""
        for number, value in enumerate(domain.values[:-1]):
            if chosen.get(domain.first + number, False):
                return value
        return domain.values[-1]
