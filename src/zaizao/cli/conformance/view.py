"""Conformance as a notebook has it: figures to work with, and a page when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.eventlog import EventLog
from zaizao.mining.conformance import Aligned, Conformance, Departure, Replay, check_conformance
from zaizao.mining.discovery import AcceptingNet
from zaizao.units.record import show_without
from zaizao.worktime import WorkCalendar

if TYPE_CHECKING:
    from zaizao.cli.logs import LogView


class ConformanceView(Struct, frozen=True):
    """A log beside a model: ``replay`` beside a definition, ``aligned`` beside a net or where asked."""

    told: Conformance
    language: str = "zh"

    __repr__ = show_without("told")

    @property
    def replay(self) -> Replay | None:
        """Who departs from the definition, and how."""
        return self.told.replay

    @property
    def aligned(self) -> Aligned | None:
        """The optimal alignments and their figures."""
        return self.told.aligned

    @property
    def departures(self) -> tuple[Departure, ...]:
        """Every way of departing, with its cases; empty beside a net."""
        return () if self.told.replay is None else self.told.replay.departures

    def __str__(self) -> str:
        from zaizao.cli.conformance.telling import write_conformance

        return write_conformance(self.told, language=self.language)

    def _repr_html_(self) -> str:
        from zaizao.cli.conformance.board import show_conformance

        return show_conformance(self.told, language=self.language)


def conform(
    log: EventLog | LogView | str | Path,
    model: ProcessDefinition | AcceptingNet | str | Path,
    *,
    align: bool = False,
    mapping: Mapping[str, str | None] | None = None,
    calendar: WorkCalendar | None = None,
    every_event: bool = False,
    language: str = "zh",
) -> ConformanceView:
    """Set a log beside a definition or a Petri net (values, or files).

    ``mapping``: names of the log to activities of the model, None for none. Raises LogRefused, DefinitionError, NetError
    with every problem located.
    """
    events = _take_log(log)
    judged = check_conformance(
        events, load_model(model), align=align, mapping=mapping, calendar=calendar, every_event=every_event
    )
    return ConformanceView(judged, language)


def _take_log(log: EventLog | LogView | str | Path) -> EventLog:
    if isinstance(log, EventLog):
        return log
    if isinstance(log, str | Path):
        from zaizao.eventlog import read_log

        return read_log(log).log
    return log.log


def load_model(model: ProcessDefinition | AcceptingNet | str | Path) -> ProcessDefinition | AcceptingNet:
    """The model in a file: PNML by its ending, else a definition."""
    if not isinstance(model, str | Path):
        return model
    if Path(model).suffix.lower() == ".pnml":
        from zaizao.cli.files import located
        from zaizao.mining.discovery import read_pnml

        with located(model):
            content = Path(model).read_bytes()
        return read_pnml(content, file=str(model))
    from zaizao.cli.loading import load_definition

    return load_definition(str(model))
