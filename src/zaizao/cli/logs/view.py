"""A log as a notebook has it: the columns to work with, the account of reading it, and a page when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

from msgspec import Struct

from zaizao.errors import Problem
from zaizao.eventlog import Account, EventLog, ReadLog
from zaizao.eventlog.reading.mapping import ColumnMapping
from zaizao.eventlog.survey import Survey, survey_log
from zaizao.units.record import show_without


class LogView(Struct, frozen=True, dict=True):
    """A log that was read. ``log`` has its columns; ``problems`` is what was found, ``guess`` what was taken for what."""

    read: ReadLog
    language: str = "zh"

    __repr__ = show_without("read")

    @property
    def log(self) -> EventLog:
        """The events."""
        return self.read.log

    @property
    def account(self) -> Account:
        """Records read, kept and reported."""
        return self.read.account

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found while reading."""
        return self.read.problems

    @property
    def guess(self) -> tuple[Problem, ...]:
        """What was taken for what, and why."""
        return self.read.guess

    @cached_property
    def survey(self) -> Survey:
        """What the log holds."""
        return survey_log(self.read.log)

    def __len__(self) -> int:
        return len(self.read.log)

    def __str__(self) -> str:
        from zaizao.cli.logs.telling import write_log_summary

        return write_log_summary(self.read, self.survey, language=self.language)

    def _repr_html_(self) -> str:
        from zaizao.cli.logs.board import show_log

        return show_log(self.read, self.survey, language=self.language)


def read_log(
    source: str | Path | bytes,
    *,
    mapping: ColumnMapping | Mapping[str, object] | str | Path | None = None,
    on_broken: Literal["skip", "stop"] = "skip",
    language: str = "zh",
) -> LogView:
    """Read an event log of any known format (XES, OCEL, CSV, Excel, Parquet, JSON lines).

    ``mapping`` says which column of a table is what: a file, or plain values (`zaizao.eventlog.reading.mapping`).
    Raises LogRefused, with every problem located, for a file that cannot be read.
    """
    from zaizao.eventlog import read_log as read_any

    return LogView(read_any(source, mapping=mapping, on_broken=on_broken), language)
