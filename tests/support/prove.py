"""Runs every test in its long form and writes docs/proof.md: which commit, which command, what came out.

No date and no duration stands in the page, so the same commit gives the same page but for the new random examples.
"""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RESULTS = ROOT / "out" / "proof.xml"
PAGE = ROOT / "docs" / "proof.md"
OUTCOMES = ("passed", "failed", "skipped")


def run_everything(workers: str) -> int:
    RESULTS.parent.mkdir(exist_ok=True)
    shared_out = [
        "--numprocesses",
        workers,
        "--dist",
        "worksteal",
    ]  # the long forms stand together: who is done takes some
    command = [sys.executable, "-m", "pytest", *shared_out, f"--junit-xml={RESULTS}"]
    return subprocess.run(command, cwd=ROOT, env=os.environ | {"ZAIZAO_PROOF": "1"}, check=False).returncode


def count_outcomes(results: Path) -> dict[str, Counter[str]]:
    """How many tests of each test folder passed, failed and were skipped."""
    folders: dict[str, Counter[str]] = {}
    for case in ET.parse(results).iter("testcase"):
        folder = "/".join(case.get("classname", "").split(".")[:-1]) or "tests"
        folders.setdefault(folder, Counter())[_read_outcome(case)] += 1
    return dict(sorted(folders.items()))


def count_examples(results: Path) -> dict[str, int]:
    """How many random cases each test that draws some has really passed; the parts of one test together."""
    drawn: Counter[str] = Counter()
    for case in ET.parse(results).iter("testcase"):
        for found in case.iter("property"):
            if found.get("name") == "examples" and _read_outcome(case) == "passed":
                drawn[_name_test(case)] += int(found.get("value", "0"))
    return dict(sorted(drawn.items()))


def _name_test(case: ET.Element) -> str:
    return f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name', '').partition('[')[0]}"


def _read_outcome(case: ET.Element) -> str:
    kinds = {child.tag for child in case}
    if kinds & {"failure", "error"}:
        return "failed"
    return "skipped" if "skipped" in kinds else "passed"


def name_commit() -> str:
    commit = _ask_git("rev-parse", "HEAD")
    changed = _ask_git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/proof.md")
    return f"`{commit}`" + (", with changes that are not committed" if changed else "")


def _ask_git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def render_page(commit: str, folders: dict[str, Counter[str]], drawn: dict[str, int]) -> str:
    total = sum(folders.values(), Counter[str]())
    rows = [("**all**", total), *((f"`{folder}`", counts) for folder, counts in folders.items())]
    lines = [f"| {name} | " + " | ".join(str(counts[o]) for o in OUTCOMES) + " |" for name, counts in rows]
    return (
        "# Proof\n\n"
        f"Commit {commit}; command `make proof`: every test, those marked `proof` included, with new random examples.\n\n"
        "| folder | passed | failed | skipped |\n|---|--:|--:|--:|\n" + "\n".join(lines) + "\n\n"
        "## Random cases\n\nHow many each test has really passed.\n\n"
        "| test | cases |\n|---|--:|\n" + "".join(f"| `{name}` | {count} |\n" for name, count in drawn.items())
    )


if __name__ == "__main__":
    verdict = run_everything(sys.argv[sys.argv.index("--workers") + 1] if "--workers" in sys.argv else "2")
    page = render_page(name_commit(), count_outcomes(RESULTS), count_examples(RESULTS))
    PAGE.write_text(page, encoding="utf-8")
    sys.exit(verdict)
