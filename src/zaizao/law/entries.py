"""One entry of a rule file, field by field: the source it names gives its dates, place and state of checking.

Which files there are is in `zaizao.law.reading`.
"""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from zaizao.errors import Location
from zaizao.law.checking import Checker, Path
from zaizao.law.numerals import parse_article
from zaizao.law.place import NATION, is_place, list_places
from zaizao.law.rule import Basis, BasisKind, Extension, Rule, RuleUnit, Tighter, Value, Verified
from zaizao.units.yaml import locate_all

_KEY = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+")
_REQUIRED = ("key", "source", "article", "value", "unit", "says")
_OPTIONAL = ("tighter", "start", "extend", "from", "until", "where", "verified", "basis")
_CITED = re.compile(r"第[零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?")
_FRACTIONS = (RuleUnit.PERCENT, RuleUnit.MONEY, RuleUnit.WORKING_DAYS_IN_ALL)


class Source(Struct, frozen=True):
    """A law or document as a rule file introduces it; its entries take what they do not say themselves from it."""

    name: str
    number: str | None
    text: str | None
    """The id of the law in the library, where its text is shipped."""
    since: dt.date
    until: dt.date | None
    where: str
    verified: Verified


class EntryReader(Struct, frozen=True):
    """Reads the entries of one file."""

    checker: Checker
    sources: dict[str, Source]
    where: str
    pack: str | None

    def read_all(self, value: object) -> tuple[Rule, ...]:
        """Every entry that can be read; what cannot is reported to the checker."""
        items = self.checker.read_list(value, ("rules",))
        # what stands in the shipped table is judged as it is read; only a pack's entries may be refused later, by place
        paths = [("rules", index) for index in range(len(items))] if self.pack is not None else []
        places = locate_all(self.checker.text, paths) if paths else {}
        found = [self._read_entry(item, ("rules", index), place=places) for index, item in enumerate(items)]
        return tuple(rule for rule in found if rule is not None)

    def _read_entry(self, item: object, path: Path, *, place: dict[Path, tuple[int | None, int | None]]) -> Rule | None:
        fields = self.checker.read_mapping(item, path, required=_REQUIRED, optional=_OPTIONAL)
        source = self.sources.get(str(fields.get("source")))
        if fields and source is None:
            allowed = ", ".join(self.sources)
            self.checker.report("rule-source", (*path, "source"), value=str(fields["source"]), allowed=allowed)
        if not fields or source is None:
            return None
        location = Location(self.checker.file, *place.get(path, (None, None)), f"rules[{path[-1]}]")
        return self._read_rule(fields, path, source=source, location=location)

    def _read_rule(self, fields: dict[str, object], path: Path, *, source: Source, location: Location) -> Rule:
        checker = self.checker
        unit = checker.read_choice(fields["unit"], (*path, "unit"), of=RuleUnit)
        article = checker.read_text(fields["article"], (*path, "article"))
        since, until = self._read_span(fields, path, source=source)
        start = fields.get("start")
        verified = fields.get("verified", source.verified.value)
        return Rule(
            key=_read_key(checker, fields["key"], (*path, "key")),
            source=source.name,
            number=source.number,
            article=article,
            cites=_list_cited(article, source=source),
            value=_read_value(checker, fields["value"], (*path, "value"), unit=unit),
            unit=unit,
            tighter=checker.read_choice(fields.get("tighter", "fixed"), (*path, "tighter"), of=Tighter),
            start=None if start is None else checker.read_words(start, (*path, "start")),
            extend=_read_extension(checker, fields.get("extend"), (*path, "extend")),
            since=since,
            until=until,
            where=read_place(checker, fields.get("where", source.where), (*path, "where"), within=self.where),
            verified=checker.read_choice(verified, (*path, "verified"), of=Verified),
            says=checker.read_words(fields["says"], (*path, "says")),
            basis=_read_basis(checker, fields.get("basis"), (*path, "basis")),
            pack=self.pack,
            location=location,
        )

    def _read_span(self, fields: dict[str, object], path: Path, *, source: Source) -> tuple[dt.date, dt.date | None]:
        checker = self.checker
        since = checker.read_date(fields["from"], (*path, "from")) if "from" in fields else source.since
        until = checker.read_optional_date(fields["until"], (*path, "until")) if "until" in fields else source.until
        if until is not None and until <= since:
            checker.report("rule-until", (*path, "until"), since=since, until=until)
        return since, until


def read_sources(checker: Checker, value: object, *, where: str) -> dict[str, Source]:
    """The ``sources`` of a rule file by their short names."""
    if not isinstance(value, dict):
        checker.report("law-field-type", ("sources",), expected="mapping")
        return {}
    return {name: _read_source(checker, item, ("sources", name), where=where) for name, item in value.items()}


def _read_source(checker: Checker, value: object, path: Path, *, where: str) -> Source:
    fields = checker.read_mapping(
        value, path, required=("name", "from", "verified"), optional=("number", "text", "until", "where")
    )
    return Source(
        name=checker.read_text(fields.get("name", "?"), (*path, "name")),
        number=checker.read_optional_text(fields.get("number"), (*path, "number")),
        text=checker.read_optional_text(fields.get("text"), (*path, "text")),
        since=checker.read_date(fields.get("from", "2000-01-01"), (*path, "from")),
        until=checker.read_optional_date(fields.get("until"), (*path, "until")),
        where=read_place(checker, fields.get("where", where), (*path, "where"), within=where),
        verified=checker.read_choice(fields.get("verified", "law"), (*path, "verified"), of=Verified),
    )


def read_place(checker: Checker, value: object, path: Path, *, within: str = NATION) -> str:
    """``cn`` or a division code that lies within another."""
    if not is_place(value):
        checker.report("rule-place", path, value=str(value))
    elif within not in list_places(str(value)):
        checker.report("rule-place-outside", path, value=str(value), where=within)
    return str(value)


def _list_cited(article: str, *, source: Source) -> tuple[str, ...]:
    if source.text is None:
        return ()
    numbers = [parse_article(label) for label in _CITED.findall(article)]
    return tuple(f"{source.text}-{number}" + (f"-{sub}" if sub else "") for number, sub in filter(None, numbers))


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
    if (type(value) is int or (type(value) is float and unit in _FRACTIONS)) and 0 <= value <= 10**12:
        return value
    checker.report("rule-value", path, value=str(value), unit=unit.value)
    return 0


def _read_extension(checker: Checker, value: object, path: Path) -> Extension | None:
    if value is None:
        return None
    fields = checker.read_mapping(value, path, required=("value", "unit", "by"))
    if not fields:
        return None
    amount = _read_value(checker, fields["value"], (*path, "value"), unit=RuleUnit.COUNT)
    unit = checker.read_choice(fields["unit"], (*path, "unit"), of=RuleUnit)
    return Extension(amount if isinstance(amount, int) else 0, unit, checker.read_words(fields["by"], (*path, "by")))


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
