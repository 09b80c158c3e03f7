"""The situations that all definitions of one verification share: fields, outcomes, items applied for.

What is the same by lineage is one domain, so that "in the same situation" means something across definitions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zaizao.definition.model import Activity, ProcessDefinition
from zaizao.definition.survey import list_outcomes
from zaizao.verification.domains import Domain, Situations
from zaizao.verification.guards import Fields, GuardReader
from zaizao.verification.lineage import Lineage

AFTER = -1
"""The number of the redesigned process among the sides; BEFOREs count from zero."""


class World:
    """One diagram, and how each side's names are written in it."""

    def __init__(self, line: Lineage) -> None:
        self.line = line
        self.situations = Situations()
        self.diagram = self.situations.diagram
        self._classes = _join_activities(line)
        fields = Fields()
        for side in self._sides():
            definition = self.definition(side)
            fields.learn_fields(definition.fields, self._namer(side))
            for text in list_guards(definition):
                fields.learn_guard(text, self._namer(side))
        self._readers = {side: GuardReader(self.situations, fields, self._namer(side)) for side in self._sides()}

    def _sides(self) -> tuple[int, ...]:
        return (AFTER, *range(len(self.line.before)))

    def _namer(self, side: int) -> _FieldNamer:
        return _FieldNamer(self.line, side)

    def definition(self, side: int) -> ProcessDefinition:
        """The definition of a side."""
        return self.line.after if side == AFTER else self.line.before[side]

    def reader(self, side: int) -> GuardReader:
        """The reader of a side's guards."""
        return self._readers[side]

    def ends_with(self, side: int, activity: str, outcomes: Sequence[str]) -> int:
        """Where an activity, if it runs, ends with one of these outcomes."""
        return self.situations.among(self._outcome(side, activity), outcomes)

    def _outcome(self, side: int, activity: str) -> Domain:
        members = self._classes[side, activity]
        name = _name_class(self.line, members)
        values = (o for member in members for o in list_outcomes(self._activity(member)))
        return self.situations.declare(f"outcome {name}", dict.fromkeys(values), name=f"{name}.outcome")

    def _activity(self, member: tuple[int, str]) -> Activity:
        return self.definition(member[0]).activities[member[1]]

    def applied(self, side: int, item: str) -> int:
        """Where an item is applied for."""
        name = item if side == AFTER else self.line.key("items", side, item)
        return self.situations.truth(f"applied {name}", name=f"{name}.applied")

    def happens(self, side: int, kind: str, activity: str) -> int:
        """Where something outside the definition happens to an activity: an interrupt, a choice without a rule."""
        name = _name_class(self.line, self._classes[side, activity])
        return self.situations.truth(f"{kind} {name}", name=f"{name}.{kind}")


class _FieldNamer:
    """From a side's field ids to the common keys."""

    def __init__(self, line: Lineage, side: int) -> None:
        self._line, self._side = line, side

    def __call__(self, name: str) -> str:
        return name if self._side == AFTER else self._line.key("fields", self._side, name)


def list_guards(definition: ProcessDefinition) -> Iterator[str]:
    """Every guard: of activities, items and materials."""
    for table in (definition.activities, definition.items, definition.materials):
        for member in table.values():
            if member.when is not None:
                yield member.when


def _join_activities(line: Lineage) -> dict[tuple[int, str], tuple[tuple[int, str], ...]]:
    """Each activity of each side with all that are the same by lineage, those of AFTER first."""
    classes: dict[tuple[int, str], tuple[tuple[int, str], ...]] = {}
    for number, definition in enumerate(line.before):
        for name in definition.activities:
            classes[number, name] = ((number, name),)
    for name in line.after.activities:
        joined = [((AFTER, name),), *(classes[origin] for origin in line.origins_of("activities", name))]
        members = tuple(sorted(dict.fromkeys(member for one in joined for member in one)))
        for member in members:
            classes[member] = members
    return classes


def _name_class(line: Lineage, members: Sequence[tuple[int, str]]) -> str:
    side, name = members[0]
    return name if side == AFTER else f"{line.before[side].process}/{name}"
