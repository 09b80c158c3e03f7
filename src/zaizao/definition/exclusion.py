"""Which activities of a definition can never both happen in one case, by what must have come before each.

Only what is certain counts: links that hold in any case, and guards as they are written. Nothing is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zaizao.definition.model import Activity, IfSkipped, Link


class Exclusion:
    """The activities of one definition, and which of them may be skipped."""

    def __init__(self, activities: Mapping[str, Activity], *, skippable: frozenset[str]) -> None:
        self._activities = activities
        self._skippable = skippable

    def holds(self, first: str, second: str) -> bool:
        """Whether the two can never both happen: different outcomes of one source, or a guard and its negation."""
        here, there = self._conditions_of(first), self._conditions_of(second)
        if any(source in there and not (outcomes & there[source]) for source, outcomes in here.items()):
            return True
        one, other = self._guards_of(first), self._guards_of(second)
        return any(_negate(guard) in other for guard in one) or any(_negate(guard) in one for guard in other)

    def _demands(self, activity: Activity) -> Iterator[Link]:
        """The links that must have held if the activity happens, by a source that was not skipped."""
        if activity.needs != "all":
            return
        for link in activity.after:
            runs_without = link.if_skipped is IfSkipped.RUN and link.activity in self._skippable
            if link.activity in self._activities and not runs_without:
                yield link

    def _walk_up(self, name: str) -> list[str]:
        """The activity and those before it that must have happened if it happens."""
        seen = {name}
        todo = [name]
        for current in todo:  # grows while it is walked
            for link in self._demands(self._activities[current]):
                if link.activity not in seen:
                    seen.add(link.activity)
                    todo.append(link.activity)
        return todo

    def _conditions_of(self, name: str) -> dict[str, set[str]]:
        """For each source the outcomes it must have had for the activity to happen."""
        wanted: dict[str, set[str]] = {}
        for current in self._walk_up(name):
            for link in self._demands(self._activities[current]):
                if link.on:
                    wanted[link.activity] = wanted.get(link.activity, set(link.on)) & set(link.on)
        return wanted

    def _guards_of(self, name: str) -> set[str]:
        """The guards that held if the activity happens, without spaces at their ends."""
        guards = {self._activities[current].when for current in self._walk_up(name)}
        return {" ".join(guard.split()) for guard in guards if guard is not None}


def _negate(guard: str) -> str:
    return guard.removeprefix("not ") if guard.startswith("not ") else f"not {guard}"
