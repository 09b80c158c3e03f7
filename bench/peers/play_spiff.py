"""SpiffWorkflow as a peer, in a process of its own: reads how many cases to play, answers what it took.

Each line read is a number of cases; each line written is `{"seconds": process time, "ends": {end event: cases}}`.
Every second case has the fact `ok`. Which end was reached is asked after the clock has stopped.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

PROCESS = Path(__file__).parent / "process.bpmn"
ENDS = ("yes", "no")


def load_process():
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(PROCESS.read_bytes()), filename=PROCESS.name)
    return parser.get_spec("two-tasks")


def play_case(spec, *, ok: bool):
    """From start to end, a user doing the two tasks one after the other."""
    case = BpmnWorkflow(spec)
    case.do_engine_steps()
    for _ in range(2):
        task = case.get_tasks(state=TaskState.READY, manual=True)[0]
        task.data["ok"] = ok
        task.run()
        case.do_engine_steps()
    return case


def name_end(case) -> str:
    """The end event that was reached; "open" if none."""
    reached = [name for name in ENDS if case.get_tasks(spec_name=name, state=TaskState.COMPLETED)]
    return reached[0] if case.is_completed() and len(reached) == 1 else "open"


def main() -> None:
    spec = load_process()
    for line in sys.stdin:
        begins = time.process_time()
        cases = [play_case(spec, ok=number % 2 == 0) for number in range(int(line))]
        seconds = time.process_time() - begins
        print(json.dumps({"seconds": seconds, "ends": Counter(name_end(case) for case in cases)}), flush=True)


if __name__ == "__main__":
    main()
