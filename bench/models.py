"""What the benches of models share: the peer's interpreter, the logs and the peer's answers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from gzip import open as open_gz
from pathlib import Path
from statistics import median
from typing import Any

from measuring import time_rounds

from zaizao.eventlog import EventLog, read_log

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ZAIZAO_DATA", ROOT.parent / "shared" / "data")) / "eventlogs"
SCRIPT = ROOT / "bench" / "peers" / "judge_models.py"


def find_peer() -> Path | None:
    """The interpreter in which the peers are installed; `ZAIZAO_PEERS` names another one."""
    python = Path(os.environ.get("ZAIZAO_PEERS", ROOT / ".venv-peers" / "bin" / "python"))
    if not python.exists():
        return None
    asked = subprocess.run([python, "-c", "import pm4py, r4pm"], capture_output=True, check=False)
    return python if asked.returncode == 0 else None


def unpack(name: str, folder: Path) -> Path:
    """The log as plain XES, which every peer reads."""
    plain = folder / f"{name}.xes"
    with open_gz(DATA / f"{name}.xes.gz") as packed, plain.open("wb") as target:
        shutil.copyfileobj(packed, target)
    return plain


def ask_peer(*words: object, **settings: str) -> dict[str, Any]:
    """What the peer's script answers; an empty answer where there is no peer."""
    python = find_peer()
    if python is None:
        print("no peers here (make peers)", file=sys.stderr)
        return {}
    command = [str(python), str(SCRIPT), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **settings})
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def load(name: str) -> EventLog:
    """The log."""
    return read_log(DATA / f"{name}.xes.gz").log


def take_median(task: Any, rounds: int = 5) -> float:
    """Median seconds after one round that is not counted (it loads compiled loops)."""
    task()
    return median(time_rounds(task, rounds=rounds))
