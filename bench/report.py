"""Makes docs/figures.md from the JSON lines of a run: `python bench/report.py out/figures.jsonl`."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "figures.md"
PLAIN = frozenset({"bench", "figure", "value", "unit", "at_least", "at_most"})
Figure = dict[str, object]


def render_page(figures: list[Figure], *, machine: str, commit: str) -> str:
    """The whole page: what has a limit first, then everything by file."""
    limited = [one for one in figures if "at_least" in one or "at_most" in one]
    parts = [
        "# Figures\n",
        f"Made by `make figures`. {machine}. Commit {commit}.",
        "What each measurement does, and beside which peer: [bench/README.md](../bench/README.md).\n",
        "## Limits\n",
        "The last column says how many times better than the limit a figure is; below 1 it is missed.\n",
        "| bench | figure | measured | limit | times |\n|---|---|--:|--:|--:|",
        *(
            f"| {one['bench']} | {_cell(one['figure'])} | {_amount(one['value'], one['unit'])} | {_limit(one)} |"
            for one in limited
        ),
    ]
    for bench, those in groupby(figures, key=lambda one: one["bench"]):
        parts += [f"\n## {bench}\n", "| figure | measured | beside it |\n|---|--:|---|"]
        parts += [f"| {_cell(one['figure'])} | {_amount(one['value'], one['unit'])} | {_rest(one)} |" for one in those]
    return "\n".join(parts) + "\n"


def _limit(one: Figure) -> str:
    """The limit in words, and how far the figure is on the right side of it."""
    value = float(str(one["value"]))
    if "at_least" in one:
        limit, sign, times = one["at_least"], "≥", value / float(str(one["at_least"]))
    else:
        limit, sign, times = one["at_most"], "≤", float(str(one["at_most"])) / value
    return f"{sign} {_amount(limit, one['unit'])} | {times:.2f}"


def _rest(one: Figure) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_number(one[name])}" for name in one if name not in PLAIN)


def _amount(value: object, unit: object) -> str:
    return f"{_number(value)} {unit}"


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|")


def name_machine() -> str:
    """Processor, cores, system and Python."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.machine()
    return f"{os.cpu_count()} × {processor}, {platform.system()}, Python {platform.python_version()}"


def name_commit() -> str:
    """The commit that was measured."""
    commit = _ask_git("rev-parse", "HEAD")
    changed = _ask_git("status", "--porcelain", "--untracked-files=no", "--", "src", "bench")
    return f"`{commit}`" + (", with changes that are not committed" if changed else "")


def _ask_git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    page = render_page([json.loads(line) for line in lines], machine=name_machine(), commit=name_commit())
    PAGE.write_text(page, encoding="utf-8")
