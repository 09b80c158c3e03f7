"""The pieces of the demo city by themselves: working hours, dice, numbers, data, ports."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from zaizao.worktime import china
from zaizao_city.catalogue.mapping.reading import read_table
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.hours import work_on
from zaizao_city.demo.invented.geography import DISTRICTS
from zaizao_city.demo.invented.people import (
    PERSONAS,
    STAFF_LOGINS,
    make_credit_code,
    make_mobile,
    make_number,
    name_people,
)
from zaizao_city.demo.invented.stories import STORIES
from zaizao_city.demo.management.commands.demo import Command
from zaizao_city.demo.telling import tell_logins
from zaizao_city.foundation.jobs.serving import open_socket
from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.numbers import find_problem

ITEMS = Path("src/zaizao_city/demo/data/items.csv")


@pytest.mark.parametrize(
    ("begins", "minutes", "ends"),
    [
        ("2026-11-20T16:50", 20, "2026-11-23T09:10"),
        ("2026-11-20T11:50", 20, "2026-11-20T13:10"),
        ("2026-11-21T10:00", 1, "2026-11-23T09:01"),
        ("2026-02-13T16:00", 420, "2026-02-14T16:00"),
        ("2026-02-14T16:30", 60, "2026-02-24T09:30"),
    ],
)
def test_work_goes_on_when_people_are_at_work(begins: str, minutes: int, ends: str) -> None:
    done = work_on(dt.datetime.fromisoformat(begins), minutes, china())

    assert done == dt.datetime.fromisoformat(ends)


def test_dice_of_one_name_throw_alike_whatever_else_was_thrown() -> None:
    one, other = Dice("a"), Dice("a")
    one.count(1, 6)

    assert [one.about("b").count(1, 1000) for _ in range(2)] == [other.about("b").count(1, 1000)] * 2
    assert Dice("a").count(1, 10**9) != Dice("c").count(1, 10**9)


def test_made_up_numbers_are_valid_in_form_and_names_are_different() -> None:
    assert [find_problem(NumberKind.RESIDENT, make_number(which)) for which in range(1, 900)] == [None] * 899
    assert [find_problem(NumberKind.CREDIT_CODE, make_credit_code(which)) for which in range(99)] == [None] * 99
    assert [find_problem(NumberKind.MOBILE, make_mobile(which)) for which in range(1, 900)] == [None] * 899
    assert len({make_number(which) for which in range(1, 500)}) == 499
    assert len({make_mobile(which) for which in range(1, 9999)}) == 9998
    assert len(set(name_people(600))) == 600


def test_every_district_has_its_share_of_every_story() -> None:
    assert [set(district.share) for district in DISTRICTS] == [set(STORIES)] * 5
    assert {name: sum(district.share[name] for district in DISTRICTS) for name in STORIES} == dict.fromkeys(
        STORIES, 100
    )


def test_every_login_is_named() -> None:
    told = "\n".join(tell_logins(command="zaizao-city"))

    assert [login for login in (*STAFF_LOGINS, *(one.login for one in PERSONAS)) if f"  {login} " not in told] == []


def test_the_items_are_the_real_ones(root: Path) -> None:
    source = root.parent / "shared" / "data" / "services" / "guangan-service-items.json"
    if not source.exists():
        pytest.skip("../shared/data/services is not here")
    with (root / ITEMS).open(encoding="utf-8", newline="") as file:
        ours = list(csv.DictReader(file))

    theirs = read_table(source.read_bytes(), filename=source.name)
    assert ours == [dict(row.values) for row in theirs]


def test_a_taken_port_gives_way_to_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    with open_socket("127.0.0.1:0") as taken:
        port = taken.getsockname()[1]

        assert port < Command()._find_port(port) <= port + 19

    assert str(port) in capsys.readouterr().out


def test_only_a_demonstration_has_a_demo_city(settings: LazySettings) -> None:
    settings.IS_DEMO = False

    with pytest.raises(CommandError, match="demo"):
        call_command("demo", serve=False)
    with pytest.raises(CommandError, match="演示"):
        call_command("code", "mayor")
