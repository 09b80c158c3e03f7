"""The figures of a process, on small processes whose figures can be worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cases import define_process
from zaizao.notation.critical import count_working_days
from zaizao.redesign import Figures, measure
from zaizao.redesign.search import dominates
from zaizao.units import parse_limit

TEXT = """
as_is: true
items:
  permit: {organ: bureau, bases: [act], clock: {limit: 20wd, from: intake.done, to: decide.done, basis: act}}
materials:
  form: {name: 申请表, copies: 2, basis: act}
  proof: {name: 证明, certificate: true, copies: 3, basis: act}
  photograph: {name: 照片, assumption: true}
  pledged: {name: 甲证, certificate: true, pledge: allowed, basis: act}
  also-pledged: {name: 乙证, certificate: true, pledge: allowed, basis: act}
  held: {name: 身份证, from: shared/police/id-card, basis: act}
activities:
  intake:
    {does: accept, item: permit, by: window, takes: [form, proof, photograph, pledged, also-pledged, held], limit: 1wd,
     visit: 1, bases: [act]}
  check:
    {does: check, item: permit, takes: [form], limit: 2wd, outcomes: [passed, failed], bases: [act],
     after: [{activity: intake, ground: law, of: act}]}
  review:
    {does: review, item: permit, limit: 3wd, visit: 1, assumption: true,
     after: [{activity: check, ground: custom, assumption: true}]}
  decide:
    {does: decide, item: permit, limit: 1wd, outcomes: [granted, refused], gives: [licence], bases: [act],
     after: [{activity: check, ground: law, of: act}, {activity: review, ground: custom, assumption: true}]}
  deliver:
    {does: deliver, item: permit, by: window, takes: [licence], limit: 1wd, visit: 1, bases: [act],
     after: [{activity: decide, ground: data, of: licence, on: [granted], if_skipped: skip}]}
  archive:
    {does: archive, item: permit, by: window, limit: 1wd, bases: [act],
     after: [{activity: deliver, ground: law, of: act, if_skipped: run}]}
"""


def test_everything_is_counted_and_what_rests_on_no_assumption_again() -> None:
    found = measure([define_process(TEXT)])

    assert found.everything == Figures(
        materials=4,  # form, proof, photograph, and one pledge for two certificates
        sheets=7,
        certificates=1,
        visits=3,
        elapsed=Fraction(8),
        activities=6,
        hand_overs=2,
        work_lost=Fraction(7, 2),  # one day when the check fails, six when the decision refuses
        items={"permit": Fraction(6)},
    )
    assert (found.founded.materials, found.founded.visits, found.founded.elapsed, found.founded.activities) == (
        3,
        2,
        5,
        5,
    )


def test_a_paper_that_two_counters_take_is_brought_twice() -> None:
    again = TEXT.replace("{does: check, item: permit,", "{does: check, item: permit, visit: 1,")

    assert measure([define_process(again)]).everything.materials == 5


def test_the_figures_of_several_processes_are_those_of_one_after_another() -> None:
    one = measure([define_process(TEXT)]).everything
    both = measure([define_process(TEXT), define_process(TEXT)]).everything

    assert both.list_values() == {name: 2 * value for name, value in one.list_values().items()}


@pytest.mark.parametrize(
    ("limit", "days"), [("1wd", Fraction(1)), ("13wh", Fraction(2)), ("39wm", Fraction(1, 10)), ("7d", Fraction(5))]
)
def test_a_limit_counts_in_working_days_of_an_ordinary_office(limit: str, days: Fraction) -> None:
    assert count_working_days(parse_limit(limit)) == days


def test_a_circle_is_measured_without_its_first_habit() -> None:
    circle = TEXT.replace("of: act}]}\n  review", "of: act}, {activity: review, ground: custom}]}\n  review")

    assert measure([define_process(circle)]).everything.elapsed == measure([define_process(TEXT)]).everything.elapsed


def test_one_set_of_figures_beats_another_when_it_is_better_in_one_and_worse_in_none() -> None:
    assert dominates(Figures(visits=1), Figures(visits=2))
    assert not dominates(Figures(visits=1), Figures(visits=1))
    assert not dominates(Figures(visits=1, sheets=3), Figures(visits=2, sheets=2))


def test_figures_are_written_as_numbers() -> None:
    assert Figures(elapsed=Fraction(1, 3), items={"permit": Fraction(2)}).to_plain() == {
        "materials": 0, "sheets": 0, "certificates": 0, "visits": 0, "elapsed": 0.333, "activities": 0,
        "hand_overs": 0, "work_lost": 0, "items": {"permit": 2},
    }  # fmt: skip
