"""A mined log as a notebook has it: the overview to work with, and a page when it is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct

from zaizao.cli.logs.view import LogView, read_log
from zaizao.cli.mining.clocks import read_clock
from zaizao.eventlog import EventLog
from zaizao.mining.overview import SEED, Overview, mine_log
from zaizao.units.record import show_without


class MiningView(Struct, frozen=True):
    """What a log says about the real process; ``found`` has every figure."""

    found: Overview
    language: str = "zh"

    __repr__ = show_without("found")

    def __str__(self) -> str:
        from zaizao.cli.mining.telling import write_mining_summary

        return write_mining_summary(self.found, language=self.language)

    def to_plain(self) -> dict[str, Any]:
        """Every figure as plain values, for JSON."""
        from zaizao.mining.plain import to_plain

        return to_plain(self.found)

    def _repr_html_(self) -> str:
        from zaizao.cli.mining.board import show_mining

        return show_mining(self.found, language=self.language)


def mine(
    log: EventLog | LogView | str | Path,
    *,
    calendar: str = "cn",
    hours: str | None = None,
    seed: int = SEED,
    language: str = "zh",
) -> MiningView:
    """The real process of a log: map, times, causes of waiting, rework, hand-over, drift, effects.

    ``calendar``: ``cn`` or a country code; ``hours``: ``9:00-12:00,13:30-17:00``.
    Raises LogRefused for a file that cannot be read, UnknownCountryError, OfficeHoursError.
    """
    if isinstance(log, str | Path):
        log = read_log(log, language=language)
    events = log.log if isinstance(log, LogView) else log
    return MiningView(mine_log(events, clock=read_clock(calendar, hours), seed=seed), language)
