"""Reading a XES file of 74 MB (BPI Challenge 2012, unpacked; and packed): five columns, and all attributes, beside rustxes.

The peer runs by its own interpreter and reads its clock itself; both take turns, and both must find the same events, cases
and activities. The peer always reads all attributes. What compiling the loops takes the first time ever is told apart.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from measuring import print_figure, take_turns

from zaizao.eventlog import EventLog, read_log
from zaizao.eventlog.reading import Reporter, Source
from zaizao.eventlog.reading.xes_expat import read_tape

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("ZAIZAO_DATA", HERE.parent.parent / "shared" / "data"))
PACKED = DATA / "eventlogs" / "bpic2012.xes.gz"
PEERS = os.environ.get("ZAIZAO_PEERS", str(HERE.parent / ".venv-peers" / "bin" / "python"))
ROUNDS = int(os.environ.get("ROUNDS", "7"))
COMPILING = """
import sys, time
from zaizao.eventlog import read_log
begins = time.perf_counter()
read_log(sys.argv[1])
first = time.perf_counter()
read_log(sys.argv[1])
print(first - begins - (time.perf_counter() - first))
"""


class Peer:
    """rustxes in a process of its own."""

    def __init__(self) -> None:
        command = [PEERS, str(HERE / "peers" / "read_xes.py")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.check: list[Any] = []

    def read(self, path: Path) -> float:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.check = answer["check"]
        return float(answer["seconds"])

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def has_peer() -> bool:
    if not Path(PEERS).exists():
        return False
    return subprocess.run([PEERS, "-c", "import rustxes"], capture_output=True, check=False).returncode == 0


def count_log(log: EventLog) -> list[Any]:
    counts = np.bincount(log.activity, minlength=len(log.activity_names)).tolist()
    return [len(log), len(log.case_names), dict(zip(log.activity_names, counts, strict=True))]


def time_ours(path: Path, attributes: str, found: dict[str, list[Any]]) -> Callable[[], float]:
    def measure() -> float:
        begins = time.perf_counter()
        log = read_log(path, attributes=attributes).log
        seconds = time.perf_counter() - begins
        found[attributes] = count_log(log)
        return seconds

    return measure


def time_parser(path: Path) -> float:
    begins = time.perf_counter()
    read_tape(Source(path).list_chunks(), Reporter())
    return time.perf_counter() - begins


def measure(path: Path, form: str) -> None:
    found: dict[str, list[Any]] = {}
    slices = {name: time_ours(path, name, found) for name in ("none", "all")}
    for warm in slices.values():
        warm()
    peer = Peer() if has_peer() else None
    if peer is not None:
        peer.read(path)
        slices["rustxes"] = lambda: peer.read(path)
    taken = take_turns(slices, rounds=ROUNDS)
    for name, figure in (("none", "five columns"), ("all", "all attributes"), ("rustxes", "rustxes, all attributes")):
        if name in taken:
            print_figure(f"{form}: {figure}", median(taken[name]), "s", best=round(min(taken[name]), 4))
    if peer is None:
        return
    peer.close()
    if not peer.check == found["none"] == found["all"]:
        raise SystemExit("the readers disagree on what is in the file")
    for name, figure, limit in (("none", "five columns", 0.6), ("all", "all attributes", 1.5)):
        ratio = median(taken[name]) / median(taken["rustxes"])
        best = min(taken[name]) / min(taken["rustxes"])
        print_figure(f"{form}: {figure} ÷ rustxes", ratio, "×", at_most=limit, best=round(best, 3))


def measure_compiling(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"NUMBA_CACHE_DIR": folder}
        command = [sys.executable, "-c", COMPILING, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    print_figure("compiling the loops, once for an installation", float(done.stdout), "s")


def main() -> None:
    if not PACKED.exists():
        sys.exit(f"{PACKED.name} is not here; ZAIZAO_DATA says where the third-party data are")
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, PACKED.stem)
        plain.write_bytes(gzip.decompress(PACKED.read_bytes()))
        measure(plain, "plain")
        measure(PACKED, "gzip")
        print_figure("plain: parsed, as without a compiler (tape only)", time_parser(plain), "s")
    measure_compiling(PACKED)


main()
