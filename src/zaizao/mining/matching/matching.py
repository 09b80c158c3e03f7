"""Which activity of a log is which one of a definition: by code or name, spelling aside, by likeness, or as told.

Several names of a log may stand for one activity of the definition; a name never stands for two. What a person wrote in
the mapping always wins; what is unclear is left unmatched and listed, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.mining.matching.likeness import Likeness, find_likest, list_pairs, normalise_name, strip_code


class Level(StrEnum):
    """How a match was found, the surest first."""

    MAPPED = "mapped"
    EXACT = "exact"
    NORMALISED = "normalised"
    SIMILAR = "similar"


class Match(Struct, frozen=True):
    """A name of the log and the activity of the definition that it stands for."""

    name: str
    activity: str
    level: Level
    score: float = 1.0
    """How alike the two are; 1 except for `Level.SIMILAR`."""


class Matching(Struct, frozen=True, dict=True):
    """Every name of the log is in exactly one of ``matches``, ``ignored`` and ``unmatched``."""

    names: tuple[str, ...]
    """The names of the log in the order of their codes."""
    activities: tuple[str, ...]
    """The activities of the definition in its order."""
    matches: tuple[Match, ...] = ()
    ignored: tuple[str, ...] = ()
    """Names that the mapping says are no activity of the definition."""
    unmatched: tuple[str, ...] = ()
    """Names for which nothing was found."""
    absent: tuple[str, ...] = ()
    """Activities of the definition for which the log has no name."""
    unused: tuple[str, ...] = ()
    """Names of the mapping that the log does not have."""

    @cached_property
    def of_name(self) -> Mapping[str, str]:
        """The activity each matched name stands for."""
        return {match.name: match.activity for match in self.matches}

    @cached_property
    def codes(self) -> tuple[int, ...]:
        """For each code of the log the position of its activity in ``activities``; -1 where there is none."""
        places = {activity: place for place, activity in enumerate(self.activities)}
        return tuple(places.get(self.of_name.get(name, ""), -1) for name in self.names)


def match_activities(
    log_names: Sequence[str], definition: ProcessDefinition, *, mapping: Mapping[str, str | None] | None = None
) -> Matching:
    """Match the names of a log with the activities of a definition.

    ``mapping``: what a person decided (`read_mapping`), name of the log → activity, or None for "none of them". Then
    equal identifiers and names, then names equal but for case, width, spaces, signs and a leading code, then clearly
    similar ones (`likeness`). A name that two activities bear decides nothing.
    """
    told = mapping or {}
    found: dict[str, Match] = {
        name: Match(name, activity, Level.MAPPED)
        for name in log_names
        if (activity := told.get(name)) is not None and activity in definition.activities
    }
    ignored = tuple(name for name in log_names if name in told and told[name] is None)
    for level in (Level.EXACT, Level.NORMALISED):
        bearers = _list_bearers(definition, level)
        for name in log_names:
            if name not in found and name not in ignored:
                found.update((name, Match(name, one, level)) for one in _look_up(name, bearers, level))
    left = [name for name in log_names if name not in found and name not in ignored]
    found.update((match.name, match) for match in _match_similar(left, definition, taken=found))
    used = {match.activity for match in found.values()}
    known = frozenset(log_names)
    return Matching(
        names=tuple(log_names),
        activities=tuple(definition.activities),
        matches=tuple(found[name] for name in log_names if name in found),
        ignored=ignored,
        unmatched=tuple(name for name in left if name not in found),
        absent=tuple(activity for activity in definition.activities if activity not in used),
        unused=tuple(name for name in told if name not in known),
    )


def list_names(definition: ProcessDefinition, activity: str) -> tuple[str, ...]:
    """What an activity is called: its identifier, its names, and those it had before a redesign."""
    declared = definition.activities[activity]
    name = declared.name
    called = () if name is None else (name.zh, *(() if name.en is None else (name.en,)))
    return (activity, *called, *(former.rpartition("/")[2] for former in declared.replaces))


def _list_bearers(definition: ProcessDefinition, level: Level) -> Mapping[str, str]:
    """The activity that alone bears a name. An identifier is its activity's, whoever else is called so."""
    bearers: dict[str, set[str]] = {}
    for activity in definition.activities:
        for name in list_names(definition, activity):
            for spelt in _spell(name, level):
                bearers.setdefault(spelt, set()).add(activity)
    own = {spelt: activity for activity in definition.activities for spelt in _spell(activity, level)[:1]}
    return {spelt: next(iter(those)) for spelt, those in bearers.items() if len(those) == 1 and spelt} | own


def _look_up(name: str, bearers: Mapping[str, str], level: Level) -> Iterator[str]:
    yield from [bearers[spelt] for spelt in _spell(name, level) if spelt in bearers][:1]


def _spell(name: str, level: Level) -> tuple[str, ...]:
    if level is Level.EXACT:
        return (name,)
    return tuple(dict.fromkeys((normalise_name(name), normalise_name(strip_code(name)))))


def _match_similar(
    left: Sequence[str], definition: ProcessDefinition, *, taken: Mapping[str, Match]
) -> Iterator[Match]:
    """The clearest pair first; each activity at most once, and only those that no surer match has."""
    used = {match.activity for match in taken.values()}
    called = [(activity, name) for activity in definition.activities for name in list_names(definition, activity)]
    owners = [activity for activity, _ in called]
    pairs = [list_pairs(normalise_name(strip_code(name))) for _, name in called]
    free = [place for place, owner in enumerate(owners) if owner not in used]
    candidates = []
    for order, name in enumerate(left):
        own = list_pairs(normalise_name(strip_code(name)))
        best = find_likest(own, pairs, free=free)
        if best is None:
            continue
        rivals = (place for place, owner in enumerate(owners) if owner != owners[best.index])
        second = find_likest(own, pairs, free=rivals)
        if Likeness(best.index, best.score, 0.0 if second is None else second.score).is_clear:
            candidates.append((-best.score, order, name, owners[best.index]))
    for score, _, name, activity in sorted(candidates):
        if activity not in used:
            used.add(activity)
            yield Match(name, activity, Level.SIMILAR, round(-score, 4))
