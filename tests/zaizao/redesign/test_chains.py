"""The three chains of the packs; ZAIZAO_UPDATE_GOLDEN=1 writes their redesigns anew."""

from __future__ import annotations

import json
import os
from fractions import Fraction

import pytest
from msgspec.structs import replace
from redesigned_chains import CHAINS, ON, redesign_chain

import cases
from zaizao.definition import ProcessDefinition, check_definition, read_definition, write_definition
from zaizao.definition.model import IfSkipped
from zaizao.law import shipped_library
from zaizao.net import commands
from zaizao.redesign import redesign
from zaizao.redesign.search import is_no_worse
from zaizao.verification import verify

NAMES = sorted(CHAINS)
HEAD = "# The tool's own redesign of {before}; made by its tests, never by hand.\n"
UPDATE = os.environ.get("ZAIZAO_UPDATE_GOLDEN") == "1"


@pytest.mark.parametrize("name", NAMES)
def test_the_redesign_of_a_chain_is_the_one_kept(name: str) -> None:
    chain = CHAINS[name]
    text = HEAD.format(before=", ".join(chain.before)) + write_definition(redesign_chain(name).after)
    if UPDATE:
        chain.after.parent.mkdir(exist_ok=True)
        chain.after.write_text(text, encoding="utf-8")

    assert chain.after.read_text(encoding="utf-8") == text
    assert read_definition(chain.after) == redesign_chain(name).after


