"""Reading and checking definitions as a library: ten thousand of 30 activities on two processes, one of 10,000.

`bench_cli.py` measures the same through the command.
"""

from __future__ import annotations

import argparse
import gc
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from making import write_process
from measuring import print_figure

from zaizao.definition import check_definition, inspect_definition, read_definition


def check_files(paths: list[str]) -> int:
    """Read and check these files; the number of findings."""
    gc.disable()
    return sum(len(inspect_definition(Path(path)).findings) for path in paths)


def measure_many(folder: Path, *, count: int, workers: int) -> None:
    paths = []
    for number in range(count):
        path = folder / f"made-{number}.yaml"
        path.write_text(write_process(number, activities=30), encoding="utf-8")
        paths.append(str(path))
    parts = [paths[start : start + 250] for start in range(0, count, 250)]
    began = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        findings = sum(pool.map(check_files, parts))
    seconds = time.perf_counter() - began
    limit = {"at_most": 10} if count == 10_000 else {}
    print_figure(
        f"read and check {count} of 30 activities", seconds, "s", workers=workers, findings=findings,
        per_second=round(count / seconds), **limit,
    )  # fmt: skip


def measure_one(activities: int) -> None:
    text = write_process(0, activities=activities)
    began = time.perf_counter()
    definition = read_definition(text)
    middle = time.perf_counter()
    check_definition(definition)
    print_figure(f"read one of {activities} activities", middle - began, "s", characters=len(text))
    print_figure(f"check one of {activities} activities", time.perf_counter() - middle, "s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with TemporaryDirectory() as place:
        measure_many(Path(place), count=asked.count, workers=asked.workers)
    measure_one(10_000)
