"""`zaizao check` as a person meets it: one file from the shell, and folders of ten thousand definitions on all cores.

Wall seconds, the interpreter's start included. In the clean folder a finding fails the measurement, in the flawed one a
definition without any.
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
from typing import Any

from making import write_process
from measuring import print_figure, time_rounds

from zaizao.definition import read_definition, write_definition

COMMAND = Path(sys.executable).with_name("zaizao")


def make_environment() -> dict[str, str]:
    """As on a desk: byte code is kept between calls, here in a folder of the measurement's own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(gettempdir(), "zaizao-bench-bytecode"))}


def check(path: Path, told: Path, *, flawed: bool = False) -> float:
    """Seconds of `zaizao check PATH --format json > TOLD`; exits if something is found in what is clean, or nothing elsewhere."""
    with told.open("wb") as out:
        begins = time.perf_counter()
        done = subprocess.run(
            [COMMAND, "check", path, "--format", "json"],
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
            env=make_environment(),
        )
        seconds = time.perf_counter() - begins
    if done.returncode != int(flawed):
        sys.exit(f"zaizao check {path.name} gave {done.returncode}: {done.stderr.decode()[:2000]}")
    return seconds


def write_files(folder: str, first: int, last: int, flawed: bool) -> None:  # noqa: FBT001  # mapped over
    """Definitions of 30 activities as the program itself writes them."""
    for number in range(first, last):
        text = write_definition(read_definition(write_process(number, activities=30, flawed=flawed)))
        Path(folder, f"made-{number}.yaml").write_text(text, encoding="utf-8")


def fill_folder(folder: str, count: int, *, flawed: bool) -> None:
    """``count`` files, made on all cores."""
    starts = range(0, count, 250)
    with ProcessPoolExecutor() as pool:
        ends = [min(one + 250, count) for one in starts]
        list(pool.map(write_files, [folder] * len(starts), starts, ends, [flawed] * len(starts)))


def measure_one(path: Path, rounds: int) -> None:
    """Seconds from the shell for one file; beside them, those of an interpreter that does nothing."""
    told = path.with_suffix(".json")
    check(path, told)  # once before: from then on byte code is there
    seconds = [check(path, told) for _ in range(rounds)]
    told.unlink()
    bare = time_rounds(lambda: subprocess.run([sys.executable, "-c", ""], check=True), rounds=rounds)
    print_figure(
        "zaizao check, one file of 30 activities", median(seconds), "s", best=round(min(seconds), 3),
        bare_interpreter=round(median(bare), 3), at_most=0.3,
    )  # fmt: skip


def measure_folder(folder: Path, count: int, *, flawed: bool) -> None:
    """Seconds from the shell for a folder of definitions."""
    place = folder.with_suffix(".json")
    seconds = check(folder, place, flawed=flawed)
    told: dict[str, Any] = json.loads(place.read_bytes())
    place.unlink()
    found = {one["file"] for one in told["findings"]}
    if told["files"] != count or (flawed and len(found) != count):
        sys.exit(f"{told['files']} files were checked, not {count}, and something was found in {len(found)}")
    limit = {"at_most": 30 if flawed else 10} if count == 10_000 else {}
    print_figure(
        f"zaizao check, {count} {'flawed' if flawed else 'clean'} files of 30 activities", seconds, "s",
        findings=len(told["findings"]), cores=os.cpu_count(), **limit,
    )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=20, help="calls with one file")
    parser.add_argument("--count", type=int, default=10_000, help="files in the folder")
    asked = parser.parse_args()
    for flawed in (False, True):
        with TemporaryDirectory() as place:
            fill_folder(place, asked.count, flawed=flawed)
            if not flawed:
                measure_one(Path(place, "made-0.yaml"), asked.rounds)
            measure_folder(Path(place), asked.count, flawed=flawed)
