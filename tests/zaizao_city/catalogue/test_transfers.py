"""A whole table of powers that move: tried first, every problem by row, then all or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from zaizao_city.catalogue.errors import ImportRefusedError
from zaizao_city.catalogue.mapping.reading import SourceRow
from zaizao_city.catalogue.models import LedgerEntry, ServiceItem
from zaizao_city.catalogue.selectors.ledger import count_entries
from zaizao_city.catalogue.services.transfers import import_transfers
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Level
from zaizao_city.identity.models import Organisation

NOW = dt.datetime(2026, 3, 2, 9, 0)
BASIS = "《行政许可法》第二十四条"

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(new_item: Callable[..., ServiceItem], new_organ: Callable[..., Organisation]) -> None:
    bureau = new_organ("bureau")
    new_organ("district", level=Level.DISTRICT)
    for number in range(3):
        new_item(f"事项{number}", organ=bureau)


def make_row(number: int, **cells: str) -> SourceRow:
    usual = {"实施编码": f"事项{number}", "动作": "下放", "承接机关": "district", "依据": BASIS, "生效日": "2026/4/1"}
    return SourceRow(number + 2, {**usual, **cells})


def test_a_dry_run_shows_what_each_row_changes_and_enters_nothing(items: None, editor: Actor) -> None:
    rows = [
        make_row(0),
        make_row(1, 动作="取消", 承接机关="", 依据="国务院决定", 文号="国发〔2024〕3号", 生效日="2026年4月1日"),
    ]

    report = import_transfers(rows, actor=editor, now=NOW, dry_run=True)

    assert report.entered == (
        (2, "事项0：bureau局 → district局（2026-04-01）"),
        (3, "事项1：bureau局 → —（2026-04-01）"),
    )
    assert not LedgerEntry.objects.exists()


def test_every_row_tells_its_problems(items: None, editor: Actor) -> None:
    rows = [
        make_row(0, 依据="上级要求"), make_row(1, 动作="送走", 生效日="明天"), make_row(2, 承接机关="bureau"),
        make_row(9, 承接机关="nobody"), SourceRow(20, {}),
    ]  # fmt: skip

    report = import_transfers(rows, actor=editor, now=NOW, dry_run=True)

    assert [(problem.row, problem.code) for problem in report.problems] == [
        (2, "refused"), (3, "unknown-word"), (3, "bad-day"), (4, "refused"), (11, "unknown-item"),
        (11, "unknown-organisation"), (20, "missing"), (20, "missing"), (20, "missing"),
    ]  # fmt: skip
    assert "必须有依据" in report.problems[0].tell()
    assert all("{" not in problem.tell() for problem in report.problems)


def test_one_refused_row_refuses_the_table_unless_it_may_be_left_out(items: None, editor: Actor) -> None:
    rows = [make_row(0), make_row(1, 依据=""), make_row(2)]

    with pytest.raises(ImportRefusedError):
        import_transfers(rows, actor=editor, now=NOW)
    before = count_entries()
    import_transfers(rows, actor=editor, now=NOW, skip_refused=True)

    assert (before["delegate"], count_entries()["delegate"]) == (0, 2)
