"""Flow with waits, variants and durations of 10 million events: from Parquet and from a store, beside Polars, DuckDB and pm4py.

Every engine runs in a process of its own and must give the same edges, variants and mean duration. Also: what 10,000 more
events cost a store that has 10 million, until another process's view of it shows them. `EVENTS=100000000` measures a log of
that size in bounded memory instead, without peers. `ZAIZAO_SPACE` is a folder where the log is kept for another run.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from measuring import print_figure
from scaled_log import BPIC2012, make_scaled_log

from zaizao.eventlog import NO_CODE, EventLog
from zaizao.eventlog.store import create_store, open_store
from zaizao.eventlog.store.parquet_loading import ParquetColumns, load_parquet

HERE = Path(__file__).resolve().parent
EVENTS = int(os.environ.get("EVENTS", "10000000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
BATCH = 10_000
APPENDS = 20
PEERS = {
    "polars": ".venv-peers-tables",
    "duckdb": ".venv-peers-tables",
    "pm4py": ".venv-peers",
}
Answer = dict[str, object]


def find_peer(name: str) -> str | None:
    """The interpreter of a peer's environment; `ZAIZAO_PEERS` names another one for those of peers.txt."""
    own = os.environ.get("ZAIZAO_PEERS") if PEERS[name] == ".venv-peers" else None
    python = own or str(HERE.parent / PEERS[name] / "bin" / "python")
    found = (
        subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False)
        if Path(python).exists()
        else None
    )
    return python if found is not None and found.returncode == 0 else None


def ask(*command: str | Path) -> Answer:
    """What a process answers."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    answer: Answer = json.loads(done.stdout.splitlines()[-1])
    return answer


def measure_counts(texts: Path, codes: Path, store: Path) -> None:
    ours = (sys.executable, HERE / "counting_run.py")
    tasks: dict[str, tuple[str | Path, ...]] = {
        "parquet": (*ours, "parquet", texts),
        "store, counted anew": (*ours, "columns", store),
        "store, counts kept": (*ours, "kept", store),
    }
    for name in PEERS:
        if (python := find_peer(name)) is not None:
            tasks[name] = (python, HERE / "peers" / "count_tables.py", name, texts)
            if name == "polars":
                tasks["polars, codes"] = (*tasks[name][:-1], codes)
    answers: dict[str, list[Answer]] = {name: [] for name in tasks}
    for turn in range(ROUNDS):
        for name, command in tasks.items():
            if turn == 0 or name not in {"pm4py", "duckdb"}:
                answers[name].append(ask(*command))
    checks = {json.dumps(one["check"]) for those in answers.values() for one in those}
    if len(checks) != 1:
        raise SystemExit(f"the engines disagree: { {name: those[0]['check'] for name, those in answers.items()} }")
    print_counts(answers)


def print_counts(answers: dict[str, list[Answer]]) -> None:
    seconds = {name: statistics.median(float(str(one["seconds"])) for one in those) for name, those in answers.items()}
    peaks = {name: max(float(str(one["peak"])) for one in those) for name, those in answers.items()}
    for name, value in seconds.items():
        more = {"version": answers[name][0].get("version", ""), "check": answers[name][0]["check"]}
        print_figure(
            f"{EVENTS:,} events, {name}", value, "s", peak_mb=round(peaks[name]), rounds=len(answers[name]), **more
        )
    if "polars" in seconds:
        print_figure("parquet, time beside Polars", seconds["parquet"] / seconds["polars"], "of Polars", at_most=0.6)
        print_figure("parquet, peak memory beside Polars", peaks["parquet"] / peaks["polars"], "of Polars", at_most=1)
        for name in ("store, counted anew", "store, counts kept"):
            print_figure(
                f"{name}, beside Polars from texts", seconds[name] / seconds["polars"], "of Polars", at_most=0.125
            )
            print_figure(
                f"{name}, beside Polars from codes",
                seconds[name] / seconds["polars, codes"],
                "of Polars",
                at_most=0.125,
            )
    if "pm4py" in seconds:
        print_figure("parquet, time beside pm4py", seconds["parquet"] / seconds["pm4py"], "of pm4py", at_most=0.05)


def measure_appends(store: Path) -> None:
    """10,000 events of 3,000 cases, 500 of them new: written, published, and seen by a reader with its new flow.

    The first append of a process loads the names and the loops; it is told apart.
    """
    for durable in (False, True):
        with open_store(store, write=True, durable=durable) as writer, open_store(store) as reader:
            logs = list(make_batches(reader.select()))
            spent = []
            for log in logs:
                begins = time.perf_counter()
                writer.append(log)
                reader.refresh()
                reader.count_flow()
                spent.append((time.perf_counter() - begins) * 1000)
            if reader.count_flow().counts.sum() != len(writer):
                raise SystemExit("the reader does not see what was written")
        waits = "on the disk" if durable else "published"
        print_figure(
            f"{BATCH:,} more events, {waits} and seen",
            statistics.median(spent[1:]),
            "ms",
            at_most=5,
            best=round(min(spent), 2),
            worst=round(max(spent[1:]), 2),
            first=round(spent[0]),
        )


def make_batches(log: EventLog) -> list[EventLog]:
    random = np.random.default_rng(11)
    last = int(log.time[-1])
    batches = []
    for number in range(APPENDS):
        old = random.choice(len(log.case_names), 2_500, replace=False)
        names = tuple(log.case_names[code] for code in old) + tuple(f"{last}-{number}-{new}" for new in range(500))
        batches.append(
            EventLog(
                case=random.integers(0, len(names), BATCH).astype(np.int32),
                activity=random.integers(0, len(log.activity_names), BATCH).astype(np.int32),
                time=last + number * 10**9 + np.sort(random.integers(0, 10**9, BATCH)),
                case_names=names,
                activity_names=log.activity_names,
                resource=np.full(BATCH, NO_CODE, dtype=np.int32),
                resource_names=(),
                lifecycle=np.full(BATCH, NO_CODE, dtype=np.int16),
                lifecycle_names=(),
                offset=np.zeros(BATCH, dtype=np.int16),
            )
        )
    return batches


def measure_size(texts: Path) -> None:
    """One large log: only whether the memory is bounded, and how long it takes."""
    answer = ask(sys.executable, HERE / "counting_run.py", "parquet", texts)
    seconds = float(str(answer["seconds"]))
    print_figure(f"{EVENTS:,} events, parquet to map, waits and variants", seconds, "s", check=answer["check"])
    print_figure(f"{EVENTS:,} events, peak memory", float(str(answer["peak"])), "MB", at_most=4096)


def main() -> None:
    if not BPIC2012.exists():
        print("bpic2012 is absent: nothing to measure", file=sys.stderr)
        return
    with contextlib.ExitStack() as stack:
        folder = os.environ.get("ZAIZAO_SPACE") or stack.enter_context(tempfile.TemporaryDirectory())
        texts, codes = make_scaled_log(Path(folder), EVENTS)
        if EVENTS > 20_000_000:
            measure_size(texts)
            return
        shutil.rmtree(Path(folder) / "store", ignore_errors=True)
        with create_store(Path(folder) / "store", durable=False) as store:
            load_parquet(store, texts, ParquetColumns(case="case", activity="act", time="ts"))
        measure_counts(texts, codes, Path(folder) / "store")
        measure_appends(Path(folder) / "store")


if __name__ == "__main__":
    main()
