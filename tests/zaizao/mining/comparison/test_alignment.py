"""Steps of several sides are the same by what is told, by spelling, by likeness or by place; codes are taken at their word."""

from __future__ import annotations

import datetime as dt

import pytest

from zaizao.eventlog import LogBuilder
from zaizao.mining.comparison import How, StepsFileError, align_sides, make_sides, read_steps, write_steps
from zaizao.mining.comparison.grouping import find_phases
from zaizao.mining.comparison.sides import Side

DAY = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def make_pair(*paths: tuple[str, ...]) -> tuple[Side, ...]:
    """A side for each path, all of its cases alike."""
    logs = []
    for name, path in zip("abcdef", paths, strict=False):
        builder = LogBuilder()
        for case in range(3):
            for hour, step in enumerate(path):
                builder.add(f"{name}{case}", step, DAY + dt.timedelta(hours=hour))
        logs.append((name, builder.build()))
    return make_sides(logs)


def show(sides: tuple[Side, ...], **options: object) -> dict[str, tuple[dict[str, tuple[str, ...]], How]]:
    return {step.name: (dict(step.called), step.how) for step in align_sides(sides, **options).steps}


def test_spelling_makes_no_difference_and_what_is_alone_stays_alone() -> None:
    found = show(make_pair(("Coffee", "Intake", "Check-papers"), ("INTAKE", "check papers", "Seal")))

    assert found == {
        "Coffee": ({"a": ("Coffee",)}, How.SAME),
        "Intake": ({"a": ("Intake",), "b": ("INTAKE",)}, How.SAME),
        "Check-papers": ({"a": ("Check-papers",), "b": ("check papers",)}, How.SAME),
        "Seal": ({"b": ("Seal",)}, How.SAME),
    }


def test_clearly_similar_names_are_one_step() -> None:
    found = show(make_pair(("受理申请", "现场核查", "送达"), ("受理", "现场核查勘验", "送达")))

    assert found["现场核查"] == ({"a": ("现场核查",), "b": ("现场核查勘验",)}, How.SIMILAR)


def test_what_stands_at_the_same_place_is_one_step_whatever_it_is_called() -> None:
    found = show(make_pair(("受理", "Begehung", "送达"), ("受理", "踏勘", "送达")))

    assert found["Begehung"] == ({"a": ("Begehung",), "b": ("踏勘",)}, How.PLACE)


def test_codes_that_differ_are_different_steps_however_alike() -> None:
    codes = tuple(f"0{part}_X_0{number}0" for part in (1, 2, 3) for number in range(1, 6))

    found = show(make_pair(codes, (*codes[:-1], "03_X_055")))

    assert found["03_X_050"][0] == {"a": ("03_X_050",)}
    assert found["03_X_055"][0] == {"b": ("03_X_055",)}


def test_what_a_person_decided_wins_and_unknown_names_are_told() -> None:
    told = read_steps("steps: {核查: {a: [受理], b: [送达, gone]}}")
    sides = make_pair(("受理", "送达"), ("受理", "送达"))

    found = align_sides(sides, told=told)

    assert {step.name: dict(step.called) for step in found.steps} == {
        "核查": {"a": ("受理",), "b": ("送达",)},
        "送达": {"a": ("送达",)},
        "受理": {"b": ("受理",)},
    }
    assert found.unused == ("gone",)


def test_a_written_alignment_reads_back() -> None:
    sides = make_pair(("受理", "Begehung", "送达"), ("受理", "踏勘", "送达", "归档"))
    found = align_sides(sides)

    again = align_sides(sides, told=read_steps(write_steps(found)))

    assert {step.name: dict(step.called) for step in again.steps} == {
        step.name: dict(step.called) for step in found.steps
    }


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("steps: 3", "steps-shape", 1),
        ("steps:\n  x: [a]", "steps-shape", 2),
        ("steps:\n  x:\n    a: 3", "steps-names", 3),
        ("steps:\n  x: {a: [n]}\n  y:\n    a: [n]", "steps-twice", 4),
    ],
)
def test_faults_of_the_file_are_located(text: str, code: str, line: int) -> None:
    with pytest.raises(StepsFileError) as refused:
        read_steps(text, file="steps.yaml")

    assert [(one.code, one.where.line) for one in refused.value.problems] == [(code, line)]


def test_phases_are_found_from_codes_and_names_stay_themselves() -> None:
    codes = [f"{part}_{number:03}" for part in ("01_MAIN", "02_NOTE", "03_END") for number in range(10)]
    names = ["Intake", "Check papers", "Decide", "Deliver", "Seal", "Archive", "Notify", "Pay", "Visit"]

    assert set(find_phases(codes).values()) == {"01_MAIN", "02_NOTE", "03_END"}
    assert find_phases(names) == {name: name for name in names}
