"""Finding the way from a process as it is to a better one: moves are tried one by one, and kept where nothing suffers.

A move is kept when the definition loads as before, every activity happens in the situations in which it happened, and
no figure gets worse. Moves are tried in one fixed order until none is left, so the result is the same every time and
redesigning it again finds nothing. None leads back to where the search has been, so it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.checks import find_errors
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.plain import digest_of
from zaizao.definition.survey import Survey
from zaizao.redesign.flow import Flow
from zaizao.redesign.measures import Figures, Measures, measure
from zaizao.redesign.operator import Find, Move, Operator, Reason
from zaizao.redesign.scope import Scope
from zaizao.redesign.situations import Situations

NEVER_WORSE = ("materials", "sheets", "certificates", "visits", "elapsed", "activities")
"""The figures that no kept move may raise above what they were before it."""

Progress = Callable[[str, int], None]
"""Told the operator that looks now, and how many moves have been kept."""


class Step(Struct, frozen=True):
    """A move that was kept, with the definition and the figures after it."""

    move: Move
    definition: ProcessDefinition
    measures: Measures


class Limits(Struct, frozen=True):
    """What a search is held to."""

    scope: Scope
    ceiling: Measures
    """The figures of the processes as they are."""
    barred: frozenset[tuple[str, ...]] = frozenset()
    """Elements that are not to be touched."""


def explore(
    definition: ProcessDefinition, operators: Sequence[Operator], limits: Limits, *, progress: Progress | None = None
) -> tuple[Step, ...]:
    """Every move that could be kept, in the order in which they were made."""
    been = {_place_of(definition)}
    steps = _open_circles(Step(_NO_MOVE, definition, measure((definition,))), operators, limits, been)
    found = True
    while found:
        found = False
        for operator in operators:
            if progress is not None:
                progress(operator.name, len(steps) - 1)
            kept = _exhaust(steps[-1], operator, limits, been)
            steps += kept
            found = found or bool(kept)
    return tuple(steps[1:])


_NO_MOVE = Move("", (), Reason(""))


def _place_of(definition: ProcessDefinition) -> str:
    """What a definition says, in whatever order its prerequisites stand: a cut that is healed leaves them in another."""
    ordered = {
        name: replace(activity, after=tuple(sorted(activity.after, key=repr)))
        for name, activity in definition.activities.items()
    }
    return digest_of(replace(definition, activities=ordered, digest=""))


def _open_circles(start: Step, operators: Sequence[Operator], limits: Limits, been: set[str]) -> list[Step]:
    """First of all the moves that cut a prerequisite within a circle: until then nothing can be proved.

    What goes in circles never ends, so where no cut leaves the figures as they are, one that does not is made.
    """
    steps = [start]
    for is_worse_allowed in (False, True):
        for operator in operators:
            if Flow(steps[-1].definition).survey.has_circle:
                cutting = replace(operator, find=_only_in_circles(operator))
                steps += _exhaust(steps[-1], cutting, limits, been, is_worse_allowed=is_worse_allowed)
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
    start: Step, operator: Operator, limits: Limits, been: set[str], *, is_worse_allowed: bool = False
) -> list[Step]:
    """The moves of one operator, looked for again after each one kept; what was refused once is not tried again.

    ``been`` grows by the places to which the moves lead; none leads to one that is in it.
    """
    kept: list[Step] = []
    now = start
    refused: set[tuple[str, ...]] = set(limits.barred)
    while True:
        moves = operator.find(now.definition, limits.scope)
        move = next((each for each in moves if each.elements not in refused), None)
        if move is None:
            return kept
        step = _try_move(now, operator, move)
        if (
            step is None
            or not (is_worse_allowed or _is_welcome(step, now, limits))
            or (place := _place_of(step.definition)) in been
        ):
            refused.add(move.elements)
            continue
        been.add(place)
        kept.append(step)
        now = step


def _try_move(now: Step, operator: Operator, move: Move) -> Step | None:
    """The step, or None when it changes nothing, or something that must not change."""
    after = operator.carry_out(now.definition, move)
    if after == now.definition or not _is_sound(now.definition, after) or not _happens_alike(now.definition, after):
        return None
    return Step(move, after, measure((after,)))


def _is_welcome(step: Step, now: Step, limits: Limits) -> bool:
    """Whether no figure is worse than before the move.

    Hand-overs, and for some moves the time, are held to what they were at the very start: one counter in the place of
    several pays off only when all is there, and who needs a result has to wait for it.
    """
    exempt = ("elapsed",) if step.move.may_take_time else ()
    names = [name for name in NEVER_WORSE if name not in exempt]
    if not is_no_worse(step.measures, now.measures, names):
        return False
    return is_no_worse(step.measures, limits.ceiling, ("hand_overs", *exempt))


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


def is_no_worse(now: Measures, before: Measures, names: Sequence[str] = (*NEVER_WORSE, "hand_overs")) -> bool:
    """Whether none of these figures is higher, neither of everything nor of what is founded."""
    pairs = ((now.everything, before.everything), (now.founded, before.founded))
    return all(getattr(mine, name) <= getattr(yours, name) for mine, yours in pairs for name in names)


def dominates(one: Figures, other: Figures) -> bool:
    """Whether one is as good in every figure of the front, and better in some."""
    mine, yours = one.list_values(), other.list_values()
    return mine != yours and all(mine[name] <= value for name, value in yours.items())
