"""Scripts: read with every fault located, played through the engine's door, compared with what they expect."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from zaizao.net import commands as asked
from zaizao.net.scripts import ScriptError, play, read_script
from zaizao.net.scripts.forms import COMMANDS, list_keys, list_required

PROCESS = """\
process: lend
name: 借用场地
kind: item
competent: desk
organs: {desk: {name: 前台}, boss: {name: 主任}}
bases: {b: {law: 行政许可法, article: 第四十二条}}
fields: {until: {type: date, basis: b}, people: {type: number, basis: b}, days: {type: list of date, basis: b}}
items: {loan: {organ: boss, bases: [b], clock: {limit: 20wd, from: intake.done, to: decide.done}}}
materials: {id: {name: 身份证, gap: minor, gap_limit: 5wd, basis: b}}
activities:
  intake: {does: accept, by: desk, takes: [id], reads: [until, people, days], bases: b}
  decide: {does: decide, item: loan, by: boss, after: [{activity: intake, ground: law, of: b}], outcomes: [granted, refused]}
group: {by: people, answer: decide, limit: 5wd}
"""

HEAD = """\
process: lend.yaml
case: L-1
opened: {at: 2026-02-10T10:00, by: 周小满, facts: {until: 2026-05-01, people: 2.8, days: [2026-05-02]}}
roster: {desk: [李静]}
steps:
"""


@pytest.fixture
def write(tmp_path: Path) -> object:
    (tmp_path / "lend.yaml").write_text(PROCESS, encoding="utf-8")

    def write(*steps: str, end: str = "", head: str = HEAD) -> Path:
        path = tmp_path / "story.yaml"
        path.write_text(head + "".join(f"  - {step}\n" for step in steps) + end, encoding="utf-8")
        return path

    return write


INTAKE = "{at: 2026-02-10T11:00, do: complete, work: intake, by: 李静, for: desk}"


def problems_of(path: Path) -> list[tuple[str, int | None, str]]:
    with pytest.raises(ScriptError) as caught:
        play(read_script(path))
    return [(problem.code, problem.where.line, problem.where.path) for problem in caught.value.problems]


def test_a_story_is_played_with_facts_as_their_fields_type_them(write) -> None:  # type: ignore[no-untyped-def]
    played = play(
        read_script(write(INTAKE, end="expect: {facts: {people: 2.8}, activities: {intake: done}, open: [decide]}\n"))
    )

    facts = played.first.state.facts
    assert facts.get("until") == date(2026, 5, 1)
    assert facts.get("people") == Decimal("2.8")
    assert facts.get("days") == [date(2026, 5, 2)]
    assert [step.step.do for step in played.steps] == ["open", "complete"]
    assert played.steps[1].command == asked.Complete("intake#1", by="李静", acting_for="desk")


def test_a_step_that_must_be_refused_is_kept_with_its_refusal(write) -> None:  # type: ignore[no-untyped-def]
    step = "{at: 2026-02-10T11:00, do: complete, work: intake, by: 王勇, for: desk, refused: not-on-roster}"

    played = play(read_script(write(step)))

    assert played.steps[1].refusal is not None
    assert (played.steps[1].refusal.code, played.steps[1].events) == ("not-on-roster", ())


def test_a_step_that_is_refused_and_should_not_be_is_located(write) -> None:  # type: ignore[no-untyped-def]
    step = "{at: 2026-02-10T11:00, do: complete, work: decide, by: 王勇}"

    assert problems_of(write(INTAKE.replace("李静", "李静"), step.replace("10T11", "10T12"), step)) == [
        ("script-refused", 7, "steps[1]")
    ]


def test_a_step_that_should_be_refused_and_is_not_is_located(write) -> None:  # type: ignore[no-untyped-def]
    assert problems_of(write(INTAKE[:-1] + ", refused: gap}")) == [("script-not-refused", 6, "steps[0]")]


def test_another_refusal_than_the_one_expected_is_located(write) -> None:  # type: ignore[no-untyped-def]
    step = "{at: 2026-02-10T11:00, do: complete, work: intake, by: 王勇, for: desk, refused: gap}"

    assert problems_of(write(step)) == [("script-other-refusal", 6, "steps[0]")]


def test_everything_that_is_not_as_expected_is_told(write) -> None:  # type: ignore[no-untyped-def]
    end = "expect: {status: closed, open: [], items: {loan: granted}, facts: {people: 3}, due: {loan: 2026-03-17}, nix: 1}\n"
    with pytest.raises(ScriptError) as caught:
        play(read_script(write(INTAKE, end=end)))

    told = {str(problem.fields["what"]): problem.fields["found"] for problem in caught.value.problems}
    assert told == {
        "status": "open",
        "open": ["decide"],
        "items.loan": "undecided",
        "facts.people": Decimal("2.8"),
        "due.loan": "2026-03-16",
        "nix": None,
    }


def test_what_must_hold_right_after_a_step_is_compared_there(write) -> None:  # type: ignore[no-untyped-def]
    step = INTAKE[:-1] + ", expect: {holders: {decide: desk}}}"

    assert problems_of(write(step)) == [("script-expected", 6, "steps[0]")]


def test_a_step_may_be_repeated_with_a_number(write) -> None:  # type: ignore[no-untyped-def]
    step = '{at: 2026-02-10T12:00, do: join_group, times: 12, member: "YJ-{n}", facts: {people: 2.8}}'

    played = play(read_script(write(INTAKE, step, end="expect: {members: {open: 12}}\n")))

    assert sorted(played.first.state.members)[:3] == ["YJ-1", "YJ-10", "YJ-11"]  # type: ignore[call-overload]


def test_a_second_case_is_opened_and_named(write) -> None:  # type: ignore[no-untyped-def]
    second = "{at: 2026-02-11T09:00, do: open, case: L-2, process: lend.yaml, facts: {people: 1}}"
    step = "{at: 2026-02-11T10:00, do: complete, case: L-2, work: intake, by: 李静, for: desk}"

    played = play(
        read_script(write(INTAKE, second, step, end="expect: {cases: {L-2: {open: [decide]}}, open: [decide]}\n"))
    )

    assert list(played.cases) == ["L-1", "L-2"]
    assert [step.case for step in played.steps] == ["L-1", "L-1", "L-2", "L-2"]


def test_a_case_moves_to_another_version_and_back(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "new.yaml").write_text(PROCESS.replace("limit: 20wd", "limit: 10wd"), encoding="utf-8")
    there = "{at: 2026-02-11T09:00, do: migrate, to: new.yaml, reason: 新版本}"
    back = "{at: 2026-02-11T10:00, do: revert_migration, reason: 先不改}"

    moved = play(read_script(write(INTAKE, there))).first
    returned = play(read_script(write(INTAKE, there, back))).first

    assert (len(moved.definitions), moved.definition.items["loan"].clock.limit.amount) == (2, 10)  # type: ignore[union-attr]
    assert returned.definition.items["loan"].clock.limit.amount == 20  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("steps", "end", "expected"),
    [
        (["{at: soon, do: tick}"], "", ("script-moment", 6, "steps[0].at")),
        (["{at: 2026-02-11T09:00, do: fly}"], "", ("script-do", 6, "steps[0].do")),
        (["{do: tick}"], "", ("script-key-missing", 6, "steps[0]")),
        (["{at: 2026-02-11T09:00, do: tick, why: x}"], "", ("script-key", 6, "steps[0].why")),
        (["{at: 2026-02-11T09:00, do: supply}"], "", ("script-key-missing", 6, "steps[0]")),
        (["{at: 2026-02-11T09:00, do: supply, materials: 3}"], "", ("script-form", 6, "steps[0].materials")),
        (["{at: 2026-02-11T09:00, do: tick, case: X}"], "", ("script-case", 6, "steps[0].case")),
        (["{at: 2026-02-11T09:00, do: tick, times: 0}"], "", ("script-times", 6, "steps[0].times")),
        (["{at: 2026-02-11T09:00, do: migrate, to: none.yaml}"], "", ("script-process-unreadable", 6, "steps[0].to")),
        (["{at: 2026-02-11T09:00, do: tick}"], "odd: 1\n", ("script-key", 7, "odd")),
        (["{at: 2026-02-11T09:00, do: tick}"], "calendar: none.yaml\n", ("calendar-unreadable", None, "")),
        (["3"], "", ("script-form", 6, "steps[0]")),
    ],
)
def test_a_malformed_script_is_refused_with_its_place(write, steps, end, expected) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Exception) as caught:  # typed below
        read_script(write(*steps, end=end))

    found = [(one.code, one.where.line, one.where.path) for one in caught.value.problems]  # type: ignore[attr-defined]
    assert expected in found


def test_every_fault_is_told_at_once(write) -> None:  # type: ignore[no-untyped-def]
    path = write("{at: x, do: tick}", "{at: y, do: fly}", end="odd: 1\n")

    with pytest.raises(ScriptError) as caught:
        read_script(path)

    assert [problem.where.line for problem in caught.value.problems] == [6, 7, 8]


def test_every_command_can_be_written() -> None:
    kinds = {kind for kind in vars(asked).values() if isinstance(kind, type) and issubclass(kind, asked.Command)}

    assert set(COMMANDS.values()) == kinds - {asked.Command}
    assert {name for name in COMMANDS if set(list_required(name)) - list_keys(name)} == set()
    assert all("for" in list_keys(name) and "acting_for" not in list_keys(name) for name in COMMANDS)
    assert {*asked.Complete.__struct_fields__} - {"acting_for"} <= list_keys("complete")
