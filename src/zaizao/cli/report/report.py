"""A report: counted once, then shown in any language; its parts in their order, its findings in a few sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from zaizao.cli.benchmark.page import COMPARISON_STYLE
from zaizao.cli.evidence.sheet import build_evidence_page
from zaizao.cli.mining.clocks import read_clock
from zaizao.cli.mining.map_part import EXPLORER_CSS
from zaizao.cli.page.html import Html, tag
from zaizao.cli.report.change import Changed, count_change, show_change
from zaizao.cli.report.findings import count_findings, show_findings
from zaizao.cli.report.future import Future, count_future, show_future
from zaizao.cli.report.places import count_places, show_places
from zaizao.cli.report.reality import show_reality
from zaizao.cli.report.retelling import retell
from zaizao.definition import ProcessDefinition
from zaizao.diagnosis import Finding
from zaizao.eventlog import EventLog
from zaizao.mining.comparison import Comparison
from zaizao.mining.overview import Overview, mine_log
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
    called: str = ""
    """What ``by`` is called where its values are numbers."""
    definition: ProcessDefinition | None = None
    before: Sequence[ProcessDefinition] = ()
    parameters: tuple[Parameters, Parameters] | None = None
    """Of what stood before, and of the definition."""


class Counted(Struct, frozen=True, eq=False):
    """Everything that a report shows, before it is said in a language. None for what cannot be counted."""

    log: EventLog
    asked: Asked
    reality: Overview
    places: Comparison | None
    future: Future | None
    findings: list[Finding] | None
    change: Changed | None

    def retell(self, words: Mapping[str, str]) -> Counted:
        """The same with the names of the log in other words, such as those of another language."""
        log, reality, places = (retell(one, words) for one in (self.log, self.reality, self.places))
        return replace(self, log=log, reality=reality, places=places)


class Part(Struct, frozen=True):
    """One part of the page, and what it says in sentences."""

    name: str
    shown: Sequence[Html | None]
    said: Sequence[str] = ()


class Report(Struct, frozen=True):
    """What a report says in one language."""

    parts: tuple[Part, ...]
    language: str

    @property
    def headlines(self) -> tuple[str, ...]:
        """Its findings."""
        return tuple(line for part in self.parts for line in part.said[:MOST])

    def write_page(self, *, title: str, source: str) -> str:
        """The whole page; ``source`` says where the figures come from."""
        shown = _number([part for part in self.parts if part.shown], self.language)
        return build_evidence_page(
            [_contents(shown, self.language), *(_show(part, title, self.language) for title, part in shown)],
            title=title, source=source, language=self.language,
            extra_style=f"{EXPLORER_CSS}\n{COMPARISON_STYLE}\n{_STYLE}",
        )  # fmt: skip


def count_report(log: EventLog, *, asked: Asked) -> Counted:
    """All that takes time.

    Raises UnknownCountryError and what the rooms raise.
    """
    clock = read_clock(asked.calendar)
    return Counted(
        log=log,
        asked=asked,
        reality=mine_log(log, clock=clock),
        places=count_places(log, by=asked.by, called=asked.called, clock=clock),
        future=count_future(log, calendar=asked.calendar),
        findings=count_findings(log, definition=asked.definition),
        change=count_change(log, asked.before, asked.definition, asked.parameters, clock=clock),
    )


def show_report(counted: Counted, *, language: str) -> Report:
    """What was counted, in a language. Every part that could not be counted says why, or is left out."""
    log, definition = counted.log, counted.asked.definition
    return Report(
        (
            Part("reality", *show_reality(counted.reality, log=log, definition=definition, language=language)),
            Part("places", *show_places(counted.places, language=language)),
            Part("future", *show_future(counted.future, cases=len(log.case_names), language=language)),
            Part("findings", *show_findings(counted.findings, language=language)),
            Part("change", *show_change(counted.change, language=language)),
        ),
        language,
    )


_STYLE = """\
.report-part{padding-top:3rem}
.report-part>h2{font-size:var(--big,1.75rem)}
.contents{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;padding:0;list-style:none}
.contents a{display:inline-block;padding-block:.35rem}"""


def _number(parts: Sequence[Part], language: str) -> list[tuple[str, Part]]:
    """The parts that are there, counted through."""
    numbers = say("report-numbers", {}, language).split()
    space = " " if language == "en" else ""
    return [
        (f"{number}{space}{say(f'report-{part.name}', {}, language)}", part)
        for number, part in zip(numbers, parts, strict=False)
    ]


def _contents(parts: Sequence[tuple[str, Part]], language: str) -> Html:
    links = [tag("li", tag("a", title, href=f"#{part.name}")) for title, part in parts]
    return tag("nav", tag("ul", links, class_="contents"), aria_label=say("report-contents", {}, language))


def _show(part: Part, title: str, language: str) -> Html:
    lead = tag("p", say(f"report-{part.name}-lead", {}, language), class_="note")
    return tag("section", tag("h2", title), lead, *part.shown, class_="report-part", id=part.name)
