"""Conformance told in plain values for JSON, and in a few lines for the terminal."""

from __future__ import annotations

from typing import Any

from zaizao.definition.model import ProcessDefinition
from zaizao.mining.conformance import FAR, Aligned, Conformance, Departure, Kind, Replay
from zaizao.wording import say

_LINES = 12
_EXAMPLES = 3
WHOLE = "case"


def describe_conformance(told: Conformance, *, language: str) -> dict[str, Any]:
    """What JSON gives: every departure with every case behind it."""
    plain: dict[str, Any] = {"model": name_model(told, language), "cases": count_cases(told)}
    if told.replay is not None:
        plain |= _describe_replay(told.replay, language)
    if told.aligned is not None:
        plain["alignments"] = _describe_aligned(told.aligned)
    return plain


def _describe_replay(replay: Replay, language: str) -> dict[str, Any]:
    names = replay.log.case_names
    return {
        "fitting": int(replay.fitting.sum()),
        "obeying": int(replay.obeying.sum()),
        "fitness": replay.fitness,
        "departures": [
            {
                "kind": one.kind.value,
                "activity": one.activity,
                "other": one.other,
                "limit": one.limit,
                "basis": one.basis,
                "text": say_departure(replay, one, language),
                "count": len(one.cases),
                "cases": [names[case] for case in one.cases.tolist()],
            }
            for one in replay.departures
        ],
        "unmatched": list(replay.matching.unmatched),
        "absent": list(replay.matching.absent),
        "unjudged": dict(replay.unjudged),
        "matching": [
            {"name": one.name, "activity": one.activity, "level": one.level.value} for one in replay.matching.matches
        ],
    }


def _describe_aligned(aligned: Aligned) -> dict[str, Any]:
    quality, alignments = aligned.quality, aligned.alignments
    costs = zip(alignments.costs.tolist(), alignments.bounds.tolist(), aligned.variants.counts.tolist(), strict=True)
    return {
        "fitness": quality.fitness,
        "fitting_share": quality.fitting,
        "precision": quality.precision,
        "generalisation": quality.generalisation,
        "cost": quality.cost,
        "markings": alignments.markings,
        "complete": aligned.complete,
        "proven": aligned.proven,
        "variants": [
            {"cost": None if cost >= FAR else cost, "bound": bound, "cases": count} for cost, bound, count in costs
        ],
        "activities": [
            {
                "activity": one.activity, "together": one.together, "extra": one.extra,
                "extra_cases": one.extra_cases, "missing": one.missing, "missing_cases": one.missing_cases,
            }
            for one in aligned.deviations
        ],
    }  # fmt: skip


def write_conformance(told: Conformance, *, language: str) -> str:
    """A short summary for the terminal."""
    lines = [say_lead(told, language)]
    if told.replay is not None:
        lines += _write_replay(told.replay, language)
    if told.aligned is not None:
        lines += ["", *write_aligned(told.aligned, language)]
    return "\n".join(lines)


def _write_replay(replay: Replay, language: str) -> list[str]:
    lines = []
    if not replay.departures:
        lines.append(say("conform-none", {}, language))
    lines += [
        f"  {len(one.cases):>8,}  {say_departure(replay, one, language)}  [{say_examples(replay, one)}]"
        for one in replay.departures[:_LINES]
    ]
    if len(replay.departures) > _LINES:
        lines.append("  " + say("conform-more", {"count": len(replay.departures) - _LINES}, language))
    return lines + list_notes(replay, language)


def list_notes(replay: Replay, language: str) -> list[str]:
    """What was not matched and what could not be judged."""
    lines = []
    matching = replay.matching
    if matching.unmatched:
        count = say("conform-unmatched", {"count": len(matching.unmatched)}, language)
        lines.append(f"{count}: {', '.join(matching.unmatched[:_LINES])}")
    if matching.absent:
        names = ", ".join(name_activity(replay.definition, one, language) for one in matching.absent[:_LINES])
        lines.append(say("conform-absent", {"count": len(matching.absent), "names": names}, language))
    lines += [
        say("conform-unjudged", {"owner": name_activity(replay.definition, owner, language), "count": count}, language)
        for owner, count in replay.unjudged.items()
    ]
    return lines


def write_aligned(aligned: Aligned, language: str) -> list[str]:
    """The figures of the alignments, with what is proven."""
    quality = aligned.quality
    fields = {"variants": f"{len(aligned.variants):,}", "cost": f"{quality.cost:,}"}
    figures = " · ".join(
        f"{say(f'conform-fact-{key}', {}, language)} {getattr(quality, key):.3f}"
        for key in ("fitness", "precision", "generalisation")
    )
    return [say("conform-alignments", fields, language), figures, say_proven(aligned, language)]


def say_proven(aligned: Aligned, language: str) -> str:
    """How many costs are optimal."""
    count = len(aligned.variants)
    if aligned.proven == count:
        return say("conform-proven", {"count": f"{count:,}"}, language)
    return say("conform-bounded", {"proven": f"{aligned.proven:,}", "left": f"{count - aligned.proven:,}"}, language)


def say_lead(told: Conformance, language: str) -> str:
    """The one sentence that matters."""
    cases = count_cases(told)
    if told.replay is not None:
        code, fitting = "conform-lead", int(told.replay.fitting.sum())
    else:
        assert told.aligned is not None, "a net is always aligned"
        code = "conform-lead-net"
        fitting = int(told.aligned.variants.counts[told.aligned.alignments.costs == 0].sum())
    share = f"{fitting / cases:.1%}" if cases else "—"
    return say(code, {"cases": f"{cases:,}", "fitting": f"{fitting:,}", "share": share}, language)


def say_departure(replay: Replay, one: Departure, language: str) -> str:
    """One departure in words."""
    fields: dict[str, object] = {
        "activity": one.activity
        if one.kind is Kind.UNKNOWN
        else name_activity(replay.definition, one.activity, language),
        "other": name_activity(replay.definition, one.other or "", language),
        "limit": one.limit or "",
        "basis": say(f"conform-basis-{one.basis}", {}, language) if one.basis else "",
    }
    return say(f"conform-say-{one.kind.value}", fields, language)


def say_examples(replay: Replay, one: Departure) -> str:
    """The first cases behind a departure."""
    shown = ", ".join(replay.log.case_names[case] for case in one.cases[:_EXAMPLES].tolist())
    return f"{shown}, …" if len(one.cases) > _EXAMPLES else shown


def name_activity(definition: ProcessDefinition, one: str, language: str) -> str:
    """What people call an activity or an item; its identifier where it has no name."""
    if one == WHOLE:
        return say("conform-whole", {}, language)
    activity, item = definition.activities.get(one), definition.items.get(one)
    name = activity.name if activity is not None else item.name if item is not None else None
    return one if name is None else name.say(language)


def say_label(told: Conformance, label: str, language: str) -> str:
    """What people call a label of the net that was aligned: that of a definition has identifiers."""
    return name_activity(told.model, label, language) if isinstance(told.model, ProcessDefinition) else label


def name_model(told: Conformance, language: str) -> str:
    """What the model is called."""
    return (
        told.model.name.say(language) if isinstance(told.model, ProcessDefinition) else told.model.name or "Petri net"
    )


def count_cases(told: Conformance) -> int:
    """Cases that have events."""
    if told.replay is not None:
        return int(told.replay.judged.sum())
    assert told.aligned is not None, "a net is always aligned"
    return int(told.aligned.variants.counts.sum())
