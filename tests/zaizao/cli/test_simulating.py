"""`zaizao simulate` and `zaizao calibrate` as people call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zaizao import calibrate, simulate
from zaizao.cli.program import Program


def _call(*words: object) -> Result:
    return CliRunner().invoke(Program("zh"), [str(word) for word in words])


@pytest.fixture
def pack(root: Path) -> Path:
    return root / "packs" / "restaurant"


@pytest.fixture
def small(pack: Path, tmp_path: Path) -> Path:
    """The pack's parameters with few cases."""
    text = (pack / "simulations" / "open-restaurant.params.yaml").read_text(encoding="utf-8")
    path = tmp_path / "small.yaml"
    path.write_text(text.replace("cases: 1500", "cases: 60"), encoding="utf-8")
    return path


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    rows = ["case,activity,time"]
    for case in range(80):
        day, hour = 1 + case % 28, 8 + case % 9
        month = 1 + case // 28
        rows.append(f"c{case},apply,2024-{month:02}-{day:02}T{hour:02}:00:00")
        rows.append(f"c{case},decide,2024-{month:02}-{day:02}T{hour + 1:02}:{case % 60:02}:00")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_json_gives_scenarios_with_intervals_and_the_same_seed_the_same_numbers(pack: Path, small: Path) -> None:
    words = ("simulate", pack / "open-restaurant.yaml", small, "--replications", 3, "--seed", 4, "--format", "json")

    first, second = _call(*words), _call(*words)

    told = json.loads(first.stdout)
    assert (first.exit_code, first.stdout) == (0, second.stdout)
    assert (told["seed"], told["replications"], [one["name"] for one in told["scenarios"]]) == (4, 3, ["现状"])
    assert told["scenarios"][0]["hours"]["cycle"]["half_width"] > 0


def test_the_text_tells_assumptions_people_and_limits(pack: Path, small: Path) -> None:
    result = _call("simulate", pack / "open-restaurant.yaml", small, "--replications", 2, "--staff", "window:50%:30d")

    assert result.exit_code == 0
    assert all(words in result.stdout for words in ("假设：", "综合窗口", "承诺的全程", "至少要 1 人"))


def test_the_page_stands_alone(pack: Path, small: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"

    result = _call(
        "simulate", pack / "open-restaurant.yaml", small, "--replications", 2, "--format", "html", "-o", page
    )

    text = page.read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in text
    assert "不是实际发生的事" in text


@pytest.mark.parametrize("staff", ["window", "nobody:95%:3d", "window:120%:3d", "window:95%:soon"])
def test_a_question_on_people_that_makes_no_sense_is_refused(pack: Path, small: Path, staff: str) -> None:
    result = _call("simulate", pack / "open-restaurant.yaml", small, "--staff", staff)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "window:95%:3d" in result.stderr


def test_faulty_parameters_are_told_line_by_line(pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("arrivals: {every: soon}\nsteps: {intake: {wrk: 1h}}\n", encoding="utf-8")

    result = _call("simulate", pack / "open-restaurant.yaml", path)

    assert result.exit_code == 2
    assert [line.split(" ")[0].removeprefix(str(path)) for line in result.stderr.splitlines()] == [
        ":1:19",
        ":2:17",
        ":2:23",
    ]


def test_a_calibration_writes_parameters_that_can_be_simulated(log: Path, tmp_path: Path) -> None:
    path = tmp_path / "learned.yaml"

    learned = _call("calibrate", log, "--calendar", "none", "-o", path)
    played = _call("simulate", "-", path, "--replications", 2, "--format", "json")

    assert (learned.exit_code, played.exit_code) == (0, 0)
    assert "照抄以往办件" in learned.stdout
    assert json.loads(played.stdout)["scenarios"][0]["cases"] == 100


def test_a_calibration_by_a_country_nobody_knows_is_refused(log: Path) -> None:
    result = _call("calibrate", log, "--calendar", "XX")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


def test_a_notebook_shows_both_with_charts(pack: Path, small: Path, log: Path) -> None:
    played = simulate(pack / "open-restaurant.yaml", small, what_if={"两人": {"pools.window.size": 2}}, replications=2)
    learned = calibrate(log, calendar="none", replications=2)

    assert [one.scenario.name for one in played.outcomes] == ["现状", "两人"]
    assert {one.scenario for one in played.differences} == {"两人"}
    assert "<svg" in played._repr_html_()
    assert "<svg" in learned._repr_html_()
