"""Every rule there is, found by importing the files of `rules`; there is no table to edit."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable, Mapping

from zaizao.diagnosis import rules as _rules
from zaizao.diagnosis.errors import UnknownDiagnosisRuleError
from zaizao.diagnosis.rule import Rule, Status
from zaizao.units import Text


@functools.cache
def list_rules() -> tuple[Rule, ...]:
    """All rules by code."""
    found = [rule for family in list_families() for rule in _import_family(family)]
    return tuple(sorted(found, key=lambda rule: rule.code))


def _import_family(family: str) -> list[Rule]:
    package = importlib.import_module(f"{_rules.__name__}.{family}")
    names = sorted(one.name for one in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{name}").RULE for name in names]


@functools.cache
def list_families() -> Mapping[str, Text]:
    """The families, ``zl1`` to ``zl9``, with what they are about."""
    names = sorted(one.name for one in pkgutil.iter_modules(_rules.__path__) if one.ispkg)
    return {name: importlib.import_module(f"{_rules.__name__}.{name}").TITLE for name in names}


def find_rule(wanted: str) -> Rule:
    """The rule by its code (ZL103, in any case) or name. Raises UnknownDiagnosisRuleError."""
    for rule in list_rules():
        if wanted.upper() == rule.code or wanted.lower() == rule.name:
            return rule
    raise UnknownDiagnosisRuleError(rule=wanted, known=tuple(rule.code for rule in list_rules()))


def select_rules(select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules to look with: ``select`` (stable ones if None) less ``ignore``; codes, names or families (ZL1).

    Raises UnknownDiagnosisRuleError for a word that selects nothing.
    """
    if select is None:
        chosen = {rule.code for rule in list_rules() if rule.status is not Status.PREVIEW}
    else:
        chosen = {rule.code for word in select for rule in _expand(word)}
    left_out = {rule.code for word in ignore for rule in _expand(word)}
    return tuple(rule for rule in list_rules() if rule.code in chosen - left_out)


def _expand(word: str) -> tuple[Rule, ...]:
    family = word.lower()
    if family in list_families():
        return tuple(rule for rule in list_rules() if rule.family == family)
    return (find_rule(word),)
