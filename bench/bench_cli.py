"""`zaizao check` as a person meets it: one file from the shell, and a folder of ten thousand definitions on all cores.

Wall seconds, the interpreter's start included. Every definition is clean; a finding fails the measurement.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, gettempdir

from making import write_process
from measuring import print_figure, time_rounds

from zaizao.definition import read_definition, write_definition

COMMAND = Path(sys.executable).with_name("zaizao")


def make_environment() -> dict[str, str]:
    """As on a desk: byte code is kept between calls, here in a folder of the measurement's own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(gettempdir(), "zaizao-bench-bytecode"))}


def check(path: Path) -> dict[str, int]:
    """What `zaizao check PATH --format json` says; exits if anything was found."""
    done = subprocess.run(
        [COMMAND, "check", path, "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
        env=make_environment(),
    )
    if done.returncode != 0:
        sys.exit(f"zaizao check {path.name} gave {done.returncode}: {done.stdout[:2000]}{done.stderr[:2000]}")
    return json.loads(done.stdout)


def write_files(folder: str, first: int, last: int) -> None:
    """Definitions of 30 activities as the program itself writes them."""
    for number in range(first, last):
        text = write_definition(read_definition(write_process(number, activities=30)))
        Path(folder, f"made-{number}.yaml").write_text(text, encoding="utf-8")


def fill_folder(folder: str, count: int) -> None:
    """``count`` files, made on all cores."""
    starts = range(0, count, 250)
    with ProcessPoolExecutor() as pool:
        list(pool.map(write_files, [folder] * len(starts), starts, [min(one + 250, count) for one in starts]))


def measure_one(path: Path, rounds: int) -> None:
    """Seconds from the shell for one file; beside them, those of an interpreter that does nothing."""
    check(path)  # once before: from then on byte code is there
    seconds = time_rounds(lambda: check(path), rounds=rounds)
    bare = time_rounds(lambda: subprocess.run([sys.executable, "-c", ""], check=True), rounds=rounds)
    print_figure(
        "zaizao check, one file of 30 activities", median(seconds), "s", best=round(min(seconds), 3),
        bare_interpreter=round(median(bare), 3), at_most=0.3,
    )  # fmt: skip


def measure_folder(folder: Path, count: int) -> None:
    """Seconds from the shell for a folder of definitions."""
    begins = time.perf_counter()
    told = check(folder)
    seconds = time.perf_counter() - begins
    if told["files"] != count:
        sys.exit(f"{told['files']} files were checked, not {count}")
    limit = {"at_most": 10} if count == 10_000 else {}
    print_figure(f"zaizao check, {count} files of 30 activities", seconds, "s", cores=os.cpu_count(), **limit)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=20, help="calls with one file")
    parser.add_argument("--count", type=int, default=10_000, help="files in the folder")
    asked = parser.parse_args()
    with TemporaryDirectory() as place:
        fill_folder(place, asked.count)
        measure_one(Path(place, "made-0.yaml"), asked.rounds)
        measure_folder(Path(place), asked.count)
