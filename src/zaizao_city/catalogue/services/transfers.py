"""A whole table of powers cancelled, delegated or transferred (取消 53 项、下放 1915 项), tried first and entered then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from attrs import frozen
from django.db import transaction

from zaizao_city.catalogue.enums import LedgerKind
from zaizao_city.catalogue.errors import ImportRefusedError
from zaizao_city.catalogue.mapping.problems import RowProblem
from zaizao_city.catalogue.mapping.reading import SourceRow
from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.catalogue.services.ledger import record_transfer
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import require

HEADINGS = ("实施编码", "动作", "承接机关", "依据", "文号", "生效日")


@frozen
class TransferReport:
    """What came of a table: how many rows, which were entered (with what they change), and every problem by row."""

    rows: int
    entered: tuple[tuple[int, str], ...]
    problems: tuple[RowProblem, ...]


@transaction.atomic
def import_transfers(
    rows: Sequence[SourceRow], *, actor: Actor, now: dt.datetime, dry_run: bool = False, skip_refused: bool = False
) -> TransferReport:
    """Enter every row in the ledger, exactly as if it were entered by hand; a dry run takes all of it back.

    Raises:
        NotPermittedError: the actor does not keep the catalogue.
        ImportRefusedError: a row is refused, and it is neither a dry run nor may rows be left out.
    """
    require(actor, "catalogue.record_transfer")
    codes = [row.values.get("实施编码", "") for row in rows]
    items: dict[str, ServiceItem] = {}
    for at in range(0, len(codes), 500):
        items |= {item.code: item for item in ServiceItem.objects.filter(code__in=codes[at : at + 500])}
    wanted = {row.values.get("承接机关", "") for row in rows} - {""}
    organs = {organ.code: organ for organ in Organisation.objects.filter(code__in=wanted)}
    entered: list[tuple[int, str]] = []
    problems: list[RowProblem] = []
    for row in rows:
        found = _enter_row(row, items=items, organs=organs, actor=actor, now=now)
        if isinstance(found, str):
            entered.append((row.number, found))
        else:
            problems += found
    if dry_run:
        transaction.set_rollback(True)
    elif problems and not skip_refused:
        raise ImportRefusedError(count=len({problem.row for problem in problems}))
    return TransferReport(len(rows), tuple(entered), tuple(problems))


def _enter_row(
    row: SourceRow,
    *,
    items: Mapping[str, ServiceItem],
    organs: Mapping[str, Organisation],
    actor: Actor,
    now: dt.datetime,
) -> str | list[RowProblem]:
    """What the row changes, in words, or what is wrong with it."""
    cells = row.values
    problems = [
        RowProblem(row.number, "missing", {"column": name})
        for name in ("实施编码", "动作", "生效日")
        if not cells.get(name)
    ]
    kind = next((value for value, label in LedgerKind.choices if cells.get("动作") in {value, str(label)}), None)
    if cells.get("动作") and kind is None:
        allowed = "、".join(str(label) for label in LedgerKind.labels)
        problems.append(
            RowProblem(row.number, "unknown-word", {"column": "动作", "value": cells["动作"][:40], "allowed": allowed})
        )
    on = _read_day(cells.get("生效日", ""))
    if cells.get("生效日") and on is None:
        problems.append(RowProblem(row.number, "bad-day", {"value": cells["生效日"][:40]}))
    item, organ = items.get(cells.get("实施编码", "")), organs.get(cells.get("承接机关", ""))
    if cells.get("实施编码") and item is None:
        problems.append(RowProblem(row.number, "unknown-item", {"value": cells["实施编码"][:80]}))
    if cells.get("承接机关") and organ is None:
        problems.append(RowProblem(row.number, "unknown-organisation", {"value": cells["承接机关"][:64]}))
    if problems or item is None or kind is None or on is None:
        return problems
    try:
        with transaction.atomic():
            entry = record_transfer(
                item.pk, kind=LedgerKind(kind), on=on, basis=cells.get("依据", "")[:300], to=organ, actor=actor, now=now,
                document=cells.get("文号", "")[:120],
            )  # fmt: skip
    except Refusal as refusal:
        reason, way_forward = refusal.tell()
        return [RowProblem(row.number, "refused", {"reason": reason, "way_forward": way_forward})]
    return f"{item.name}：{entry.from_department} → {organ.name if organ else '—'}（{on.isoformat()}）"


def _read_day(text: str) -> dt.date | None:
    plain = text.strip().replace("/", "-").replace("年", "-").replace("月", "-").removesuffix("日")
    try:
        year, month, day = (int(part) for part in plain.partition(" ")[0].split("-"))
        return dt.date(year, month, day)
    except ValueError:
        return None
