"""Cases a second through `fire`, beside SpiffWorkflow on the same process, in turns of about 50 ms of process time.

Ours runs with an item on its statutory clock, working-day limits of both tasks, rounds and events; the peer with its
marking alone. Both must reach the right end in every case or the measurement fails. In memory, nothing is saved.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median

from measuring import print_figure, take_turns

from zaizao.definition import read_definition
from zaizao.net import CaseState, Context, Step, commands, fire, open_case, replay
from zaizao.net.events import Event
from zaizao.net.saving import events_to_jsonl, state_to_json
from zaizao.worktime import china

ROOT = Path(__file__).resolve().parent.parent
PEER_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
PEER = ROOT / "bench" / "peers" / "play_spiff.py"
SLICE = 0.05
"""Seconds of process time of one turn."""

DEFINITION = read_definition("""
process: two-tasks
name: 两项并行后分支
kind: item
competent: bureau
organs: {bureau: {name: 行政审批服务局}}
bases: {term: {law: 行政许可法, article: 第四十二条}}
fields: {ok: {type: boolean, from: a, purpose: 是否准予}}
items: {permit: {organ: bureau, bases: term, clock: {limit: 20wd, from: a.started, to: yes.done}}}
activities:
  a: {does: check, name: 甲, limit: 5wd, writes: ok}
  b: {does: check, name: 乙, limit: 5wd}
  yes:
    {does: decide, name: 准, item: permit, when: ok, automatic: {}, outcomes: [granted, refused],
     after: [{activity: a, ground: law, of: term}, {activity: b, ground: law, of: term}]}
  no:
    {does: notify, name: 不, when: not(ok), automatic: {},
     after: [{activity: a, ground: law, of: term}, {activity: b, ground: law, of: term}]}
""")
CONTEXT = Context(datetime(2026, 2, 12, 10, tzinfo=china().zone), china())
OPEN = commands.Open("case")
COMPLETE_A = {ok: commands.Complete("a#1", facts={"ok": ok}) for ok in (True, False)}
COMPLETE_B = commands.Complete("b#1")


def play_case(*, ok: bool) -> tuple[Step, Step, Step]:
    """From start to end, with the events of every step."""
    opened = open_case(DEFINITION, OPEN, CONTEXT)
    one = fire(DEFINITION, opened.state, COMPLETE_A[ok], CONTEXT)
    return opened, one, fire(DEFINITION, one.state, COMPLETE_B, CONTEXT)


def name_end(state: CaseState) -> str:
    """The branch that was taken; "open" if the case is not closed as it should be."""
    taken = [name for name in ("yes", "no") if (act := state.acts.get(name)) is not None and act.status == "done"]
    outcome = state.items["permit"].outcome
    if state.status != "closed" or len(taken) != 1 or outcome != {"yes": "granted", "no": "not_required"}[taken[0]]:
        return "open"
    return taken[0]


def play_ours(count: int) -> tuple[float, Counter[str]]:
    """Process seconds of ``count`` cases and where they ended; asked after the clock has stopped."""
    begins = time.process_time()
    cases = [play_case(ok=number % 2 == 0) for number in range(count)]
    seconds = time.process_time() - begins
    return seconds, Counter(name_end(last.state) for _, _, last in cases)


class Peer:
    """SpiffWorkflow in a process of its own, told how many cases to play."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [PEER_PYTHON, PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def play(self, count: int) -> tuple[float, Counter[str]]:
        """Like `play_ours`."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{count}\n")
        answer = json.loads(self.process.stdout.readline())
        return answer["seconds"], Counter(answer["ends"])

    def close(self) -> None:
        """Let the process end."""
        self.process.communicate()


def make_slice(play: Callable[[int], tuple[float, Counter[str]]]) -> Callable[[], float]:
    """A turn of about `SLICE` seconds that gives cases a second; exits if a case ended where it should not."""
    play(5)
    count = max(2, 2 * round(SLICE / play(20)[0] * 20 / 2))

    def play_slice() -> float:
        seconds, ends = play(count)
        if ends != {"yes": count // 2, "no": count // 2}:
            sys.exit(f"{play}: {count} cases ended as {dict(ends)}")
        return count / seconds

    return play_slice


def measure_cases(rounds: int) -> None:
    """Cases a second of both, and how many times the peer's ours are."""
    if not PEER_PYTHON.exists():
        print("SpiffWorkflow is not installed (make peers): only our own figures follow.", file=sys.stderr)
        ours = take_turns({"ours": make_slice(play_ours)}, rounds=rounds)["ours"]
        print_figure("fire: cases, best", max(ours), "cases/s", median=round(median(ours)))
        return
    peer = Peer()
    rates = take_turns({"ours": make_slice(play_ours), "peer": make_slice(peer.play)}, rounds=rounds)
    peer.close()
    ours, theirs = rates["ours"], rates["peer"]
    print_figure("fire: cases, best", max(ours), "cases/s", median=round(median(ours)), turns=rounds)
    print_figure("SpiffWorkflow (peer): cases, best", max(theirs), "cases/s", median=round(median(theirs)))
    print_figure("fire: times SpiffWorkflow, best by best", max(ours) / max(theirs), "times", at_least=15)
    print_figure("fire: times SpiffWorkflow, median by median", median(ours) / median(theirs), "times", at_least=15)


def measure_record(rounds: int) -> None:
    """What a record of this process costs: replaying it, and its size when it is saved."""
    steps = play_case(ok=True)
    events: list[Event] = [event for step in steps for event in step.events]
    count = max(1, round(SLICE * 50_000 / len(events)))

    def replay_slice() -> float:
        begins = time.process_time()
        for _ in range(count):
            replay(DEFINITION, events)
        return count * len(events) / (time.process_time() - begins)

    rates = take_turns({"replay": replay_slice}, rounds=rounds)["replay"]
    print_figure("replay: events, best", max(rates), "events/s", median=round(median(rates)))
    print_figure("saved state after the first task", len(state_to_json(steps[1].state).encode()), "bytes")
    print_figure("saved record of the whole case", len(events_to_jsonl(events).encode()), "bytes", events=len(events))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=150, help="turns of each side")
    asked = parser.parse_args()
    measure_cases(asked.rounds)
    measure_record(asked.rounds // 3)
