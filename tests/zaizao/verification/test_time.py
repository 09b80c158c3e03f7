"""Limits: compared across units only where that is certain, borne out on the critical path, not above the statute."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from zaizao.definition import ProcessDefinition
from zaizao.definition.reading import from_plain
from zaizao.units import parse_limit
from zaizao.verification import Account, verify
from zaizao.verification.limits import is_no_longer


def define(*, clock: str | None = "20wd", check: str | None = "5wd", decide: str | None = "3wd") -> ProcessDefinition:
    limits: dict[str, Any] = {"check": {"limit": check} if check else {}, "decide": {"limit": decide} if decide else {}}
    point = {"limit": clock, "from": "intake.done", "to": "decide.done", "basis": "act"}
    return from_plain(
        {
            "process": "timed",
            "name": "试流程",
            "kind": "item",
            "competent": "bureau",
            "organs": {"bureau": {"name": "主管局"}},
            "bases": {"act": {"law": "行政许可法", "article": "第四十二条"}},
            "items": {"permit": {"organ": "bureau", "bases": ["act"], **({"clock": point} if clock else {})}},
            "activities": {
                "intake": {"does": "accept", "bases": ["act"]},
                "check": {"does": "check", "bases": ["act"], **limits["check"], "after": [link("intake")]},
                "decide": {
                    "does": "decide",
                    "item": "permit",
                    "outcomes": ["granted", "refused"],
                    **limits["decide"],
                    "after": [link("check")],
                },
            },
        }
    )


def link(source: str) -> dict[str, str]:
    return {"activity": source, "ground": "law", "of": "act"}


@pytest.mark.parametrize(
    ("limit", "than", "certain"),
    [
        ("3wd", "3wd", True),
        ("4wd", "3wd", False),
        ("60wm", "1wh", True),
        ("61wm", "1wh", False),
        ("3wh", "3wd", True),
        ("8wh", "1wd", False),
        ("3d", "3wd", True),
        ("3wd", "3d", False),
        ("1d", "1mo", False),
        ("12mo", "1y", True),
        ("24h", "1wd", False),
    ],
)
def test_a_limit_is_no_longer_only_where_that_is_certain(limit: str, than: str, certain: bool) -> None:
    assert is_no_longer(parse_limit(limit), parse_limit(than)) is certain


def test_a_shorter_clock_that_the_steps_cannot_keep_is_refused_where_it_could_be_kept_before() -> None:
    verdict = verify([define()], define(clock="7wd"))

    assert [(loss.code, loss.fields["days"]) for loss in verdict.losses] == [("limit-not-kept", "8")]
    assert Account("timed/items/permit/clock/limit", "changed", "tightened", "7wd") in verdict.accounts


def test_where_a_step_has_no_limit_nothing_is_proved_and_nothing_lost() -> None:
    before = define(check=None)

    assert verify([before], before).losses == ()
    assert verify([before], before).accounts == (Account("timed/items/permit/clock/limit", "unproved", "not-provable"),)


def test_a_step_that_loses_its_limit_is_refused() -> None:
    codes = [loss.code for loss in verify([define()], define(check=None)).losses]

    assert codes == ["limit-longer", "limit-not-kept"]


def test_a_new_clock_is_not_longer_than_the_statute_it_cites() -> None:
    found = {limit: verify([define(clock=None)], define(clock=limit)).losses for limit in ("20wd", "45wd", "46wd")}

    assert {limit: [loss.code for loss in losses] for limit, losses in found.items()} == {
        "20wd": [],
        "45wd": [],
        "46wd": ["limit-over-statute"],
    }


def test_the_clock_may_start_earlier_and_not_later() -> None:
    before = define()
    clock = before.items["permit"].clock
    assert clock is not None

    def start(point: str) -> list[str]:
        item = replace(before.items["permit"], clock=replace(clock, start=point))
        losses = verify([before], replace(before, items={"permit": item})).losses
        return [loss.code for loss in losses if loss.code.startswith("clock-")]

    assert start("intake.started") == []
    assert start("case.opened") == []
    assert start("check.done") == ["clock-starts-later"]
