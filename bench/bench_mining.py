"""Everything `mine_log` says of a real log, beside pm4py's flow with times, variants, durations, rework and hand-over.

bpic2012 from ../shared/data: whole (starts and completions) by ours alone, and its completions by both, with equal edges,
variants, median duration and rework. Reading is not in the figures; compiling is (loops are kept from an earlier run).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from measuring import print_figure

HERE = Path(__file__).resolve().parent
PEER = os.environ.get("ZAIZAO_PEERS", str(HERE.parent / ".venv-peers" / "bin" / "python"))
LOG = Path(os.environ.get("ZAIZAO_DATA", HERE.parents[1] / "shared" / "data")) / "eventlogs" / "bpic2012.xes.gz"
ROUNDS = int(os.environ.get("ROUNDS", "3"))
Answer = dict[str, object]


def ask(python: str, script: Path, *given: str) -> Answer:
    """The last line a process prints."""
    done = subprocess.run([python, str(script), *given], capture_output=True, text=True, check=True)
    answer: Answer = json.loads(done.stdout.splitlines()[-1])
    return answer


def main() -> None:
    if not LOG.exists():
        raise SystemExit(f"{LOG} is not here; ZAIZAO_DATA says where it is")
    ours = HERE / "mining_run.py"
    ask(sys.executable, ours, str(LOG), "whole")
    whole = [ask(sys.executable, ours, str(LOG), "whole") for _ in range(ROUNDS)]
    print_figure("mine_log, bpic2012, 262,200 events", _middle(whole), "s", peak_mb=whole[0]["peak"], rounds=ROUNDS)
    same = [ask(sys.executable, ours, str(LOG), "complete") for _ in range(ROUNDS)]
    print_figure("the same figures, completions of bpic2012", _middle(same), "s", check=same[0]["check"], rounds=ROUNDS)
    if not _has_peer():
        print("pm4py is not installed (make peers): only our own figures are here.", file=sys.stderr)
        return
    peer = ask(PEER, HERE / "peers" / "mine_pm4py.py", str(LOG))
    if peer["check"] != same[0]["check"]:
        raise SystemExit(f"different answers: {peer['check']} and {same[0]['check']}")
    print_figure("pm4py, completions of bpic2012", float(str(peer["seconds"])), "s", version=peer["version"], rounds=1)
    print_figure("pm4py / zaizao", float(str(peer["seconds"])) / _middle(same), "times")


def _has_peer() -> bool:
    command = [PEER, "-c", "import pm4py"]
    return Path(PEER).exists() and subprocess.run(command, capture_output=True, check=False).returncode == 0


def _middle(answers: list[Answer]) -> float:
    return statistics.median(float(str(answer["seconds"])) for answer in answers)


if __name__ == "__main__":
    main()
