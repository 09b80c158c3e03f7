"""The stores of logs that the conformance suite runs on; Spark's on a cluster of two workers, where it is installed."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from zaizao.eventlog.store import LogStore, create_store, open_store

KINDS = ["embedded", "spark"]
CLUSTER = "local-cluster[2,1,1024]"
"""Two workers, processes of their own, with one core and 1,024 MB each."""


@dataclass(frozen=True)
class Stores:
    """How to create and open a store of one kind, always at the same place."""

    create: Callable[..., LogStore]
    open: Callable[..., LogStore]


@contextlib.contextmanager
def offer(kind: str, folder: Path) -> Iterator[Stores]:
    """One kind of store, at a new place."""
    place = folder / "log"
    if kind == "embedded":
        yield Stores(lambda **how: create_store(place, **how), lambda **how: open_store(place, **how))
        return
    if missing := find_what_spark_lacks():
        pytest.skip(missing)
    from zaizao.eventlog.store.spark import create_spark_store, open_spark_store  # noqa: PLC0415 - may be absent

    session = start_cluster()
    yield Stores(
        lambda **how: create_spark_store(session, place, **how), lambda **how: open_spark_store(session, place, **how)
    )


def find_what_spark_lacks() -> str:
    """The reason why there is no Spark here; empty where there is."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark is not installed: `make spark` runs this in an environment that has it"
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        return "no Java is installed: Spark needs Java 17"
    return ""


@functools.cache
def start_cluster(master: str = CLUSTER, memory: str = "1g", **more: str) -> Any:
    """A session on a cluster of this machine, kept for the whole run."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession  # noqa: PLC0415 - may be absent

    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": memory,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "Asia/Shanghai",
        "spark.sql.shuffle.partitions": "2",
        "spark.log.level": "ERROR",
    } | more
    builder = SparkSession.builder.master(master).appName("zaizao")
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()
