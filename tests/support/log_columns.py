"""Logs from rows of numbers, for tests that count."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zaizao.eventlog import NO_CODE, EventLog


def make_log(
    rows: Sequence[tuple[int, int, int]], *, cases: int = 5, activities: int = 4, given: bool = False
) -> EventLog:
    """Rows are (case, activity, time); nobody works on them."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return EventLog(
        case=columns[:, 0].astype(np.int32),
        activity=columns[:, 1].astype(np.int32),
        time=columns[:, 2].copy(),
        case_names=tuple(f"case {code}" for code in range(cases)),
        activity_names=tuple(f"activity {code}" for code in range(activities)),
        resource=np.full(len(rows), NO_CODE, dtype=np.int32),
        resource_names=(),
        lifecycle=np.full(len(rows), NO_CODE, dtype=np.int16),
        lifecycle_names=(),
        offset=np.zeros(len(rows), dtype=np.int16),
        order_is_given=given,
    )
