"""prosimos as a peer, in a process of its own: the same five activities; no log is written.

Reads a number of cases and a seed a line (the seed is not its own to set), answers `{"seconds": …, "mean_cycle_hours": …}`.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from pathlib import Path

from prosimos.simulation_engine import run_simulation

GAP = 9_000.0
SERVICE = (1_200.0, 1_500.0, 900.0, 1_800.0, 600.0)
HEAD = '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="http://example.org/x"><process id="p" isExecutable="false">'


def write_model(folder):
    nodes = ["start", *(f"T{n}" for n in range(len(SERVICE))), "end"]
    parts = []
    for place, node in enumerate(nodes):
        kind = {"start": "startEvent", "end": "endEvent"}.get(node, "task")
        comes = f"<incoming>f{place - 1}</incoming>" if place else ""
        goes = f"<outgoing>f{place}</outgoing>" if node != "end" else ""
        parts.append(f'<{kind} id="{node}" name="{node}">{comes}{goes}</{kind}>')
        if node != "end":
            parts.append(f'<sequenceFlow id="f{place}" sourceRef="{node}" targetRef="{nodes[place + 1]}"/>')
    (folder / "model.bpmn").write_text(f"{HEAD}{''.join(parts)}</process></definitions>", encoding="utf-8")


def exponential(mean):
    return {"distribution_name": "expon", "distribution_params": [{"value": mean}, {"value": 0}, {"value": mean * 50}]}


def write_parameters(folder):
    office = [{"from": "MONDAY", "to": "FRIDAY", "beginTime": "09:00:00", "endTime": "17:00:00"}]
    always = [{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00", "endTime": "23:59:59"}]
    people = [
        {
            "id": f"P{n}",
            "name": f"P{n}",
            "resource_list": [
                {
                    "id": f"R{n}",
                    "name": f"R{n}",
                    "cost_per_hour": "1",
                    "amount": "2",
                    "calendar": "c",
                    "assignedTasks": [f"T{n}"],
                }
            ],
        }
        for n in range(len(SERVICE))
    ]
    tasks = [
        {"task_id": f"T{n}", "resources": [{"resource_id": f"R{n}", **exponential(mean)}]}
        for n, mean in enumerate(SERVICE)
    ]
    parameters = {
        "resource_profiles": people,
        "arrival_time_distribution": exponential(GAP),
        "arrival_time_calendar": always,
        "gateway_branching_probabilities": [],
        "task_resource_distribution": tasks,
        "resource_calendars": [{"id": "c", "name": "c", "time_periods": office}],
    }
    (folder / "parameters.json").write_text(json.dumps(parameters), encoding="utf-8")


def read_mean(path):
    with path.open(encoding="utf-8") as stream:
        rows = [row for row in csv.reader(stream) if row and row[0] == "cycle_time"]
    return float(rows[0][3]) if rows else float("nan")


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    write_model(folder)
    write_parameters(folder)
    for line in sys.stdin:
        count = int(line.split()[0])
        begins = time.perf_counter()
        run_simulation(
            str(folder / "model.bpmn"), str(folder / "parameters.json"), count, stat_out_path=str(folder / "stat.csv")
        )
        seconds = time.perf_counter() - begins
        mean = read_mean(folder / "stat.csv")
        print(json.dumps({"seconds": seconds, "mean_cycle_hours": mean / 3600}), flush=True)
