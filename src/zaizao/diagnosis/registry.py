"""Every rule there is, found by importing the files of `rules`; there is no table to edit."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from zaizao.diagnosis import rules as _rules
from zaizao.diagnosis.errors import UnknownDiagnosisRuleError
from zaizao.diagnosis.rule import Rule, Status
from zaizao.units import Text

EVIDENCE = "zl8"
"""The family that looks at logs: its files are loaded only where there is a log, or somebody asks for them."""


@functools.cache
def list_rules(*, with_evidence: bool = True) -> tuple[Rule, ...]:
    """All rules by code; without those that need a log where ``with_evidence`` is False."""
    families = [family for family in list_families() if with_evidence or family != EVIDENCE]
    return tuple(sorted((rule for family in families for rule in _import_family(family)), key=lambda rule: rule.code))


@functools.cache
def _import_family(family: str) -> tuple[Rule, ...]:
    package = importlib.import_module(f"{_rules.__name__}.{family}")
    names = sorted(one.name for one in pkgutil.iter_modules(package.__path__))
    return tuple(importlib.import_module(f"{package.__name__}.{name}").RULE for name in names)


@functools.cache
def list_families() -> Mapping[str, Text]:
    """The families, ``zl1`` to ``zl9``, with what they are about."""
    names = sorted(one.name for one in pkgutil.iter_modules(_rules.__path__) if one.ispkg)
    return {name: importlib.import_module(f"{_rules.__name__}.{name}").TITLE for name in names}


def find_rule(wanted: str) -> Rule:
    """The rule by its code (ZL103, in any case) or name. Raises UnknownDiagnosisRuleError."""
    is_evidence = wanted.lower().startswith(EVIDENCE)
    for rule in chain(list_rules(with_evidence=is_evidence), _list_lazily()):
        if wanted.upper() == rule.code or wanted.lower() == rule.name:
            return rule
    raise UnknownDiagnosisRuleError(rule=wanted, known=tuple(rule.code for rule in list_rules()))


def _list_lazily() -> Iterator[Rule]:
    yield from list_rules()


def select_rules(
    select: Iterable[str] | None = None, ignore: Iterable[str] = (), *, with_evidence: bool = False
) -> tuple[Rule, ...]:
    """The rules to look with: ``select`` (stable ones if None) less ``ignore``; codes, names or families (ZL1).

    ``with_evidence``: there is a log, so the stable rules are also those that look at logs. Raises
    UnknownDiagnosisRuleError for a word that selects nothing.
    """
    if select is None:
        stable = list_rules(with_evidence=with_evidence)
        chosen = {rule.code: rule for rule in stable if rule.status is not Status.PREVIEW}
    else:
        chosen = {rule.code: rule for word in select for rule in _expand(word)}
    left_out = {rule.code for word in ignore for rule in _expand(word)}
    return tuple(chosen[code] for code in sorted(chosen.keys() - left_out))


def _expand(word: str) -> tuple[Rule, ...]:
    family = word.lower()
    if family in list_families():
        return tuple(sorted(_import_family(family), key=lambda rule: rule.code))
    return (find_rule(word),)
