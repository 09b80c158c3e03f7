"""From a definition to an accepting net with the same rules of order as replay has (`rules`), so that it can be aligned.

A link is a place (two where a skip is passed on: one says done, one skipped); an activity does or is skipped. A repeated
region is gone round; a circle is one place where all of it may happen that has its ground. A skip passed on over more
than three links of one activity (or circle) is not bound to each of them: the activity may then always be skipped.
"""

from __future__ import annotations

from itertools import product

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.mining.conformance.rules import Region, Rule, Rules, work_out_rules
from zaizao.mining.discovery import AcceptingNet, NetBuilder

MOST_BOUND = 3
"""Links of one activity over which each combination of done and skipped gets a transition of its own."""


class _Way(Struct, frozen=True):
    """One link: where the token goes when the source was done, and where when it was skipped (the same if it is loose)."""

    source: int
    target: int
    done: int
    skipped: int


def net_of_definition(definition: ProcessDefinition) -> AcceptingNet:
    """The net whose labels are the activities' identifiers."""
    return _Layer(work_out_rules(definition)).build()


class _Layer:
    """Lays the rules of a definition out as places and transitions."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.net = NetBuilder(rules.definition.process)
        self.region_of: dict[int, Region] = {}
        for region in rules.regions:  # the largest first: the innermost stays
            self.region_of.update(dict.fromkeys(region.members, region))
        self.entries: dict[int, list[int]] = {}
        self.ways = [self.make_way(one, source) for one in range(len(rules.names)) for source in self.list_sources(one)]
        self.into = {one: [way for way in self.ways if way.target == one] for one in range(len(rules.names))}
        self.out_of = {one: [way for way in self.ways if way.source == one] for one in range(len(rules.names))}

    def list_sources(self, one: int) -> list[int]:
        """What an activity waits for, outside its own circle."""
        circle = self.rules.circle_of.get(one, -1)
        waits = dict.fromkeys(self.rules.rules[one].waits)
        return [source for source in waits if self.rules.circle_of.get(source, -2) != circle]

    def make_way(self, one: int, source: int) -> _Way:
        """The place or places of a link."""
        done = self.net.add_place()
        is_bound = source in self.list_bound(one)
        return _Way(source, one, done, self.net.add_place() if is_bound else done)

    def list_bound(self, one: int) -> list[int]:
        """The links over which a skip is passed on and told apart."""
        circle = self.rules.circle_of.get(one)
        unit = (one,) if circle is None else self.rules.circles[circle]
        count = sum(len(self.list_grounds(member)) for member in unit)
        return self.list_grounds(one) if count <= MOST_BOUND else []

    def list_grounds(self, one: int) -> list[int]:
        """The sources without which an activity must not happen, but for those in circles."""
        rule = self.rules.rules[one]
        if rule.needs != "all":
            return []
        return [source for source in dict.fromkeys(rule.bound) if source not in self.rules.circle_of]

    def build(self) -> AcceptingNet:
        """Everything between one first place and one last."""
        start, end = self.net.add_place("start"), self.net.add_place("end")
        ends: list[int] = []
        begins: list[int] = []
        for one, rule in enumerate(self.rules.rules):
            if one not in self.rules.circle_of:
                begin = self.add_begin(one, begins)
                self.lay_activity(one, rule, begin, self.add_end(one, ends))
        for circle in self.rules.circles:
            self.lay_circle(sorted(circle), begins, ends)
        self.net.add_transition(None, (start,), tuple(begins))
        self.net.add_transition(None, tuple(ends), (end,))
        return self.net.build((start,), (end,))

    def add_begin(self, one: int, begins: list[int]) -> tuple[int, ...]:
        """A place for what waits for nothing."""
        if self.into[one]:
            return ()
        begins.append(self.net.add_place())
        self.entries[one] = [begins[-1]]
        return (begins[-1],)

    def add_end(self, one: int, ends: list[int]) -> tuple[int, ...]:
        """A place for what nothing waits for."""
        if self.out_of[one]:
            return ()
        ends.append(self.net.add_place())
        return (ends[-1],)

    def lay_activity(self, one: int, rule: Rule, begin: tuple[int, ...], end: tuple[int, ...]) -> None:
        """Doing and skipping, for each combination of what was done and skipped before."""
        name = self.rules.names[one]
        ways = self.into[one]
        apart = [way for way in ways if way.done != way.skipped]
        loose = tuple(way.done for way in ways if way.done == way.skipped)
        done = tuple(way.done for way in self.out_of[one]) + end
        skipped = tuple(way.skipped for way in self.out_of[one]) + end
        is_free = rule.optional or (len(rule.bound) > len(apart) and rule.needs == "all" and self.passes_skips(one))
        turned = self.add_rounds(one, rule, done)
        for held in product((True, False), repeat=len(apart)):
            taken = (
                loose
                + begin
                + tuple(way.done if holds else way.skipped for way, holds in zip(apart, held, strict=True))
            )
            if all(held):
                self.net.add_transition(name, taken, turned)
            if is_free or not all(held):
                self.net.add_transition(None, taken, skipped)

    def passes_skips(self, one: int) -> bool:
        """Whether links of the activity pass a skip on without being told apart."""
        return (
            not self.list_bound(one)
            and bool(self.rules.rules[one].bound)
            and any(self.rules.rules[source].optional for source in self.rules.rules[one].bound)
        )

    def add_rounds(self, one: int, rule: Rule, done: tuple[int, ...]) -> tuple[int, ...]:
        """Where doing an activity leads: on, or to a place from which it is done again or left."""
        region = self.region_of.get(one)
        owned = next((region for region in self.rules.regions if region.owner == one), None)
        if owned is None and not rule.repeats:
            return done
        turn = self.net.add_place()
        self.net.add_transition(None, (turn,), done)
        if owned is None or region is None:
            self.net.add_transition(self.rules.names[one], (turn,), (turn,))
        else:
            self.net.add_transition(None, (turn,), self.list_entries(owned))
        return (turn,)

    def list_entries(self, region: Region) -> tuple[int, ...]:
        """The tokens with which a round begins: what comes from outside has been settled and holds."""
        places: list[int] = []
        for one in sorted(region.members):
            if not self.into[one]:
                places += self.entries.setdefault(one, [])
            places += [way.done for way in self.into[one] if way.source not in region.members]
        return tuple(places)

    def lay_circle(self, circle: list[int], begins: list[int], ends: list[int]) -> None:
        """One place where every activity of the circle may happen at any time, but for those that lack their ground."""
        ways = [way for one in circle for way in self.into[one]]
        apart = [way for way in ways if way.done != way.skipped]
        enter = tuple(way.done for way in ways if way.done == way.skipped)
        leave = tuple(way.done for one in circle for way in self.out_of[one])
        if not ways:
            begins.append(self.net.add_place())
            enter = (begins[-1],)
        if not leave:
            ends.append(self.net.add_place())
            leave = (ends[-1],)
        for held in product((True, False), repeat=len(apart)):
            inside = self.net.add_place()
            came = tuple(way.done if holds else way.skipped for way, holds in zip(apart, held, strict=True))
            self.net.add_transition(None, enter + came, (inside,))
            self.net.add_transition(None, (inside,), leave)
            barred = {way.target for way, holds in zip(apart, held, strict=True) if not holds}
            for one in circle:
                if one not in barred:
                    self.net.add_transition(self.rules.names[one], (inside,), (inside,))
