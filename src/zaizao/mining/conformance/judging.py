"""Who departs from the rules of order, for all variants at once: a table of first and last places, a pass per activity.

A row is a variant (in a repeated region: one round of one). Nothing looks at a single event.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.mining.conformance.kinds import Kind
from zaizao.mining.conformance.rules import Region, Rules

_NEVER = np.iinfo(np.int32).max


class Events(Struct, frozen=True, eq=False):
    """Events of known activities, ordered by row and then by place."""

    row: NDArray[np.int64]
    activity: NDArray[np.int64]
    place: NDArray[np.int64]
    rows: int


class Verdict(Struct, frozen=True, eq=False):
    """One way of departing and the rows that do."""

    kind: Kind
    activity: int
    other: int
    rows: NDArray[np.bool_]


def judge_order(rules: Rules, events: Events) -> list[Verdict]:
    """Every departure from the order of a definition; one verdict for each kind, activity and reason that occurs."""
    return list(_Level(rules, events, frozenset(range(len(rules.names))), None).judge())


class _Level:
    """The activities of one level: the whole definition, or a region (``inside``) whose rounds are the rows."""

    def __init__(self, rules: Rules, events: Events, members: frozenset[int], inside: Region | None) -> None:
        self.rules, self.events, self.members, self.inside = rules, events, members, inside
        size = len(rules.names)
        keys = events.row * size + events.activity
        shape = (events.rows, size)
        self.count = np.bincount(keys, minlength=events.rows * size).reshape(shape)
        self.first = np.full(shape, _NEVER, dtype=np.int64)
        self.last = np.full(shape, -1, dtype=np.int64)
        self.first.reshape(-1)[keys[::-1]] = events.place[::-1]
        self.last.reshape(-1)[keys] = events.place
        self.occurs = self.count > 0
        self.settled = np.full(shape, -1, dtype=np.int64)
        self.blamed = np.full(shape, -1, dtype=np.int64)
        self.opened = np.full(shape, -1, dtype=np.int64)
        self.opened_by = np.full(shape, -1, dtype=np.int64)
        self.regions = _find_outermost(rules, members, inside)
        self.region_of = {one: region for region in self.regions for one in region.members}

    def judge(self) -> Iterator[Verdict]:
        """Order, then what is missing, then what is too much, then the regions inside."""
        order = [one for one in self.rules.order if one in self.members]
        done: set[int] = set()
        for one in order:
            circle = self.rules.circle_of.get(one)
            if circle is None:
                yield from self.judge_waiting(one)
            elif circle not in done:
                done.add(circle)
                yield from self.judge_circle(sorted(self.rules.circles[circle] & self.members))
        missing = {one: self.find_missing(one) for one in order}
        for one in order:
            yield from self.tell_missing(one, missing[one])
            yield from self.judge_ground(one, missing)
            yield from self.judge_count(one)
        for region in self.regions:
            yield from self.judge_region(region)

    def wait_for(self, sources: list[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each row the place at which the last of the sources is settled, and which one that was."""
        if not sources:
            none = np.full(self.events.rows, -1, dtype=np.int64)
            return none, none
        places = self.settled[:, sources]
        latest = places.argmax(axis=1)
        rows = np.arange(self.events.rows)
        return places[rows, latest], self.blamed[:, sources][rows, latest]

    def judge_waiting(self, one: int) -> Iterator[Verdict]:
        """What comes before something it waits for; what is skipped is settled with the last of its sources."""
        rule, region = self.rules.rules[one], self.region_of.get(one)
        sources = [source for source in rule.waits if source in self.members]
        outer = [source for source in sources if region is None or source not in region.members]
        until, blamed = self.wait_for(outer)
        if rule.needs == "all":
            until, blamed = self.wait_for_round([one for one in sources if one not in outer], until, blamed)
        self.opened[:, one], self.opened_by[:, one] = until, blamed
        occurs = self.occurs[:, one]
        if isinstance(rule.needs, int):
            ready = sum((self.first[:, source] < self.first[:, one]).astype(np.int64) for source in outer)
            early = occurs & (ready < min(rule.needs, len(outer))) if outer else np.zeros_like(occurs)
            blamed = np.where(early, outer[0] if outer else -1, blamed)
        else:
            early = occurs & (self.first[:, one] < until)
        yield from self.tell(Kind.REORDERED, one, early, blamed)
        until, blamed = self.wait_for(sources)
        many = rule.repeats or (region is not None and one == region.owner)
        self.settled[:, one] = np.where(occurs, (self.last if many else self.first)[:, one], until)
        self.blamed[:, one] = np.where(occurs, one, blamed)

    def wait_for_round(
        self, inner: list[int], until: NDArray[np.int64], blamed: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """In the first round of a region its members wait, through each other, for all that those wait for outside."""
        for source in inner:
            later = self.opened[:, source] > until
            until = np.where(later, self.opened[:, source], until)
            blamed = np.where(later, self.opened_by[:, source], blamed)
        return until, blamed

    def judge_circle(self, circle: list[int]) -> Iterator[Verdict]:
        """A circle begins when all that any of it waits for outside is settled, and is settled with the last of it."""
        outer = sorted(
            {source for one in circle for source in self.rules.rules[one].waits if source in self.members} - set(circle)
        )
        until, blamed = self.wait_for(outer)
        for one in circle:
            yield from self.tell(Kind.REORDERED, one, self.occurs[:, one] & (self.first[:, one] < until), blamed)
        places = self.last[:, circle]
        latest = places.max(axis=1)
        self.settled[:, circle] = np.maximum(latest, until)[:, None]
        own = np.array(circle)[places.argmax(axis=1)]
        self.blamed[:, circle] = np.where(latest >= until, own, blamed)[:, None]

    def tell(
        self, kind: Kind, one: int, rows: NDArray[np.bool_], others: NDArray[np.int64] | None = None
    ) -> Iterator[Verdict]:
        """A verdict for each reason that occurs."""
        if not rows.any():
            return
        if others is None:
            yield Verdict(kind, one, -1, rows)
            return
        for other in np.unique(others[rows]).tolist():
            yield Verdict(kind, one, other, rows & (others == other))

    def find_missing(self, one: int) -> NDArray[np.bool_]:
        """Where an activity had to happen and did not."""
        rule = self.rules.rules[one]
        if rule.optional or one in self.rules.circle_of:
            return np.zeros(self.events.rows, dtype=np.bool_)
        missing = ~self.occurs[:, one]
        for source in rule.bound:
            if source in self.members:
                missing &= self.occurs[:, source]
        if self.rules.cutting:
            missing &= ~self.occurs[:, sorted(self.rules.cutting)].any(axis=1)
        region = self.region_of.get(one)
        if region is not None:  # once it was begun, its rounds are judged one by one
            missing &= ~self.occurs[:, sorted(region.members)].any(axis=1)
        return missing

    def tell_missing(self, one: int, missing: NDArray[np.bool_]) -> Iterator[Verdict]:
        """Passed over where something behind it happened; else the case stopped before it."""
        behind = sorted(self.rules.behind[one] & self.members)
        passed = self.occurs[:, behind].any(axis=1) if behind else np.zeros_like(missing)
        yield from self.tell(Kind.SKIPPED, one, missing & passed)
        yield from self.tell(Kind.UNFINISHED, one, missing & ~passed)

    def judge_ground(self, one: int, missing: dict[int, NDArray[np.bool_]]) -> Iterator[Verdict]:
        """What happened although it had to be skipped; a source that had to happen itself is told as skipped."""
        rule = self.rules.rules[one]
        circle = self.rules.circle_of.get(one, -1)
        for source in rule.bound:
            if source not in self.members or self.rules.circle_of.get(source, -2) == circle:
                continue
            region = self.region_of.get(one)
            if region is not None and source in region.members:
                continue
            absent = self.occurs[:, one] & ~self.occurs[:, source] & ~missing[source]
            if rule.needs == "all" and absent.any():
                yield Verdict(Kind.UNFOUNDED, one, source, absent)

    def judge_count(self, one: int) -> Iterator[Verdict]:
        """What happened more than once and may not."""
        if not (self.rules.rules[one].repeats or one in self.rules.circle_of or one in self.region_of):
            yield from self.tell(Kind.REPEATED, one, self.count[:, one] > 1)

    def judge_region(self, region: Region) -> Iterator[Verdict]:
        """Each round of a region by itself; a round ends with its owner."""
        events = self.events
        inside = np.isin(events.activity, sorted(region.members))
        row, activity, place = events.row[inside], events.activity[inside], events.place[inside]
        if not len(row):
            return
        ends = activity == region.owner
        before = np.cumsum(ends) - ends
        first = np.concatenate(([True], row[1:] != row[:-1]))
        begun = before[np.maximum.accumulate(np.where(first, np.arange(len(row)), 0))]
        key = row * (int(before.max()) + 2) + (before - begun)
        rounds, of_event = np.unique(key, return_inverse=True)
        owner = np.zeros(len(rounds), dtype=np.int64)
        owner[of_event] = row
        level = _Level(self.rules, Events(of_event, activity, place, len(rounds)), region.members, region)
        for verdict in level.judge():
            rows = np.zeros(events.rows, dtype=np.bool_)
            rows[owner[verdict.rows]] = True
            yield Verdict(verdict.kind, verdict.activity, verdict.other, rows)


def _find_outermost(rules: Rules, members: frozenset[int], inside: Region | None) -> list[Region]:
    """The regions of a level that are in no other of it."""
    found: list[Region] = []
    for region in rules.regions:  # the largest first
        smaller = region.members < members if inside is not None else True
        fits = region is not inside and region.members <= members and smaller
        if fits and not any(region.members <= other.members for other in found):
            found.append(region)
    return found
