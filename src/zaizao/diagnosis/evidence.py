"""What the rules on logs share: from where on they speak (`thresholds.yaml`), and how they tell shares and cases.

A rule on logs is wrapped by `on_facts`: without a log, or with too few cases, it sees nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zaizao.diagnosis.rule import Evidence, Sighting
from zaizao.units import Text
from zaizao.units.yaml import read_yaml_file

if TYPE_CHECKING:
    from zaizao.diagnosis.scope import Scope
    from zaizao.mining.facts import Facts, Seen, Share

THRESHOLDS = Path(__file__).with_name("thresholds.yaml")
_NAMED = 5
"""Cases named in words; all of them are in the field ``cases``."""
_KEPT = 1000
"""Cases named in the field at most."""


@functools.cache
def load_thresholds() -> Mapping[str, Mapping[str, Any]]:
    """Every threshold with its value, its words and where it is from."""
    plain = read_yaml_file(THRESHOLDS)
    assert isinstance(plain, dict)
    return plain


def threshold(name: str) -> float:
    """The number from which on a rule speaks."""
    value: float = load_thresholds()[name]["value"]
    return value


def on_facts(look: Callable[[Scope, Facts], Iterator[Sighting]]) -> Callable[[Scope], Iterator[Sighting]]:
    """A rule that looks only where there is a log with cases enough."""

    @functools.wraps(look)
    def look_at_facts(scope: Scope) -> Iterator[Sighting]:
        facts = scope.facts
        if facts is not None and facts.case_count >= threshold("least-cases"):
            yield from look(scope, facts)

    return look_at_facts


def tell_share(share: Share) -> Text:
    """``12.0%（95% 的把握在 7.1%—18.6% 之间）``."""
    seen, low, high = (f"{value:.1%}" for value in (share.value, share.low, share.high))
    return Text(f"{seen}（95% 的把握在 {low}—{high} 之间）", f"{seen} (95 % interval {low} to {high})")


def write_figures(facts: Facts, seen: Seen) -> dict[str, object]:
    """The fields that every finding about cases has: how many, of how many, the interval, and which."""
    share = seen.share
    return {
        "count": share.count,
        "total": share.total,
        "share": tell_share(share),
        "low": round(share.low, 6),
        "high": round(share.high, 6),
        "cases": facts.name_cases(seen.cases, limit=_KEPT),
    }


def name_cases(facts: Facts, seen: Seen) -> tuple[Evidence, ...]:
    """The first of the cases behind a finding, in words."""
    if not len(seen.cases):
        return ()
    named = facts.name_cases(seen.cases, limit=_NAMED)
    more = len(seen.cases) - len(named)
    zh = f"办件：{'、'.join(named)}" + (f" 等 {len(seen.cases)} 件" if more else "")
    en = f"Cases: {', '.join(named)}" + (f" and {more} more" if more else "")
    return (Evidence(Text(zh, en)),)


__all__ = ["THRESHOLDS", "load_thresholds", "name_cases", "on_facts", "tell_share", "threshold", "write_figures"]
