"""The page of a report: its parts in their order, and its findings in a few sentences."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from zaizao.cli.benchmark.page import COMPARISON_STYLE
from zaizao.cli.evidence.sheet import build_evidence_page
from zaizao.cli.mining.clocks import read_clock
from zaizao.cli.mining.map_part import EXPLORER_CSS
from zaizao.cli.page.html import Html, tag
from zaizao.cli.report.change import show_change
from zaizao.cli.report.findings import show_findings
from zaizao.cli.report.future import show_future
from zaizao.cli.report.places import show_places
from zaizao.cli.report.reality import show_reality
from zaizao.definition import ProcessDefinition
from zaizao.eventlog import EventLog
from zaizao.simulation import Parameters
from zaizao.wording import say

MOST = 2
"""So many sentences of each part stand in the list of reports."""


class Asked(Struct, frozen=True, kw_only=True):
    """What a report is asked for beside the log.

    ``by``: an attribute of cases (or ``year``) whose values are set side by side. ``definition``: what the cases ran
    on; ``before``: what stood before it; ``parameters``: of the simulation of either, by process and whether as found.
    """

    calendar: str = "cn"
    by: str = ""
    definition: ProcessDefinition | None = None
    before: Sequence[ProcessDefinition] = ()
    parameters: tuple[Parameters, Parameters] | None = None
    """Of what stood before, and of the definition."""


class Part(Struct, frozen=True):
    """One part of the page, and what it says in sentences."""

    name: str
    shown: Sequence[Html | None]
    said: Sequence[str] = ()


class Report(Struct, frozen=True):
    """A whole page, and its findings."""

    page: str
    headlines: tuple[str, ...]


def build_report(log: EventLog, *, title: str, source: str, asked: Asked, language: str) -> Report:
    """One page on one log. Every part that cannot be counted says why.

    Raises LogRefused, UnknownCountryError as the rooms do.
    """
    clock = read_clock(asked.calendar)
    parts = [
        Part("reality", *show_reality(log, clock=clock, definition=asked.definition, language=language)),
        Part("places", *show_places(log, by=asked.by, clock=clock, language=language)),
        Part("future", *show_future(log, calendar=asked.calendar, language=language)),
        Part("findings", *show_findings(log, definition=asked.definition, language=language)),
        Part(
            "change",
            *show_change(log, asked.before, asked.definition, asked.parameters, clock=clock, language=language),
        ),
    ]
    main = [_show(part, language) for part in parts if part.shown]
    page = build_evidence_page(
        [_contents([part for part in parts if part.shown], language), *main], title=title, source=source,
        language=language, extra_style=f"{EXPLORER_CSS}\n{COMPARISON_STYLE}\n{_STYLE}",
    )  # fmt: skip
    return Report(page, tuple(line for part in parts for line in part.said[:MOST]))


_STYLE = """\
.report-part{padding-top:3rem}
.report-part>h2{font-size:var(--big,1.75rem)}
.contents{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;padding:0;list-style:none}
.contents a{display:inline-block;padding-block:.35rem}"""


def _contents(parts: Sequence[Part], language: str) -> Html:
    links = [tag("li", tag("a", say(f"report-{part.name}", {}, language), href=f"#{part.name}")) for part in parts]
    return tag("nav", tag("ul", links, class_="contents"), aria_label=say("report-contents", {}, language))


def _show(part: Part, language: str) -> Html:
    head = tag("h2", say(f"report-{part.name}", {}, language))
    lead = tag("p", say(f"report-{part.name}-lead", {}, language), class_="note")
    return tag("section", head, lead, *part.shown, class_="report-part", id=part.name)
