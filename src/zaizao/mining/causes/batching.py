"""Work of one kind that one person does in one go: which instances form a batch, and when the last of it had arrived.

After Martin et al., Batch Processing Activity Detection (Information Systems 95, 2021), simplified: no minimum of cases.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zaizao.units.compiling import compiled


@compiled
def find_batches(
    group: NDArray[np.int64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    enabled: NDArray[np.int64],
    gap: int,
    kind: NDArray[np.int8],
    ready: NDArray[np.int64],
) -> None:
    """Fill ``kind`` and ``ready`` for instances sorted by group (one person, one activity) and start.

    A batch is a stretch in which everything had been enabled when the first began, and each begins no later than
    ``gap`` after what was begun before has ended. Kinds: 0 alone, 1 all begun at one moment, 2 one after another.
    """
    count = len(group)
    first = 0
    while first < count:
        last = first
        reach = end[first]
        latest = enabled[first]
        while (
            last + 1 < count
            and group[last + 1] == group[first]
            and enabled[last + 1] <= start[first]
            and start[last + 1] <= reach + gap
        ):
            last += 1
            reach = max(reach, end[last])
            latest = max(latest, enabled[last])
        for one in range(first, last + 1):
            ready[one] = latest
            if last == first:
                kind[one] = 0
            elif start[last] == start[first]:
                kind[one] = 1
            else:
                kind[one] = 2
        first = last + 1
