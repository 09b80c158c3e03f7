"""What becomes of a definition in a simulation: who waits for whom, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaizao.definition import read_definition
from zaizao.simulation import (
    Outcome,
    ParametersError,
    Scenario,
    build_model,
    read_parameters,
    replicate,
    simulate_scenario,
)

HOUR = 3_600.0
DEFINITION = read_definition("""
process: permit
name: 一项许可
kind: item
competent: bureau
organs: {bureau: {name: 审批局}}
bases: {term: {law: 行政许可法, article: 第四十二条}}
fields: {big: {type: boolean, purpose: 大小}}
activities:
  intake: {does: accept, name: 受理, outcomes: [accepted, not_accepted], bases: term}
  look: {does: check, name: 查, bases: term, after: [{activity: intake, ground: law, of: term, on: [accepted]}]}
  ask:
    {does: consult, name: 问, when: big, bases: term, after: [{activity: intake, ground: law, of: term, on: [accepted]}]}
  decide:
    does: review
    name: 审
    bases: term
    after:
      - {activity: look, ground: law, of: term, if_skipped: skip}
      - {activity: ask, ground: law, of: term, if_skipped: run}
""")
STEPS = "{intake: {work: 1h}, look: {work: 2h}, ask: {work: 5h}, decide: {work: 1h}}"


def _play(extra: str, *, steps: str = STEPS) -> dict[str, list[float]]:
    """When each activity ended, case by case, in hours from the arrival."""
    text = f"arrivals: {{every: 100h}}\nsteps: {steps}\ncalendar: none\ncases: 4\nwarm_up: 0\n{extra}"
    model = build_model(read_parameters("p.yaml", content=text), DEFINITION)
    made = replicate(model, seed=1, compiled=False)
    ends: dict[str, list[float]] = {}
    for row in range(len(made.step)):
        if made.tasks[row]:
            hours = (made.times.end[row] - made.arrival[made.case[row]]) / HOUR
            ends.setdefault(model.steps[made.step[row]].name, []).append(round(float(hours), 6))
    return ends


def test_parallel_activities_run_at_once_and_the_next_waits_for_both() -> None:
    assert _play('facts: {big: {"true": 1}}') == {
        "intake": [1.0] * 4, "look": [3.0] * 4, "ask": [6.0] * 4, "decide": [7.0] * 4,
    }  # fmt: skip


def test_what_a_guard_rules_out_is_skipped_and_lets_the_next_run() -> None:
    assert _play('facts: {big: {"false": 1}}') == {"intake": [1.0] * 4, "look": [3.0] * 4, "decide": [4.0] * 4}


def test_an_outcome_that_a_link_does_not_name_skips_what_depends_on_it() -> None:
    assert _play("outcomes: {intake: {not_accepted: 1}}") == {"intake": [1.0] * 4}


def test_a_guard_that_facts_do_not_decide_takes_the_share_given() -> None:
    assert "ask" not in _play("runs: {ask: 0}")
    assert _play("runs: {ask: 1}")["ask"] == [6.0] * 4


def test_a_round_goes_back_to_where_it_says_after_its_pause() -> None:
    ends = _play('facts: {big: {"false": 1}}\nrounds: {decide: {share: 1, to: look, at_most: 1, pause: 10h}}')

    assert ends == {"intake": [1.0] * 4, "look": [3.0, 16.0] * 4, "decide": [4.0, 17.0] * 4}


def test_a_gap_that_is_tolerated_sends_nobody_back() -> None:
    assert _play("rounds: {intake: {share: 1, tolerated: 1, pause: 10h}}")["intake"] == [1.0] * 4


def test_instances_of_one_activity_run_side_by_side() -> None:
    ends = _play('facts: {big: {"false": 1}}\ncopies: {look: 3}')

    assert ends == {"intake": [1.0] * 4, "look": [3.0] * 12, "decide": [4.0] * 4}


def test_what_does_not_fit_the_definition_is_refused_all_at_once() -> None:
    text = "arrivals: {every: 1h}\nsteps: {intake: {work: 1h}, nobody: {work: 1h}}\nfacts: {tall: {a: 1}}\noutcomes: {look: {gone: 1}}"

    with pytest.raises(ParametersError) as refused:
        build_model(read_parameters("p.yaml", content=text), DEFINITION)

    found = [(one.code, one.fields.get("name", one.fields.get("activity"))) for one in refused.value.problems]
    assert sorted(found, key=str) == [
        ("simulation-step-missing", "ask"), ("simulation-step-missing", "decide"), ("simulation-step-missing", "look"),
        ("simulation-unknown", "gone"), ("simulation-unknown", "nobody"), ("simulation-unknown", "tall"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def restaurant(root: Path) -> tuple[Outcome, Outcome]:
    """The restaurant as found and redesigned, by the parameters of the pack."""
    folder = root / "packs" / "restaurant"
    return tuple(
        simulate_scenario(
            Scenario(
                name,
                read_parameters(folder / "simulations" / f"open-restaurant.{name}params.yaml"),
                read_definition(folder / f"open-restaurant.{name}yaml"),
            ),
            replications=2,
        )
        for name in ("as-is.", "")
    )  # type: ignore[return-value]


def test_the_redesigned_restaurant_is_faster_and_keeps_its_promise_for_nearly_all(
    restaurant: tuple[Outcome, Outcome],
) -> None:
    before, after = (one.replications[0] for one in restaurant)

    assert after.mean < before.mean / 3
    assert [one.kept > 0.95 for one in after.limits if one.watched.name == "promised"] == [True]
