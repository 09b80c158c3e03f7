"""Finding the way from a process as it is to a better one: moves are tried one by one, and kept where nothing suffers.

A move is kept when the definition loads as before, every activity happens in the situations in which it happened, and
no figure gets worse. Moves are tried in one fixed order until none is left, so the result is the same every time and
redesigning it again finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from zaizao.definition.checks import find_errors
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.survey import Survey
from zaizao.redesign.flow import Flow
from zaizao.redesign.measures import Figures, Measures, measure
from zaizao.redesign.operator import Find, Move, Operator
from zaizao.redesign.scope import Scope
from zaizao.redesign.situations import Situations

NEVER_WORSE = ("materials", "sheets", "certificates", "visits", "elapsed", "activities")
"""The figures that no kept move may raise."""

Progress = Callable[[str, int], None]
"""Told the operator that looks now, and how many moves have been kept."""


@frozen
class Step:
    """A move that was kept, with the definition and the figures after it."""

    move: Move
    definition: ProcessDefinition
    measures: Measures


def explore(
    definition: ProcessDefinition,
    operators: Sequence[Operator],
    scope: Scope,
    *,
    ceiling: Measures,
    barred: frozenset[tuple[str, ...]] = frozenset(),
    progress: Progress | None = None,
) -> tuple[Step, ...]:
    """Every move that could be kept, in the order in which they were made.

    ``ceiling``: the figures of the processes as they are; ``barred``: elements not to be touched.
    """
    figures = measure((definition,))
    most = _count_hand_overs(ceiling)
    steps = _open_circles(definition, figures, operators, scope, barred, most)
    now, figures = (steps[-1].definition, steps[-1].measures) if steps else (definition, figures)
    found = True
    while found:
        found = False
        for operator in operators:
            if progress is not None:
                progress(operator.name, len(steps))
            for step in _exhaust(now, figures, operator, scope, barred, most):
                steps.append(step)
                now, figures, found = step.definition, step.measures, True
    return tuple(steps)


def _open_circles(
    now: ProcessDefinition,
    figures: Measures,
    operators: Sequence[Operator],
    scope: Scope,
    barred: frozenset[tuple[str, ...]],
    most: tuple[int, int],
) -> list[Step]:
    """First of all the moves that cut a prerequisite within a circle: until then nothing can be proved."""
    steps: list[Step] = []
    for operator in operators:
        if Flow(now).survey.has_circle:
            cutting = evolve(operator, find=_only_in_circles(operator))
            for step in _exhaust(now, figures, cutting, scope, barred, most):
                steps.append(step)
                now, figures = step.definition, step.measures
    return steps


def _only_in_circles(operator: Operator) -> Find:
    def find(definition: ProcessDefinition, scope: Scope) -> Iterator[Move]:
        flow = Flow(definition)
        for move in operator.find(definition, scope):
            target, after, source = move.elements[0].partition("/after/")
            if after and flow.is_before(target.removeprefix("activities/"), source):
                yield move

    return find


def _exhaust(
    now: ProcessDefinition,
    figures: Measures,
    operator: Operator,
    scope: Scope,
    barred: frozenset[tuple[str, ...]],
    most: tuple[int, int],
) -> list[Step]:
    """The moves of one operator, looked for again after each one kept; what was refused once is not tried again."""
    kept: list[Step] = []
    refused: set[tuple[str, ...]] = set(barred)
    while True:
        move = next((each for each in operator.find(now, scope) if each.elements not in refused), None)
        if move is None:
            return kept
        step = try_move(now, figures, operator, move)
        if step is None or any(a > b for a, b in zip(_count_hand_overs(step.measures), most, strict=True)):
            refused.add(move.elements)
            continue
        kept.append(step)
        now, figures = step.definition, step.measures


def try_move(now: ProcessDefinition, figures: Measures, operator: Operator, move: Move) -> Step | None:
    """The step, or None when something would suffer."""
    after = operator.carry_out(now, move)
    if after == now or not _is_sound(now, after) or not _happens_alike(now, after):
        return None
    measures = measure((after,))
    return Step(move, after, measures) if is_no_worse(measures, figures) else None


def _count_hand_overs(measures: Measures) -> tuple[int, int]:
    """Held to what they were at the start, not from step to step: one counter for several pays off when all is there."""
    return measures.everything.hand_overs, measures.founded.hand_overs


def _is_sound(before: ProcessDefinition, after: ProcessDefinition) -> bool:
    """Whether there is no error that was not there before; a circle may have become another one."""
    known = {finding.code for finding in find_errors(Survey(before))}
    return all(finding.code in known and finding.code == "circle" for finding in find_errors(Survey(after)))


def _happens_alike(before: ProcessDefinition, after: ProcessDefinition) -> bool:
    """Whether every activity that stays happens in the same situations."""
    situations = Situations((before, after))
    if situations.are_too_many:
        return False
    here, there = situations.list_runs(before), situations.list_runs(after)
    return all(there[name] == runs for name, runs in here.items() if name in there)


def is_no_worse(now: Measures, before: Measures) -> bool:
    """Whether no figure that counts is higher, neither of everything nor of what is founded."""
    pairs = ((now.everything, before.everything), (now.founded, before.founded))
    return all(_rank(mine)[index] <= value for mine, yours in pairs for index, value in enumerate(_rank(yours)))


def _rank(figures: Figures) -> tuple[Fraction, ...]:
    return tuple(Fraction(getattr(figures, name)) for name in NEVER_WORSE)


def dominates(one: Figures, other: Figures) -> bool:
    """Whether one is as good in every figure of the front, and better in some."""
    mine = (*_rank(one), Fraction(one.hand_overs), one.work_lost)
    yours = (*_rank(other), Fraction(other.hand_overs), other.work_lost)
    return mine != yours and all(a <= b for a, b in zip(mine, yours, strict=True))
