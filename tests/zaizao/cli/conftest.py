"""What the tests of the command share: calling it, and a small process with its story."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec import Struct

from zaizao.cli.program import Program

LEND = """\
process: lend
name: {zh: 借用场地, en: Borrow a hall}
kind: item
competent: desk
organs: {desk: {name: {zh: 前台, en: Desk}}, boss: {name: {zh: 主任, en: Director}}}
bases: {b: {law: 行政许可法, article: 第四十二条}}
fields:
  until: {type: date, basis: b, purpose: {zh: 借到哪天, en: until}}
  people: {type: number, basis: b, purpose: {zh: 人数, en: people}}
items:
  loan: {organ: boss, name: {zh: 场地许可, en: Permit}, bases: [b], clock: {limit: 20wd, from: intake.done, to: decide.done}}
materials: {id: {name: {zh: 身份证, en: Identity card}, gap: minor, gap_limit: 5wd, basis: b}}
activities:
  intake: {name: {zh: 受理, en: Intake}, does: accept, by: desk, takes: [id], reads: [until, people], bases: b}
  decide:
    name: {zh: 决定, en: Decision}
    does: decide
    item: loan
    by: boss
    after: [{activity: intake, ground: law, of: b}]
    outcomes: [granted, refused]
  hand:
    name: {zh: 送达, en: Delivery}
    does: deliver
    by: desk
    bases: b
    limit: 5wd
    after: [{activity: decide, ground: law, of: b, on: granted, if_skipped: skip}]
"""

STORY = """\
process: lend.yaml
case: L-1
name: {zh: 借一次场地, en: A hall is borrowed}
says: {zh: 缺一份身份证先受理。, en: Accepted without the identity card.}
demo: 1
opened: {at: 2026-02-10T10:00, by: 周小满, facts: {until: 2026-05-01, people: 30}}
steps:
  - {at: 2026-02-10T11:00, do: complete, work: intake, by: 李静, for: desk, gaps: [id], note: {zh: 容缺受理, en: To follow}}
  - {at: 2026-02-11T12:00, do: complete, work: decide, by: 王勇, for: boss, outcome: granted, refused: open-gap}
  - {at: 2026-02-12T12:00, do: supply, materials: id, by: 周小满}
  - {at: 2026-02-13T12:00, do: send_back, to: intake, reason: 人数写错, by: 王勇, for: boss}
  - {at: 2026-02-13T12:30, do: complete, work: "decide#1", by: 王勇, for: boss, outcome: granted, text: 同意, refused: superseded-work}
  - {at: 2026-02-13T13:00, do: complete, work: intake, by: 李静, for: desk, expect: {open: [decide], holders: {decide: boss}}}
  - {at: 2026-02-14T12:00, do: complete, work: decide, by: 王勇, for: boss, outcome: granted}
expect: {status: open, items: {loan: granted}, facts: {people: 30}, due: {loan: 2026-03-16}, activities: {decide: granted}}
"""


class Said(Struct, frozen=True):
    """What a call of the command gave."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture
def zaizao() -> Call:
    """Call the command in this process."""

    def call(*args: str | Path, answers: str | None = None, **environ: str) -> Said:
        names = {"ZAIZAO_LANG": "zh", "LC_ALL": None, "LC_MESSAGES": None, "LANG": None, **environ}
        result = CliRunner().invoke(Program(), [str(arg) for arg in args], input=answers, env=names)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def lend(tmp_path: Path) -> Path:
    """A small process in a file."""
    path = tmp_path / "lend.yaml"
    path.write_text(LEND, encoding="utf-8")
    return path


@pytest.fixture
def story(lend: Path) -> Path:
    """Its story, beside it."""
    path = lend.with_name("story.yaml")
    path.write_text(STORY, encoding="utf-8")
    return path
