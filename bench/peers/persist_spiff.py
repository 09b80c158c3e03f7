"""SpiffWorkflow with its state in SQLite, as a peer in a process of its own: one durable transaction for each task done.

Started with the database's path, the statements that set it up, and "reading" or "keeping". Each line read is a number of
cases; each line written is `{"seconds": …, "work": …, "tasks": …, "ends": {…}}`, work being the processor's seconds. A task done is a command: the case
is read from its row (or, keeping, taken from memory), the task and what follows is run, the case is serialised by
SpiffWorkflow's own serialiser, its row is updated and one line of history is inserted. Opening a case is not timed, nor is asking
which end it came to.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections import Counter

from play_spiff import load_process, name_end
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

TASKS = 2
_TABLES = """
CREATE TABLE spiff_case (id INTEGER PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE spiff_history (id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, task TEXT NOT NULL);
"""


class Store:
    """The cases, in rows and, if they are kept, in memory."""

    def __init__(self, database: str, settings: str, *, keeping: bool) -> None:
        self.spec, self.serializer = load_process(), BpmnWorkflowSerializer()
        self.raw = sqlite3.connect(database, isolation_level=None)
        self.raw.executescript(settings + _TABLES)
        self.kept: dict[int, BpmnWorkflow] | None = {} if keeping else None

    def open_case(self) -> int:
        """The row of a new case that waits for its two tasks."""
        case = BpmnWorkflow(self.spec)
        case.do_engine_steps()
        row = self.raw.execute("INSERT INTO spiff_case (state) VALUES (?)", (self.serializer.serialize_json(case),))
        if self.kept is not None:
            self.kept[row.lastrowid] = case
        return row.lastrowid

    def read_case(self, number: int) -> BpmnWorkflow:
        """A case as its row has it."""
        [[text]] = self.raw.execute("SELECT state FROM spiff_case WHERE id = ?", (number,)).fetchall()
        return self.serializer.deserialize_json(text)

    def complete_task(self, number: int, *, ok: bool) -> None:
        """One command: the first task that waits is done."""
        self.raw.execute("BEGIN IMMEDIATE")
        case = self.read_case(number) if self.kept is None else self.kept[number]
        task = case.get_tasks(state=TaskState.READY, manual=True)[0]
        task.data["ok"] = ok
        task.run()
        case.do_engine_steps()
        text = self.serializer.serialize_json(case)
        self.raw.execute("UPDATE spiff_case SET state = ? WHERE id = ?", (text, number))
        name = task.task_spec.name
        self.raw.execute("INSERT INTO spiff_history (case_id, task) VALUES (?, ?)", (number, name))
        self.raw.execute("COMMIT")


def main() -> None:
    store = Store(sys.argv[1], sys.argv[2], keeping=sys.argv[3] == "keeping")
    for line in sys.stdin:
        numbers = [store.open_case() for _ in range(int(line))]
        begins, worked = time.perf_counter(), time.process_time()
        for number in numbers:
            for _ in range(TASKS):
                store.complete_task(number, ok=number % 2 == 0)
        seconds, work = time.perf_counter() - begins, time.process_time() - worked
        ends = Counter(name_end(store.read_case(number)) for number in numbers)
        answer = {"seconds": seconds, "work": work, "tasks": TASKS * len(numbers), "ends": ends}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
