"""Looking: every rule over every definition, in an order that never depends on anything but the definitions.

What is to be left out of what was found (suppressions, baseline) is `record`'s business, mending is `fixing`'s.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.finding import Path
from zaizao.definition.model import Link, ProcessDefinition
from zaizao.definition.shape import slots_of
from zaizao.definition.survey import Survey
from zaizao.diagnosis.registry import select_rules
from zaizao.diagnosis.rule import Finding, Rule, Sighting
from zaizao.diagnosis.scope import Assembly, Scope
from zaizao.errors import Location
from zaizao.law import Library, RuleTable, national_rules, shipped_library
from zaizao.units.yaml import dotted, locate_all

if TYPE_CHECKING:
    from zaizao.mining.facts import Facts


def diagnose(
    definition: ProcessDefinition,
    *,
    others: Iterable[ProcessDefinition] = (),
    facts: Facts | None = None,
    on: dt.date | None = None,
    library: Library | None = None,
    rules: RuleTable | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """What is wrong with a process by law and by theory: by rule, then in the order of the definition.

    ``others``: definitions to be seen together with it; ``on``: the day on which bases must be in force (without it
    only what ended for good counts); ``library`` and ``rules``: the law, by default what is shipped; ``select`` and
    ``ignore``: codes, names or families; ``facts``: what a log tells (`zaizao.mining.facts`), which the rules of ZL8
    look at. Raises UnknownDiagnosisRuleError.
    """
    assembly = gather((definition, *others), on=on, library=library, rules=rules)
    chosen = select_rules(select, ignore, with_evidence=facts is not None)
    return tuple(_look(Scope(definition, assembly=assembly, facts=facts), chosen))


def diagnose_all(
    definitions: Iterable[ProcessDefinition],
    *,
    facts: Mapping[str, Facts] | None = None,
    on: dt.date | None = None,
    library: Library | None = None,
    rules: RuleTable | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
) -> tuple[tuple[Finding, ...], ...]:
    """`diagnose` for definitions that belong together, one result for each; ``facts`` by process."""
    together = tuple(definitions)
    assembly = gather(together, on=on, library=library, rules=rules)
    chosen = select_rules(select, ignore, with_evidence=bool(facts))
    known = facts or {}
    return tuple(tuple(_look(Scope(one, assembly=assembly, facts=known.get(one.process)), chosen)) for one in together)


def gather(
    definitions: Sequence[ProcessDefinition],
    *,
    on: dt.date | None = None,
    library: Library | None = None,
    rules: RuleTable | None = None,
) -> Assembly:
    """Definitions seen together, and the law: by default what is shipped."""
    return Assembly(
        definitions,
        library=shipped_library() if library is None else library,
        rules=national_rules() if rules is None else rules,
        on=on,
    )


def diagnose_surveyed(
    survey: Survey, *, assembly: Assembly, rules: Sequence[Rule], facts: Facts | None = None
) -> tuple[Finding, ...]:
    """`diagnose` for many files in a row: nothing is worked out, gathered or chosen twice.

    ``survey``: of the definition, as its reader made it; ``assembly``: from `gather`; ``rules``: from `select_rules`.
    """
    return tuple(_look(Scope(survey.definition, assembly=assembly, facts=facts, survey=survey), rules))


def _look(scope: Scope, rules: Sequence[Rule]) -> Iterator[Finding]:
    for rule in rules:
        for sighting in rule.look(scope):
            yield _find(scope.definition, rule, sighting)


def _find(definition: ProcessDefinition, rule: Rule, sighting: Sighting) -> Finding:
    return Finding(
        rule=rule,
        process=definition.process,
        path=sighting.path,
        fields=sighting.fields,
        evidence=sighting.evidence,
        remedy=sighting.remedy,
        anchor=anchor_path(definition, sighting.path),
        template=sighting.message or rule.message,
    )


def anchor_path(definition: ProcessDefinition, path: Path) -> str:
    """A path with names for positions: ``activities.seal.after[intake]`` for ``activities.seal.after[0]``."""
    value: object = definition
    text = ""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
            text += f"[{_name_element(value, step)}]"
            continue
        text += f".{step}" if text else step
        value = _take(value, step)
    return text


def _name_element(value: object, step: int) -> str:
    if isinstance(value, Link):
        return value.activity
    return value if isinstance(value, str) else str(step)


def _take(value: object, key: str) -> object:
    if isinstance(value, (dict, Mapping)):
        return value.get(key)
    if not isinstance(value, Struct):
        return None
    model: Any = type(value)
    names = _name_attributes(model)
    return getattr(value, names[key], None) if key in names else None


@functools.cache
def _name_attributes(model: Any) -> dict[str, str]:
    """The attribute behind each key of a class of the model."""
    return {slot.key: slot.attribute for slot in slots_of(model)}


def locate_findings(findings: Iterable[Finding], text: str, *, file: str | None = None) -> tuple[Finding, ...]:
    """The findings with line and column in the YAML text that the definition was read from.

    What the text does not hold (taken from a `pack.yaml`) is placed at the nearest thing around it that it holds.
    """
    listed = tuple(findings)
    places = locate_all(text, [finding.path for finding in listed]) if listed else {}
    return tuple(replace(f, where=Location(file, *places[f.path], dotted(f.path))) for f in listed)
