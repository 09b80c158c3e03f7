"""rustxes as a peer, in a process of its own: reads paths of XES files, answers what each took and what was in it.

Each line written is `{"seconds": wall time, "check": [events, cases, {activity: events}]}`; what is in it is counted after
the clock has stopped.
"""

from __future__ import annotations

import json
import sys
import time

import rustxes


def main() -> None:
    for line in sys.stdin:
        begins = time.perf_counter()
        table, _ = rustxes.import_xes(line.strip())
        seconds = time.perf_counter() - begins
        activities = dict(table["concept:name"].value_counts().rows())
        check = [table.height, table["case:concept:name"].n_unique(), activities]
        print(json.dumps({"seconds": seconds, "check": check}, sort_keys=True), flush=True)


main()
