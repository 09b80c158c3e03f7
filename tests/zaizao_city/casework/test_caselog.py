"""The record of cases as an event log: what was done, where, by nobody's name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from small_town import LATER, NOW, Town
from zaizao.eventlog import read_log
from zaizao.net import commands as asked
from zaizao_city.casework.selectors.caselog import CaseLog, read_case_log
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.foundation.record.erasing import erase_person

PERIOD = {"since": NOW, "until": NOW + dt.timedelta(days=30)}


def _read(town: Town) -> CaseLog:
    return read_case_log("open-restaurant", town.definitions["open-restaurant"], **PERIOD)


def _begin(town: Town, key: str = "first") -> int:
    done = town.apply(key=key)
    town.accept(done.case_id, now=LATER)
    carry_out(
        done.case_id, asked.Complete("check-licence#1", "passed"), actor=town.approver("market-regulation"),
        key=f"check-{key}", now=LATER + dt.timedelta(hours=1),
    )  # fmt: skip
    return done.case_id


def test_each_case_is_told_in_the_order_of_its_record(town: Town) -> None:
    _begin(town)
    _begin(town, "second")

    found = _read(town)

    log = found.log
    assert (found.cases, found.erased, len(log.case_names)) == (2, 0, 2)
    done = [log.activity_names[log.activity[row]] for row in log.order.rows_of(1) if log.resource[row] >= 0]
    assert done == ["综合受理", "形式审查"]
    assert log.case_attributes["district"].pick(0) == "yunhe"


def test_nobody_is_named(town: Town) -> None:
    _begin(town)

    log = _read(town).log

    assert sorted(map(len, log.resource_names)) == [8, 8]
    assert str(town.clerk.person_key)[:8] in log.resource_names


def test_a_case_whose_person_was_erased_is_left_out_and_counted(town: Town) -> None:
    _begin(town)
    erase_person(str(town.applicant.person_key), actor="security", now=NOW)

    found = _read(town)

    assert (found.cases, found.erased, len(found.log)) == (1, 1, 0)


def test_what_was_opened_before_or_after_the_period_is_not_in_it(town: Town) -> None:
    _begin(town)

    later = read_case_log(
        "open-restaurant", town.definitions["open-restaurant"], since=LATER, until=LATER + dt.timedelta(days=9)
    )

    assert (later.cases, len(later.log)) == (0, 0)


def test_the_command_writes_a_file_that_reads_back(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _begin(town)

    call_command("export_cases", "open-restaurant", "--to", str(tmp_path / "log.xes"), "--since", "2026-01-01")

    log = read_log(tmp_path / "log.xes").log
    assert "写出 1 件" in capsys.readouterr().out
    assert (len(log.case_names), log.name) == (1, "开办餐饮店")


def test_a_process_that_is_not_there_is_refused_in_words(town: Town, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("export_cases", "nowhere", "--to", str(tmp_path / "log.xes"))
    assert list(tmp_path.iterdir()) == []
