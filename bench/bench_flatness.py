"""Whether a step costs what it touches: seconds per `complete` in cases of 10, 100, 1,000 and 10,000 activities.

Two shapes: a chain, one activity open at a time, and everything open side by side. In memory, nothing is saved; opening
a case is not counted. Beside it, the replay and the saved bytes of the chain of a thousand.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import datetime
from statistics import median

from measuring import print_figure, take_turns
from msgspec.structs import replace

from zaizao.definition import ProcessDefinition, digest_of
from zaizao.definition.model import Activity, Ground, Kind, Link, Organ
from zaizao.net import CaseState, Context, commands, fire, open_case, replay
from zaizao.net.events import Event
from zaizao.net.saving import events_to_jsonl, state_to_json
from zaizao.units import Limit, Text, Unit
from zaizao.worktime import china

SIZES = (10, 100, 1_000, 10_000)
PER_TURN = 1_000
"""Completes of one turn, over as many cases as that takes."""
CONTEXT = Context(datetime(2026, 2, 12, 10, tzinfo=china().zone), china())


def make_definition(count: int, *, chain: bool) -> ProcessDefinition:
    """Activities with a limit in working days; each after the one before, or all at once."""
    activities = {
        f"a{number}": Activity(
            does="check",
            name=Text(f"环节{number}"),
            limit=Limit(5, Unit.WORKING_DAY),
            after=(Link(f"a{number - 1}", Ground.DATA),) if chain and number else (),
        )
        for number in range(count)
    }
    definition = ProcessDefinition(
        process="chain" if chain else "wide",
        name=Text("测速"),
        kind=Kind.ITEM,
        competent="bureau",
        organs={"bureau": Organ(Text("局"))},
        activities=activities,
    )
    return replace(definition, digest=digest_of(definition))


def make_slice(definition: ProcessDefinition) -> Callable[[], float]:
    """A turn that gives the seconds per complete; it goes on where the turn before left its case."""
    todo = [commands.Complete(f"{name}#1") for name in definition.activities]
    opened = open_case(definition, commands.Open("case"), CONTEXT).state
    place: tuple[CaseState, int] = (opened, 0)

    def complete_some() -> float:
        nonlocal place
        state, done = place
        begins = time.process_time()
        for _ in range(PER_TURN):
            state = fire(definition, state, todo[done], CONTEXT).state
            done += 1
            if done == len(todo):
                state, done = opened, 0
        seconds = time.process_time() - begins
        place = state, done
        return seconds / PER_TURN

    return complete_some


def measure_shape(shape: str, rounds: int) -> None:
    """Microseconds per complete at each size, and how many times those of the smallest."""
    definitions = {size: make_definition(size, chain=shape == "chain") for size in SIZES}
    turns = take_turns({str(size): make_slice(one) for size, one in definitions.items()}, rounds=rounds)
    first = median(turns[str(SIZES[0])])
    for size in SIZES:
        seconds = turns[str(size)]
        times = round(median(seconds) / first, 2)
        print_figure(
            f"complete, {shape} of {size}", 1e6 * median(seconds), "µs", best=round(1e6 * min(seconds), 1),
            times_the_smallest=times,
        )  # fmt: skip


def measure_record(size: int, rounds: int) -> None:
    """Replaying a long case, and its bytes when half of it is done."""
    definition = make_definition(size, chain=True)
    step = open_case(definition, commands.Open("case"), CONTEXT)
    events: list[Event] = list(step.events)
    for number in range(size):
        step = fire(definition, step.state, commands.Complete(f"a{number}#1"), CONTEXT)
        events += step.events
        if number == size // 2:
            print_figure(f"saved state, half of a chain of {size}", len(state_to_json(step.state).encode()), "bytes")
    print_figure(f"saved record, chain of {size}", len(events_to_jsonl(events).encode()), "bytes", events=len(events))

    def replay_once() -> float:
        begins = time.process_time()
        replay(definition, events)
        return len(events) / (time.process_time() - begins)

    rates = take_turns({"replay": replay_once}, rounds=rounds)["replay"]
    print_figure(f"replay, chain of {size}", median(rates), "events/s", best=round(max(rates)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=30, help="turns of each size")
    asked = parser.parse_args()
    for each in ("chain", "wide"):
        measure_shape(each, asked.rounds)
    measure_record(1_000, asked.rounds)
