"""The ledger of powers: nothing without a basis, everything on its day, running cases untouched (DY1, LC2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zaizao_city.catalogue.enums import LedgerKind
from zaizao_city.catalogue.errors import (
    BasisMissingError,
    BasisUnknownError,
    DateTooEarlyError,
    ItemNotOpenError,
    ReceiverWrongError,
    TransferClashError,
)
from zaizao_city.catalogue.models import LedgerEntry, ServiceItem
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.catalogue.selectors.ledger import (
    compute_concentration,
    count_entries,
    find_competent,
    list_entries,
    require_open,
)
from zaizao_city.catalogue.selectors.search import find_items
from zaizao_city.catalogue.services.importing import publish_statutory
from zaizao_city.catalogue.services.ledger import effect_transfers, record_transfer
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Level
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Organisation

NOW = dt.datetime(2026, 3, 2, 9, 0)
TODAY = NOW.date()
DAY = TODAY + dt.timedelta(30)
BASIS = "《行政许可法》第二十四条"

Make = Callable[..., ServiceItem]
MakeOrgan = Callable[..., Organisation]

pytestmark = pytest.mark.django_db


def test_on_its_date_new_cases_move_and_not_before(new_item: Make, new_organ: MakeOrgan, editor: Actor) -> None:
    bureau, approval = new_organ("agriculture"), new_organ("approval")
    item = new_item("养蜂证申领", organ=bureau)

    record_transfer(item.pk, kind=LedgerKind.TRANSFER, on=DAY, basis=BASIS, to=approval, actor=editor, now=NOW)

    competent = [find_competent(item, on=DAY + dt.timedelta(days)) for days in (-1, 0, 400)]
    assert competent == [bureau, approval, approval]


def test_the_list_follows_on_the_day_and_the_statutory_course_names_the_new_organ(
    new_item: Make, new_organ: MakeOrgan, editor: Actor
) -> None:
    item = new_item("养蜂证申领", organ=new_organ("agriculture"))
    publish_statutory([item], by="system", now=NOW)
    item.save()
    before = choose_version(item.process, on=TODAY).digest
    record_transfer(
        item.pk, kind=LedgerKind.TRANSFER, on=DAY, basis=BASIS, to=new_organ("approval"), actor=editor, now=NOW
    )

    done = [effect_transfers(now=NOW + dt.timedelta(days)) for days in (29, 30, 30)]

    item.refresh_from_db()
    after = choose_version(item.process, on=DAY).digest
    assert (done, item.department) == ([0, 1, 0], "approval局")
    assert get_definition(after).organs["organ"].name.zh == "approval局"
    assert get_definition(before).organs["organ"].name.zh == "agriculture局"
    assert choose_version(item.process, on=DAY - dt.timedelta(1)).digest == before


def test_a_power_that_comes_back_is_in_force_again(new_item: Make, new_organ: MakeOrgan, editor: Actor) -> None:
    bureau, approval = new_organ("agriculture"), new_organ("approval")
    item = new_item("养蜂证申领", organ=bureau)
    publish_statutory([item], by="system", now=NOW)
    item.save()
    for days, to in ((10, approval), (20, bureau)):
        day = TODAY + dt.timedelta(days)
        record_transfer(item.pk, kind=LedgerKind.TRANSFER, on=day, basis=BASIS, to=to, actor=editor, now=NOW)
        effect_transfers(now=NOW + dt.timedelta(days))

    version = choose_version(item.process, on=TODAY + dt.timedelta(21))

    assert get_definition(version.digest).organs["organ"].name.zh == "agriculture局"


@pytest.mark.parametrize("kind", list(LedgerKind))
@pytest.mark.parametrize("basis", ["", "上级要求", "行政许可法", "国发2024年3号文"])
def test_nothing_moves_without_a_basis(
    new_item: Make, new_organ: MakeOrgan, editor: Actor, kind: LedgerKind, basis: str
) -> None:
    item = new_item("养蜂证申领", organ=new_organ("agriculture"))
    to = None if kind == LedgerKind.CANCEL else new_organ("street", level=Level.STREET)

    with pytest.raises(BasisMissingError):
        record_transfer(item.pk, kind=kind, on=DAY, basis=basis, to=to, actor=editor, now=NOW)

    assert not LedgerEntry.objects.exists()


def test_a_document_with_its_number_is_a_basis(new_item: Make, new_organ: MakeOrgan, editor: Actor) -> None:
    item = new_item("养蜂证申领", organ=new_organ("agriculture"))

    entry = record_transfer(
        item.pk,
        kind=LedgerKind.CANCEL,
        on=DAY,
        basis="国务院取消",
        document="国发〔2024〕3号",
        to=None,
        actor=editor,
        now=NOW,
    )

    assert (entry.kind, entry.from_department) == ("cancel", "agriculture局")


def test_a_law_that_is_not_in_force_is_no_basis(new_item: Make, editor: Actor) -> None:
    item = new_item("养蜂证申领")

    with pytest.raises(BasisUnknownError):
        record_transfer(
            item.pk, kind=LedgerKind.CANCEL, on=dt.date(1990, 1, 1), basis=BASIS, to=None, actor=editor, now=NOW
        )


def test_a_delegation_goes_down(new_item: Make, new_organ: MakeOrgan, editor: Actor) -> None:
    item = new_item("养蜂证申领", organ=new_organ("agriculture"))
    refused = {}
    for code, level in (("province", Level.PROVINCE), ("city", Level.CITY), ("district", Level.DISTRICT)):
        to = new_organ(code, level=level)
        try:
            record_transfer(item.pk, kind=LedgerKind.DELEGATE, on=DAY, basis=BASIS, to=to, actor=editor, now=NOW)
            refused[code] = ""
        except ReceiverWrongError as error:
            refused[code] = error.tell()[0]

    assert refused == {
        "province": "承接机关不对：承接机关不比原机关低一级。",
        "city": "承接机关不对：承接机关不比原机关低一级。",
        "district": "",
    }


def test_a_receiver_is_needed_exactly_where_there_is_one(new_item: Make, new_organ: MakeOrgan, editor: Actor) -> None:
    bureau = new_organ("agriculture")
    item = new_item("养蜂证申领", organ=bureau)

    for kind, to in ((LedgerKind.CANCEL, bureau), (LedgerKind.TRANSFER, None), (LedgerKind.TRANSFER, bureau)):
        with pytest.raises(ReceiverWrongError):
            record_transfer(item.pk, kind=kind, on=DAY, basis=BASIS, to=to, actor=editor, now=NOW)

    assert not LedgerEntry.objects.exists()


def test_a_cancelled_item_takes_no_new_case_from_its_date(new_item: Make, editor: Actor) -> None:
    item = new_item("养蜂证申领")
    record_transfer(item.pk, kind=LedgerKind.CANCEL, on=DAY, basis=BASIS, to=None, actor=editor, now=NOW)

    require_open(item, on=DAY - dt.timedelta(1))
    with pytest.raises(ItemNotOpenError):
        require_open(item, on=DAY)
    effect_transfers(now=dt.datetime.combine(DAY, dt.time(0, 0)))

    item.refresh_from_db()
    assert (item.status, find_items("养蜂")) == ("cancelled", [])


def test_one_change_a_day_and_none_after_the_end(new_item: Make, new_organ: MakeOrgan, editor: Actor) -> None:
    item = new_item("养蜂证申领", organ=new_organ("agriculture"))
    to = new_organ("approval")
    record_transfer(item.pk, kind=LedgerKind.CANCEL, on=DAY, basis=BASIS, to=None, actor=editor, now=NOW)

    for day in (DAY, DAY + dt.timedelta(1)):
        with pytest.raises(TransferClashError):
            record_transfer(item.pk, kind=LedgerKind.TRANSFER, on=day, basis=BASIS, to=to, actor=editor, now=NOW)


def test_the_past_stays_as_it_was(new_item: Make, editor: Actor) -> None:
    item = new_item("养蜂证申领")

    with pytest.raises(DateTooEarlyError):
        record_transfer(
            item.pk, kind=LedgerKind.CANCEL, on=TODAY - dt.timedelta(1), basis=BASIS, to=None, actor=editor, now=NOW
        )


def test_only_the_catalogue_records(new_item: Make, staffing: Actor) -> None:
    item = new_item("养蜂证申领")

    with pytest.raises(NotPermittedError):
        record_transfer(item.pk, kind=LedgerKind.CANCEL, on=DAY, basis=BASIS, to=None, actor=staffing, now=NOW)


def test_the_concentration_is_computed_for_a_day(new_item: Make, new_organ: MakeOrgan, editor: Actor) -> None:
    approval, bureau = new_organ("approval"), new_organ("agriculture")
    items = [new_item(f"事项{number}", organ=bureau) for number in range(20)]
    new_item("公共服务", organ=bureau, kind="public_service")
    for item in items[:18]:
        record_transfer(item.pk, kind=LedgerKind.TRANSFER, on=DAY, basis=BASIS, to=approval, actor=editor, now=NOW)
    record_transfer(items[18].pk, kind=LedgerKind.CANCEL, on=DAY, basis=BASIS, to=None, actor=editor, now=NOW)

    with CaptureQueriesContext(connection) as queries:
        before = compute_concentration(approval, on=DAY - dt.timedelta(1))
    after = compute_concentration(approval, on=DAY)
    effect_transfers(now=dt.datetime.combine(DAY, dt.time(9, 0)))

    assert (before.concentrated, before.all, before.rate) == (0, 20, 0.0)
    assert (after.concentrated, after.all, after.elsewhere) == (18, 19, (("agriculture局", 1),))
    assert compute_concentration(approval, on=DAY) == after
    assert len(queries) == 2
    assert compute_concentration(approval, on=DAY, kinds=["ruling"]).rate is None


def test_the_ledger_counts_and_lists_and_is_on_record(new_item: Make, editor: Actor) -> None:
    entries = [
        record_transfer(
            new_item(f"事项{number}").pk, kind=LedgerKind.CANCEL, on=DAY, basis=BASIS, to=None, actor=editor, now=NOW
        )
        for number in range(3)
    ]

    assert count_entries() == {"cancel": 3, "delegate": 0, "transfer": 0}
    assert list(list_entries(limit=2)) == [entries[2], entries[1]]
    assert list(list_entries(before=entries[1].pk)) == [entries[0]]
    assert [event.name for event in read_stream(StreamRef("catalogue", "ledger"))] == ["transfer-recorded"] * 3
