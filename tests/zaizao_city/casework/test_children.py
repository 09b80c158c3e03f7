"""Child cases and activities added on the way: opened, reported, dropped; countersigned by another organ."""

from __future__ import annotations

import datetime as dt

import pytest

from small_town import LATER, NOW, Town, case_of, state_of
from zaizao.definition import read_definition
from zaizao_city.casework.errors import CommandRefusedError
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.services.applying import withdraw_case
from zaizao_city.casework.services.children import report_child
from zaizao_city.casework.services.deciding import add_countersign, complete_work
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.casework.services.seating import seat_organs
from zaizao_city.casework.services.ticking import tick_due
from zaizao_city.catalogue.services.packs import publish_shipped
from zaizao_city.identity.actor import SYSTEM, Actor

BIG = """
process: big
name: {zh: 大事, en: Big}
kind: matter
competent: housing
source: x
organs: {housing: {name: {zh: 住建, en: Housing}}, city-management: {name: {zh: 城管, en: City}}}
fields:
  said: {type: string, name: {zh: 说法, en: Said}, purpose: {zh: 传给子办件, en: For the child}, assumption: true}
activities:
  ask: {name: {zh: 分办, en: Ask}, does: open, opens: {process: small, join: {wait: all}, fields: {said: said}}, reads: [said], assumption: true}
  finish:
    name: {zh: 汇总, en: Finish}
    does: work
    after: [{activity: ask, ground: custom}]
    adhoc: {allow: [countersign], placement: [before]}
    assumption: true
"""
SMALL = """
process: small
name: {zh: 小事, en: Small}
kind: matter
competent: city-management
source: x
organs: {city-management: {name: {zh: 城管, en: City}}}
fields:
  said: {type: string, name: {zh: 说法, en: Said}, purpose: {zh: 办理, en: For the work}, assumption: true}
activities:
  do: {name: {zh: 办理, en: Do it}, does: work, reads: [said], assumption: true}
"""


@pytest.fixture
def family(grid: Town) -> Town:
    for text in (BIG, SMALL):
        publish_shipped(read_definition(text), effective_from=dt.date(2026, 1, 1), by="system", now=NOW)
    seat_organs(territory=grid.district, seats=grid.organs, actor=SYSTEM, now=NOW)
    return grid


@pytest.fixture
def parent(family: Town) -> int:
    opening = Opening(
        process="big", territory=family.district, facts={"said": "三号楼"}, applicant_id=family.applicant.person_id
    )
    return open_case(opening, actor=family.approver("housing"), key="1", now=NOW).case_id


def _finish_child(town: Town, child: Case) -> Actor:
    officer = town.approver("city-management")
    complete_work(child.pk, work="do#1", outcome=None, actor=officer, key="c", now=LATER)
    return officer


def test_a_child_is_opened_with_its_parent_and_knows_what_it_was_told(family: Town, parent: int) -> None:
    child = Case.objects.get(parent_id=parent)

    assert (child.process, child.channel, child.applicant_id) == ("small", "system", family.applicant.person_id)
    assert state_of(child.pk).facts.get("said") == "三号楼"


def test_a_child_that_has_ended_is_reported_at_once_and_once(family: Town, parent: int) -> None:
    child = Case.objects.get(parent_id=parent)
    _finish_child(family, child)

    assert WorkItem.objects.get(case_id=parent).activity == "finish"
    length = case_of(parent).length
    report_child(child.pk, now=LATER)
    assert (case_of(child.pk).is_reported, case_of(parent).length) == (True, length)
    assert prove_case(parent).differences == ()


def test_a_report_that_was_cut_off_is_made_up_for_by_the_clock(family: Town, parent: int) -> None:
    child = Case.objects.get(parent_id=parent)
    _finish_child(family, child)
    Case.objects.filter(pk=child.pk).update(is_reported=False)

    assert tick_due(now=LATER).reported == 1
    assert tick_due(now=LATER).reported == 0


def test_a_parent_that_is_withdrawn_drops_its_children(family: Town, parent: int) -> None:
    withdraw_case(parent, actor=family.applicant, key="w", now=LATER)

    assert set(Case.objects.values_list("status", "outcome")) == {("closed", "withdrawn")}


def test_another_organ_signs_before_the_work_can_end(family: Town, parent: int) -> None:
    city = _finish_child(family, Case.objects.get(parent_id=parent))
    housing = family.approver("housing")
    add_countersign(
        parent, anchor="finish", organ="city-management", name="城管会签", actor=housing, key="a", now=LATER
    )
    with pytest.raises(CommandRefusedError) as refused:
        complete_work(parent, work="finish#1", outcome=None, actor=housing, key="b", now=LATER)
    assert refused.value.code == "work-blocked"

    added = WorkItem.objects.get(case_id=parent, does="countersign")
    assert added.organisation.code == "yunhe-city-management"
    complete_work(parent, work=added.work, outcome=None, actor=city, key="s", now=LATER)
    complete_work(parent, work="finish#1", outcome=None, actor=housing, key="f", now=LATER)

    assert case_of(parent).status == "closed"
    assert prove_case(parent).differences == ()
