"""The comparison for a terminal: the sides, the findings with their reasons, the other differences, the gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zaizao.cli.benchmark.figures import write_day
from zaizao.cli.benchmark.sentences import tell_findings, tell_others, tell_whole
from zaizao.mining.comparison import Comparison, Remeasured
from zaizao.wording import say

_NAMED = 8


def write_summary(comparison: Comparison, *, again: Sequence[Remeasured] = (), language: str) -> str:
    """The whole answer as text."""
    return "\n".join(_write_lines(comparison, again, language)) + "\n"


def _write_lines(comparison: Comparison, again: Sequence[Remeasured], language: str) -> Iterator[str]:
    for one in comparison.profiles:
        told = {
            "side": one.name, "cases": one.cases, "first": write_day(one.first), "last": write_day(one.last),
            "mean": f"{one.mean_days:.1f}", "median": f"{one.median_days:.1f}", "people": one.people,
        }  # fmt: skip
        yield say("compare-side", told, language)
        if one.left_out:
            yield "  " + say("compare-left-out", {"count": one.left_out}, language)
    yield tell_whole(comparison, language=language)
    shared = sum(len(step.called) == len(comparison.profiles) for step in comparison.alignment.steps)
    steps = {"steps": len(comparison.alignment.steps), "shared": shared, "phases": len(comparison.alignment.phases)}
    yield say("compare-aligned", steps, language)
    if comparison.alignment.unused:
        yield say("compare-unused", {"names": comparison.alignment.unused}, language)
    if comparison.alignment.doubtful:
        yield tell_doubtful(comparison, language=language)
    yield ""
    findings = tell_findings(comparison, language=language)
    yield say("compare-findings" if findings else "compare-no-findings", {}, language)
    for number, finding in enumerate(findings, start=1):
        yield f"{number}. {finding.headline}"
        yield f"   {finding.note}"
        yield from (f"   {line}" for line in finding.why)
    others = tell_others(comparison, language=language)
    if others:
        yield ""
        yield say("compare-others", {}, language)
        yield from (f"- {one.headline}" for one in others)
    if again:
        yield ""
        yield say("compare-again", {}, language)
        yield from (f"- {tell_again(one, language=language)}" for one in again)
    yield ""
    yield say("compare-method", {"tests": comparison.tests, "seed": comparison.seed}, language)


def tell_doubtful(comparison: Comparison, *, language: str) -> str:
    """Steps of different names that were taken for the same, a few of them by name."""
    names = tuple(
        " = ".join(dict.fromkeys(name for those in step.called.values() for name in those))
        for step in comparison.alignment.doubtful[:_NAMED]
    )
    return say("compare-doubtful", {"names": names}, language)


def tell_again(one: Remeasured, *, language: str) -> str:
    """A gap measured again, in a line."""
    row = one.row
    fields = {
        "measure": row.measure, "side": row.side, "before": f"{row.before:.1f}", "target": f"{row.target:.1f}",
        "now": f"{one.now:.1f}", "owner": row.owner or say("compare-no-owner", {}, language),
    }  # fmt: skip
    return say(f"compare-again-{one.progress.value}", fields, language)
