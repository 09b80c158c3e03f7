"""A discovered model as a page: the sentence, the figures, the process as found, and what was left out of it."""

from __future__ import annotations

from zaizao.cli.discovery.telling import (
    FIGURES,
    list_forms,
    list_notes,
    say_lead,
    say_left_out,
    say_loss,
)
from zaizao.cli.evidence.figures import show_facts, show_table, stand_with_charts
from zaizao.cli.evidence.sheet import build_evidence_page
from zaizao.cli.page.html import Html, tag
from zaizao.cli.page.parts import inline_picture
from zaizao.definition import ProcessDefinition
from zaizao.mining.conformance import Discovered
from zaizao.notation import draw_lanes
from zaizao.wording import say

_ROWS = 20
_MOST_LINKS = 400
"""A process with more links is no picture but a knot: its page has none, and a file of its own still can."""


def build_discovery_page(found: Discovered, *, file: str, language: str) -> str:
    """The page as one HTML text."""
    from zaizao.notation.pen import style_sheet

    title = say("discover-title", {"log": found.log.name or file}, language)
    return build_evidence_page(
        list_parts(found, language), title=title, source=file, language=language, extra_style=style_sheet()
    )


def show_discovery(found: Discovered, *, language: str) -> str:
    """The same parts for a notebook."""
    return stand_with_charts(*list_parts(found, language), language=language)


def list_parts(found: Discovered, language: str) -> list[Html]:
    """The parts of the page, top to bottom."""
    return [
        tag("p", say_lead(found, language), class_="lead"),
        show_facts(_list_facts(found, language)),
        _show_picture(found.definition, language),
        _show_figures(found, language),
        _show_left_out(found, language),
        *_show_lost(found, language),
    ]


def _list_facts(found: Discovered, language: str) -> list[tuple[str, object, str]]:
    quality = found.by_definition.quality
    figures = [
        ("conform-fact-cases", f"{found.cases:,}"),
        ("discover-fact-activities", f"{len(found.definition.activities):,}"),
        ("conform-fact-fitness", f"{quality.fitness:.3f}"),
        ("conform-fact-precision", f"{quality.precision:.3f}"),
        ("discover-fact-filtered", f"{found.filtered:.2%}"),
    ]
    return [(say(key, {}, language), value, say(f"{key}-note", {}, language)) for key, value in figures]


def _show_picture(definition: ProcessDefinition, language: str) -> Html:
    links = sum(len(step.after) for step in definition.activities.values())
    if links > _MOST_LINKS:
        return tag("p", say("discover-knot", {"links": f"{links:,}"}, language), class_="note")
    return tag(
        "figure",
        tag(
            "figcaption", say("discover-picture", {}, language),
            tag("small", say("discover-picture-note", {}, language)),
        ),
        tag("div", inline_picture(draw_lanes(definition, language=language, title="")), class_="scroll-x", tabindex="0"),
        class_="figure",
    )  # fmt: skip


def _show_figures(found: Discovered, language: str) -> Html:
    heads = [say(f"discover-head-{key}", {}, language) for key in ("form",)]
    heads += [say(f"conform-fact-{key}", {}, language) for key in FIGURES]
    heads.append(say("discover-head-fitting", {}, language))
    rows = [
        [
            say(f"discover-{name}", {}, language),
            *(f"{getattr(aligned.quality, one):.3f}" for one in FIGURES),
            f"{aligned.quality.fitting:.1%}",
        ]
        for name, aligned in list_forms(found)
    ]
    return tag(
        "section", tag("h2", say("discover-figures", {}, language)),
        tag("p", say("discover-figures-note", {}, language), class_="note"), show_table(heads, rows),
    )  # fmt: skip


def _show_left_out(found: Discovered, language: str) -> Html:
    heads = [say(f"discover-head-{key}", {}, language) for key in ("activity", "events", "cases")]
    rows = [[one.activity, f"{one.extra:,}", f"{one.extra_cases:,}"] for one in found.left_out[:_ROWS]]
    notes = [tag("p", one, class_="note") for one in list_notes(found, language)]
    return tag(
        "section", tag("h2", say("discover-left-out-title", {}, language)),
        tag("p", say_left_out(found, language)), *notes, show_table(heads, rows) if rows else None,
        _count_more(len(found.left_out), language),
    )  # fmt: skip


def _show_lost(found: Discovered, language: str) -> list[Html]:
    lost = found.modelled.lost
    if not lost:
        return []
    items = [tag("li", say_loss(one, language)) for one in lost[:_ROWS]]
    head = tag("h2", say("discover-lost", {"count": len(lost)}, language))
    return [tag("section", head, tag("ul", items, class_="said"), _count_more(len(lost), language))]


def _count_more(count: int, language: str) -> Html | None:
    more = count - _ROWS
    return tag("p", say("discover-more", {"count": more}, language), class_="note") if more > 0 else None
