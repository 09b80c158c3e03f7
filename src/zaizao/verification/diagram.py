"""Reduced ordered binary decision diagrams: truth over all assignments, exactly.

A formula is a number: 0 is false, 1 is true, any other a node of this diagram. Equal formulas have equal numbers, so
a claim about every assignment is one comparison. Variables are numbers; what they stand for is `domains`' business.
Source: R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation, IEEE Trans. Computers 35 (1986).
"""

from __future__ import annotations

from collections.abc import Iterable

FALSE = 0
TRUE = 1
_LAST = 1 << 60
"""Below every variable: the level of the two constants."""


class Diagram:
    """The nodes of all formulas over one order of variables (the smaller number is asked first)."""

    def __init__(self) -> None:
        self._nodes: list[tuple[int, int, int]] = [(_LAST, 0, 0), (_LAST, 1, 1)]
        self._places: dict[tuple[int, int, int], int] = {}
        self._chosen: dict[tuple[int, int, int], int] = {}

    def __len__(self) -> int:
        return len(self._nodes)

    def variable(self, index: int) -> int:
        """The formula that is true exactly when the variable is."""
        return self._place(index, FALSE, TRUE)

    def _place(self, variable: int, low: int, high: int) -> int:
        if low == high:
            return low
        key = (variable, low, high)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = len(self._nodes)
            self._nodes.append(key)
        return found

    def choose(self, condition: int, yes: int, no: int) -> int:
        """``yes`` where the condition holds, ``no`` elsewhere: the operation from which all others are made."""
        if condition == TRUE or yes == no:
            return yes
        if condition == FALSE:
            return no
        if yes == TRUE and no == FALSE:
            return condition
        key = (condition, yes, no)
        found = self._chosen.get(key)
        if found is not None:
            return found
        nodes = self._nodes
        at = min(nodes[condition][0], nodes[yes][0], nodes[no][0])
        lows, highs = zip(*(self._split(formula, at) for formula in key), strict=True)
        made = self._place(at, self.choose(*lows), self.choose(*highs))
        self._chosen[key] = made
        return made

    def _split(self, formula: int, variable: int) -> tuple[int, int]:
        at, low, high = self._nodes[formula]
        return (low, high) if at == variable else (formula, formula)

    def negate(self, formula: int) -> int:
        """True where the formula is false."""
        return self.choose(formula, FALSE, TRUE)

    def both(self, first: int, second: int) -> int:
        """True where both are."""
        return self.choose(first, second, FALSE)

    def either(self, first: int, second: int) -> int:
        """True where at least one is."""
        return self.choose(first, TRUE, second)

    def all_of(self, formulas: Iterable[int]) -> int:
        """True where every one is; true for none."""
        found = TRUE
        for formula in formulas:
            found = self.both(found, formula)
        return found

    def any_of(self, formulas: Iterable[int]) -> int:
        """True where at least one is; false for none."""
        found = FALSE
        for formula in formulas:
            found = self.either(found, formula)
        return found

    def at_least(self, count: int, formulas: Iterable[int]) -> int:
        """True where at least ``count`` of the formulas are."""
        reached = [TRUE, *([FALSE] * count)]
        for formula in formulas:
            for number in range(count, 0, -1):
                reached[number] = self.either(reached[number], self.both(formula, reached[number - 1]))
        return reached[count]

    def outside(self, formula: int, allowed: int) -> int:
        """Where the formula holds although ``allowed`` does not; FALSE proves the implication everywhere."""
        return self.choose(formula, self.negate(allowed), FALSE)

    def pick(self, formula: int) -> dict[int, bool] | None:
        """An assignment that makes the formula true, naming only the variables that matter; None if there is none."""
        if formula == FALSE:
            return None
        chosen: dict[int, bool] = {}
        while formula != TRUE:
            variable, low, high = self._nodes[formula]
            chosen[variable] = low == FALSE
            formula = high if low == FALSE else low
        return chosen

    def holds(self, formula: int, assignment: dict[int, bool]) -> bool:
        """The truth of the formula under a full assignment."""
        while formula > TRUE:
            variable, low, high = self._nodes[formula]
            formula = high if assignment[variable] else low
        return formula == TRUE