@pytest.mark.parametrize("name", NAMES)
def test_the_redesign_of_a_chain_is_proved_and_every_change_is_claimed_with_its_operator(name: str) -> None:
    found = redesign_chain(name)

    assert found.verdict.losses == ()
    assert found.verdict.holds
    assert verify(found.before, found.after, certificate=found.certificate, on=ON).holds
    assert [entry.element for entry in found.certificate.entries if entry.operator is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_redesign_of_a_chain_loads_without_a_finding_and_can_run(name: str) -> None:
    after = redesign_chain(name).after

    assert check_definition(after, library=shipped_library(), on=ON) == ()
    assert not after.as_is


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_of_a_chain_gets_worse_and_every_figure_is_the_sum_of_its_changes(name: str) -> None:
    found = redesign_chain(name)

    assert is_no_worse(found.measures_after, found.measures_before)
    for kind in ("everything", "founded"):
        before, after = getattr(found.measures_before, kind), getattr(found.measures_after, kind)
        moved = {
            figure: sum((getattr(each.effect, kind)[figure] for each in found.changes), Fraction(0))
            for figure in before.list_values()
        }
        assert {key: value + moved[key] for key, value in before.list_values().items()} == after.list_values()


@pytest.mark.parametrize("name", NAMES)
def test_redesigning_a_redesigned_chain_finds_nothing(name: str) -> None:
    after = redesign_chain(name).after

    again = redesign([after], on=ON)

    assert (again.changes, again.after) == ((), after)
    assert again.verdict.holds


@pytest.mark.parametrize("name", NAMES)
def test_a_redesigned_chain_has_the_five_ones(name: str) -> None:
    found = redesign_chain(name)
    ones = found.five_ones

    assert (len(ones.intakes), len(ones.deliveries)) == (1, 1)
    assert [key for key, each in found.after.materials.items() if each.holds] == ["application-form"]
    assert {each.item for each in ones.plan} == {item for before in found.before for item in before.items}
    assert {field.filled_from for section in ones.form for field in section.fields} > {"applicant"}


@pytest.mark.parametrize("name", NAMES)
def test_every_item_of_a_chain_keeps_organ_decision_and_clock(name: str) -> None:
    found = redesign_chain(name)
    for before in found.before:
        for key, item in before.items.items():
            kept = found.after.items[key]
            assert (kept.organ, kept.bases, kept.when, kept.on_refused) == (
                item.organ, item.bases, item.when, item.on_refused
            )  # fmt: skip
            assert (kept.clock is None) == (item.clock is None)
            if item.clock is not None and kept.clock is not None:
                assert (kept.clock.limit, kept.clock.stopped_by) == (item.clock.limit, item.clock.stopped_by)
    decisions = [
        (each.does, each.by, each.item, each.outcomes)
        for before in found.before
        for each in before.activities.values()
        if each.does in ("decide", "confirm")
    ]
    kept_decisions = [
        (each.does, each.by, each.item, each.outcomes)
        for each in found.after.activities.values()
        if each.does in ("decide", "confirm")
    ]
    assert sorted(map(str, kept_decisions)) == sorted(map(str, decisions))


def test_three_items_before_building_become_one_form_and_one_pledge() -> None:
    found = redesign_chain("building")
    brought = {key: each for key, each in found.after.materials.items() if each.source == "applicant"}

    assert found.measures_after.everything.materials == 2
    assert {key: (bool(each.holds), each.pledge) for key, each in brought.items()} == {
        "application-form": (True, "no"),
        "funds-proof": (False, "allowed"),
    }
    assert found.measures_before.everything.materials == 14
    assert found.measures_after.everything.certificates == 0


def test_a_company_is_open_within_two_hours_when_every_step_is_done_at_once() -> None:
    after = redesign_chain("company").after

    case = begin_chain(after)
    minutes = play_at_once(case, minutes=5)

    assert set(case.outcomes().values()) == {"granted"}
    assert minutes <= 120


@pytest.mark.parametrize("name", NAMES)
def test_a_redesigned_chain_runs_to_a_decision_on_every_item(name: str) -> None:
    case = begin_chain(redesign_chain(name).after)

    play_at_once(case, minutes=5)

    assert set(case.outcomes().values()) == {"granted"}


@pytest.mark.parametrize("name", NAMES)
def test_a_redesign_tells_itself_as_json(name: str) -> None:
    plain = redesign_chain(name).to_plain()

    assert json.loads(json.dumps(plain, ensure_ascii=False)) == plain
    assert list(plain) == ["before", "after", "digest", "changes", "measures", "certificate", "verdict", "front"]
    assert all(change["words"]["zh"] and change["words"]["en"] for change in plain["changes"])


def test_a_redesign_in_which_a_decision_no_longer_waits_for_the_visit_is_refused() -> None:
    found = redesign_chain("restaurant")
    permit = found.after.activities["permit-fire"]
    without = tuple(link for link in permit.after if link.activity != "visit-fire")
    tampered = replace(
        found.after, activities={**found.after.activities, "permit-fire": replace(permit, after=without)}, digest=""
    )

    verdict = verify(found.before, tampered, on=ON)

    assert [(loss.code, loss.path) for loss in verdict.losses] == [
        ("prerequisite-lost", "open-restaurant/activities/permit-fire")
    ]


def test_no_link_of_a_redesigned_chain_lets_a_delivery_wait_for_what_was_refused() -> None:
    after = redesign_chain("restaurant").after

    links = after.activities["deliver"].after

    assert after.activities["deliver"].needs == "any"
    assert {link.if_skipped for link in links} == {IfSkipped.SKIP}
    assert {link.on for link in links} == {("granted",)}


def begin_chain(definition: ProcessDefinition) -> cases.Case:
    """A case in which everything is applied for and every condition holds."""
    values: dict[str, object] = {"boolean": True, "number": 50, "string": "甲"}
    facts = {
        name: each.options[0] if each.options else values[each.type]
        for name, each in definition.fields.items()
        if each.type in values
    }
    return cases.begin(definition, facts=facts, items=tuple(definition.items), saved=False)


def play_at_once(case: cases.Case, *, minutes: int) -> int:
    """Do everything that is open, and again, each step so many minutes after the one before; how long it took."""
    begun = case.now
    while work := tuple(case.state.work.values()):
        case.now += cases.timedelta(minutes=minutes)
        for each in work:
            activity = case.definition.activities[each.activity]
            outcome = activity.outcomes[0] if activity.outcomes else None
            facts = {name: True for name in activity.writes if case.definition.fields[name].type == "boolean"}
            case.do(commands.Complete(each.id, outcome, facts, officers=("甲", "乙"), by="甲"), case.now)
    return int((case.now - begun).total_seconds()) // 60
