"""Who needs whose results, between processes that are diagnosed together.

A *want* is: to make one result, a process must first take another, which another process makes. Results are matched by
their Chinese name, else by their identifier; a result that several processes make binds nobody to one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.survey import Survey


class Want(Struct, frozen=True):
    """To make ``made``, the process takes ``thing``, which another makes."""

    process: str
    made: str
    thing: str
    taker: str
    index: int
    """Where ``thing`` stands in what the activity takes."""


class Wants:
    """The wants of all definitions, worked out once."""

    def __init__(self, definitions: Sequence[ProcessDefinition]) -> None:
        found = {one.process for one in definitions if one.as_is}
        # where a folder holds a process as found and as made anew, the new one asks for what the old one asked for
        anew = [one for one in definitions if not one.as_is and ({one.process, *one.replaces} & found)]
        self._definitions = (
            [one for one in definitions if not any(one is other for other in anew)] if anew else list(definitions)
        )

    @cached_property
    def makers(self) -> Mapping[str, tuple[ProcessDefinition, str]]:
        """For each result that exactly one process makes, the process and the activity."""
        found: dict[str, tuple[ProcessDefinition, str] | None] = {}
        for definition in self._definitions:
            names = _list_names(definition)
            own = {
                names.get(thing, thing): name
                for name, activity in definition.activities.items()
                for thing in activity.gives
            }
            for thing, name in own.items():
                found[thing] = None if thing in found else (definition, name)
        return {thing: maker for thing, maker in found.items() if maker is not None}

    @cached_property
    def _by_definition(self) -> Mapping[int, tuple[Want, ...]]:
        return {id(one): tuple(self._list_wants(one)) for one in self._definitions}

    def list_wants(self, definition: ProcessDefinition) -> tuple[Want, ...]:
        """The wants of one process."""
        return self._by_definition.get(id(definition), ())

    @cached_property
    def _by_made(self) -> Mapping[str, tuple[Want, ...]]:
        found: dict[str, list[Want]] = {}
        for wants in self._by_definition.values():
            for want in wants:
                if self.makers[want.made][0].process == want.process:
                    found.setdefault(want.made, []).append(want)
        return {made: tuple(wants) for made, wants in found.items()}

    def find_way(self, thing: str, last: str) -> tuple[Want, ...]:
        """The shortest chain of wants by which ``thing`` needs ``last``; empty where it does not."""
        came_from: dict[str, Want] = {}
        todo = [thing]
        for current in todo:  # grows while it is walked
            for want in self._by_made.get(current, ()):
                if want.thing not in came_from:
                    came_from[want.thing] = want
                    todo.append(want.thing)
        if last not in came_from:
            return ()
        way = [came_from[last]]
        while way[-1].made != thing:
            way.append(came_from[way[-1].made])
        return tuple(reversed(way))

    def _list_wants(self, definition: ProcessDefinition) -> Iterator[Want]:
        makers, names = self.makers, _list_names(definition)
        outside = [
            (name, index, thing)
            for name, activity in definition.activities.items()
            for index, given in enumerate(activity.takes)
            if (thing := names.get(given, given)) in makers and makers[thing][0] is not definition
        ]
        if not outside:
            return
        survey = Survey(definition)
        for maker, activity in definition.activities.items():
            made = [names.get(thing, thing) for thing in activity.gives]
            for taker, index, thing in outside:
                if taker == maker or (taker in survey.bits and _comes_before(survey, taker, maker)):
                    yield from (
                        Want(definition.process, one, thing, taker, index) for one in made if one in self.makers
                    )


def _comes_before(survey: Survey, first: str, second: str) -> bool:
    return second in survey.ancestors and bool(survey.ancestors[second] >> survey.bits[first] & 1)


def _list_names(definition: ProcessDefinition) -> dict[str, str]:
    """What materials and results are called among processes: their Chinese names; others go by their identifiers."""
    return {name: declared.name.zh for name, declared in definition.materials.items()}
