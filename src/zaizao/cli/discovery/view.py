"""A discovered model as a notebook has it: values to work with, files to write, and a page when it is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from zaizao.cli.files import write_whole
from zaizao.definition import ProcessDefinition
from zaizao.eventlog import EventLog
from zaizao.mining.conformance import Discovered, Quality, discover_model
from zaizao.mining.discovery import NOISE, Said
from zaizao.units.record import show_without

if TYPE_CHECKING:
    from zaizao.cli.logs import LogView


class DiscoveryView(Struct, frozen=True):
    """The model behind a log, with what was left out of it."""

    found: Discovered
    language: str = "zh"

    __repr__ = show_without("found")

    @property
    def definition(self) -> ProcessDefinition:
        """The process as found."""
        return self.found.definition

    @property
    def lost(self) -> tuple[Said, ...]:
        """What the tree says and a definition cannot."""
        return self.found.modelled.lost

    @property
    def quality(self) -> Quality:
        """Fitness, precision and generalisation of the definition beside its log."""
        return self.found.by_definition.quality

    @property
    def filtered(self) -> float:
        """The share of events, between 0 and 1, that was left out as noise."""
        return self.found.filtered

    def save(self, path: str | Path) -> Path:
        """Write the model, by suffix: .yaml .json .bpmn .svg .mmd, .pnml for the Petri net of the tree, .html for the page.

        Raises CommandError.
        """
        from zaizao.cli.discovery.writing import find_model_writer

        write = find_model_writer(str(path), file=self.found.log.name, language=self.language)
        write_whole(path, write(self.found))
        return Path(path)

    def __str__(self) -> str:
        from zaizao.cli.discovery.telling import write_discovery

        return write_discovery(self.found, language=self.language)

    def _repr_html_(self) -> str:
        from zaizao.cli.discovery.board import show_discovery

        return show_discovery(self.found, language=self.language)


def discover(
    log: EventLog | LogView | str | Path,
    *,
    noise: float = NOISE,
    every_event: bool = False,
    name: str | None = None,
    language: str = "zh",
) -> DiscoveryView:
    """The model behind a log by inductive mining, with what was left out of it; as `zaizao discover`.

    ``noise``: from 0 (everything is kept) to 1, the share of the strongest continuation below which one is left out.
    Raises LogRefused with every problem located, NothingToModelError for a log without events.
    """
    if isinstance(log, str | Path):
        from zaizao.eventlog import read_log

        log = read_log(log).log
    events = log if isinstance(log, EventLog) else log.log
    return DiscoveryView(discover_model(events, noise=noise, every_event=every_event, name=name), language)
