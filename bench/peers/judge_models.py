"""The peers' side of models and conformance: pm4py's inductive miner, token replay and precision, r4pm's alignments.

usage: judge_models.py discover LOG NOISE NET | align LOG NET | replay LOG NET | quality LOG NET
One JSON line: seconds (median), and what was found, so that the other side can compare results.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import pm4py
import r4pm
from r4pm import bindings

warnings.filterwarnings("ignore")


def time_median(task: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Median seconds of several rounds, and what the last one gave."""
    seconds, given = [], None
    for _ in range(rounds):
        begins = time.perf_counter()
        given = task()
        seconds.append(time.perf_counter() - begins)
    return statistics.median(seconds), given


def discover(frame: Any, noise: str, path: str) -> dict[str, Any]:
    """IMf of pm4py, from its data frame to a net."""
    seconds, net = time_median(lambda: pm4py.discover_petri_net_inductive(frame, noise_threshold=float(noise)), 1)
    pm4py.write_pnml(*net, path)
    return {"seconds": seconds, "transitions": len(net[0].transitions)}


def align(frame: Any, path: str) -> dict[str, Any]:
    """r4pm, variant by variant; a variant that it gives up on is told as None."""
    net = r4pm.petri_net.from_pm4py(*pm4py.read_pnml(path))
    variants = [list(one) for one in pm4py.get_variants(frame)]
    most = int(os.environ.get("MOST_VARIANTS", "0")) or len(variants)

    def align_one(trace: list[str]) -> int | None:
        try:
            return int(bindings.align_trace(net, trace)["cost"])
        except Exception:  # noqa: BLE001  # the peer's own limits come as errors of several kinds
            return None

    step = max(1, len(variants) // most)
    chosen = variants[::step]
    seconds, costs = time_median(lambda: [align_one(one) for one in chosen], 3 if len(chosen) < 500 else 1)
    return {"seconds": seconds, "variants": [list(pair) for pair in zip(chosen, costs, strict=True)]}


def replay(frame: Any, path: str) -> dict[str, Any]:
    """Token replay of pm4py: which cases fit."""
    net = pm4py.read_pnml(path)
    seconds, told = time_median(lambda: pm4py.conformance_diagnostics_token_based_replay(frame, *net), 1)
    cases = frame.drop_duplicates("case:concept:name")["case:concept:name"].astype(str).tolist()
    return {"seconds": seconds, "fitting": sum(bool(one["trace_is_fit"]) for one in told), "cases": len(cases)}


def quality(frame: Any, path: str) -> dict[str, Any]:
    """Fitness and precision by token replay, as pm4py measures them, on every n-th case: all of a large log take ten minutes."""
    net = pm4py.read_pnml(path)
    cases = frame["case:concept:name"].unique()[:: int(os.environ.get("EVERY_CASE", "1"))]
    frame = frame[frame["case:concept:name"].isin(cases)]
    fitness = pm4py.fitness_token_based_replay(frame, *net)["log_fitness"]
    return {"fitness": fitness, "precision": pm4py.precision_token_based_replay(frame, *net), "cases": len(cases)}


TASKS = {"discover": discover, "align": align, "replay": replay, "quality": quality}

if __name__ == "__main__":
    table = pm4py.read_xes(sys.argv[2], variant="rustxes")
    result = TASKS[sys.argv[1]](table, *sys.argv[3:])
    print(json.dumps(result), flush=True)
