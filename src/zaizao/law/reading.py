"""Rule files: the shipped table under ``data/rules`` and the packs that cities write.

The form of an entry is in the manual's page on the law; here it is checked field by field.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from pathlib import Path as FilePath

from zaizao.errors import Location
from zaizao.law.checking import Checker, Path
from zaizao.law.place import NATION, is_place, list_places
from zaizao.law.rule import Basis, BasisKind, Extension, Rule, RuleUnit, Tighter, Value, Verified
from zaizao.law.table import RulePack, RuleTable
from zaizao.units.yaml import MAX_BYTES, locate_all, read_yaml

_RULES = FilePath(__file__).parent / "data" / "rules"
_KEY = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+")
_REQUIRED = ("key", "source", "article", "value", "unit", "from", "verified", "says")
_OPTIONAL = ("number", "cites", "tighter", "start", "extend", "until", "where", "basis")


@functools.cache
def national_rules() -> RuleTable:
    """The shipped table: the national rules and the local ones named in it. Read once."""
    rules = [rule for path in sorted(_RULES.glob("*.yaml")) for rule in load_rules(path)]
    return RuleTable(tuple(rules))


def load_rules(path: str | FilePath) -> tuple[Rule, ...]:
    """The rules of one file (a mapping with ``topic`` and ``rules``).

    Raises YamlError and LawDataError with every fault located, OSError when the file cannot be opened.
    """
    text, value = _read_file(path)
    checker = Checker(text, str(path))
    top = checker.read_mapping(value, (), required=("topic", "rules"), optional=("name", "note"))
    rules = _read_entries(checker, top.get("rules", []), where=NATION, pack=None)
    topic = top.get("topic")
    for index, rule in enumerate(rules):
        if rule.key.partition(".")[0] != topic:
            checker.report("rule-topic", ("rules", index, "key"), key=rule.key, topic=str(topic))
    _refuse_overlaps(checker, rules)
    checker.close()
    return rules


def load_rule_pack(path: str | FilePath) -> RulePack:
    """One city's pack (``pack``, ``name``, ``where``, ``rules``); `RuleTable.with_pack` judges what it may change."""
    text, value = _read_file(path)
    checker = Checker(text, str(path))
    top = checker.read_mapping(value, (), required=("pack", "name", "where", "rules"))
    where = _read_place(checker, top.get("where", NATION), ("where",))
    pack_id = checker.read_text(top.get("pack", "?"), ("pack",))
    name = checker.read_words(top.get("name", {"zh": "?", "en": "?"}), ("name",))
    rules = _read_entries(checker, top.get("rules", []), where=where, pack=pack_id)
    _refuse_overlaps(checker, rules)
    checker.close()
    return RulePack(pack_id, name, where, rules)


def _read_file(path: str | FilePath) -> tuple[str, object]:
    with FilePath(path).open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    value = read_yaml(content, file=str(path))
    return content.decode("utf-8"), value


def _read_entries(checker: Checker, value: object, *, where: str, pack: str | None) -> tuple[Rule, ...]:
    items = checker.read_list(value, ("rules",))
    places = locate_all(checker.text, [("rules", index) for index in range(len(items))])
    rules = []
    for index, item in enumerate(items):
        path: Path = ("rules", index)
        fields = checker.read_mapping(item, path, required=_REQUIRED, optional=_OPTIONAL)
        if fields:
            location = Location(checker.file, *places["rules", index], f"rules[{index}]")
            rules.append(_read_rule(checker, fields, path, where=where, pack=pack, location=location))
    return tuple(rules)


