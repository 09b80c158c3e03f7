"""What every measurement here shares: rounds, turns, and the form in which figures are printed.

One figure is one JSON line: bench, figure, value, unit; at_least or at_most where a limit is set; whatever else
belongs to it. `report.py` makes the table of docs/figures.md from these lines. Nothing is asserted.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Clock = Callable[[], float]


def print_figure(figure: str, value: float, unit: str, **more: object) -> None:
    """One line; ``at_least`` and ``at_most`` among ``more`` are limits in the same unit."""
    line = {"bench": Path(sys.argv[0]).stem, "figure": figure, "value": round_off(value), "unit": unit, **more}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def round_off(value: float) -> float:
    """Four digits that say something; whole numbers from a thousand on."""
    return round(value) if abs(value) >= 1000 else float(f"{value:.4g}")


def time_rounds(task: Callable[[], object], *, rounds: int, clock: Clock = time.perf_counter) -> list[float]:
    """Seconds of each of several rounds."""
    seconds = []
    for _ in range(rounds):
        begins = clock()
        task()
        seconds.append(clock() - begins)
    return seconds


def take_turns(slices: Mapping[str, Callable[[], float]], *, rounds: int) -> dict[str, list[float]]:
    """What each slice gives, over and over in turn: what else the machine does then falls on all of them alike."""
    given: dict[str, list[float]] = {name: [] for name in slices}
    for _ in range(rounds):
        for name, slice_ in slices.items():
            given[name].append(slice_())
    return given
