"""The parameter file: every problem at once and in its place, and nothing lost on the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaizao.definition import read_definition
from zaizao.simulation import (
    ParametersError,
    Scenario,
    change,
    parameter_schema,
    read_parameters,
    read_what_if,
    to_plain,
    write_parameters,
)

GOOD = """
arrivals: {every: {exponential: 30min}, hours: office}
hours: {office: {office: "9:00-17:00"}}
pools: {window: {size: 2, name: {zh: 窗口, en: Window}, hours: office}}
steps: {intake: {work: {lognormal: [20min, 0.5]}, pool: window, delay: {quantiles: [0, 60, 3600]}}}
within: {三天: 3wd}
"""
BAD = """arrivals: {every: 0min}
begins: soon
pools:
  window: {size: 0, hours: night}
hours:
  odd: {office: "17:00-9:00"}
  short: {busy: [1, 2]}
steps:
  intake: {work: {exponential: long}, pool: door}
  look: {work: {uniform: [3h, 1h]}, unit: 2}
runs: {look: 1.5}
"""


def test_what_is_written_reads_as_it_was() -> None:
    parameters = read_parameters("p.yaml", content=GOOD)

    assert read_parameters("p.yaml", content=write_parameters(parameters)) == parameters


def test_every_malformed_value_is_told_with_its_line() -> None:
    with pytest.raises(ParametersError) as refused:
        read_parameters("p.yaml", content=BAD)

    assert [(one.code, one.where.line, one.where.path) for one in refused.value.problems] == [
        ("wrong-type", 9, "steps.intake.work.exponential[0]"),
        ("simulation-numbers", 10, "steps.look.work"),
        ("unknown-key", 10, "steps.look.unit"),
    ]


def test_what_cannot_be_is_told_once_every_value_reads() -> None:
    mended = BAD.replace("long", "1h").replace("[3h, 1h]", "[1h, 3h]").replace("unit: 2", "units: 2")

    with pytest.raises(ParametersError) as refused:
        read_parameters("p.yaml", content=mended)

    assert {(one.code, one.where.path) for one in refused.value.problems} == {
        ("simulation-positive", "arrivals.every"), ("simulation-date", "begins"),
        ("simulation-positive", "pools.window.size"), ("simulation-unknown", "pools.window.hours"),
        ("office-hours-overlap", "hours.odd.office"), ("simulation-busy", "hours.short.busy"),
        ("simulation-unknown", "steps.intake.pool"), ("simulation-share", "runs.look"),
    }  # fmt: skip


def test_a_change_by_path_is_checked_like_the_file() -> None:
    parameters = read_parameters("p.yaml", content=GOOD)

    assert change(parameters, {"pools.window.size": 5}).pools["window"].size == 5
    assert change(parameters, {"arrivals.factor": 1.5}).arrivals.factor == 1.5
    with pytest.raises(ParametersError) as refused:
        change(parameters, {"pools.window.sise": 5})
    assert [one.code for one in refused.value.problems] == ["unknown-key"]


def test_a_what_if_file_brings_its_own_definitions_and_changes(root: Path) -> None:
    folder = root / "packs" / "restaurant"
    base = Scenario(
        "as is",
        read_parameters(folder / "simulations" / "open-restaurant.as-is.params.yaml"),
        read_definition(folder / "open-restaurant.as-is.yaml"),
    )

    found = read_what_if(folder / "simulations" / "redesign.what-if.yaml", base, load=read_definition)

    names = [one.definition.name.zh for one in found if one.definition is not None]
    assert names == ["开办餐饮店", "开办餐饮店", "开办餐饮店", "开办餐饮店（改革前）"]
    assert [one.parameters.arrivals.factor for one in found] == [1.0, 1.3, 1.0, 1.0]
    assert found[3].parameters.pools["market-regulation"].size == 20


def test_the_schema_knows_every_key_that_is_written() -> None:
    properties = parameter_schema()["properties"]

    assert to_plain(read_parameters("p.yaml", content=GOOD)).keys() <= properties.keys()
    assert parameter_schema()["required"] == ["arrivals", "steps"]
