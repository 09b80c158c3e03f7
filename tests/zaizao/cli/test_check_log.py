"""`zaizao check --log`: what really happened stands beside what is written; without a log nothing is different."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HEADS = "case,activity,time,who"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Forty cases: all taken in on a Monday, every second one delivered twelve working days after the decision."""
    rows = [HEADS]
    for number in range(40):
        late = 20 if number % 2 else 4
        rows += [
            f"c{number},受理,2026-03-02T09:00:00+08:00,李静",
            f"c{number},Decision,2026-03-03T10:00:00+08:00,王勇",
            f"c{number},送达,2026-03-{3 + late:02}T10:00:00+08:00,李静",
        ]
    file = tmp_path / "lend.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_findings_name_the_cases_behind_them(zaizao: Any, lend: Path, log: Path) -> None:
    said = zaizao("check", lend, "--log", log, "--select", "ZL801", "--format", "json")

    told = json.loads(said.out)["findings"]
    assert said.code == 1
    assert [(one["code"], one["path"]) for one in told] == [("ZL801", "activities.hand.limit")]
    assert (told[0]["fields"]["count"], told[0]["fields"]["total"]) == (20, 40)
    assert told[0]["fields"]["cases"] == [f"c{number}" for number in range(1, 40, 2)]
    assert "95% 的把握" in told[0]["text"]
    assert told[0]["evidence"][0]["text"] == "办件：c1、c3、c5、c7、c9 等 20 件"


def test_all_stable_rules_on_logs_look_where_there_is_a_log(zaizao: Any, lend: Path, log: Path) -> None:
    without = zaizao("check", lend, "--format", "json")
    beside = zaizao("check", lend, "--log", log, "--format", "json")

    before, after = (json.loads(said.out)["findings"] for said in (without, beside))
    assert [one for one in after if not one["code"].startswith("ZL8")] == before
    assert "ZL801" in {one["code"] for one in after}


def test_what_was_matched_is_told(zaizao: Any, lend: Path, log: Path) -> None:
    log.write_text(log.read_text(encoding="utf-8").replace("送达", "Coffee"), encoding="utf-8")

    said = zaizao("check", lend, "--log", log, "--lang", "en")

    assert "2 of the 3 activities are in it" in said.err
    assert "1 names of the log match nothing (Coffee" in said.err


def test_people_may_say_what_a_name_means(zaizao: Any, lend: Path, log: Path, tmp_path: Path) -> None:
    log.write_text(log.read_text(encoding="utf-8").replace("送达", "Coffee"), encoding="utf-8")
    names = tmp_path / "names.yaml"
    names.write_text("activities: {Coffee: hand}\n", encoding="utf-8")

    said = zaizao("check", lend, "--log", log, "--activities", names, "--select", "ZL801", "--format", "json")

    assert json.loads(said.out)["findings"][0]["path"] == "activities.hand.limit"


def test_a_name_for_no_activity_is_refused_with_its_line(zaizao: Any, lend: Path, log: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.yaml"
    names.write_text("activities:\n  Coffee: hnd\n", encoding="utf-8")

    said = zaizao("check", lend, "--log", log, "--activities", names, "--lang", "en")

    assert said.code == 2
    assert f"{names}:2:" in said.err
    assert "hand" in said.err


def test_what_speaks_of_a_log_needs_one(zaizao: Any, lend: Path) -> None:
    said = zaizao("check", lend, "--calendar", "cn", "--lang", "en")

    assert (said.code, said.out) == (2, "")
    assert "--calendar goes with --log" in said.err


def test_a_log_tells_of_one_process(zaizao: Any, lend: Path, log: Path) -> None:
    other = lend.with_name("other.yaml")
    other.write_text(lend.read_text(encoding="utf-8").replace("process: lend", "process: other"), encoding="utf-8")

    said = zaizao("check", lend, other, "--log", log, "--lang", "en")

    assert said.code == 2
    assert "give one definition (there are 2)" in said.err


@pytest.mark.parametrize("content", ["", "case,activity\n", "\x00\x01", "<log"])
def test_what_is_no_log_is_refused_without_a_traceback(zaizao: Any, lend: Path, tmp_path: Path, content: str) -> None:
    file = tmp_path / "log.csv"
    file.write_text(content, encoding="utf-8")

    said = zaizao("check", lend, "--log", file)

    assert "Traceback" not in said.err
    assert said.code in (0, 1, 2)


def test_without_a_log_nothing_of_the_rules_on_logs_is_loaded(lend: Path) -> None:
    script = (
        "import sys; from zaizao.cli.entry import main; main(['check', sys.argv[1]])\n"
        "print([name for name in sys.modules if 'zl8.' in name or name in ('numpy', 'zaizao.mining')])\n"
    )

    said = subprocess.run([sys.executable, "-c", script, str(lend)], capture_output=True, text=True, check=True)

    assert said.stdout.splitlines()[-1] == "[]"
