"""The same commands give the same bytes, whatever order the interpreter's sets and hashes fall into."""

from __future__ import annotations

import os
import subprocess
import sys

ROWS = 200
"""Enough activities for every shelf to be spread over many dictionaries, by hash."""

STORY = f"""
from cases import begin, define_process, moment
from zaizao.net import commands
from zaizao.net.saving import events_to_jsonl, state_to_json

rows = [f"r{{n:03d}}" for n in range({ROWS})]
activities = {{name: {{"does": "work", "limit": "5wd"}} for name in rows}}
activities["start"] = {{"does": "accept", "gives": ["form"], "writes": ["area", "seats"]}}
for name in rows[::2]:
    activities[name] |= {{"after": [{{"activity": "start", "ground": "data", "of": "form"}}], "when": "area > 3"}}
activities["ask"] = {{
    "does": "consult", "each": {{"in": "seats"}}, "item": "food",
    "after": [{{"activity": "start", "ground": "data", "of": "form"}}],
}}
activities["food"] = {{
    "does": "decide", "item": "food", "outcomes": ["granted", "refused"],
    "after": [{{"activity": "ask", "ground": "custom", "if_skipped": "run"}}],
}}
items = {{name: {{"organ": "bureau"}} for name in ("food",)}}
case = begin({{
    "kind": "item", "items": items, "materials": {{"form": {{"name": "表"}}}}, "activities": activities,
    "fields": {{"area": {{"type": "number"}}, "seats": {{"type": "list of string"}}, "note": {{"type": "string"}}}},
    "entries": {{"talk": {{"fields": {{"text": {{"type": "string"}}}}}}}},
}})
case.recorded = case.saved = False
case.finish("start", facts={{"area": 7, "seats": ["b", "a", "c"]}})
for name in rows[::3]:
    case.finish(name)
    case.do(commands.Enter("talk", {{"text": name}}))
case.do(commands.SendBack("start", "重来"))
case.tick(moment("2026-06-01 09:00"))
case.do(commands.Withdraw())
print(events_to_jsonl(case.events))
print(state_to_json(case.state))
"""


def tell_story(seed: str) -> bytes:
    """The story's bytes from a fresh interpreter."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
    told = subprocess.run([sys.executable, "-c", STORY], capture_output=True, env=environment, check=True)
    return told.stdout


def test_two_fresh_interpreters_give_the_same_bytes() -> None:
    first, second = tell_story("1"), tell_story("20260302")

    assert len(first) > 100_000
    assert first == second
