"""What the person was doing while a piece of work waited: the loop over everything of theirs that overlaps the wait."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zaizao.units.compiling import compiled

Table = NDArray[np.int64]


@compiled
def measure_occupation(waits: Table, stretch: Table, jobs: Table, found: Table) -> None:
    """Fill ``found`` for each wait: busy with earlier work, busy at all, busy at all until the batch was ready.

    Rows of ``waits``: begin, end, ready, enabled, instance. Rows of ``jobs``, by person and start: start, end, furthest
    end so far, enabled, instance. ``stretch``: first and last job of each wait's person. Moments are readings of that
    person's clock of duty, except the two that are called enabled. Jobs that overlap are counted once.
    """
    for wait in range(len(waits)):
        begin, end, ready = waits[wait, 0], waits[wait, 1], waits[wait, 2]
        low, high = stretch[wait, 0], stretch[wait, 1]
        while low < high:  # the first job at which the person's work so far reaches beyond the begin
            middle = (low + high) // 2
            if jobs[middle, 2] > begin:
                high = middle
            else:
                low = middle + 1
        earlier_to, busy_to, held_to = begin, begin, begin
        job = low
        while job < stretch[wait, 1] and jobs[job, 0] < end:
            since, to = max(jobs[job, 0], begin), min(jobs[job, 1], end)
            if jobs[job, 4] != waits[wait, 4] and to > since:
                if to > busy_to:
                    found[wait, 1] += to - max(since, busy_to)
                    busy_to = to
                if jobs[job, 3] <= waits[wait, 3] and to > earlier_to:
                    found[wait, 0] += to - max(since, earlier_to)
                    earlier_to = to
                if min(to, ready) > max(since, held_to):
                    found[wait, 2] += min(to, ready) - max(since, held_to)
                    held_to = min(to, ready)
            job += 1
