"""Deadlines a second: one by one, as columns, and beside numpy's own business days on the same data in the same run.

The peer gets the same days off; both must give the same answers or the measurement fails.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta

import numpy as np
from measuring import print_figure, time_rounds

from zaizao.units import Limit, Unit
from zaizao.worktime import SHANGHAI, WorkCalendar, china, compute_deadline, due_days, due_moment, warning_moment

ROWS = 1_000_000
SCALAR_ROWS = 20_000
ROUNDS = 5
SEED = 20260212


def measure(task: Callable[[], object]) -> float:
    """Seconds of the fastest of several rounds."""
    return min(time_rounds(task, rounds=ROUNDS))


def report(name: str, rows: int, seconds: float, **more: object) -> None:
    print_figure(name, rows / seconds, "deadlines/s", rows=rows, seconds=round(seconds, 4), **more)


def measure_scalars(calendar: WorkCalendar) -> None:
    first = datetime(2019, 1, 2, 9, 30, tzinfo=SHANGHAI)
    moments = [first + timedelta(hours=3 * row) for row in range(SCALAR_ROWS)]
    days = [moment.date() for moment in moments]
    wd, wh = Limit(20, Unit.WORKING_DAY), Limit(4, Unit.WORKING_HOUR)
    tasks: dict[str, Callable[[], object]] = {
        "add_workdays": lambda: [calendar.add_workdays(day, 20) for day in days],
        "due_moment 20wd": lambda: [due_moment(wd, moment, calendar) for moment in moments],
        "due_moment 4wh": lambda: [due_moment(wh, moment, calendar) for moment in moments],
        "warning_moment 80% of 20wd": lambda: [warning_moment(wd, m, calendar, fraction=0.8) for m in moments],
        "compute_deadline 20wd": lambda: [compute_deadline(wd, start=m, calendar=calendar) for m in moments],
    }
    for name, task in tasks.items():
        report(f"one by one: {name}", SCALAR_ROWS, measure(task))


def measure_columns(calendar: WorkCalendar) -> bool:
    """Whether ours and numpy's answers are the same."""
    draw = np.random.default_rng(SEED)
    starts = np.datetime64("2018-06-01") + draw.integers(0, 3600, ROWS)
    amounts = draw.integers(1, 61, ROWS)
    firsts = starts + draw.integers(-10, 60, ROWS)
    stops = (firsts, firsts + draw.integers(0, 30, ROWS))
    ours = due_days(starts, amounts, Unit.WORKING_DAY, calendar)
    off = [i for i, is_work in enumerate(calendar.work_flags()) if not is_work]
    peer_calendar = np.busdaycalendar("1111111", np.datetime64(calendar.first_day, "D") + np.array(off))
    # A start on a day off is moved back to the working day before it, from where the n-th working day is the same.
    peer = np.busday_offset(starts, amounts, roll="backward", busdaycal=peer_calendar)
    seconds = measure(lambda: due_days(starts, amounts, Unit.WORKING_DAY, calendar))
    beside = measure(lambda: np.busday_offset(starts, amounts, roll="backward", busdaycal=peer_calendar))
    equal = bool((ours == peer).all())
    report("columns: numpy.busday_offset (peer)", ROWS, beside)
    report(
        "columns: due_days wd", ROWS, seconds, at_least=2_000_000, equal_to_peer=equal,
        times_peer=round(beside / seconds, 2),
    )  # fmt: skip
    with_stops = measure(lambda: due_days(starts, amounts, Unit.WORKING_DAY, calendar, stops))
    report("columns: due_days wd, one stop a row", ROWS, with_stops, at_least=2_000_000)
    report("columns: due_days d", ROWS, measure(lambda: due_days(starts, amounts, Unit.DAY, calendar)))
    report("columns: due_days mo", ROWS, measure(lambda: due_days(starts, amounts, Unit.MONTH, calendar)))
    return equal


if __name__ == "__main__":
    measure_scalars(china())
    sys.exit(0 if measure_columns(china()) else 1)
