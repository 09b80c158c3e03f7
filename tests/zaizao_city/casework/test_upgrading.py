"""A home of an earlier day, with its database, keys and seals, is brought up to date by `migrate`, and the city goes on in it.

The home was made by the code before casework 0003: a town with a restaurant accepted on a pledge, another one applied for,
the record sealed. It is on SQLite; the same step on PostgreSQL is tried in `test_migrations`.
"""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from trial_city import TrialCity

HOME = Path(__file__).parent / "homes" / "before-0003.tar.gz"
GO_ON = """
import datetime as dt, json
from zaizao.net.commands import Complete
from zaizao_city.casework.models import Case, Pledge
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.catalogue.selectors.search import find_items
from zaizao_city.identity.actor import SYSTEM

first, second = Case.objects.order_by("id")
carry_out(second.pk, Complete("intake#1", "accepted"), actor=SYSTEM, key="later", now=dt.datetime(2026, 2, 13, 9))
print(json.dumps({
    "found": [one.item.name for one in find_items("开饭店")],
    "differences": [prove_case(one.pk).differences for one in (first, second)],
    "checked by": [one.organisation.code for one in Pledge.objects.all()],
    "items begun": second.decisions.count(),
}))
"""


@pytest.fixture
def city(tmp_path: Path) -> TrialCity:
    """The home unpacked; commands in it are processes of their own, as after an upgrade."""
    with tarfile.open(HOME) as packed:
        packed.extractall(tmp_path / "home", filter="data")
    return TrialCity(tmp_path / "home", address="")


def test_a_home_of_an_earlier_day_goes_on_after_the_upgrade(city: TrialCity) -> None:
    city.call("migrate", "--no-input")
    before = city.call("verify").stdout

    told = json.loads(city.ask(GO_ON))

    assert told == {
        "found": ["开办餐饮店"],
        "differences": [[], []],
        "checked by": ["yunhe-approval-bureau"],
        "items begun": 4,
    }
    assert [verdict.splitlines()[-1] for verdict in (before, city.call("verify").stdout)] == ["一切与记录时相同。"] * 2
