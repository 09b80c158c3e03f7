"""Whether a local entry binds government at least as much as the rule it displaces.

A longer time for the authority, a shorter one for the applicant, an added material: refused unless a basis stands by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.errors import Problem
from zaizao.law.rule import Rule, Tighter, Value


def judge_entry(entry: Rule, *, rivals: tuple[Rule, ...]) -> Iterator[Problem]:
    """What is wrong with a pack's entry, given the rules it would displace; nothing when a basis is recorded."""
    if entry.basis is not None:
        return
    if not rivals:
        yield Problem("rule-new-without-basis", {"key": entry.key}, entry.location)
    for rival in rivals:
        fields = {
            "key": entry.key,
            "value": describe_value(entry),
            "rival": describe_value(rival),
            "source": rival.source,
        }
        if entry.unit is not rival.unit:
            yield Problem("rule-unit-changed", fields, entry.location)
        elif not is_as_tight(entry.value, than=rival.value, direction=rival.tighter):
            yield Problem("rule-loosened", fields, entry.location)
        elif not _extends_no_longer(entry, rival):
            yield Problem("rule-extension-loosened", fields, entry.location)


def is_as_tight(value: Value, *, than: Value, direction: Tighter) -> bool:
    """Whether ``value`` binds government at least as much as ``than``."""
    if isinstance(value, int | float) and isinstance(than, int | float):
        return {Tighter.LOWER: value <= than, Tighter.HIGHER: value >= than}.get(direction, value == than)
    if isinstance(value, tuple) and isinstance(than, tuple):
        mine, theirs = set(value), set(than)
        return {Tighter.FEWER: mine <= theirs, Tighter.MORE: mine >= theirs}.get(direction, value == than)
    return value == than


def _extends_no_longer(entry: Rule, rival: Rule) -> bool:
    """Only an extension of the authority's own time is a burden; the applicant's may be extended freely."""
    if entry.extend is None or rival.tighter is Tighter.HIGHER:
        return True
    if rival.extend is None:
        return False
    return entry.extend.unit is rival.extend.unit and entry.extend.value <= rival.extend.value


def describe_value(rule: Rule) -> str:
    """The value with its unit's sign, such as ``20wd``, ``95percent`` or a list joined by commas."""
    if isinstance(rule.value, tuple):
        return "、".join(rule.value)
    return str(rule.value) if isinstance(rule.value, str) else f"{rule.value}{rule.unit.value}"
