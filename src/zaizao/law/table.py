"""The rule table: which rule of a key holds for a place on a date, and what a city may change in it.

Reading files is `zaizao.law.reading`'s business; whether a pack loosens is judged in `zaizao.law.tightening`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from zaizao.law.errors import AmbiguousRuleError, NoRuleInForceError, RulePackError, UnknownRuleError
from zaizao.law.place import NATION, list_places
from zaizao.law.rule import Rule
from zaizao.law.tightening import judge_entry
from zaizao.units import Text
from zaizao.units.near import find_near


class RulePack(Struct, frozen=True):
    """The rules of one city, to be laid over the national table; they may only bind government more."""

    id: str
    name: Text
    where: str
    rules: tuple[Rule, ...]


def _index(rules: Iterable[Rule]) -> dict[tuple[str, str], tuple[Rule, ...]]:
    groups: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        groups.setdefault((rule.key, rule.where), []).append(rule)
    return {place: tuple(group) for place, group in groups.items()}


class RuleTable(Struct, frozen=True, dict=True):
    """Rules by key, place and date. Values; a table with a pack is another table."""

    rules: tuple[Rule, ...]

    @cached_property
    def _groups(self) -> dict[tuple[str, str], tuple[Rule, ...]]:
        return _index(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, in the table's order."""
        return tuple(dict.fromkeys(rule.key for rule in self.rules))

    def find(self, key: str, *, on: dt.date, where: str = NATION) -> Rule:
        """The rule of ``key`` in force on ``on`` for ``where``: the nearest place wins, a city's pack before the table.

        Raises UnknownRuleError (with keys that look alike), NoRuleInForceError, AmbiguousRuleError.
        """
        for place in list_places(where):
            holding = [rule for rule in self._groups.get((key, place), ()) if rule.holds_on(on)]
            own = [rule for rule in holding if rule.pack is not None] or holding
            if len(own) > 1:
                sources = tuple(f"{rule.source}{rule.article}" for rule in own)
                raise AmbiguousRuleError(key=key, on=on, where=place, sources=sources)
            if own:
                return own[0]
        raise self._explain_absence(key, on=on, where=where)

    def _explain_absence(self, key: str, *, on: dt.date, where: str) -> Exception:
        known = [rule for rule in self.rules if rule.key == key]
        if not known:
            near = find_near(key, self.keys, count=3, cutoff=0.5)
            return UnknownRuleError(key=key, near=near)
        spans = tuple(f"{rule.where} {rule.since}…{rule.until or ''}" for rule in known)
        return NoRuleInForceError(key=key, on=on, where=where, spans=spans)

    def list_rules(
        self, *, topic: str | None = None, on: dt.date | None = None, where: str | None = None
    ) -> tuple[Rule, ...]:
        """The rules of a topic (the part of the key before the dot), of a date, of a place and what contains it."""
        places = None if where is None else list_places(where)
        return tuple(
            rule
            for rule in self.rules
            if (topic is None or rule.key.partition(".")[0] == topic)
            and (on is None or rule.holds_on(on))
            and (places is None or rule.where in places)
        )

    def list_unverified(self) -> tuple[Rule, ...]:
        """The rules nobody has yet compared with the official text (the “尚未核验” badge)."""
        return tuple(rule for rule in self.rules if not rule.is_verified)

    def with_pack(self, pack: RulePack) -> RuleTable:
        """This table with a city's pack laid over it.

        Raises RulePackError, with every loosened entry located, unless the entry records a basis in a law,
        a regulation or a rule (优化营商环境条例 第35、36条; golden rule 2 of the rule table).
        """
        problems = [problem for rule in pack.rules for problem in judge_entry(rule, rivals=self._find_rivals(rule))]
        if problems:
            raise RulePackError(problems, pack=pack.id)
        return RuleTable(self.rules + tuple(self._inherit_direction(rule) for rule in pack.rules))

    def _inherit_direction(self, entry: Rule) -> Rule:
        """Which way is tighter is said by the rule that is displaced, not by the pack."""
        rivals = self._find_rivals(entry)
        return replace(entry, tighter=rivals[0].tighter) if rivals else entry

    def _find_rivals(self, entry: Rule) -> tuple[Rule, ...]:
        """The rules that ``entry`` would displace on any day of its validity."""
        days = {entry.since} | {
            rule.since
            for rule in self.rules
            if rule.key == entry.key and rule.since > entry.since and (entry.until is None or rule.since < entry.until)
        }
        found: dict[int, Rule] = {}
        for day in sorted(days):
            try:
                rule = self.find(entry.key, on=day, where=entry.where)
            except (UnknownRuleError, NoRuleInForceError):
                continue
            found[id(rule)] = rule
        return tuple(found.values())