def _read_rule(
    checker: Checker, fields: dict[str, object], path: Path, *, where: str, pack: str | None, location: Location
) -> Rule:
    unit = checker.read_choice(fields["unit"], (*path, "unit"), of=RuleUnit)
    since = checker.read_date(fields["from"], (*path, "from"))
    until = checker.read_optional_date(fields.get("until"), (*path, "until"))
    if until is not None and until <= since:
        checker.report("rule-until", (*path, "until"), since=since, until=until)
    start = fields.get("start")
    return Rule(
        key=_read_key(checker, fields["key"], (*path, "key")),
        source=checker.read_text(fields["source"], (*path, "source")),
        number=checker.read_optional_text(fields.get("number"), (*path, "number")),
        article=checker.read_text(fields["article"], (*path, "article")),
        cites=checker.read_texts(fields.get("cites", []), (*path, "cites")),
        value=_read_value(checker, fields["value"], (*path, "value"), unit=unit),
        unit=unit,
        tighter=checker.read_choice(fields.get("tighter", "fixed"), (*path, "tighter"), of=Tighter),
        start=None if start is None else checker.read_words(start, (*path, "start")),
        extend=_read_extension(checker, fields.get("extend"), (*path, "extend")),
        since=since,
        until=until,
        where=_read_place(checker, fields.get("where", where), (*path, "where"), within=where),
        verified=checker.read_choice(fields["verified"], (*path, "verified"), of=Verified),
        says=checker.read_words(fields["says"], (*path, "says")),
        basis=_read_basis(checker, fields.get("basis"), (*path, "basis")),
        pack=pack,
        location=location,
    )


def _read_key(checker: Checker, value: object, path: Path) -> str:
    if isinstance(value, str) and _KEY.fullmatch(value):
        return value
    checker.report("rule-key", path, value=str(value))
    return "?"


def _read_value(checker: Checker, value: object, path: Path, *, unit: RuleUnit) -> Value:
    if unit is RuleUnit.LIST:
        return checker.read_texts(value, path)
    if unit is RuleUnit.TEXT:
        return checker.read_text(value, path)
    whole = unit not in (RuleUnit.PERCENT, RuleUnit.MONEY)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10**12:
        return value
    if isinstance(value, float) and not whole and 0 <= value <= 10**12:
        return value
    checker.report("rule-value", path, value=str(value), unit=unit.value)
    return 0


def _read_extension(checker: Checker, value: object, path: Path) -> Extension | None:
    if value is None:
        return None
    fields = checker.read_mapping(value, path, required=("value", "unit", "by"))
    if not fields:
        return None
    unit = checker.read_choice(fields["unit"], (*path, "unit"), of=RuleUnit)
    amount = _read_value(checker, fields["value"], (*path, "value"), unit=RuleUnit.COUNT)
    return Extension(amount if isinstance(amount, int) else 0, unit, checker.read_words(fields["by"], (*path, "by")))


def _read_place(checker: Checker, value: object, path: Path, *, within: str = NATION) -> str:
    if not is_place(value):
        checker.report("rule-place", path, value=str(value))
    elif within not in list_places(str(value)):
        checker.report("rule-place-outside", path, value=str(value), where=within)
    return str(value)


def _read_basis(checker: Checker, value: object, path: Path) -> Basis | None:
    if value is None:
        return None
    fields = checker.read_mapping(value, path, required=("name", "article", "kind"))
    if not fields:
        return None
    return Basis(
        checker.read_text(fields["name"], (*path, "name")),
        checker.read_text(fields["article"], (*path, "article")),
        checker.read_choice(fields["kind"], (*path, "kind"), of=BasisKind),
    )


def _refuse_overlaps(checker: Checker, rules: tuple[Rule, ...]) -> None:
    """Two entries of one key and place may not both be in force on one day."""
    seen: dict[tuple[str, str], list[Rule]] = {}
    for index, rule in enumerate(rules):
        for other in seen.setdefault((rule.key, rule.where), []):
            if _overlap(rule, other):
                checker.report("rule-overlap", ("rules", index), key=rule.key, where=rule.where)
        seen[rule.key, rule.where].append(rule)


def _overlap(one: Rule, other: Rule) -> bool:
    latest = max(one.since, other.since)
    ends = [rule.until or dt.date.max for rule in (one, other)]
    return latest < min(ends)
