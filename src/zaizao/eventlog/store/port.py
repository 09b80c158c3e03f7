"""The port: what every store of logs can do, whatever it stands on. One suite of tests holds all of them to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol, Self

from msgspec import Struct

from zaizao.eventlog.counting import CaseTimes, Flow, Variants
from zaizao.eventlog.log import EventLog


class Appended(Struct, frozen=True):
    """What became of the events that were handed in: all of them were added."""

    events: int
    late: int
    """Events older than one their case already had; their cases were counted again."""
    left_out: tuple[str, ...] = ()
    """Keys of attributes that a store does not keep."""


class LogStore(Protocol):
    """A log that grows. Codes are given in the order of first appearance and never change.

    Inside a case, events are ordered as in `EventLog`: by time, equal times in the order they were appended.
    """

    @property
    def order_is_given(self) -> bool:
        """Whether the events of a case stand in the order they were appended, whatever their times."""

    @property
    def case_names(self) -> tuple[str, ...]:
        """The cases by code."""

    @property
    def activity_names(self) -> tuple[str, ...]:
        """The activities by code."""

    def __len__(self) -> int:
        """Events."""

    def append(self, log: EventLog) -> Appended:
        """Add the events of a log; all of them or, if the process dies, none."""

    def refresh(self) -> int:
        """See what was appended by others since; how many events."""

    def count_flow(self) -> Flow:
        """What follows what directly, how often and after how long."""

    def count_variants(self) -> Variants:
        """The paths of the cases and how many cases took each."""

    def measure_cases(self) -> CaseTimes:
        """When each case began and ended, and its number of events."""

    def select(
        self,
        *,
        cases: Collection[str] | None = None,
        activities: Collection[str] | None = None,
        since: int | None = None,
        until: int | None = None,
    ) -> EventLog:
        """The events of some cases and activities, in the order they were appended; without a wish the whole log.

        ``since`` and ``until`` are microseconds of UTC: since <= time < until; events without a time lie in no span.
        With a wish, cases without a chosen event are dropped and the codes of the others are dense again.
        """

    def close(self) -> None:
        """Let go of what the store holds."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
