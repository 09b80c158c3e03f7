"""The verifier's questions answered another way: situation by situation, with plain truth values and FEEL itself.

Slow and simple. It shares with the verifier the lineage and what counts as founded, and neither formulas nor diagrams.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from zaizao.definition.model import IfSkipped, Link, OnRefused, ProcessDefinition
from zaizao.definition.survey import list_outcomes
from zaizao.expression import compile_expression
from zaizao.law import national_rules, shipped_library
from zaizao.verification.inquiry import Inquiry
from zaizao.verification.lawbook import Lawbook
from zaizao.verification.lineage import Origin, lineage
from zaizao.verification.world import AFTER

Situation = Mapping[str, Any]
Counts = Callable[[str, Link], bool]


class Reference:
    """One definition, run in one situation at a time."""

    def __init__(
        self, inquiry: Inquiry, side: int, definition: ProcessDefinition, *, frees: Counts | None = None
    ) -> None:
        self.inquiry, self.side, self.definition = inquiry, side, definition
        self.uses = inquiry.after_uses if side == AFTER else inquiry.uses[side]
        dropped = inquiry.circles[side][0] if side != AFTER else frozenset()
        self.strictly = frees is None
        self.frees = frees or (lambda _name, _link: False)
        self.links = {
            name: [link for index, link in enumerate(activity.after) if (name, index) not in dropped]
            for name, activity in definition.activities.items()
        }
        self.order = self._sort()
        self._before: dict[str, frozenset[str]] = {}
        self._read_definition()

    def _read_definition(self) -> None:
        """What is asked in every situation and is the same in all of them."""
        activities, items = self.definition.activities, self.definition.items
        self._fields = {name: f"field {self.key('fields', name)}" for name in self.definition.fields}
        self._outcomes = {name: f"outcome {self.key('activities', name)}" for name in activities}
        self._applied = {name: f"applied {self.key('items', name)}" for name in items}
        self._deciders = {name: self.uses.deciders(name) for name in items}
        self._on = {
            name: items[one.item].on_refused if one.item in items and self.uses.decides(name) else None
            for name, one in activities.items()
        }
        self._freed = {name: [self.frees(name, link) for link in links] for name, links in self.links.items()}
        self._ends = {name: [one for one in self.before(name) if self._on[one] is OnRefused.END] for name in activities}
        self._guards = {
            name: [
                compile_expression(text)
                for text in (items[one.item].when if one.item in items else None, one.when)
                if text is not None
            ]
            for name, one in activities.items()
        }

    def _sort(self) -> list[str]:
        done: list[str] = []
        while len(done) < len(self.links):
            done.extend(
                name
                for name, links in self.links.items()
                if name not in done and all(link.activity in done for link in links)
            )
        return done

    def key(self, table: str, name: str) -> str:
        return name if self.side == AFTER else self.inquiry.line.key(table, self.side, name)

    def facts(self, situation: Situation) -> dict[str, Any]:
        return {name: situation[key] for name, key in self._fields.items()}

    def outcome(self, situation: Situation, name: str) -> str:
        return situation[self._outcomes[name]]  # type: ignore[no-any-return]

    def runs(self, situation: Situation) -> dict[str, bool]:
        """Which activities run."""
        facts, runs = self.facts(situation), {}
        for name in self.order:
            runs[name] = self._runs(name, runs, facts, situation)
        return runs

    def _runs(self, name: str, runs: Mapping[str, bool], facts: Mapping[str, Any], situation: Situation) -> bool:
        activity = self.definition.activities[name]
        if not self._suffice(name, self.holds(name, runs, situation)):
            return False
        if activity.item in self._applied:
            applied = situation[self._applied[activity.item]]
            if not applied or self._is_undecided(name, activity.item, runs):
                return False
        if activity.each is not None and not facts[activity.each.over]:
            return False
        if any(self._refuses(one, runs, situation) for one in self._ends[name]):
            return False
        return all(guard.test(facts) is True for guard in self._guards[name])

    def _suffice(self, name: str, holds: list[bool]) -> bool:
        needs, links = self.definition.activities[name].needs, self.links[name]
        if needs == "all" or not links:
            return all(holds)
        own = [hold for hold, freed in zip(holds, self._freed[name], strict=True) if not freed]
        if needs == "any":
            return any(own) or not own
        return sum(own) >= min(int(needs), len(own)) if len(own) < len(links) else sum(own) >= int(needs)

    def holds(self, name: str, runs: Mapping[str, bool], situation: Situation) -> list[bool]:
        """For each link whether it holds."""
        links = zip(self.links[name], self._freed[name], strict=True)
        return [freed or self._holds(link, runs, situation) for link, freed in links]

    def _holds(self, link: Link, runs: Mapping[str, bool], situation: Situation) -> bool:
        if not runs[link.activity]:
            return link.if_skipped is IfSkipped.RUN
        if link.on:
            return self.outcome(situation, link.activity) in link.on
        refused = self.outcome(situation, link.activity) == "refused"
        return not (refused and self._on[link.activity] is OnRefused.SKIP_DEPENDENTS)

    def _refuses(self, name: str, runs: Mapping[str, bool], situation: Situation) -> bool:
        return runs[name] and self.outcome(situation, name) == "refused"

    def _is_undecided(self, name: str, item: str, runs: Mapping[str, bool]) -> bool:
        deciders = self._deciders[item]
        settled = self.strictly and bool(deciders) and self.before(name).issuperset(deciders)
        return settled and not any(runs[one] for one in deciders)

    def before(self, name: str) -> frozenset[str]:
        """Those settled before it in any case."""
        if name not in self._before:
            links = [link for link in self.links[name] if not self.frees(name, link)]
            sets = [self.before(link.activity) | {link.activity} for link in links]
            needs = self.definition.activities[name].needs
            hasty = isinstance(needs, int) and needs < len(self.links[name])
            meet = frozenset.intersection if hasty and sets else frozenset().union
            self._before[name] = meet(*sets)
        return self._before[name]

    def waiting(self, source: str, runs: Mapping[str, bool], situation: Situation, counts: Counts) -> dict[str, bool]:
        """For each activity whether it cannot be decided before ``source`` is settled."""
        found: dict[str, bool] = {}
        for name in self.order:
            each = [(one.activity == source or found[one.activity]) and counts(name, one) for one in self.links[name]]
            needs = self.definition.activities[name].needs
            found[name] = any(each)
            if isinstance(needs, int) and found[name]:
                holds = self.holds(name, runs, situation)
                if sum(holds) >= needs:
                    found[name] = sum(hold and not wait for hold, wait in zip(holds, each, strict=True)) < needs
        return found


class Answer(Struct, frozen=True):
    """What looking at situations found."""

    lost: tuple[str, ...]
    looked_at: int
    in_all: int


def compare(before: Sequence[ProcessDefinition], after: ProcessDefinition, *, most: int = 600, seed: int = 1) -> Answer:
    """Whether founded activities run and wait as they must, in all situations or in ``most`` drawn ones."""
    inquiry = Inquiry(lineage(tuple(before), after), Lawbook(shipped_library(), national_rules()))
    domains = list_domains(inquiry)
    total = math.prod(len(values) for values in domains.values())
    lost: dict[str, None] = {}
    count = 0
    sides = _make_sides(inquiry)
    for situation in _draw(domains, total, most, seed):
        count += 1
        lost.update(dict.fromkeys(_look(sides, situation)))
    return Answer(tuple(lost), count, total)


def list_domains(inquiry: Inquiry) -> dict[str, tuple[Any, ...]]:
    """Everything that can be one way or another, by its common key."""
    domains: dict[str, tuple[Any, ...]] = {}
    line = inquiry.line
    for side, definition in [(AFTER, inquiry.after), *enumerate(inquiry.before)]:

        def key(table: str, name: str, side: int = side) -> str:
            return name if side == AFTER else line.key(table, side, name)

        for name, about in definition.fields.items():
            domains.setdefault(f"field {key('fields', name)}", _list_values(about.type, about.options))
        for name, activity in definition.activities.items():
            known = domains.get(f"outcome {key('activities', name)}", ())
            domains[f"outcome {key('activities', name)}"] = tuple(dict.fromkeys((*known, *list_outcomes(activity))))
        for name in definition.items:
            domains.setdefault(f"applied {key('items', name)}", (True, False))
    return domains


def _list_values(kind: str, options: Sequence[str]) -> tuple[Any, ...]:
    import datetime as dt  # noqa: PLC0415
    from decimal import Decimal  # noqa: PLC0415

    if options:
        return tuple(options)
    known: dict[str, tuple[Any, ...]] = {
        "boolean": (True, False),
        "number": tuple(Decimal(n) for n in (0, 99, 100, 101, 500, 501)),
        "date": (dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 1, 2)),
        "string": ("",),
    }
    return known.get(kind, (["one"], []))


def _draw(domains: Mapping[str, tuple[Any, ...]], total: int, most: int, seed: int) -> Iterator[Situation]:
    if total <= most:
        yield from (dict(zip(domains, values, strict=True)) for values in itertools.product(*domains.values()))
        return
    dice = random.Random(seed)
    for _ in range(most):
        yield {key: dice.choice(values) for key, values in domains.items()}


class Sides(Struct, frozen=True):
    """Both definitions, each as it runs and as the law alone has it, and the pairs whose order matters."""

    now: Reference
    lasting: Reference
    was: tuple[Reference, ...]
    law: tuple[Reference, ...]
    grounds: tuple[frozenset[tuple[str, str]], ...]
    """For each BEFORE, and last for AFTER, the links (source, target) with a ground."""
    pairs: tuple[tuple[int, str, str, str, str, bool], ...]
    """Number of a BEFORE, two activities of it, what stands for them in AFTER, and whether the law alone counts."""
    united: tuple[tuple[str, tuple[Origin, ...]], ...]
    """Each activity of AFTER with what is founded of what it stands for."""


def _make_sides(inquiry: Inquiry) -> Sides:
    grounds = tuple(_list_grounds(inquiry, uses) for uses in (*inquiry.uses, inquiry.after_uses))

    def frees(number: int, founded: frozenset[str] | None) -> Counts:
        return lambda name, link: (
            (founded is not None and link.activity not in founded) or (link.activity, name) not in grounds[number]
        )

    before = tuple(enumerate(inquiry.before))
    return Sides(
        Reference(inquiry, AFTER, inquiry.after),
        Reference(inquiry, AFTER, inquiry.after, frees=frees(-1, None)),
        tuple(Reference(inquiry, n, d) for n, d in before),
        tuple(Reference(inquiry, n, d, frees=frees(n, inquiry.founded[n].activities)) for n, d in before),
        grounds,
        tuple(found for n, _ in before for found in _list_images(inquiry, n)),
        tuple(
            (name, tuple(origin for origin in origins if inquiry.is_founded(origin)))
            for name, origins in inquiry.list_united("activities")
        ),
    )


def _list_grounds(inquiry: Inquiry, uses: Any) -> frozenset[tuple[str, str]]:
    return frozenset(
        (link.activity, name)
        for name, activity in uses.activities.items()
        for link in activity.after
        if uses.is_founded(name, link, inquiry.lawbook)
    )


def _look(sides: Sides, situation: Situation) -> Iterator[str]:
    now, lasting = sides.now.runs(situation), sides.lasting.runs(situation)
    was = [side.runs(situation) for side in sides.was]
    law = [side.runs(situation) for side in sides.law]
    for name, origins in sides.united:
        allowed = any(was[n][one] or law[n][one] for n, one in origins)
        for number, one in origins:
            if was[number][one] and not now[name]:
                yield f"act-not-run {name}"
            if was[number][one] and law[number][one] and not lasting[name]:
                yield f"act-by-habit {name}"
        if len(origins) == 1 and now[name] and not allowed:
            yield f"act-without-ground {name}"
        if len(origins) == 1 and lasting[name] and not allowed:
            yield f"condition-by-habit {name}"
    yield from _look_at_order(sides, situation, now, was)


def _look_at_order(
    sides: Sides, situation: Situation, now: Mapping[str, bool], was: Sequence[Mapping[str, bool]]
) -> Iterator[str]:
    known: dict[tuple[int, str, bool], dict[str, bool]] = {}

    def waits(number: int, pair: tuple[str, str], is_law: bool) -> bool:
        key = (number, pair[0], is_law)
        if key not in known:
            side, runs = (sides.now, now) if number == AFTER else (sides.was[number], was[number])
            known[key] = side.waiting(
                pair[0],
                runs,
                situation,
                lambda name, link: not is_law or (link.activity, name) in sides.grounds[number],
            )
        return known[key][pair[1]]

    for number, source, target, first, then, is_law in sides.pairs:
        if not (now[first] and now[then]):
            continue
        if waits(number, (source, target), is_law) and not waits(AFTER, (first, then), is_law):
            yield f"order {source} → {target}"


def _list_images(inquiry: Inquiry, number: int) -> Iterator[tuple[int, str, str, str, str, bool]]:
    for source, target, is_law in dict.fromkeys(_list_pairs(inquiry, number)):
        first = inquiry.line.image("activities", number, source)
        then = inquiry.line.image("activities", number, target)
        if first is not None and then is not None and first != then:
            yield number, source, target, first, then, is_law


def _list_pairs(inquiry: Inquiry, number: int) -> Iterator[tuple[str, str, bool]]:
    uses, founded = inquiry.uses[number], inquiry.founded[number].activities
    for target, activity in uses.activities.items():
        for link in activity.after:
            basis = uses.definition.bases.get(link.of or "")
            if link.ground.value == "law" and inquiry.lawbook.holds(basis) and {target, link.activity} <= founded:
                yield link.activity, target, True
    for need in uses.data:
        if {need.source, need.target} <= founded:
            yield need.source, need.target, False
