"""The counts as queries of Spark: the same definitions as `zaizao.eventlog.counting`, answer for answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zaizao.eventlog.counting import CaseTimes, Flow, Variants
from zaizao.eventlog.counting.flow import add_by_code
from zaizao.eventlog.log import NO_CODE, NO_TIME

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

try:
    from pyspark.sql import Window
    from pyspark.sql import functions as sql
except ImportError:  # the extra is not installed: nobody has a session to ask with
    Window = sql = None

SCHEMA = "row long, case int, activity int, time long, resource int, lifecycle short, offset short, start long"


def count_flow(frame: DataFrame, activity_names: tuple[str, ...], *, order_is_given: bool) -> Flow:
    """The directly-follows relation; waits are summed as decimals of 38 digits."""
    place = Window.partitionBy("case").orderBy("key", "row")
    wait = sql.col("time") - sql.col("left")
    rows = (
        _add_key(frame, order_is_given=order_is_given)
        .select(
            "activity",
            "time",
            sql.lag("activity").over(place).alias("before"),
            sql.lag("time").over(place).alias("left"),
        )
        .groupBy("before", "activity")
        .agg(
            sql.count("*").alias("count"),
            sql.count(wait).alias("timed"),
            sql.sum(wait.cast("decimal(20,0)")).cast("decimal(38,0)").alias("total"),
            sql.sum((wait < 0).cast("long")).alias("backwards"),
        )
        .collect()
    )
    size = len(activity_names)
    firsts = np.zeros(size, dtype=np.int64)
    for row in rows:
        if row.before is None:
            firsts[row.activity] = row["count"]
    edges = sorted((row for row in rows if row.before is not None), key=lambda row: (row.before, row.activity))
    source = np.array([row.before for row in edges], dtype=np.int64)
    target = np.array([row.activity for row in edges], dtype=np.int64)
    count = np.array([row["count"] for row in edges], dtype=np.int64)
    counts = firsts + add_by_code(target, count, size)
    return Flow(
        activity_names=activity_names,
        source=source.astype(np.int32),
        target=target.astype(np.int32),
        count=count,
        timed=np.array([row.timed for row in edges], dtype=np.int64),
        wait_total=np.array([float(int(row.total or 0)) for row in edges], dtype=np.float64),
        backwards=np.array([row.backwards or 0 for row in edges], dtype=np.int64),
        firsts=firsts,
        lasts=counts - add_by_code(source, count, size),
        counts=counts,
    )


def count_variants(frame: DataFrame, activity_names: tuple[str, ...], *, cases: int, order_is_given: bool) -> Variants:
    """The variants; each path comes to the driver once, with the cases that took it."""
    steps = sql.array_sort(sql.collect_list(sql.struct("key", "row", "activity")))
    table = (
        _add_key(frame, order_is_given=order_is_given)
        .groupBy("case")
        .agg(steps.getField("activity").alias("path"))
        .groupBy("path")
        .agg(sql.array_sort(sql.collect_list("case")).alias("cases"))
        .toArrow()
    )
    members, paths = table["cases"].combine_chunks(), table["path"].combine_chunks()
    counts = np.diff(members.offsets.to_numpy()).astype(np.int64)
    of = members.flatten().to_numpy()
    examples = (
        of[members.offsets.to_numpy()[:-1] - members.offsets[0].as_py()] if len(counts) else np.zeros(0, np.int64)
    )
    ranked = np.lexsort((examples, -counts))
    rank = np.empty(len(ranked), dtype=np.int32)
    rank[ranked] = np.arange(len(ranked), dtype=np.int32)
    of_case = np.full(cases, NO_CODE, dtype=np.int32)
    of_case[of] = np.repeat(rank, counts)
    sorted_paths = paths.take(ranked)
    starts = np.zeros(len(ranked) + 1, dtype=np.int64)
    np.cumsum(np.diff(sorted_paths.offsets.to_numpy()), out=starts[1:])
    return Variants(
        activity_names=activity_names,
        of_case=of_case,
        counts=counts[ranked],
        examples=examples[ranked].astype(np.int64),
        steps=sorted_paths.flatten().to_numpy().astype(np.int32),
        starts=starts,
    )


def measure_cases(frame: DataFrame, *, cases: int) -> CaseTimes:
    """First and last known time and number of events of each case."""
    table = (
        frame.groupBy("case")
        .agg(
            sql.min("time").alias("first"),
            sql.max("time").alias("last"),
            sql.count("*").alias("events"),
            sql.count("time").alias("timed"),
        )
        .toArrow()
    )
    of = table["case"].to_numpy()
    columns = {}
    for name, absent in (("first", NO_TIME), ("last", NO_TIME), ("events", 0), ("timed", 0)):
        columns[name] = np.full(cases, absent, dtype=np.int64)
        columns[name][of] = table[name].fill_null(absent).to_numpy()
    events = columns["events"]
    return CaseTimes(first=columns["first"], last=columns["last"], events=events, untimed=events - columns["timed"])


def count_late(frame: DataFrame) -> int:
    """Events older than one of their case that was appended before them."""
    before = Window.partitionBy("case").orderBy("row").rowsBetween(Window.unboundedPreceding, -1)
    late = frame.select((sql.col("time") < sql.max("time").over(before)).alias("late"))
    return int(late.filter("late").count())


def filter_span(frame: DataFrame, *, since: int | None, until: int | None) -> DataFrame:
    """Events at or after a moment and before another; those without a time lie in no span."""
    if since is not None:
        frame = frame.filter(sql.col("time") >= since)
    return frame if until is None else frame.filter(sql.col("time") < until)


def filter_codes(frame: DataFrame, column: str, codes: list[int]) -> DataFrame:
    """Events whose column has one of the codes."""
    return frame.filter(sql.col(column).isin(codes))


def _add_key(frame: DataFrame, *, order_is_given: bool) -> DataFrame:
    """By what, before its row, an event is ordered inside its case: its time, or the last known one before it."""
    if order_is_given:
        return frame.withColumn("key", sql.lit(0))
    so_far = Window.partitionBy("case").orderBy("row").rowsBetween(Window.unboundedPreceding, 0)
    known = sql.last("time", ignorenulls=True).over(so_far)
    return frame.withColumn("key", sql.coalesce(known, sql.lit(NO_TIME)))
