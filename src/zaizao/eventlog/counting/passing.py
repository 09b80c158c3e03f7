"""The door of the room: each question about a whole log."""

from __future__ import annotations

from zaizao.eventlog.counting import ordered
from zaizao.eventlog.counting.case_times import CaseTimes
from zaizao.eventlog.counting.flow import Flow
from zaizao.eventlog.counting.variants import Variants
from zaizao.eventlog.log import EventLog


def count_flow(log: EventLog) -> Flow:
    """What follows what directly, how often and after how long."""
    return ordered.count_flow(log)


def count_variants(log: EventLog) -> Variants:
    """The paths of the cases and how many cases took each."""
    return ordered.count_variants(log)


def measure_cases(log: EventLog) -> CaseTimes:
    """When each case began and ended, and its number of events."""
    return ordered.measure_cases(log)
