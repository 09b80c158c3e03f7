"""One run of mining in a process of its own: everything (`whole`), or the figures that pm4py also has (`complete`)."""

from __future__ import annotations

import json
import resource
import sys
import time

import numpy as np

from zaizao.eventlog import EventLog, read_log
from zaizao.eventlog.counting import count_flow, count_variants, measure_cases
from zaizao.mining import Clock, mine_log, pair_instances
from zaizao.mining.handover import find_hand_overs
from zaizao.mining.rework import find_rework
from zaizao.worktime import foreign


def mine_same(log: EventLog) -> list[float]:
    """Edges, passes, variants, median seconds, cases with rework summed over activities."""
    flow, variants, cases = count_flow(log), count_variants(log), measure_cases(log)
    instances = pair_instances(log)
    rework = find_rework(log, instances)
    find_hand_overs(log, instances)
    repeating = sum(row.repeating for row in rework.activities)
    # pm4py leaves a case without events out; a duration is last less first, in seconds.
    held = cases.events > 0
    return [
        len(flow),
        int(flow.count.sum()),
        len(variants),
        round(float(np.median(cases.duration[held])) / 1e6, 3),
        repeating,
    ]


def main() -> None:
    log = read_log(sys.argv[1]).log
    if sys.argv[2] == "complete":
        log = log.take(np.flatnonzero(log.lifecycle == log.lifecycle_names.index("complete")))
    clock = Clock(foreign("NL"))
    begins = time.perf_counter()
    check = mine_same(log) if sys.argv[2] == "complete" else [len(mine_log(log, clock=clock).levels)]
    seconds = time.perf_counter() - begins
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "check": check}))


if __name__ == "__main__":
    main()
