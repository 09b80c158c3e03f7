"""Who makes, takes, reads and follows what in one definition; worked out when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from zaizao.definition.model import Activity, Ground, Link, ProcessDefinition
from zaizao.definition.survey import Survey, list_written
from zaizao.definition.vocabulary import DECIDING_VERBS, VERBS
from zaizao.diagnosis.naming import Naming

_WORD = re.compile(r"[^\W\d]\w*")


class Uses(Naming):
    """One definition with what follows from how its activities are tied to each other."""

    def __init__(self, definition: ProcessDefinition, *, survey: Survey) -> None:
        super().__init__(definition)
        self.survey = survey
        """Order, ancestors, skipping, outcomes: what the checks of the language work out."""

    @cached_property
    def takers(self) -> Mapping[str, tuple[str, ...]]:
        """For each material the activities that take it."""
        return _group((thing, name) for name, activity in self.activities.items() for thing in activity.takes)

    @cached_property
    def makers(self) -> Mapping[str, tuple[str, ...]]:
        """For each object the activities that make it: by ``gives``, or named by a material as its source."""
        given = [(thing, name) for name, activity in self.activities.items() for thing in activity.gives]
        sourced = [(n, m.source) for n, m in self.definition.materials.items() if m.source in self.activities]
        return _group([*given, *sourced])

    @cached_property
    def deciders(self) -> Mapping[str, tuple[str, ...]]:
        """For each item the activities that decide it."""
        return _group(
            (activity.item, name)
            for name, activity in self.activities.items()
            if activity.item is not None and activity.does in DECIDING_VERBS
        )

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """For each activity the organs that have it among their duties."""
        return _group(
            (duty, name)
            for name, organ in self.definition.organs.items()
            for duty in organ.duties
            if duty in self.activities
        )

    @cached_property
    def selective_links(self) -> tuple[Link, ...]:
        """The links that hold only for some outcomes of their source."""
        return tuple(
            link
            for activity in self.activities.values()
            for link in activity.after
            if link.on and link.activity in self.activities
        )

    @cached_property
    def followers(self) -> Mapping[str, tuple[str, ...]]:
        """For each activity those that name it as their prerequisite."""
        return {name: tuple(followers) for name, followers in self.survey.successors.items()}

    @cached_property
    def named_otherwise(self) -> frozenset[str]:
        """The activities that something names other than by a link, a duty or in their own rules."""
        definition = self.definition
        clocks = [item.clock for item in definition.items.values() if item.clock is not None]
        points = [point for clock in clocks for point in (clock.start, clock.end)] + [definition.promised_from]
        named = [point.partition(".")[0] for point in points if point is not None]
        named += [n for interrupt in definition.interrupts.values() for n in (*interrupt.cancels, interrupt.then) if n]
        named += [during for log in definition.entries.values() for during in log.during]
        named += [m.source for m in definition.materials.values()] + [f.source for f in definition.fields.values()]
        named += [definition.group.answer] if definition.group is not None else []
        for name, activity in self.activities.items():
            named += [other for other in _list_named(activity) if other is not None and other != name]
        return frozenset(named)

    def is_before(self, first: str, second: str) -> bool:
        """Whether links lead from ``first`` to ``second``; False where a circle leaves it open."""
        ancestors, bits = self.survey.ancestors, self.survey.bits
        return second in ancestors and first in bits and bool(ancestors[second] >> bits[first] & 1)

    @cached_property
    def implied(self) -> frozenset[tuple[str, int]]:
        """The links, by target and place, without which their step would begin at the same moment in every case."""
        survey, found = self.survey, set[tuple[str, int]]()
        for target, activity in self.activities.items():
            if activity.needs != "all" or len(activity.after) < 2:
                continue
            before = 0  # the set (bits) of all that comes before one of its prerequisites; never that one itself
            for link in activity.after:
                before |= survey.ancestors.get(link.activity, 0)
            for index, link in enumerate(activity.after):
                comes_anyway = link.activity in survey.bits and before >> survey.bits[link.activity] & 1
                if comes_anyway and not survey.can_fail(link, survey.skippable):
                    found.add((target, index))
        return frozenset(found)

    def leads_to(self, first: str, second: str) -> bool:
        """Whether links lead from ``first`` to ``second``, whether or not they must all hold; also in a circle."""
        if self.survey.has_circle:
            return second in self.list_after(first, without=None)
        return bool(self._behind[first] >> self.survey.bits[second] & 1)

    @cached_property
    def _behind(self) -> Mapping[str, int]:
        """For each activity the set (bits) of all that comes after it; only where there is no circle."""
        bits, sets = self.survey.bits, dict[str, int]()
        for name in reversed(self.survey.order):
            behind = 0
            for follower in self.survey.successors[name]:
                behind |= sets[follower] | 1 << bits[follower]
            sets[name] = behind
        return sets

    def list_after(self, name: str, *, without: str | None) -> frozenset[str]:
        """All that would come after an activity if the link from it to ``without`` were gone."""
        seen: set[str] = set()
        todo = [one for one in self.survey.successors[name] if one != without]
        for current in todo:  # grows while it is walked
            if current not in seen:
                seen.add(current)
                todo.extend(self.survey.successors[current])
        return frozenset(seen)

    @cached_property
    def reads(self) -> Mapping[str, frozenset[str]]:
        """For each activity the fields it looks at: declared, or named in one of its expressions."""
        found = {name: set(activity.reads) for name, activity in self.activities.items()}
        for place in self.survey.places:
            if len(place.path) > 1 and place.path[0] == "activities":
                found[str(place.path[1])].update(_WORD.findall(place.text))
        return {name: frozenset(words) for name, words in found.items()}

    @cached_property
    def readers(self) -> Mapping[str, tuple[str, ...]]:
        """For each field the activities that look at it."""
        return _group((fact, name) for name, facts in self.reads.items() for fact in facts)

    @cached_property
    def asked_elsewhere(self) -> frozenset[str]:
        """The words of expressions that stand in no activity: guards of items and materials, a group's key."""
        return frozenset(
            word for place in self.survey.places if place.path[0] != "activities" for word in _WORD.findall(place.text)
        )

    def list_handed(self, source: str, target: str) -> tuple[str, ...]:
        """What ``source`` makes or writes that ``target`` takes or reads, in the order in which it is made."""
        things, facts = self.made[source]
        if not things and not facts:
            return ()
        takes, reads = self.activities[target].takes, self.reads[target]
        handed = [thing for thing in things if thing in takes] + [fact for fact in facts if fact in reads]
        return tuple(dict.fromkeys(handed)) if handed else ()

    @cached_property
    def made(self) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """For each activity the things it makes and the fields it writes, also where only these name it."""
        things = {name: list(activity.gives) for name, activity in self.activities.items()}
        facts = {name: list(list_written(activity)) for name, activity in self.activities.items()}
        for table, into in ((self.definition.materials, things), (self.definition.fields, facts)):
            for name, declared in table.items():
                if declared.source in into:
                    into[declared.source].append(name)
        return {name: (tuple(things[name]), tuple(facts[name])) for name in self.activities}

    def list_dependents(self, source: str) -> frozenset[str]:
        """The activities that use what ``source`` makes, overwrite what it writes, or name it in their rules."""
        things, facts = self.made[source]
        writes = list_written(self.activities[source])
        if not self.asked_elsewhere.isdisjoint(writes):
            return frozenset(self.activities)
        tables = ((self.takers, things), (self.readers, facts), (self.writers, writes))
        using = [table.get(name, ()) for table, names in tables for name in names]
        return frozenset(self.bound.get(source, ())).union(*using)

    @cached_property
    def writers(self) -> Mapping[str, tuple[str, ...]]:
        """For each field the activities that write it themselves."""
        return _group((fact, name) for name, activity in self.activities.items() for fact in list_written(activity))

    @cached_property
    def bound(self) -> Mapping[str, tuple[str, ...]]:
        """For each activity those that name it in their rules about people, or after it not by mere habit."""
        pairs: list[tuple[str | None, str]] = []
        for name, activity in self.activities.items():
            pairs += [(link.activity, name) for link in activity.after if link.ground is not Ground.CUSTOM]
            if activity.by_same_as is not None:
                pairs.append((activity.by_same_as, name))
            if activity.who is not None:
                pairs += [(other, name) for other in (*activity.who.not_, activity.who.same_as)]
        return _group((source, name) for source, name in pairs if source is not None)

    def actor_of(self, name: str) -> str:
        """Who does an activity: the organ or party named, that of ``by_same_as``, else the competent organ."""
        seen: set[str] = set()
        while name in self.activities and name not in seen:
            seen.add(name)
            activity = self.activities[name]
            if activity.by_same_as is None:
                return activity.by or self.definition.competent
            name = activity.by_same_as
        return self.definition.competent

    def is_legal_act(self, activity: Activity) -> bool:
        """Whether the vocabulary counts the activity among the legal acts."""
        verb = VERBS.get(activity.does)
        return verb is not None and verb.legal_act


def _list_named(activity: Activity) -> Iterator[str | None]:
    """The activities that one names other than by its links."""
    yield activity.by_same_as
    if activity.who is not None:
        yield from (*activity.who.not_, activity.who.same_as)
    if activity.repeat is not None:
        yield from activity.repeat.body
    if activity.recurs is not None:
        yield activity.recurs.while_


def _group(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        if key in found:
            found[key][value] = None
        else:
            found[key] = {value: None}
    return {key: tuple(values) for key, values in found.items()}
