"""One run of Zaizao's counts in a process of its own: `counting_run.py HOW PLACE`; one JSON line of times, peak memory and check.

parquet  a file of texts into a new store, and the three results; the columns are written on the way
columns  the three results from the columns of a store, counted from the first event
kept     the three results of a store that has kept its counts
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from zaizao.eventlog.counting.tally import make_tally
from zaizao.eventlog.store import EmbeddedStore, create_store, open_store
from zaizao.eventlog.store.parquet_loading import ParquetColumns, load_parquet

COLUMNS = ParquetColumns(case="case", activity="act", time="ts")


def warm_up() -> None:
    """Load the compiled loops, as importing a library does for the peers."""
    with tempfile.TemporaryDirectory() as folder:
        table = pa.table({"case": ["a"], "act": ["b"], "ts": pa.array([0], pa.timestamp("us"))})
        pq.write_table(table, f"{folder}/log.parquet")
        with create_store(f"{folder}/store", durable=False) as store:
            load_parquet(store, f"{folder}/log.parquet", COLUMNS)
            take_results(store)


def take_results(store: EmbeddedStore) -> list[float]:
    """Flow with waits, variants with paths, durations: what all peers are asked for."""
    flow, variants = store.count_flow(), store.count_variants()
    duration = store.measure_cases().duration
    mean, _, _ = duration.mean(), *np.quantile(duration, (0.5, 0.95))
    return [len(flow), int(flow.count.sum()), len(variants), round(float(mean) / 1e6, 3)]


def read_peak() -> float:
    """Megabytes of this process at its largest. (The figure of `getrusage` begins with that of the process that started it.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main(how: str, place: str) -> None:
    warm_up()
    begins = time.perf_counter()
    if how == "parquet":
        folder = Path(tempfile.mkdtemp(dir=Path(place).parent))
        with create_store(folder / "store", durable=False) as store:
            load_parquet(store, place, COLUMNS)
            check = take_results(store)
            seconds = time.perf_counter() - begins
        shutil.rmtree(folder)
    else:
        with open_store(place) as store:
            if how == "columns":
                names = len(store.case_names), len(store.activity_names)
                begins = time.perf_counter()
                tally = make_tally()
                events = store._map_events()  # noqa: SLF001 - the columns as the store itself maps them
                tally.add(events, cases=names[0], activities=names[1], recall=events.take_cases)
                store._tally = tally  # noqa: SLF001
            check = take_results(store)
            seconds = time.perf_counter() - begins
    peak = read_peak()
    print(json.dumps({"seconds": seconds, "peak": peak, "check": check}))


if __name__ == "__main__":
    main(*sys.argv[1:])
