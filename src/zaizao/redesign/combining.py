"""Several processes laid side by side as one chain, element for element, with lineage; nothing is united yet.

Organs, bases and fields that are the same are one; every item keeps its clock, its organ and its decision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from zaizao.definition.model import Kind, ProcessDefinition
from zaizao.errors import Refusal
from zaizao.notation.critical import count_working_days
from zaizao.redesign.surgery import rename_everywhere
from zaizao.redesign.uniting import join_texts
from zaizao.units import Limit, Text
from zaizao.wording import say

_OWN = ("activities", "items", "materials")
_ALIKE = ("organs", "bases", "fields", "parties", "entries", "interrupts")
AS_IS = "-as-is"
_BEFORE_ZH = re.compile(r"（[^（）]*前）$")
_BEFORE_EN = re.compile(r" \(before [^()]*\)$")


class NotCombinableError(Refusal):
    """Two of the processes declare different things under one name, or a construct that cannot stand in a chain."""

    code = "redesign-not-combinable"


def combine(
    definitions: Sequence[ProcessDefinition], *, process: str | None = None, name: Text | None = None
) -> ProcessDefinition:
    """One definition that holds all of several; the first one's competent organ answers for the whole.

    Raises NotCombinableError when they differ about an organ, a basis, a field or a party, give a result of one name that
    neither declares as a material, or answer in groups.
    """
    if len(definitions) == 1:
        return _begin_alone(definitions[0], process=process, name=name)
    prepared = _make_unique([_with_lineage(each) for each in definitions])
    tables: dict[str, Any] = {table: _lay_together(prepared, table) for table in _OWN}
    tables |= {table: _lay_alike(prepared, table) for table in _ALIKE}
    _refuse_strays(prepared)
    joined = join_texts(_name_after(each) for each in prepared)
    names = {"zh": joined.zh if joined else "", "en": joined.say("en") if joined else ""}
    return ProcessDefinition(
        process=process or "-and-".join(_strip(each.process) for each in prepared),
        name=name
        or Text(say("redesign-name", {"names": names["zh"]}), say("redesign-name", {"names": names["en"]}, "en")),
        kind=Kind.CHAIN,
        competent=prepared[0].competent,
        promised=_join_promises(prepared),
        promised_from=prepared[0].promised_from,
        replaces=tuple(each.process for each in prepared),
        **tables,
    )


def _refuse_strays(definitions: Sequence[ProcessDefinition]) -> None:
    """What cannot be told apart in one chain: results of one name that no process declares; answers in groups."""
    seen: set[str] = set()
    for definition in definitions:
        if definition.group is not None:
            raise NotCombinableError(table="group", id=definition.process)
        given = {thing for activity in definition.activities.values() for thing in activity.gives}
        strays = given - definition.materials.keys()
        for thing in sorted(strays & seen):
            raise NotCombinableError(table="materials", id=thing)
        seen |= strays


def _join_promises(definitions: Sequence[ProcessDefinition]) -> Limit | None:
    """The longest of the promises, where each made one: they run at the same time, from the one intake."""
    promises = [each.promised for each in definitions if each.promised is not None]
    return max(promises, key=count_working_days) if len(promises) == len(definitions) else None


def _strip(process: str) -> str:
    return process.removesuffix(AS_IS) or process


def _name_after(definition: ProcessDefinition) -> Text:
    """The name without the words in brackets at its end by which it is told from what comes after the reform."""
    if not definition.as_is:
        return definition.name
    en = definition.name.en
    return Text(_BEFORE_ZH.sub("", definition.name.zh), _BEFORE_EN.sub("", en) if en is not None else None)


def _begin_alone(definition: ProcessDefinition, *, process: str | None, name: Text | None) -> ProcessDefinition:
    """One process as the start of its own redesign: elements stand for their namesakes."""
    tables: dict[str, Any] = {
        table: {key: replace(each, replaces=()) for key, each in getattr(definition, table).items()}
        for table in (*_OWN, "fields")
    }
    return replace(
        definition,
        process=process or _strip(definition.process),
        name=name or _name_after(definition),
        replaces=(definition.process,),
        digest="",
        **tables,
    )


def _with_lineage(definition: ProcessDefinition) -> ProcessDefinition:
    tables: dict[str, Any] = {
        table: {
            key: replace(each, replaces=(f"{definition.process}/{key}",))
            for key, each in getattr(definition, table).items()
        }
        for table in (*_OWN, "fields")
    }
    return replace(definition, digest="", **tables)


def _make_unique(definitions: list[ProcessDefinition]) -> list[ProcessDefinition]:
    """Activities, items and materials that share an identifier get their process's name before it."""
    for table in _OWN:
        seen: dict[str, int] = {}
        for definition in definitions:
            for key in getattr(definition, table):
                seen[key] = seen.get(key, 0) + 1
        definitions = [
            rename_everywhere(
                definition,
                table,
                {key: f"{_strip(definition.process)}-{key}" for key in getattr(definition, table) if seen[key] > 1},
            )
            for definition in definitions
        ]
    return definitions


def _lay_together(definitions: Sequence[ProcessDefinition], table: str) -> dict[str, Any]:
    return {key: each for definition in definitions for key, each in getattr(definition, table).items()}


def _lay_alike(definitions: Sequence[ProcessDefinition], table: str) -> dict[str, Any]:
    """What has one name must be one thing; duties, powers and lineage add up."""
    found: dict[str, Any] = {}
    for definition in definitions:
        for key, each in getattr(definition, table).items():
            known = found.get(key)
            found[key] = each if known is None else _meet(table, key, known, each)
    return found


def _meet(table: str, key: str, first: Any, second: Any) -> Any:
    sums: Mapping[str, tuple[str, ...]] = {"organs": ("duties", "powers"), "fields": ("replaces",)}
    added = {
        name: tuple(dict.fromkeys((*getattr(first, name), *getattr(second, name)))) for name in sums.get(table, ())
    }
    if added:
        first, second = replace(first, **added), replace(second, **added)
    if first != second:
        raise NotCombinableError(table=table, id=key)
    return first
