"""Logs of the literate tests of rules, written as kinds of cases.

    ```log
    40: intake 0 09:00 李; decide 3 16:00-16:30 王      forty cases, all begun on 2026-03-02, a Monday
    20/7: intake 0 09:00; decide 1 10:00                twenty more, one every seven days

A step is its name in the log, days after the case's first day, the time of day (or from when to when), and who did it.
"""

from __future__ import annotations

import datetime as dt
import re

from zaizao.eventlog import EventLog, LogBuilder

DAY_ZERO = dt.datetime(2026, 3, 2, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_LINE = re.compile(r"(\d+)(?:/(\d+))?: (.+)")
_STEP = re.compile(r"(.+?) (\d+) (\d\d):(\d\d)(?:-(\d\d):(\d\d))?(?: (\S+))?")


def build_log(text: str) -> EventLog:
    """The log of a page."""
    builder = LogBuilder()
    for letter, line in zip("abcdefghijklmnopqrstuvwxyz", text.strip().splitlines(), strict=False):
        told = _LINE.fullmatch(line.strip())
        assert told is not None, line
        for number in range(int(told[1])):
            day = DAY_ZERO + dt.timedelta(days=number * int(told[2] or 0))
            for step in told[3].split("; "):
                _add_step(builder, f"{letter}{number + 1}", step, day)
    return builder.build()


def _add_step(builder: LogBuilder, case: str, step: str, first_day: dt.datetime) -> None:
    told = _STEP.fullmatch(step.strip())
    assert told is not None, step
    day = first_day + dt.timedelta(days=int(told[2]))
    start = day.replace(hour=int(told[3]), minute=int(told[4]))
    if told[5] is None:
        builder.add(case, told[1], start, resource=told[7])
        return
    end = day.replace(hour=int(told[5]), minute=int(told[6]))
    builder.add(case, told[1], end, resource=told[7], start=start)
