"""Rule files: the shipped table under ``data/rules`` and the packs that cities write.

A file names its sources once and then lists entries; the fields of an entry are read in `zaizao.law.entries`.
"""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path as FilePath

from zaizao.law.checking import Checker
from zaizao.law.entries import EntryReader, read_place, read_sources
from zaizao.law.place import NATION
from zaizao.law.rule import Rule
from zaizao.law.table import RulePack, RuleTable
from zaizao.units.yaml import MAX_BYTES, read_yaml

_RULES = FilePath(__file__).parent / "data" / "rules"


@functools.cache
def national_rules() -> RuleTable:
    """The shipped table: the national rules and the local ones named in it. Read once."""
    return RuleTable(tuple(rule for path in sorted(_RULES.glob("*.yaml")) for rule in load_rules(path)))


def load_rules(path: str | FilePath) -> tuple[Rule, ...]:
    """The rules of one file (``topic``, ``sources``, ``rules``).

    Raises YamlError and LawDataError with every fault located, OSError when the file cannot be opened.
    """
    checker, value = open_checker(path)
    top = checker.read_mapping(value, (), required=("topic", "sources", "rules"), optional=("name", "note"))
    sources = read_sources(checker, top.get("sources", {}), where=NATION)
    rules = EntryReader(checker, sources, NATION, None).read_all(top.get("rules", []))
    for index, rule in enumerate(rules):
        if rule.key.partition(".")[0] != top.get("topic"):
            checker.report("rule-topic", ("rules", index, "key"), key=rule.key, topic=str(top.get("topic")))
    _refuse_overlaps(checker, rules)
    checker.close()
    return rules


def load_rule_pack(path: str | FilePath) -> RulePack:
    """One city's pack (``pack``, ``name``, ``where``, ``sources``, ``rules``).

    Raises as `load_rules`; whether the pack may change what it changes is judged by `RuleTable.with_pack`.
    """
    checker, value = open_checker(path)
    top = checker.read_mapping(value, (), required=("pack", "name", "where", "sources", "rules"))
    where = read_place(checker, top.get("where", NATION), ("where",))
    pack = checker.read_text(top.get("pack", "?"), ("pack",))
    name = checker.read_words(top.get("name", {"zh": "?", "en": "?"}), ("name",))
    sources = read_sources(checker, top.get("sources", {}), where=where)
    rules = EntryReader(checker, sources, where, pack).read_all(top.get("rules", []))
    _refuse_overlaps(checker, rules)
    checker.close()
    return RulePack(pack, name, where, rules)


def open_checker(path: str | FilePath) -> tuple[Checker, object]:
    """A file's plain value and the checker that will place its faults."""
    with FilePath(path).open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    value = read_yaml(content, file=str(path))
    return Checker(content.decode("utf-8"), str(path)), value


def _refuse_overlaps(checker: Checker, rules: tuple[Rule, ...]) -> None:
    """Two entries of one key and place may not both be in force on one day."""
    seen: dict[tuple[str, str], list[Rule]] = {}
    for index, rule in enumerate(rules):
        others = seen.setdefault((rule.key, rule.where), [])
        if any(_overlap(rule, other) for other in others):
            checker.report("rule-overlap", ("rules", index), key=rule.key, where=rule.where)
        others.append(rule)


def _overlap(one: Rule, other: Rule) -> bool:
    ends = [rule.until or dt.date.max for rule in (one, other)]
    return max(one.since, other.since) < min(ends)
