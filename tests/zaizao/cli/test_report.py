"""`zaizao report`: one page that stands alone, its findings as text, and what it leaves out where it cannot know."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from zaizao.cli import main
from zaizao.cli.report import Asked, count_report, show_report
from zaizao.definition import load_pack
from zaizao.eventlog import EventLog, LogBuilder, write_log
from zaizao.mining.clock import Clock
from zaizao.simulation import read_parameters
from zaizao.simulation.calibration.observed import LEAST, observe_times
from zaizao.worktime import china

PACKS = Path(__file__).resolve().parents[3] / "packs"
NINE = dt.datetime(2026, 3, 2, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def _make_log(cases: int) -> EventLog:
    """Cases of the restaurant: taken in within 20 minutes, checked an hour after."""
    builder = LogBuilder("restaurant", order_is_given=True)
    for number in range(cases):
        begun = NINE + dt.timedelta(days=7 * (number // 5), minutes=10 * (number % 5))
        case = f"case-{number}"
        builder.add_case(case, {"district": ("east", "west")[number % 2]})
        builder.add(case, "综合受理", begun, lifecycle="schedule")
        builder.add(case, "综合受理", begun + dt.timedelta(minutes=20), lifecycle="complete", resource="a")
        builder.add(case, "形式审查", begun + dt.timedelta(minutes=20), lifecycle="schedule")
        builder.add(case, "形式审查", begun + dt.timedelta(minutes=80), lifecycle="complete", resource="b")
    return builder.build()


def test_a_report_is_one_page_with_every_part_that_can_be_counted(tmp_path: Path) -> None:
    write_log(_make_log(60), tmp_path / "log.xes")
    page = tmp_path / "report.html"

    code = main(["report", str(tmp_path / "log.xes"), "--by", "district", "--definition",
                 str(PACKS / "restaurant/open-restaurant.yaml"), "-o", str(page)])  # fmt: skip

    text = page.read_text(encoding="utf-8")
    assert code == 0
    assert [name for name in ("reality", "places", "future", "findings") if f'id="{name}"' not in text] == []
    assert 'id="change"' not in text, "there is nothing the process took the place of"
    assert "http://" not in text.replace("http://www.w3.org", "")


def test_the_findings_can_be_read_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_log(_make_log(12), tmp_path / "log.xes")

    assert main(["report", str(tmp_path / "log.xes"), "--format", "text"]) == 0

    assert "12件" in capsys.readouterr().out


def test_steps_seen_often_enough_take_the_time_of_the_record() -> None:
    pack = load_pack(PACKS / "restaurant")
    parameters = read_parameters(PACKS / "restaurant/simulations/open-restaurant.params.yaml")

    found = observe_times(parameters, pack.definitions["open-restaurant"], _make_log(LEAST), clock=Clock(china()))

    assert found.activities == ("intake", "check-licence")
    assert found.parameters.steps["intake"].work.mean == pytest.approx(1200)
    assert found.parameters.steps["check-licence"].work.mean == pytest.approx(3600)
    assert found.parameters.steps["register"] == parameters.steps["register"]
    assert set(parameters.pools) - set(found.parameters.pools) == set(), "other steps still need everybody"


def test_steps_seen_seldom_keep_the_time_that_was_assumed() -> None:
    pack = load_pack(PACKS / "restaurant")
    parameters = read_parameters(PACKS / "restaurant/simulations/open-restaurant.params.yaml")

    found = observe_times(parameters, pack.definitions["open-restaurant"], _make_log(LEAST - 1), clock=Clock(china()))

    assert found.activities == ()
    assert found.parameters.steps == parameters.steps


def test_parts_are_counted_through_and_places_that_are_numbers_say_of_what() -> None:
    builder = LogBuilder("fires", order_is_given=True)
    for number in range(80):
        case, district = f"case-{number}", 1 + number % 2
        begun = NINE + dt.timedelta(days=number)
        builder.add_case(case, {"district": district})
        builder.add(case, "call", begun)
        builder.add(case, "close", begun + dt.timedelta(days=3 * district, hours=number % 5))

    counted = count_report(builder.build(), asked=Asked(by="district", called="选区"))
    report = show_report(counted.retell({"选区 1": "District 1", "选区 2": "District 2"}), language="en")
    page = report.write_page(title="Fires", source="fires.csv")

    assert counted.places is not None
    assert [one.name for one in counted.places.profiles] == ["选区 1", "选区 2"]
    assert "In “close” District 2 spends 3.0 days more a case than District 1" in report.headlines
    assert [f">{number}. " in page for number in (1, 2, 3, 4)] == [True, True, True, False]


def test_more_demand_is_asked_only_of_a_model_with_people() -> None:
    builder = LogBuilder("points", order_is_given=True)
    for number in range(80):
        begun = NINE + dt.timedelta(hours=5 * number)
        builder.add(f"case-{number}", "call", begun)
        builder.add(f"case-{number}", "close", begun + dt.timedelta(hours=2 + number % 3))

    future = count_report(builder.build(), asked=Asked()).future

    assert future is not None
    assert len(future.outcomes) == 1
