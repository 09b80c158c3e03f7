"""What scenarios came to: as text and as plain values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from zaizao.cli.simulations.wording import lay_table, say_estimate, say_hours, say_share
from zaizao.simulation import MEASURES, Difference, Estimate, Outcome, Staffing, compare_outcomes, estimate
from zaizao.wording import say
from zaizao.wording.values import format_limit

_ALWAYS = 0.999
"""A share of cases that is said to be all of them."""


def write_outcomes(outcomes: Sequence[Outcome], *, staffing: Staffing | None = None, language: str) -> str:
    """The scenarios in a table, what is certain of their differences, people, limits."""
    first = outcomes[0]
    lines = [tell_head(first, language), *tell_assumptions(first, language), ""]
    lines += lay_table(outcome_heads(language), outcome_rows(outcomes, language))
    lines += ["", *tell_differences(outcomes, language)] if len(outcomes) > 1 else []
    for outcome in outcomes:
        title = say("sim-of", {"name": outcome.scenario.name}, language)
        pools, limits = pool_rows(outcome, language), limit_rows(outcome, language)
        if pools:
            lines += ["", title, *lay_table(pool_heads(language), pools)]
        if limits:
            lines += ["", *lay_table(limit_heads(language), limits), tell_kept(outcome, language)]
    if staffing is not None:
        lines += ["", tell_staffing(staffing, language)]
    return "\n".join(lines)


def tell_head(outcome: Outcome, language: str) -> str:
    """What was simulated, and how."""
    definition = outcome.scenario.definition
    name = definition.name.say(language) if definition is not None else outcome.scenario.parameters.source or "—"
    fields = {
        "name": name,
        "cases": outcome.replications[0].cases,
        "count": len(outcome.replications),
        "seed": outcome.seed,
        "loop": say("sim-loop-compiled" if outcome.compiled else "sim-loop-plain", {}, language),
    }
    return say("sim-head", fields, language)


def tell_assumptions(outcome: Outcome, language: str) -> list[str]:
    """What the parameters say of where they come from."""
    parameters = outcome.scenario.parameters
    source = [say("sim-source", {"source": parameters.source}, language)] if parameters.source else []
    return source + [say("sim-assumed", {"words": words.say(language)}, language) for words in parameters.assumptions]


def outcome_heads(language: str) -> list[str]:
    """The headings of the table of scenarios."""
    return [say(f"sim-column-{key}", {}, language) for key in ("scenario", *MEASURES)]


def outcome_rows(outcomes: Sequence[Outcome], language: str) -> list[list[str]]:
    """A row for each scenario."""
    return [
        [one.scenario.name, *(say_estimate(one.estimate(measured), language) for measured in MEASURES.values())]
        for one in outcomes
    ]


def tell_differences(outcomes: Sequence[Outcome], language: str) -> list[str]:
    """What changes in the mean time of a case, scenario by scenario."""
    return [tell_difference(one, language) for one in compare_outcomes(outcomes) if one.measure == "cycle"]


def tell_difference(one: Difference, language: str) -> str:
    """One sentence on a difference."""
    code = "sim-unsure" if not one.is_certain else "sim-longer" if one.change.value > 0 else "sim-shorter"
    size = Estimate(abs(one.change.value), one.change.half_width)
    share = abs(one.change.value) / one.before.value if one.before.value else math.nan
    fields = {"name": one.scenario, "change": say_estimate(size, language), "share": say_share(share)}
    return say(code, fields, language)


def pool_heads(language: str) -> list[str]:
    """The headings of the table of people."""
    return [say(f"sim-pool-{key}", {}, language) for key in ("name", "size", "busy", "queue", "longest", "wait")]


def pool_rows(outcome: Outcome, language: str) -> list[list[str]]:
    """A row for each pool, means over replications."""
    rows = []
    for place, pool in enumerate(outcome.replications[0].pools):
        each = [one.pools[place] for one in outcome.replications]
        named = outcome.scenario.parameters.pools[pool.name].name
        rows.append(
            [
                named.say(language) if named is not None else pool.name,
                str(pool.size),
                say_share(estimate([one.utilisation for one in each]).value),
                f"{estimate([one.queue for one in each]).value:.1f}",
                str(max(one.longest_queue for one in each)),
                say_hours(estimate([one.wait for one in each]).value, language),
            ]
        )
    return rows


def limit_heads(language: str) -> list[str]:
    """The headings of the table of limits."""
    return [say(f"sim-limit-{key}", {}, language) for key in ("name", "limit", "cases", "kept")]


def limit_rows(outcome: Outcome, language: str) -> list[list[str]]:
    """A row for each limit that held for a case; of activities only for those not always kept."""
    rows = []
    for place, one in enumerate(outcome.replications[0].limits):
        found = estimate([each.limits[place].kept for each in outcome.replications])
        if one.cases and not (one.watched.name.startswith("step:") and found.value >= _ALWAYS):
            words = [
                say_limit(outcome, one.watched.name, language),
                format_limit(one.watched.limit, language=language),
                str(one.cases),
            ]
            rows.append([*words, say_share(found.value)])
    return rows


def tell_kept(outcome: Outcome, language: str) -> str:
    """How many limits of activities are practically always kept, and so not in the table."""
    kept = 0
    for place, one in enumerate(outcome.replications[0].limits):
        found = estimate([each.limits[place].kept for each in outcome.replications])
        kept += one.watched.name.startswith("step:") and one.cases > 0 and found.value >= _ALWAYS
    return say("sim-limits-kept", {"count": kept}, language)


def say_limit(outcome: Outcome, name: str, language: str) -> str:
    """What a limit is for."""
    kind, _, key = name.partition(":")
    definition = outcome.scenario.definition
    if definition is None or kind not in ("item", "step", "promised"):
        return name
    if kind == "promised":
        return say("sim-limit-promised", {}, language)
    parts = definition.items if kind == "item" else definition.activities
    named = parts[key].name
    return say(f"sim-limit-{kind}", {"name": named.say(language) if named is not None else key}, language)


def tell_staffing(found: Staffing, language: str) -> str:
    """How many people are enough."""
    fields = {
        "pool": found.pool,
        "share": say_share(found.share),
        "within": say_hours(found.within_hours, language),
        "needed": found.needed,
        "most": max(found.tried),
    }
    return say("sim-staffing" if found.needed is not None else "sim-staffing-none", fields, language)


def describe_outcomes(
    outcomes: Sequence[Outcome], *, staffing: Staffing | None = None, language: str
) -> dict[str, Any]:
    """The same as plain values; times in hours."""
    made: dict[str, Any] = {
        "seed": outcomes[0].seed,
        "replications": len(outcomes[0].replications),
        "compiled": outcomes[0].compiled,
        "scenarios": [_describe_outcome(one, language) for one in outcomes],
        "differences": [
            {
                "scenario": one.scenario,
                "measure": one.measure,
                "change_hours": _describe_estimate(one.change),
                "certain": one.is_certain,
            }
            for one in (compare_outcomes(outcomes) if len(outcomes) > 1 else ())
        ],
    }
    if staffing is not None:
        tried = {str(size): _describe_estimate(found) for size, found in staffing.tried.items()}
        made["staffing"] = {
            "pool": staffing.pool, "within_hours": staffing.within_hours, "share": staffing.share,
            "needed": staffing.needed, "tried": tried,
        }  # fmt: skip
    return made


def _describe_outcome(outcome: Outcome, language: str) -> dict[str, Any]:
    parameters = outcome.scenario.parameters
    return {
        "name": outcome.scenario.name,
        "source": parameters.source,
        "assumptions": [words.say(language) for words in parameters.assumptions],
        "cases": outcome.replications[0].cases,
        "hours": {name: _describe_estimate(outcome.estimate(measured)) for name, measured in MEASURES.items()},
        "pools": [dict(zip(_POOL_KEYS, row, strict=True)) for row in pool_rows(outcome, language)],
        "limits": [dict(zip(_LIMIT_KEYS, row, strict=True)) for row in limit_rows(outcome, language)],
        "steps": [
            {"name": one.name, "tasks": one.tasks, "delay": one.delay, "wait": one.wait, "lasted": one.lasted}
            for one in outcome.replications[0].steps
        ],
    }


_POOL_KEYS = ("name", "size", "utilisation", "queue", "longest_queue", "wait")
_LIMIT_KEYS = ("name", "limit", "cases", "kept")


def _describe_estimate(found: Estimate) -> dict[str, float | None]:
    half = None if math.isnan(found.half_width) else found.half_width
    return {"value": None if math.isnan(found.value) else found.value, "half_width": half}
