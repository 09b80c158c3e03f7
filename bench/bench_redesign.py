"""The diagnosis as a library, and the redesign of each chain of the packs, its proof included.

Nothing else is known that does this (field notes, rows 2.1 to 2.3), so what stands beside is only the limit.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

from making import write_process
from measuring import print_figure, time_rounds

from zaizao.definition import ProcessDefinition, load_pack, read_definition
from zaizao.diagnosis import diagnose_all, list_rules
from zaizao.redesign import redesign
from zaizao.verification import verify

PACKS = Path(__file__).resolve().parent.parent / "packs"
CHAINS = ("restaurant", "enterprise", "construction")


def measure_diagnosis(count: int) -> None:
    """Milliseconds per definition of 30 activities that is already read, clean and flawed."""
    for flawed in (False, True):
        those = [read_definition(write_process(number, activities=30, flawed=flawed)) for number in range(count)]
        diagnose_all(those[:1])
        began = time.process_time()
        found = sum(map(len, diagnose_all(those)))
        seconds = time.process_time() - began
        print_figure(
            f"diagnose one {'flawed' if flawed else 'clean'} definition of 30 activities", seconds / count * 1000, "ms",
            rules=len(list_rules()), findings=round(found / count, 1),
        )  # fmt: skip


def measure_chain(theme: str, before: tuple[ProcessDefinition, ...], *, rounds: int) -> None:
    """Seconds of one redesign with its proof, and of the proof alone."""
    result = redesign(before)
    seconds = time_rounds(lambda: redesign(before), rounds=rounds)
    proof = time_rounds(lambda: verify(before, result.after, certificate=result.certificate), rounds=rounds)
    activities = sum(len(one.activities) for one in before)
    print_figure(
        f"redesign {theme}, proof included", median(seconds), "s",
        activities=activities, changes=len(result.changes), holds=result.verdict.holds, at_most=5,
    )  # fmt: skip
    print_figure(
        f"verify {theme}", median(proof), "s", activities=activities, situations=result.verdict.situations
    )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=200, help="definitions to diagnose")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    measure_diagnosis(asked.count)
    for name in CHAINS:
        measure_chain(name, tuple(load_pack(PACKS / name).found.values()), rounds=asked.rounds)
