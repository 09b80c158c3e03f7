"""The door of the room: each question about a whole log, answered by the pass that is fastest here."""

from __future__ import annotations

from zaizao.eventlog.counting import ordered
from zaizao.eventlog.counting.case_times import CaseTimes
from zaizao.eventlog.counting.events import read_events
from zaizao.eventlog.counting.flow import Flow
from zaizao.eventlog.counting.tally import Tally, make_tally
from zaizao.eventlog.counting.variants import Variants
from zaizao.eventlog.log import EventLog
from zaizao.units.compiling import is_fast

SMALL = 20_000
"""Events up to which sorting takes less time than loading the compiler."""


def count_flow(log: EventLog) -> Flow:
    """What follows what directly, how often and after how long."""
    if _is_sorting_better(log):
        return ordered.count_flow(log)
    return tally_log(log).count_flow(log.activity_names)


def count_variants(log: EventLog) -> Variants:
    """The paths of the cases and how many cases took each."""
    if _is_sorting_better(log):
        return ordered.count_variants(log)
    return tally_log(log).count_variants(read_events(log), log.activity_names)


def measure_cases(log: EventLog) -> CaseTimes:
    """When each case began and ended, and its number of events."""
    return ordered.measure_cases(log)


def tally_log(log: EventLog) -> Tally:
    """The running counts of a whole log; computed once for each log."""
    kept: Tally | None = vars(log).get("_tally")
    if kept is None:
        events = read_events(log)
        kept = make_tally(order_is_given=log.order_is_given)
        kept.add(events, cases=len(log.case_names), activities=len(log.activity_names), recall=events.take_cases)
        vars(log)["_tally"] = kept
    return kept


def _is_sorting_better(log: EventLog) -> bool:
    return not is_fast() or len(log) <= SMALL
