"""Logs of letters: one case for each text, one event for each letter; for tests of models."""

from __future__ import annotations

from hypothesis import strategies as st

from zaizao.eventlog import EventLog, LogBuilder

TRACES = st.lists(st.text("abcde", max_size=7), min_size=1, max_size=8)


def write_log(*traces: str) -> EventLog:
    """One case for each trace, one letter for each event."""
    builder = LogBuilder(order_is_given=True)
    for number, trace in enumerate(traces):
        builder.add_case(str(number))
        for letter in trace:
            builder.add(str(number), letter)
    return builder.build()
