"""The Spark store beside the embedded one on the same log: equal flow, variants and case times, on a cluster of two workers.

Needs `make spark` (and Java 17); without it there is nothing to measure. A million events; `EVENTS=10000000` takes some
minutes. What is asked for is the same answer: the cluster of one machine is no match for columns in memory, and need not be.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import print_figure
from scaled_log import BPIC2012, make_scaled_log

HERE = Path(__file__).resolve().parent
PYTHON = HERE.parent / ".venv-spark" / "bin" / "python"
EVENTS = int(os.environ.get("EVENTS", "1000000"))


def main() -> None:
    """Print the figures; an answer that differs fails the measurement."""
    if not BPIC2012.exists() or not PYTHON.exists():
        print("bpic2012 or the environment of `make spark` is absent: nothing to measure", file=sys.stderr)
        return
    with contextlib.ExitStack() as stack:
        folder = os.environ.get("ZAIZAO_SPACE") or stack.enter_context(tempfile.TemporaryDirectory())
        texts, _ = make_scaled_log(Path(folder), EVENTS)
        command = [str(PYTHON), str(HERE / "spark_run.py"), str(texts)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        told = json.loads(line)
        if not told["same"]:
            raise SystemExit(f"the two stores differ: {told}")
        print_figure(
            f"Spark store, {EVENTS:,} events: {told['name']}", told["spark"], "s",
            embedded=round(told["embedded"], 3), same=told["same"],
        )  # fmt: skip


if __name__ == "__main__":
    main()
