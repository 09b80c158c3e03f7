"""Reading and checking definitions: ten thousand of 30 activities on two processes, and one of 10,000 activities.

Prints one JSON line per measurement. The definitions are made here, from a seed; nothing is asserted.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from zaizao.definition import check_definition, inspect_definition, read_definition

VERBS = ("check", "review", "work", "consult", "notify", "visit_site")


def write_process(number: int, *, activities: int) -> str:
    """A sound process of a chain's shape: two items, guards on a fifth of the activities, two links each."""
    draw = random.Random(number)
    lines = [
        f"process: made-{number}",
        f"name: {{zh: 造出的流程{number}, en: Made {number}}}",
        "kind: chain",
        "competent: bureau",
        "promised: 20wd",
        "organs:",
        "  bureau: {name: 行政审批服务局}",
        "  window: {name: 综合窗口, kind: window}",
        "bases:",
        "  act-34: {law: 行政许可法, article: 第三十四条}",
        "fields:",
        *(f"  f{i}: {{type: boolean, purpose: 判断条件{i}, basis: act-34}}" for i in range(5)),
        "  area: {type: number, purpose: 面积, basis: act-34}",
        "materials:",
        *(f"  m{i}: {{name: 材料{i}, from: applicant, basis: act-34}}" for i in range(6)),
        "items:",
        f"  one: {{organ: bureau, bases: act-34, clock: {{limit: 20wd, from: a0.done, to: a{activities - 1}.done}}}}",
        f"  two: {{organ: bureau, bases: act-34, clock: {{limit: 10wd, from: a0.done, to: a{activities - 2}.done}}}}",
        "activities:",
        *_write_activities(draw, activities),
    ]
    return "\n".join(lines) + "\n"


def _write_activities(draw: random.Random, count: int) -> Iterator[str]:
    for index in range(count):
        decides = {count - 1: "one", count - 2: "two"}.get(index)
        sources = sorted({max(0, index - draw.randint(1, 3)), max(0, index - draw.randint(1, 3))}) if index else []
        yield f"  a{index}:"
        yield f"    name: 第{index}个环节"
        yield f"    does: {'decide' if decides else draw.choice(VERBS)}"
        yield f"    by: {draw.choice(('bureau', 'window'))}"
        yield f"    limit: {draw.randint(1, 9)}wd"
        yield f"    takes: m{index % 6}"
        yield f"    gives: g{index}"
        yield f"    reads: [f{index % 5}, area]" if index % 2 else "    bases: [act-34]"
        if decides:
            yield f"    item: {decides}"
            yield "    outcomes: [granted, refused]"
        elif index % 5 == 1:
            yield f"    when: f{index % 5} and area > {draw.randint(1, 500)}"
        if sources:
            yield "    after:"
            yield from (f"      - {{activity: a{s}, ground: law, of: act-34, if_skipped: run}}" for s in sources)
        if index % 2:
            yield "    assumption: true"


def check_files(paths: list[str]) -> int:
    """Read and check these files; the number of findings."""
    gc.disable()
    return sum(len(inspect_definition(Path(path)).findings) for path in paths)


def measure_many(folder: Path, *, count: int, workers: int) -> dict[str, object]:
    paths = []
    size = 0
    for number in range(count):
        path = folder / f"made-{number}.yaml"
        size += path.write_text(write_process(number, activities=30), encoding="utf-8")
        paths.append(str(path))
    parts = [paths[start : start + 250] for start in range(0, count, 250)]
    began = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        findings = sum(pool.map(check_files, parts))
    seconds = time.perf_counter() - began
    return {"bench": "definitions", "count": count, "activities": 30, "workers": workers, "findings": findings, "characters": size // count,
            "seconds": round(seconds, 2), "per_second": round(count / seconds)}  # fmt: skip


def measure_one(activities: int) -> dict[str, object]:
    text = write_process(0, activities=activities)
    began = time.perf_counter()
    definition = read_definition(text)
    middle = time.perf_counter()
    check_definition(definition)
    return {"bench": "one-definition", "activities": activities, "characters": len(text),
            "read_seconds": round(middle - began, 2), "check_seconds": round(time.perf_counter() - middle, 2)}  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        print(json.dumps(measure_many(Path(folder), count=chosen.count, workers=chosen.workers)))
    print(json.dumps(measure_one(10_000)))


if __name__ == "__main__":
    main()
