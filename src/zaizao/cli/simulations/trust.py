"""What was learned from a log, and how far it can be trusted: as text and as plain values."""

from __future__ import annotations

import math
from typing import Any

from zaizao.cli.simulations.wording import lay_table, say_hours, say_share
from zaizao.simulation import Calibration, Distances, Validation, to_plain
from zaizao.wording import say


def write_calibration(made: Calibration, *, language: str) -> str:
    """What was learned, and the table of distances."""
    lines = [*tell_learned(made, language), ""]
    lines += tell_validation(made.validation, language)
    if made.validation is not None:
        lines += lay_table(distance_heads(language), distance_rows(made.validation, language))
    return "\n".join(lines)


def tell_learned(made: Calibration, language: str) -> list[str]:
    """The log, its arrivals, its people, and what was left out."""
    history = made.history
    fields = {"cases": history.cases, "tasks": len(history.label), "labels": len(history.labels)}
    lines = [say("cal-head", fields, language)]
    lines.append(say("cal-model-spans" if history.spans else "cal-model-points", {}, language))
    spread = f"{made.spread_of_gaps:.2f}"
    poisson = made.parameters.arrivals.every.shape.value == "exponential"
    lines.append(say("cal-arrivals-poisson" if poisson else "cal-arrivals-kept", {"spread": spread}, language))
    lines.append(say("cal-calendar", {"calendar": made.parameters.calendar}, language))
    if made.dated_only:
        lines.append(say("cal-dated-only", {}, language))
    for code, count in history.left_out.items():
        lines.append(say(f"cal-left-out-{code}", {"count": count}, language))
    busiest = max((group.multitasking for group in made.groups), default=0.0)
    if made.groups:
        lines.append(say("cal-groups", {"count": len(made.groups)}, language))
    if busiest > 0.1:
        lines.append(say("cal-multitasking", {"share": say_share(busiest)}, language))
    return lines


def tell_validation(found: Validation | None, language: str) -> list[str]:
    """What was compared with what, and the verdict."""
    if found is None:
        return [say("cal-too-short", {}, language)]
    fields = {
        "trained": found.trained_cases,
        "open": found.open_cases,
        "tested": found.tested_cases,
        "simulated": say_hours(found.simulated_mean / 3600, language),
        "observed": say_hours(found.observed_mean / 3600, language),
        "memory": found.settings.memory.longest,
        "recent": say_share(found.settings.recent),
    }
    lines = [say("cal-compared", fields, language)]
    lines.append(say("cal-settings-whole" if not fields["memory"] else "cal-settings-course", fields, language))
    lines.append(say("cal-beats" if found.beats_bootstrap else "cal-does-not-beat", {}, language))
    return lines


def distance_heads(language: str) -> list[str]:
    """The headings of the table of distances."""
    return [say(f"cal-column-{key}", {}, language) for key in ("measure", "ours", "spread", "bootstrap")]


def distance_rows(found: Validation, language: str) -> list[list[str]]:
    """A row for each measure."""
    rows = []
    for name in Distances.__struct_fields__:
        values = [getattr(one, name) for one in (found.ours, found.ours_spread, found.bootstrap)]
        words = [f"{value:.3f}" if name == "n_gram" else f"{value:.1f}" for value in values]
        rows.append([say(f"cal-measure-{name}", {}, language), *words])
    return rows


def describe_calibration(made: Calibration) -> dict[str, Any]:
    """The same as plain values, the parameters included; distances in hours."""
    found = made.validation
    return {
        "cases": made.history.cases,
        "tasks": len(made.history.label),
        "spans": made.history.spans,
        "left_out": dict(made.history.left_out),
        "spread_of_gaps": None if math.isnan(made.spread_of_gaps) else made.spread_of_gaps,
        "dated_only": made.dated_only,
        "groups": [
            {
                "labels": list(one.labels), "people": one.people, "tasks": one.tasks, "at_once": one.at_once,
                "multitasking": one.multitasking,
            }
            for one in made.groups
        ],
        "validation": None if found is None else _describe_validation(found),
        "parameters": to_plain(made.parameters),
    }  # fmt: skip


def _describe_validation(found: Validation) -> dict[str, Any]:
    rows = {
        name: {key: getattr(getattr(found, key), name) for key in ("ours", "ours_spread", "bootstrap")}
        for name in Distances.__struct_fields__
    }
    return {
        "trained_cases": found.trained_cases,
        "open_cases": found.open_cases,
        "tested_cases": found.tested_cases,
        "replications": found.replications,
        "memory": found.settings.memory.longest,
        "recent": found.settings.recent,
        "open_cases_shared": found.settings.open_cases,
        "simulated_mean_hours": found.simulated_mean / 3600,
        "observed_mean_hours": found.observed_mean / 3600,
        "beats_bootstrap": found.beats_bootstrap,
        "distances": rows,
    }
