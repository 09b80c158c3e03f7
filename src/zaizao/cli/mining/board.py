"""The page of a mined log: findings, the map, where the time goes and why, and how it was counted."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.cli.evidence.figures import show_facts, stand_with_charts
from zaizao.cli.evidence.sheet import build_evidence_page
from zaizao.cli.mining.against import Against
from zaizao.cli.mining.map_part import EXPLORER_CSS, show_map
from zaizao.cli.mining.sections import (
    show_causes,
    show_drift,
    show_effects,
    show_hand_overs,
    show_rework,
    show_times,
    show_variants,
)
from zaizao.cli.mining.telling import tell_findings, tell_notes
from zaizao.cli.page.html import Html, tag
from zaizao.mining.overview import Overview
from zaizao.mining.spans import say_span, say_workdays
from zaizao.wording import say


def build_mining_page(found: Overview, *, file: str, language: str, against: Against | None = None) -> str:
    """The page as one HTML text that opens without a network."""
    title = say("mine-title", {"name": found.scale.name or file}, language)
    parts = list_parts(found, language=language, against=against, script=True)
    return build_evidence_page(parts, title=title, source=file, language=language, extra_style=EXPLORER_CSS)


def show_mining(found: Overview, *, language: str, against: Against | None = None) -> str:
    """The same parts for a notebook, without the script."""
    style = Html(f"<style>@scope (.zaizao){{\n{EXPLORER_CSS}\n}}</style>")
    return stand_with_charts(
        style, *list_parts(found, language=language, against=against, script=False), language=language
    )


def list_parts(found: Overview, *, language: str, against: Against | None, script: bool) -> list[Html]:
    """All parts of the page, in their order."""
    told = tell_findings(found, language=language, against=against)
    sections = (
        ("map", [show_map(found.levels, language=language, script=script)]),
        ("time", show_times(found, language)),
        ("causes", show_causes(found, language)),
        ("rework", show_rework(found, language)),
        ("handover", show_hand_overs(found, language)),
        ("drift", show_drift(found, language)),
        ("effects", show_effects(found, language)),
        ("variants", show_variants(found, language)),
        ("notes", [_list(tell_notes(found, language=language))]),
    )
    return [
        _list(told),
        _show_facts(found, language),
        *(_show_section(key, parts, language) for key, parts in sections if parts),
        *_name_empty([key for key, parts in sections if not parts], language),
    ]


def _list(lines: Sequence[str]) -> Html:
    return tag("ul", [tag("li", line) for line in lines], class_="said")


def _show_section(key: str, parts: Sequence[Html], language: str) -> Html:
    return tag("section", tag("h2", say(f"mine-section-{key}", {}, language)), *parts)


def _name_empty(keys: Sequence[str], language: str) -> list[Html]:
    """What there is nothing to tell of, in one sentence: a page of empty headings tells less."""
    if not keys:
        return []
    sections = ("、" if language != "en" else ", ").join(say(f"mine-section-{key}", {}, language) for key in keys)
    return [tag("p", say("mine-none", {"sections": sections}, language), class_="note")]


def _show_facts(found: Overview, language: str) -> Html:
    cycle, waited = found.times.cycle, found.causes.whole.total
    worked = found.times.processing.calendar.total or 0.0
    rework = found.rework
    working = say_workdays(cycle.working.median, day_seconds=found.day_seconds, language=language)
    facts = [
        ("cases", f"{found.scale.cases:,}", {"events": f"{found.scale.events:,}"}),
        ("cycle", say_span(cycle.calendar.median, language), {"working": working}),
    ]
    if waited + worked:
        facts.append(("waiting", f"{100 * waited / (waited + worked):.0f}%", {}))
    if rework.cases:
        facts.append(("rework", f"{100 * rework.repeating / rework.cases:.0f}%", {}))
    facts.append(("variants", f"{found.variants.variants:,}", {"families": f"{found.variants.families:,}"}))
    return show_facts(
        [
            (say(f"mine-fact-{key}", {}, language), number, say(f"mine-fact-{key}-note", fields, language))
            for key, number, fields in facts
        ]
    )
