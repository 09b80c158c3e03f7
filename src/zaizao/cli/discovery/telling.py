"""A discovered model told in plain values for JSON, and in a few lines for the terminal."""

from __future__ import annotations

from typing import Any

from zaizao.cli.conformance.telling import say_proven
from zaizao.definition import to_plain
from zaizao.mining.conformance import Aligned, Discovered
from zaizao.mining.discovery import Said
from zaizao.wording import say

FIGURES = ("fitness", "precision", "generalisation")
_NAMES = 8
_LINES = 12


def describe_discovery(found: Discovered, *, language: str) -> dict[str, Any]:
    """What JSON gives: the definition, the figures of both forms, everything that was left out."""
    return {
        "cases": found.cases,
        "events": len(found.log),
        "noise": found.noise,
        "definition": to_plain(found.definition),
        "figures": {"tree": _describe_figures(found.by_tree), "definition": _describe_figures(found.by_definition)},
        "left_out": {
            "events": sum(one.extra for one in found.left_out),
            "share": found.filtered,
            "activities": [
                {"activity": one.activity, "events": one.extra, "cases": one.extra_cases} for one in found.left_out
            ],
            "absent": list(found.absent),
            "before_completion": found.unread,
        },
        "lost": [
            {"loss": one.loss.value, "activities": list(one.labels), "text": say_loss(one, language)}
            for one in found.modelled.lost
        ],
    }


def _describe_figures(aligned: Aligned) -> dict[str, Any]:
    quality = aligned.quality
    return {name: getattr(quality, name) for name in FIGURES} | {
        "fitting_share": quality.fitting,
        "cost": quality.cost,
        "variants": len(aligned.variants),
        "proven": aligned.proven,
    }


def write_discovery(found: Discovered, *, language: str) -> str:
    """A short summary for the terminal."""
    lines = [say_lead(found, language), ""]
    for name, aligned in list_forms(found):
        figures = " · ".join(
            f"{say(f'conform-fact-{one}', {}, language)} {getattr(aligned.quality, one):.3f}" for one in FIGURES
        )
        lines.append(f"  {say(f'discover-{name}', {}, language)}  {figures}")
        if aligned.proven < len(aligned.variants):
            lines.append(f"    {say_proven(aligned, language)}")
    lines += ["", say_left_out(found, language)]
    lines += [f"  {one.extra:>8,}  {one.activity}" for one in found.left_out[:_LINES]]
    if len(found.left_out) > _LINES:
        lines.append("  " + say("discover-more", {"count": len(found.left_out) - _LINES}, language))
    lines += list_notes(found, language)
    if found.modelled.lost:
        lines += ["", say("discover-lost", {"count": len(found.modelled.lost)}, language)]
        lines += [f"  {say_loss(one, language)}" for one in found.modelled.lost[:_LINES]]
        if len(found.modelled.lost) > _LINES:
            lines.append("  " + say("discover-more", {"count": len(found.modelled.lost) - _LINES}, language))
    return "\n".join(lines)


def list_forms(found: Discovered) -> tuple[tuple[str, Aligned], tuple[str, Aligned]]:
    """Both forms of the model with what the log says of each."""
    return ("tree", found.by_tree), ("definition", found.by_definition)


def say_lead(found: Discovered, language: str) -> str:
    """The one sentence that matters."""
    fields = {
        "cases": f"{found.cases:,}",
        "activities": len(found.definition.activities),
        "share": f"{found.by_definition.quality.fitting:.1%}",
    }
    return say("discover-lead", fields, language)


def say_left_out(found: Discovered, language: str) -> str:
    """How much the noise filter took away."""
    if not found.left_out:
        return say("discover-nothing-left-out", {}, language)
    fields = {
        "events": f"{sum(one.extra for one in found.left_out):,}",
        "share": f"{found.filtered:.2%}",
        "noise": f"{found.noise:g}",
        "cases": f"{1 - found.by_tree.quality.fitting:.1%}",
    }
    return say("discover-left-out", fields, language)


def list_notes(found: Discovered, language: str) -> list[str]:
    """What is not in the model at all, and what was not counted."""
    lines = []
    if found.absent:
        fields = {"count": len(found.absent), "names": _join(found.absent, language)}
        lines.append(say("discover-absent", fields, language))
    if found.unread:
        lines.append(say("discover-unread", {"count": f"{found.unread:,}"}, language))
    return lines


def say_loss(lost: Said, language: str) -> str:
    """One thing the tree says and the definition cannot."""
    return say(f"conform-loss-{lost.loss.value}", {"names": _join(lost.labels, language)}, language)


def _join(names: tuple[str, ...], language: str) -> str:
    sign = ", " if language == "en" else "、"
    more = len(names) - _NAMES
    rest = sign + say("discover-names-more", {"count": more}, language) if more > 0 else ""
    return sign.join(names[:_NAMES]) + rest
