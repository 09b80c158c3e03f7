"""Simulated cases a second, compiled and not, beside simpy and prosimos on the same model, in turns.

Five activities in sequence, two people each, Monday to Friday 9 to 17, Poisson arrivals, exponential work. Ours draws its
numbers, plays and gives the times of every task back; simpy's and ours must have equal mean cycle times within the
interval of their rounds, or the measurement fails. prosimos' mean is shown: it counts arrivals and calendars its own way.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import mean, median

import numpy as np
from measuring import print_figure, take_turns

from zaizao.simulation import Duration, Shape, estimate, replicate
from zaizao.simulation.clocks import Hours, Line, draw_line
from zaizao.simulation.model import Chain, Coming, Model, Pool, Step
from zaizao.simulation.world import FOREVER

ROOT = Path(__file__).resolve().parent.parent
PEER_PYTHON = Path(os.environ.get("ZAIZAO_PEERS", ROOT / ".venv-peers" / "bin" / "python"))
GAP = 9_000.0
SERVICE = (1_200.0, 1_500.0, 900.0, 1_800.0, 600.0)
CASES = {"compiled": 200_000, "plain": 20_000, "simpy": 20_000, "prosimos": 2_000}
AT_LEAST = {("compiled", "simpy"): 16, ("plain", "simpy"): 3, ("compiled", "prosimos"): 100}


def build(cases: int) -> Model:
    """The model."""
    origin = dt.datetime(2026, 3, 2)
    always = Line(np.array([0.0, FOREVER]), np.array([0.0, FOREVER]))
    days = int(cases * GAP / 86_400 * 1.1) + 100
    office = draw_line(Hours(office="9:00-17:00"), None, origin=origin.date(), days=days)
    steps = tuple(Step(f"a{n}", Duration(Shape.EXPONENTIAL, (one,)), n, 1, 1) for n, one in enumerate(SERVICE))
    return Model(
        origin=origin,
        steps=steps,
        pools=tuple(Pool(f"p{n}", 2, 1) for n in range(len(SERVICE))),
        lines=(always, office),
        coming=Coming(Duration(Shape.EXPONENTIAL, (GAP,)), always),
        router=Chain(tuple(range(len(SERVICE)))),
        cases=cases,
    )


class Ours:
    """One of the two loops; each turn is a new replication."""

    def __init__(self, name: str) -> None:
        self.name, self.turn, self.means = name, 0, list[float]()
        replicate(build(10), seed=0, compiled=name == "compiled")

    def play(self) -> float:
        """Cases a second."""
        begins = time.perf_counter()
        made = replicate(build(CASES[self.name]), seed=1, replication=self.turn, compiled=self.name == "compiled")
        seconds = time.perf_counter() - begins
        self.turn += 1
        ends = made.times.end[len(SERVICE) - 1 :: len(SERVICE)]
        self.means.append(float((ends - made.arrival).mean()) / 3600)
        return CASES[self.name] / seconds


class Peer:
    """A peer in a process of its own."""

    def __init__(self, name: str) -> None:
        self.name, self.turn, self.means = name, 0, list[float]()
        script = ROOT / "bench" / "peers" / f"simulate_{name}.py"
        self.process = subprocess.Popen(
            [PEER_PYTHON, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            bufsize=1,
        )  # fmt: skip

    def play(self) -> float:
        """Cases a second."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.turn += 1
        self.process.stdin.write(f"{CASES[self.name]} {self.turn}\n")
        told = json.loads(self.process.stdout.readline())
        self.means.append(told["mean_cycle_hours"])
        return CASES[self.name] / float(told["seconds"])


def main() -> None:
    """Measure, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    players: dict[str, Ours | Peer] = {"compiled": Ours("compiled"), "plain": Ours("plain")}
    if PEER_PYTHON.exists():
        players |= {"simpy": Peer("simpy"), "prosimos": Peer("prosimos")}
    else:
        print("The peers are not installed (make peers): only our own figures follow.", file=sys.stderr)
    rates = take_turns({name: one.play for name, one in players.items()}, rounds=rounds)
    for name, each in rates.items():
        found = mean(players[name].means)
        print_figure(f"cases simulated, {name}", median(each), "/s", mean_cycle_hours=round(found, 2))
    if "simpy" in players:
        check_means(players)
        for (ours, peer), least in AT_LEAST.items():
            ratio = median(a / b for a, b in zip(rates[ours], rates[peer], strict=True))
            print_figure(f"{ours} to {peer}", ratio, "times", at_least=least)


def check_means(players: dict[str, Ours | Peer]) -> None:
    """Stop where our mean cycle time and simpy's are not equal within their intervals."""
    theirs = estimate(players["simpy"].means)
    for name in ("compiled", "plain"):
        ours = estimate(players[name].means)
        apart, allowed = abs(ours.value - theirs.value), ours.half_width + theirs.half_width
        if apart > allowed:
            sys.exit(f"{name}: {ours.value:.2f} h, simpy {theirs.value:.2f} h: further apart than {allowed:.2f} h")


if __name__ == "__main__":
    main()
