"""What people call what findings, changes and losses name by identifier, in the processes before and after."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zaizao.definition import ProcessDefinition
from zaizao.definition.vocabulary import VERBS
from zaizao.net.naming import Names
from zaizao.wording import format_value, list_codes, say

_TABLES = ("activities", "items", "materials", "fields", "organs", "bases")
_SHARED = "shared/"


@functools.cache
def known_codes() -> frozenset[str]:
    """Every code that has words."""
    return frozenset(list_codes())


class Namer:
    """Names in one language, looked up in the process named first, then in all others."""

    def __init__(
        self, before: Sequence[ProcessDefinition], after: ProcessDefinition | None = None, *, language: str = "zh"
    ) -> None:
        self.language = language
        self.before = tuple(before)
        self.definitions = {each.process: each for each in (*before, *([after] if after is not None else []))}
        if after is not None and after.process in {each.process for each in before}:
            self.definitions[f"{after.process} "] = after
            self.definitions[after.process] = next(each for each in before if each.process == after.process)

    def say(self, code: str, **fields: object) -> str:
        """Words by code."""
        return say(code, fields, self.language)

    def several(self, names: Sequence[str]) -> str:
        """Names one after another."""
        return (", " if self.language == "en" else "、").join(names)

    def quoted(self, name: str) -> str:
        """A name in the quotation marks of the language."""
        return f"“{name}”"

    def name(self, identifier: object, *, process: str = "", tables: Sequence[str] = _TABLES) -> str:
        """Whatever an identifier names: a step, item, material, field, organ, basis; a place where the state has it."""
        text = str(identifier)
        if text.startswith(_SHARED):
            return self.register(text)
        owner, slash, rest = text.rpartition("/")
        if slash and owner.split("/")[0] in self.definitions:
            return self.name(rest, process=owner.split("/")[0], tables=tables)
        for definition in self._ranked(process):
            for table in tables:
                if text in getattr(definition, table):
                    return self._of(definition, table)(text)
        if text == "applicant":
            return self.say("page-from-applicant")
        return VERBS[text].name.say(self.language) if text in VERBS else self._translate(text)

    def _translate(self, text: str) -> str:
        """What was given by its Chinese name instead of its identifier, in the language of the page."""
        materials = (each for definition in self.before for each in definition.materials.values())
        return next((each.name.say(self.language) for each in materials if each.name.zh == text), text)

    def _ranked(self, process: str) -> list[ProcessDefinition]:
        first = [self.definitions[process]] if process in self.definitions else []
        return [*first, *(each for each in self.definitions.values() if each not in first)]

    def _of(self, definition: ProcessDefinition, table: str) -> Callable[[object], str]:
        names = Names(definition, self.language)
        finders: dict[str, Callable[[object], str]] = {
            "activities": names.activity, "items": names.item, "materials": names.material,
            "fields": names.fact, "organs": names.organ, "bases": names.basis,
        }  # fmt: skip
        return finders[table]

    def register(self, source: str) -> str:
        """Where the state has something: 公安 police/id-card."""
        place = source.removeprefix(_SHARED)
        return f"{self.keeper(source)} {place}"

    def keeper(self, source: str) -> str:
        """Who keeps it: 公安."""
        sector = source.removeprefix(_SHARED).partition("/")[0]
        code = f"page-register-{sector}"
        return self.say(code) if code in known_codes() else sector

    def element(self, address: str) -> str:
        """``PROCESS/table/ID…`` as people say it, without the process."""
        parts = address.split("/")
        if len(parts) < 3:
            found = self.definitions.get(parts[0])
            return found.name.say(self.language) if found is not None else address
        process, table, identifier, *rest = parts
        name = self.name(identifier, process=process, tables=(table, *_TABLES) if table in _TABLES else _TABLES)
        if rest[:1] == ["after"] and len(rest) > 1:
            source = self.name(rest[1], process=process, tables=("activities",))
            return self.say("overlay-arrow", source=source, target=name)
        return self._tell_apart(name, process, table, identifier)

    def _tell_apart(self, name: str, process: str, table: str, identifier: str) -> str:
        """A paper whose name another has too with where it is asked for, a step of such a name with its item."""
        definition = self.definitions.get(process)
        if (
            definition is None
            or table not in ("activities", "materials")
            or identifier not in getattr(definition, table)
        ):
            return name
        if self._count_named(table, name) < 2:
            return name
        if table == "materials":
            where = self.name(self.find_taker(process, identifier), process=process)
        else:
            item = definition.activities[identifier].item
            where = (
                definition.name.say(self.language)
                if item is None
                else self.name(item, process=process, tables=("items",))
            )
        return self.say("page-found-of", name=name, of=where)

    def _count_named(self, table: str, name: str) -> int:
        return sum(
            self._of(each, table)(identifier) == name for each in self.before for identifier in getattr(each, table)
        )

    def find_taker(self, process: str, material: str) -> str:
        """The first step that asks for a material; the material itself where none does."""
        activities = self.definitions[process].activities
        return next((name for name, each in activities.items() if material in each.takes), material)

    def kind(self, address: str) -> str:
        """What kind of element an address is of."""
        parts = address.split("/")
        if len(parts) > 3 and parts[3] == "after":
            return self.say("overlay-row-link")
        table = parts[1] if len(parts) > 1 else ""
        code = f"page-kind-{table}"
        return self.say(code) if code in known_codes() else ""

    def fields(self, fields: Mapping[str, object], *, process: str = "") -> dict[str, object]:
        """Fields of a loss or a ground with names for identifiers."""
        return {key: self._field(key, value, process) for key, value in fields.items()}

    def _field(self, key: str, value: object, process: str) -> object:
        if key == "situation" and isinstance(value, Mapping):
            return "；".join(self.situation(value, process=process))
        if key == "outcomes":
            return self.several([self.outcome(each) for each in _listed(value)])
        if key == "areas":
            return self.several([str(each) for each in _listed(value)]) or format_value(None, language=self.language)
        tables = ("bases", *_TABLES) if key in ("of", "basis", "bases") else _TABLES
        if isinstance(value, list | tuple | set | frozenset):
            return self.several([self.name(each, process=process, tables=tables) for each in value]) or format_value(
                None, language=self.language
            )
        return self.name(value, process=process, tables=tables) if isinstance(value, str) else value

    def outcome(self, outcome: object) -> str:
        """An outcome in words."""
        return Names(next(iter(self.definitions.values())), self.language).outcome(outcome)

    def situation(self, values: Mapping[Any, object], *, process: str = "") -> list[str]:
        """Each condition of a situation in words."""
        return [self._condition(str(key), value, process) for key, value in values.items()]

    def _condition(self, key: str, value: object, process: str) -> str:
        what, dot, about = key.rpartition(".")
        name = self.name(what if dot else key, process=process)
        if dot and about == "applied":
            return self.say("page-situation-applied" if value else "page-situation-not-applied", name=name)
        if dot and about == "outcome":
            return self.say("page-situation-outcome", name=name, outcome=self.outcome(value))
        told = value if not isinstance(value, bool) else self.say("page-yes" if value else "page-no")
        return self.say("page-situation-value", name=name, value=told)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
