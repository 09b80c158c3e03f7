"""Directly-follows with waits, variants and durations by a peer: `count_tables.py ENGINE FILE`; one JSON line.

polars and duckdb run in the environment of peers-tables.txt, pm4py in that of peers.txt. Polars in the fastest of the forms that
were tried: one sort by case and time, then shifts. DuckDB orders by row number behind the time, without which equal times
give other edges from run to run.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def count_polars(file: str) -> list[float]:
    import polars as pl  # noqa: PLC0415 - each engine in an environment of its own

    codes = "codes" in file
    rows = pl.read_parquet(file, columns=["case", "act", "ts"])
    if not codes:
        rows = rows.with_columns(pl.col("act").cast(pl.Categorical))
    rows = rows.sort("case", "ts", maintain_order=True).lazy()
    after, wait = pl.col("act").shift(-1).alias("then"), (pl.col("ts").shift(-1) - pl.col("ts")).alias("wait")
    same = (pl.col("case") == pl.col("case").shift(-1)).alias("same")
    edges = (
        rows.select("act", after, wait, same)
        .filter("same")
        .group_by("act", "then")
        .agg(pl.len(), pl.col("wait").mean())
    ).collect()
    variants = rows.group_by("case").agg("act").group_by("act").len().collect()
    spans = rows.group_by("case").agg(span=pl.col("ts").max() - pl.col("ts").min())
    span = pl.col("span")
    durations = spans.select(
        span.mean().alias("mean"), span.quantile(0.5).alias("p50"), span.quantile(0.95).alias("p95")
    )
    mean = durations.collect()["mean"][0].total_seconds()
    return [edges.height, edges["len"].sum(), variants.height, round(mean, 3)]


def count_duckdb(file: str) -> list[float]:
    import duckdb  # noqa: PLC0415

    table = duckdb.connect()
    table.execute("set threads=2")
    source = f"read_parquet('{file}', file_row_number=true)"
    order = 'partition by "case" order by ts, file_row_number'
    edges = table.execute(
        f"select act, follower, count(*), avg(epoch_us(later) - epoch_us(ts)) from (select act, ts, lead(act) over w as follower, "
        f"lead(ts) over w as later from {source} window w as ({order})) where follower is not null group by all"
    ).fetchall()
    variants = table.execute(
        f'select path, count(*) from (select list(act order by ts, file_row_number) path from {source} group by "case") group by 1'
    ).fetchall()
    span = f'select epoch_us(max(ts)) - epoch_us(min(ts)) s from {source} group by "case"'
    mean, _, _ = table.execute(f"select avg(s), quantile_cont(s, 0.5), quantile_cont(s, 0.95) from ({span})").fetchone()  # type: ignore[misc]
    return [len(edges), sum(edge[2] for edge in edges), len(variants), round(mean / 1e6, 3)]


def count_pm4py(file: str) -> list[float]:
    import pandas as pd  # noqa: PLC0415
    import pm4py  # noqa: PLC0415

    rows = pd.read_parquet(file, columns=["case", "act", "ts"])
    log = pm4py.format_dataframe(rows, case_id="case", activity_key="act", timestamp_key="ts")
    edges, _, _ = pm4py.discover_dfg(log)
    variants = pm4py.get_variants(log)
    durations = pd.Series(pm4py.get_all_case_durations(log)).describe()
    return [len(edges), sum(edges.values()), len(variants), round(float(durations["mean"]), 3)]


def read_peak() -> float:
    """Megabytes of this process at its largest. (The figure of `getrusage` begins with that of the process that started it.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


ENGINES = {"polars": ("polars", count_polars), "duckdb": ("duckdb", count_duckdb), "pm4py": ("pm4py", count_pm4py)}

if __name__ == "__main__":
    engine, count = ENGINES[sys.argv[1]]
    module = __import__(engine)
    begins = time.perf_counter()
    check = count(sys.argv[2])
    seconds = time.perf_counter() - begins
    peak = read_peak()
    print(json.dumps({"seconds": seconds, "peak": peak, "check": check, "version": module.__version__}))
