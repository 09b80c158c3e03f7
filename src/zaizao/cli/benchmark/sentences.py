"""One sentence for each finding, with what it comes from; the largest gap stands for all sides of a measure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from msgspec import Struct

from zaizao.mining.comparison import Comparison, Difference, Family, Level
from zaizao.wording import say

_SPACE = re.compile(r"([，；：（“、])? +")
MOST = 8
"""Findings of a kind that are told; the table has all."""
_SMALL = 0.02
"""A part of the slower side's whole time that is no finding for a mayor; our choice."""
_SLIGHT = 0.2
"""An effect below this is slight (Cohen 1988), however sure it is."""


class Told(Struct, frozen=True):
    """A finding in words."""

    difference: Difference
    headline: str
    note: str = ""
    """How sure it is, and of how many cases."""
    why: tuple[str, ...] = ()


def tell_findings(comparison: Comparison, *, language: str, most: int = MOST) -> tuple[Told, ...]:
    """Where the time goes, the most days first, each phase once."""
    whole = {one.name: one.mean_days for one in comparison.profiles}
    worth = [one for one in comparison.findings if one.gap >= _SMALL * whole[one.more]]
    return tuple(_tell_time(comparison, one, language) for one in _keep_largest(worth)[:most])


def tell_others(comparison: Comparison, *, language: str, most: int = MOST) -> tuple[Told, ...]:
    """The sure differences that are no times: each measure once, no kind more than half of them."""
    chosen: list[Difference] = []
    for one in _keep_largest(one for one in comparison.others if one.effect >= _SLIGHT):
        kind = [other for other in chosen if other.measure.family is one.measure.family]
        if len(kind) < max(most // 3, 1):
            chosen.append(one)
    return tuple(
        Told(one, tell_difference(comparison, one, language=language), tell_certainty(one, language=language))
        for one in chosen[:most]
    )


def tell_whole(comparison: Comparison, *, language: str) -> str:
    """The comparison in one sentence: the slowest and the fastest side, or that nothing is sure."""
    whole = [one for one in comparison.differences if one.measure.key == "time/case/days"]
    largest = max(whole, key=lambda one: (one.is_sure, one.gap), default=None)
    if largest is None or not largest.is_sure:
        return say("compare-title", {"count": len(comparison.profiles)}, language)
    figures = {"a": _write_number(largest.value_more), "b": _write_number(largest.value_less)}
    named = {"more": set_off(largest.more, language), "less": set_off(largest.less, language)}
    return _tidy(say("compare-whole", {**named, **figures}, language))


def tell_certainty(one: Difference, *, language: str) -> str:
    """The interval of a difference, and the cases it is from."""
    write = _write_share if one.measure.unit == "share" else _write_number
    fields = {
        "low": write(one.low), "high": write(one.high), "n_more": one.cases_more, "n_less": one.cases_less,
        "q": f"{one.q:.3f}",
    }  # fmt: skip
    return say("compare-certainty", fields, language)


def _keep_largest(differences: Iterable[Difference]) -> list[Difference]:
    kept: dict[str, Difference] = {}
    for one in differences:
        kept.setdefault(one.measure.key, one)
    return list(kept.values())


def _tell_time(comparison: Comparison, one: Difference, language: str) -> Told:
    why = []
    more, less = set_off(one.more, language), set_off(one.less, language)
    if not math.isnan(one.by_mix):
        shares = _find_shares(comparison, one)
        code = "compare-why-mix" if one.by_mix > one.by_pace else "compare-why-pace"
        days = max(one.by_mix, one.by_pace)
        told = {"more": more, "less": less, "days": f"{days:.1f}", "a": shares[0], "b": shares[1]}
        why.append(_tidy(say(code, told, language)))
    inner = _find_inner(comparison, one)
    if inner is not None:
        named = name_subject(comparison, inner.measure.subject)
        why.append(say("compare-why-step", {"step": named, "days": f"{inner.gap:.1f}"}, language))
    profile = next(one_side for one_side in comparison.profiles if one_side.name == one.more)
    yearly = 12 * profile.cases_per_month
    saved = {"more": more, "less": less, "cases": f"{yearly:.0f}", "days": f"{yearly * one.gap:,.0f}"}
    why.append(_tidy(say("compare-why-saved", saved, language)))
    certainty = tell_certainty(one, language=language)
    return Told(one, tell_difference(comparison, one, language=language), certainty, tuple(why))


def _find_inner(comparison: Comparison, one: Difference) -> Difference | None:
    """The step of the phase in which most of the gap lies, where a step is told apart from its phase."""
    phases = {step.name: step.phase for step in comparison.alignment.steps}
    inner = [
        other
        for other in comparison.differences
        if other.is_sure
        and other.days_saved is not None
        and other.measure.level is Level.STEP
        and phases.get(other.measure.subject) == one.measure.subject
        and (other.more, other.less) == (one.more, one.less)
    ]
    return max(inner, key=lambda other: other.gap, default=None)


def _find_shares(comparison: Comparison, one: Difference) -> tuple[str, str]:
    key = f"mix/phase/{one.measure.subject}/share"
    values = list_values(comparison, key)
    return f"{values.get(one.more, math.nan):.0%}", f"{values.get(one.less, math.nan):.0%}"


def list_values(comparison: Comparison, key: str) -> dict[str, float]:
    """What each side has for a measure, in the order of the sides."""
    found = {
        side: value
        for one in comparison.differences
        if one.measure.key == key
        for side, value in ((one.more, one.value_more), (one.less, one.value_less))
    }
    return {profile.name: found[profile.name] for profile in comparison.profiles if profile.name in found}


def tell_difference(comparison: Comparison, one: Difference, *, language: str) -> str:
    """One difference as a sentence."""
    measure = one.measure
    write = _write_share if measure.unit == "share" else _write_number
    fields: dict[str, object] = {
        "more": set_off(one.more, language),
        "less": set_off(one.less, language),
        "a": write(one.value_more),
        "b": write(one.value_less),
        "gap": write(one.gap),
        "low": write(one.low),
        "high": write(one.high),
    }
    if measure.family is Family.ORDER:
        first, _, second = measure.subject.partition(" > ")
        fields |= {"first": name_subject(comparison, first), "second": name_subject(comparison, second)}
    elif measure.subject:
        fields["what"] = name_subject(comparison, measure.subject)
    kind = measure.key.rpartition("/")[2]
    level = "part" if measure.level is not Level.CASE else "case"
    return _tidy(say(f"compare-{measure.family.value}-{level}-{kind}", fields, language))


def set_off(side: str, language: str) -> str:
    """The name of a side as it stands in a sentence: Latin letters and digits keep off Chinese ones."""
    if language == "en":
        return side
    before, after = (" " if sign.isascii() else "" for sign in (side[:1], side[-1:]))
    return f"{before}{side}{after}"


def name_subject(comparison: Comparison, subject: str) -> str:
    """A step with what it means; a phase of several steps with the one that takes most of its time."""
    for step in comparison.alignment.steps:
        if step.name == subject:
            return subject if step.label == subject else f"{subject} {step.label}"
    labels = {step.name: step.label for step in comparison.alignment.steps if step.phase == subject}
    times = [one for one in comparison.differences if one.measure.key.startswith("time/step/")]
    inside = [one for one in times if one.measure.subject in labels]
    longest = max(inside, key=lambda one: one.value_more, default=None)
    if longest is None or labels[longest.measure.subject] == longest.measure.subject:
        return subject
    return f"{subject} {labels[longest.measure.subject]} …"


def _tidy(text: str) -> str:
    """No space at the edges, behind a Chinese sign, or twice."""
    return _SPACE.sub(lambda found: found[1] or " ", text).strip()


def _write_share(value: float) -> str:
    return f"{value:.0%}"


def _write_number(value: float) -> str:
    return f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"
