"""In which situations activities happen, compared over all answers to all conditions."""

from __future__ import annotations

from msgspec.structs import replace

from cases import define_process
from zaizao.definition import ProcessDefinition
from zaizao.redesign.situations import MOST_CONDITIONS, Situations

TEXT = """
bases:
  act: {law: 行政许可法, article: 第三十四条}
fields:
  large: {type: boolean, purpose: 条件, basis: act}
  urgent: {type: boolean, purpose: 条件, basis: act}
  area: {type: number, purpose: 条件, basis: act}
activities:
  begin: {does: work, bases: [act], outcomes: [yes, no]}
  only-large: {does: work, when: large, bases: [act], after: [{activity: begin, ground: custom}]}
  behind: {does: work, bases: [act], after: [{activity: only-large, ground: custom, if_skipped: skip}]}
  anyway: {does: work, bases: [act], after: [{activity: only-large, ground: custom, if_skipped: run}]}
  both: {does: work, when: large and not urgent, bases: [act]}
  either: {does: work, when: large or area > 100, bases: [act]}
  unusual: {does: work, bases: [act], after: [{activity: begin, ground: custom, on: ["no"], if_skipped: skip}]}
  some: {does: work, needs: any, bases: [act],
         after: [{activity: both, ground: custom, if_skipped: skip}, {activity: either, ground: custom, if_skipped: skip}]}
"""


def read() -> ProcessDefinition:
    return define_process(TEXT.replace("[yes, no]", '["yes", "no"]'))


def test_an_activity_happens_where_its_guard_and_its_prerequisites_allow() -> None:
    definition = read()
    situations = Situations([definition])

    runs = situations.list_runs(definition)

    large, urgent = situations.read_guard("large"), situations.read_guard("urgent")
    assert runs["begin"] == runs["anyway"] == situations.all
    assert runs["only-large"] == runs["behind"] == large
    assert runs["both"] == large & ~urgent
    assert runs["either"] == large | situations.read_guard("area > 100")
    assert runs["some"] == runs["both"] | runs["either"]
    assert 0 < runs["unusual"].bit_count() < situations.all.bit_count()


def test_guards_that_mean_the_same_hold_in_the_same_situations() -> None:
    situations = Situations([read()])

    assert situations.read_guard("not (large and urgent)") == situations.read_guard("not large or not urgent")
    assert situations.read_guard("large") != situations.read_guard("urgent")


def test_a_situation_is_told_by_the_answer_to_each_condition() -> None:
    situations = Situations([read()])

    told = [situations.describe(number) for number in range(1 << situations.count)]

    assert len({tuple(each.items()) for each in told}) == len(told)
    assert set(told[0].values()) == {False}


def test_too_many_conditions_are_not_looked_through() -> None:
    definition = read()
    activity = definition.activities["begin"]
    many = {f"step-{n}": replace(activity, when=f"area > {n}") for n in range(MOST_CONDITIONS + 1)}

    assert Situations([replace(definition, activities=many)]).are_too_many
