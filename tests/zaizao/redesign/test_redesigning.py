"""What `redesign` takes and refuses, and what it promises of any answer."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace
from redesigned_chains import ON, read_before, redesign_chain

from cases import define_process
from zaizao.redesign import NotCombinableError, NothingToRedesignError, UnknownOperatorError, combine, redesign
from zaizao.redesign.search import dominates
from zaizao.units import Text
from zaizao.verification import Certificate, verify
from zaizao.wording import describe

CLEAN = """
bases:
  act: {law: 行政许可法, article: 第三十四条}
activities:
  handle: {does: handle, limit: 1wd, bases: [act]}
"""
CONTRADICTION = """
as_is: true
bases:
  act: {law: 行政许可法, article: 第三十四条}
activities:
  first: {does: check, bases: [act], after: [{activity: second, ground: law, of: act}]}
  second: {does: check, bases: [act], after: [{activity: first, ground: law, of: act}]}
"""

HEALED = """
bases:
  act: {law: 行政许可法, article: 第三十八条}
items:
  licence:
    name: 许可
    organ: bureau
    bases: [act]
    on_refused: end
    clock: {limit: 20wd, from: case.opened, to: permit.done}
  seal:
    name: 刻章
    organ: bureau
    bases: [act]
    on_refused: end
    clock: {limit: 20wd, from: case.opened, to: stamp.done}
activities:
  stamp: {does: decide, item: seal, outcomes: [granted, refused], bases: [act]}
  look: {does: check, gives: [seen], bases: [act]}
  ask: {does: check, gives: [heard], bases: [act]}
  permit:
    does: decide
    item: licence
    outcomes: [granted, refused]
    bases: [act]
    after: [{activity: look, ground: custom}, {activity: ask, ground: custom}]
"""


def test_a_process_without_waste_is_given_back_as_it_came() -> None:
    definition = define_process(CLEAN)

    found = redesign([definition], on=ON)

    assert found.after is definition
    assert (found.changes, found.verdict.holds) == ((), True)
    assert found.measures_before == found.measures_after


def test_cuts_that_are_healed_by_the_same_link_do_not_take_turns_for_ever() -> None:
    definition = define_process(HEALED)

    found = redesign([definition], on=ON, operators=["parallelise"])

    assert (found.after, found.changes) == (definition, ())


def test_nothing_to_redesign_is_refused() -> None:
    with pytest.raises(NothingToRedesignError) as refusal:
        redesign([])

    assert describe(refusal.value, "en") == "No process was given"


def test_an_unknown_operator_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownOperatorError) as refusal:
        redesign([define_process(CLEAN)], operators=["automate"])

    assert refusal.value.fields["name"] == "automate"
    assert "parallelise" in describe(refusal.value)


def test_processes_that_contradict_each_other_are_not_combined() -> None:
    one = define_process(CLEAN)
    other = replace(
        one, process="other", organs={**one.organs, "bureau": replace(one.organs["bureau"], name=Text("另一局"))}
    )

    with pytest.raises(NotCombinableError) as refusal:
        combine([one, other])

    assert refusal.value.fields == {"table": "organs", "id": "bureau"}


def test_results_of_one_name_that_nobody_declares_are_not_combined() -> None:
    one = define_process(CLEAN.replace("does: handle,", "does: handle, gives: [record],"))

    with pytest.raises(NotCombinableError) as refusal:
        combine([one, replace(one, process="other")])

    assert refusal.value.fields == {"table": "materials", "id": "record"}


def test_a_circle_of_law_stays_and_the_verdict_says_so() -> None:
    found = redesign([define_process(CONTRADICTION)], on=ON)

    assert found.after.as_is
    assert [loss.code for loss in found.verdict.losses] == ["before-contradictory", "after-circle"]


def test_the_law_of_the_day_decides() -> None:
    before = read_before("restaurant")

    then = redesign(before, on=dt.date(2022, 4, 1))

    assert "verify-premises" in then.after.activities
    assert "verify-premises" not in redesign_chain("restaurant").after.activities


def test_redesigning_twice_gives_the_same_to_the_letter() -> None:
    again = redesign(read_before("restaurant"), on=ON)

    assert again.to_plain() == redesign_chain("restaurant").to_plain()


def test_a_certificate_that_claims_what_is_not_so_is_refused() -> None:
    found = redesign_chain("restaurant")
    first, *rest = found.certificate.entries
    lying = Certificate(found.certificate.before, found.certificate.after, (replace(first, ground="habit"), *rest))

    verdict = verify(found.before, found.after, certificate=lying, on=ON)

    assert [loss.code for loss in verdict.losses] == ["claim-untrue"]


def test_no_alternative_of_the_front_beats_another_and_each_is_proved() -> None:
    found = redesign_chain("building")

    assert found.front[0].definition == found.after
    assert [each.name for each in found.front] == ["recommended", "without-parallelise"]
    for each in found.front:
        others = [other for other in found.front if other is not each]
        assert not any(dominates(other.measures.everything, each.measures.everything) for other in others)
        assert verify(found.before, each.definition, on=ON).holds


def test_the_name_of_the_result_loses_the_words_about_the_time_before() -> None:
    assert redesign_chain("company").after.name == Text("企业开办", "Open a company")


def test_progress_tells_the_operators_that_look() -> None:
    told: list[str] = []

    redesign(
        [define_process(CLEAN)], on=ON, operators=["eliminate", "pledge"], progress=lambda name, _: told.append(name)
    )

    assert told == ["eliminate", "pledge"]
