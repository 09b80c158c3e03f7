"""One log in both stores, in the environment of `make spark`: `spark_run.py FILE`; a JSON line for each question.

The cluster is the one of the conformance suite (two workers, processes of their own), with memory for ten million events.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

import numpy as np

import log_stores
from zaizao.eventlog.store import create_store
from zaizao.eventlog.store.parquet_loading import ParquetColumns, load_parquet
from zaizao.eventlog.store.spark import create_spark_store

QUESTIONS = ("count_flow", "count_variants", "measure_cases")
MEMORY = {"spark.executor.memory": "3g", "spark.sql.shuffle.partitions": "16", "spark.driver.maxResultSize": "2g"}


def time_answer(ask: Callable[[], Any]) -> tuple[Any, float]:
    """The answer, and the seconds it took."""
    begins = time.perf_counter()
    answer = ask()
    return answer, time.perf_counter() - begins


def is_same(mine: Any, other: Any) -> bool:
    """Whether two answers are equal in every column."""
    return all(np.array_equal(getattr(mine, name), getattr(other, name)) for name in other.__struct_fields__)


def main(file: str) -> None:
    """Fill both stores, ask both the same."""
    session = log_stores.start_cluster("local-cluster[2,1,3072]", "3g", **MEMORY)
    with tempfile.TemporaryDirectory() as folder:
        with (
            create_store(Path(folder, "embedded"), durable=False) as embedded,
            create_spark_store(session, Path(folder, "spark")) as spark,
        ):
            columns = ParquetColumns(case="case", activity="act", time="ts")
            _, took = time_answer(lambda: load_parquet(embedded, file, columns))
            log = embedded.select()
            added, seconds = time_answer(lambda: spark.append(log))
            tell("append", seconds, took, same=(added.events, added.late) == (len(embedded), embedded.late))
            for name in QUESTIONS:
                mine, seconds = time_answer(getattr(spark, name))
                other, took = time_answer(getattr(embedded, name))
                tell(name, seconds, took, same=is_same(mine, other))
        session.stop()


def tell(name: str, spark: float, embedded: float, *, same: bool) -> None:
    """One line."""
    print(json.dumps({"name": name, "spark": spark, "embedded": embedded, "same": same}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
