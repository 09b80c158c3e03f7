"""Which activities of several logs are the same step: by what a person decided, by name, by likeness, by where they stand.

A step is named as the first side that has it names it. What nobody else has stays a step of that side alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from zaizao.mining.comparison.grouping import find_phases
from zaizao.mining.comparison.labels import find_labels
from zaizao.mining.comparison.neighbours import Neighbour, list_neighbours
from zaizao.mining.comparison.sides import Side
from zaizao.mining.matching.likeness import find_likest, list_pairs, normalise_name

_ALIKE = 0.75
"""Steps of other names stand at the same place from this share of common neighbours on; our choice."""


class How(StrEnum):
    """How an activity came to its step."""

    TOLD = "told"
    SAME = "same"
    SIMILAR = "similar"
    PLACE = "place"


class Step(Struct, frozen=True):
    """One step, and what the sides call it."""

    name: str
    label: str
    """What the log says it means, else its name."""
    phase: str
    called: Mapping[str, tuple[str, ...]]
    """By side, the names that its log has for it; a side that has none is absent."""
    how: How = How.SAME


class Alignment(Struct, frozen=True, dict=True):
    """The steps of all sides, and for each side the step of each activity code."""

    steps: tuple[Step, ...]
    codes: Mapping[str, tuple[int, ...]]
    unused: tuple[str, ...] = ()
    """Names that a person's file has and no log."""

    @property
    def doubtful(self) -> tuple[Step, ...]:
        """The steps that were brought together by likeness or place: somebody should look at them."""
        return tuple(step for step in self.steps if step.how in (How.SIMILAR, How.PLACE))

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases in the order of their first step."""
        return tuple(dict.fromkeys(step.phase for step in self.steps))


def align_sides(sides: Sequence[Side], *, told: Mapping[str, Mapping[str, Sequence[str]]] | None = None) -> Alignment:
    """The steps of several sides. ``told``: STEP: {SIDE: [names]} as `read_steps` gives it; it always wins."""
    decided = told or {}
    joiner = _Joiner(decided)
    for side in sides:
        joiner.join(side)
    labels, names = find_labels(sides), tuple(name for name, by_side in joiner.groups.items() if by_side)
    phases = find_phases(names)
    steps = tuple(
        Step(
            name,
            next((labels[one] for those in joiner.groups[name].values() for one in those if one in labels), name),
            phases[name],
            {side: tuple(those) for side, those in joiner.groups[name].items()},
            joiner.how.get(name, How.SAME),
        )
        for name in names
    )
    known = {side.name: set(side.log.activity_names) for side in sides}
    listed = [(side, name) for by_side in decided.values() for side, those in by_side.items() for name in those]
    unused = tuple(name for side, name in listed if name not in known.get(side, ()))
    return Alignment(steps, {side.name: _list_codes(side, steps) for side in sides}, unused)


class _Joiner:
    """Brings one side after another to the steps found so far."""

    def __init__(self, decided: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.decided = decided
        self.groups: dict[str, dict[str, list[str]]] = {name: {} for name in decided}
        self.how: dict[str, How] = dict.fromkeys(decided, How.TOLD)
        self._places: dict[str, set[Neighbour]] = {}
        """For each step, beside which steps the sides so far have it."""

    def join(self, side: Side) -> None:
        """Every name of a side finds its step: as told, by spelling, by likeness, by place; else a step of its own."""
        told = {name: step for step, by_side in self.decided.items() for name in by_side.get(side.name, ())}
        # a step for which somebody said what this side calls it takes nothing else of it
        open_to = {
            step: by_side for step, by_side in self.groups.items() if side.name not in self.decided.get(step, {})
        }
        spelt = {normalise_name(step): step for step in open_to}
        spelt.update(
            (normalise_name(one), step)
            for step, by_side in open_to.items()
            for those in by_side.values()
            for one in those
        )
        found: dict[str, str] = {}
        for name in side.log.activity_names:
            step = told.get(name) or spelt.get(normalise_name(name)) or (name if name in open_to else None)
            if step is not None:
                found[name] = step
        left = [name for name in side.log.activity_names if name not in found]
        for name, step, reason in self._pair(side, left, found):
            found[name] = step
            self.how.setdefault(step, reason)
        for name in side.log.activity_names:
            step = found.setdefault(name, name)
            self.groups.setdefault(step, {}).setdefault(side.name, []).append(name)
        for name, beside in list_neighbours(side.log, found).items():
            self._places.setdefault(found[name], set()).update(beside)

    def _pair(self, side: Side, left: Sequence[str], found: Mapping[str, str]) -> Iterator[tuple[str, str, How]]:
        """Pairs of names left over and steps that the side lacks, each used once: clear likeness first, then place."""
        used = set(found.values())
        free = [step for step in self.groups if step not in used and step not in self.decided]
        if not left or not free or _are_codes(tuple(dict.fromkeys((*self.groups, *side.log.activity_names)))):
            return
        pairs = [list_pairs(normalise_name(step)) for step in free]
        scored = []
        for name in left:
            best = find_likest(list_pairs(normalise_name(name)), pairs, free=range(len(free)))
            if best is not None and best.is_clear:
                scored.append((best.score, name, free[best.index], How.SIMILAR))
        beside = list_neighbours(side.log, found)
        for name in left:
            for step in free:
                score = _measure_place(beside[name], frozenset(self._places.get(step, ())))
                if score >= _ALIKE:
                    scored.append((score - 1, name, step, How.PLACE))
        names, steps = set(left), set(free)
        for _, name, step, reason in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
            if name in names and step in steps:
                names.remove(name)
                steps.remove(step)
                yield name, step, reason


def _are_codes(names: Sequence[str]) -> bool:
    """Codes that differ mean different steps, however alike they look."""
    return any(name != phase for name, phase in find_phases(names).items())


def _measure_place(one: frozenset[Neighbour], other: frozenset[Neighbour]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if len(one) > 1 and len(other) > 1 else 0.0


def _list_codes(side: Side, steps: Sequence[Step]) -> tuple[int, ...]:
    place = {name: index for index, step in enumerate(steps) for name in step.called.get(side.name, ())}
    return tuple(place.get(name, -1) for name in side.log.activity_names)
