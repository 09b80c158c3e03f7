"""Many files: two rounds on all processors give exactly what one round over everything gives."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zaizao.cli.examination import ACROSS, Examined, Question, examine_side_by_side, examine_together
from zaizao.diagnosis import list_rules

PACKS = Path(__file__).parents[3] / "packs"
RULES = Path(__file__).parents[3] / "src" / "zaizao" / "diagnosis" / "rules"
QUESTION = Question(on=dt.date(2026, 2, 10))
_OTHERS = re.compile(r"assembly\.(?:definitions|makers|wants)|scope\.others|_index_askers\(")

PROCESS = """\
process: {name}
name: 流程{name}
kind: item
{found}
competent: desk
organs: {{desk: {{name: 前台}}}}
bases: {{b: {{law: 行政许可法, article: 第四十二条}}}}
items: {{one: {{organ: desk, bases: b, clock: {{limit: 20wd, from: take.done, to: end.done}}}}}}
materials:
{materials}
activities:
  take: {{name: 受理, does: accept, by: desk, takes: [{asked}], bases: b, limit: 1wd}}
  end:
    name: 决定
    does: decide
    item: one
    by: desk
    takes: [{taken}]
    gives: [{given}]
    after: [{{activity: take, ground: law, of: b}}]
    limit: 1wd
    outcomes: [granted, refused]
"""


def test_no_other_rule_looks_at_other_definitions() -> None:
    looking = {path.stem.replace("_", "-") for path in RULES.rglob("*.py") if _OTHERS.search(path.read_text("utf-8"))}

    assert sorted(rule.code for rule in list_rules() if rule.name in looking) == sorted(ACROSS)


def test_the_packs_give_the_same_in_one_round_and_in_two() -> None:
    files = [str(path) for path in sorted(PACKS.glob("*/*.yaml"))]

    assert _examine_twice(files, size=7) == _examine_once(files)


@pytest.mark.parametrize("select", [("ZL302",), ("ZL101", "ZL604")])
def test_what_is_selected_stays_selected_in_both_rounds(select: tuple[str, ...]) -> None:
    files = [str(path) for path in sorted(PACKS.glob("*/*.as-is.yaml"))]

    question = Question(on=dt.date(2026, 2, 10), select=select)

    assert _examine_twice(files, size=2, question=question) == _examine_once(files, question)


THINGS = ("p", "q", "r", "s")
SHAPES = st.lists(
    st.tuples(
        st.booleans(), st.sets(st.sampled_from(THINGS)), st.sets(st.sampled_from(THINGS)), st.sampled_from(THINGS)
    ),
    min_size=2,
    max_size=7,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SHAPES)
def test_processes_that_ask_each_other_for_anything_give_the_same(
    tmp_path_factory: pytest.TempPathFactory, shapes: list[tuple[bool, set[str], set[str], str]]
) -> None:
    folder = tmp_path_factory.mktemp("many")
    files = []
    for number, (is_found, asked, taken, given_thing) in enumerate(shapes):
        taken = taken - asked - {given_thing}  # noqa: PLW2901
        sources = dict.fromkeys(asked, "applicant") | dict.fromkeys(taken, "shared/x")
        text = PROCESS.format(
            name=f"p{number % 5}",
            found="as_is: true" if is_found else "as_is: false",
            materials="\n".join(
                f"  {thing}: {{name: {thing}, from: {source}, basis: b}}" for thing, source in sorted(sources.items())
            )
            or "  none: {name: 无, from: shared/x, basis: b}",
            asked=", ".join(sorted(asked)),
            taken=", ".join(sorted(taken)),
            given=given_thing,
        )
        path = folder / f"f{number}.yaml"
        path.write_text(text, encoding="utf-8")
        files.append(str(path))

    assert _examine_twice(files, size=2) == _examine_once(files)


def _examine_once(files: list[str], question: Question = QUESTION) -> list[object]:
    return [_tell(one) for one in examine_together(files, question, advance=lambda _: None)]


def _examine_twice(files: list[str], *, size: int, question: Question = QUESTION) -> list[object]:
    return [_tell(one) for one in examine_side_by_side(files, question, advance=lambda _: None, size=size)]


def _tell(one: Examined) -> tuple[object, ...]:
    found = [(f.rule.code, f.at, f.where, f.say(), f.say("en"), f.fingerprint, f.evidence) for f in one.findings]
    return one.file, one.problems, one.process, found
