from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from small_town import LATER, NOW
from zaizao_city.casework.mapping.organisation_rows import ColumnsUnknownError
from zaizao_city.casework.models import Seat
from zaizao_city.casework.services.founding import Founding, found_organisations, plan_founding
from zaizao_city.identity.actor import ANONYMOUS, SYSTEM
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Organisation

HEADINGS = ("编码", "名称", "类别", "层级", "上级", "承办")
CITY = (
    ("lanhe", "蓝河市", "行政区域", "市", "", ""),
    ("lanhe-fire", "蓝河市消防救援支队", "机关", "市", "lanhe", "fire-rescue"),
    ("qiao", "桥区", "行政区域", "区县", "lanhe", ""),
    ("qiao-market", "桥区市场监督管理局", "机关", "区县", "qiao", "market-regulation；window"),
    ("qiao-market-food", "食品科", "内设机构", "区县", "qiao-market", ""),
)
Row = tuple[str, ...]


def _number(rows: Iterable[Row], headings: Row = HEADINGS) -> list[tuple[int, dict[str, str]]]:
    return [(number, dict(zip(headings, row, strict=True))) for number, row in enumerate(rows, 2)]


def _plan(*rows: Row) -> Founding:
    return plan_founding(_number(rows), on=NOW.date())


def _tell(*rows: Row) -> list[str]:
    return [fault.tell() for fault in _plan(*rows).faults]


def _list_organisations() -> list[tuple[str, str, str, str, str]]:
    return list(
        Organisation.objects.filter(path__startswith="lanhe/").values_list("code", "name", "kind", "level", "path")
    )


def _list_seats() -> list[tuple[str, str, str]]:
    rows = Seat.objects.filter(territory__path__startswith="lanhe/")
    return sorted(rows.values_list("territory__code", "organ", "organisation__code"))


@pytest.mark.usefixtures("town")
def test_a_city_is_founded_from_a_table_whatever_the_order_of_its_rows() -> None:
    done = found_organisations(_number(reversed(CITY)), actor=SYSTEM, now=NOW)

    assert ([row.code for row in done.added], done.faults) == (
        ["lanhe", "qiao", "lanhe-fire", "qiao-market", "qiao-market-food"],
        [],
    )
    assert _list_organisations() == [
        ("lanhe", "蓝河市", "territory", "city", "lanhe/"),
        ("lanhe-fire", "蓝河市消防救援支队", "organ", "city", "lanhe/lanhe-fire/"),
        ("qiao", "桥区", "territory", "district", "lanhe/qiao/"),
        ("qiao-market", "桥区市场监督管理局", "organ", "district", "lanhe/qiao/qiao-market/"),
        ("qiao-market-food", "食品科", "unit", "district", "lanhe/qiao/qiao-market/qiao-market-food/"),
    ]
    assert _list_seats() == [
        ("lanhe", "fire-rescue", "lanhe-fire"),
        ("qiao", "market-regulation", "qiao-market"),
        ("qiao", "window", "qiao-market"),
    ]


@pytest.mark.usefixtures("town")
def test_the_same_table_again_changes_nothing_and_a_new_name_or_seat_only_itself() -> None:
    found_organisations(_number(CITY), actor=SYSTEM, now=NOW)
    again = found_organisations(_number(CITY), actor=SYSTEM, now=LATER)
    changed = [*CITY[:3], ("qiao-market", "桥区市场局", "机关", "区县", "qiao", "window"), CITY[4]]
    changed.append(("qiao-new", "桥区新局", "organ", "district", "qiao", "market-regulation"))

    done = found_organisations(_number(changed), actor=SYSTEM, now=LATER)

    assert (again.added, again.renamed, again.same, again.seats) == ([], [], 5, [])
    assert ([row.code for row in done.added], [(row.code, before) for row, before in done.renamed], done.same) == (
        ["qiao-new"],
        [("qiao-market", "桥区市场监督管理局")],
        4,
    )
    assert [(one.organ, one.before, one.organisation) for one in done.seats] == [
        ("market-regulation", "qiao-market", "qiao-new")
    ]
    assert ("qiao", "market-regulation", "qiao-new") in _list_seats()


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("Qiao", "桥区", "行政区域", "区县", "", ""), "编码“Qiao”不行：只用小写字母、数字和单个连字符。"),
        (("", "", "行政区域", "区县", "", ""), "编码“”不行：只用小写字母、数字和单个连字符。|没有名称。"),
        (("qiao", "区" * 121, "行政区域", "区县", "", ""), "“名称”太长，最多 120 个字。"),
        (("qiao", "桥\0区", "行政区域", "区县", "", ""), "含有不能保存的字符（U+0000）。"),
        (
            ("qiao", "桥区", "科室", "区县", "", ""),
            "类别“科室”不认识；可以写：行政区域（territory）、机关（organ）、内设机构（unit）。",
        ),
        (
            ("qiao", "桥区", "机关", "镇", "lanhe", ""),
            "层级“镇”不认识；可以写：省（province）、市（city）、区县（district）、街道乡镇（street）、社区村（community）。",
        ),
        (
            ("qiao", "桥区", "机关", "区县", "nowhere", ""),
            "没有编码为“nowhere”的上级：表里没有，系统里也没有。",
        ),
        (("qiao", "桥区局", "机关", "区县", "", ""), "没有写上级；只有行政区域可以没有上级。"),
        (("qiao", "桥区", "行政区域", "区县", "lanhe-fire", ""), "行政区域的上级也应当是行政区域。"),
        (("qiao", "桥区", "行政区域", "区县", "lanhe", "window"), "行政区域自己不承办；请写在它的机关上。"),
        (
            ("qiao", "桥区局", "机关", "区县", "lanhe", "windoww"),
            "没有一个在用的流程用到机关“windoww”；请核对，或先发布流程。",
        ),
        (
            ("qiao", "桥区局", "机关", "区县", "lanhe", "fire-rescue"),
            "机关“fire-rescue”在这个区域已经由“lanhe-fire”承办。",
        ),
        (("lanhe-fire", "又一个", "机关", "市", "lanhe", ""), "编码“lanhe-fire”在第 3 行已经出现过。"),
        (("qiao", "桥区", "行政区域", "区县", "qiao", ""), "上级“qiao”绕了一圈又回到“qiao”。"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_with_its_number_and_nothing_is_taken_over(row: Row, words: str) -> None:
    rows = _number([*CITY[:2], row])

    done = found_organisations(rows, actor=SYSTEM, now=NOW)

    assert [fault.tell() for fault in done.faults] == [f"第 4 行：{each}" for each in words.split("|")]
    assert (_list_organisations(), _list_seats()) == ([], [])


@pytest.mark.usefixtures("town")
def test_the_place_of_an_organisation_stays_for_ever() -> None:
    found_organisations(_number(CITY), actor=SYSTEM, now=NOW)

    assert _tell(("qiao-market", "桥区市场监督管理局", "机关", "区县", "lanhe", "")) == [
        "第 2 行：“qiao-market”已经有了，类别、层级和上级定了不能改。"
    ]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("headings", "unknown", "missing"),
    [
        (("编码", "名称", "类别", "层级", "上级", "电话"), "电话", "—"),
        (("编码", "名称", "类别", "上级", "name_en", "承办"), "—", "层级"),
        (("编码", "名称", "类别", "层级", "name", "承办"), "—", "—"),
    ],
)
def test_columns_that_nobody_knows_are_not_passed_over(headings: Row, unknown: str, missing: str) -> None:
    with pytest.raises(ColumnsUnknownError) as refused:
        plan_founding(_number(CITY, headings), on=NOW.date())

    assert (refused.value.fields["unknown"], refused.value.fields["missing"]) == (unknown, missing)


@pytest.mark.usefixtures("town")
def test_only_the_system_administrator_founds() -> None:
    with pytest.raises(NotPermittedError):
        found_organisations(_number(CITY), actor=ANONYMOUS, now=NOW)


def _call(file: Path, *options: str) -> list[str]:
    told = io.StringIO()
    call_command("load_organisations", str(file), *options, stdout=told)
    return told.getvalue().splitlines()


@pytest.mark.usefixtures("town")
def test_the_command_shows_what_it_would_do_does_it_and_tells_what_is_wrong(tmp_path: Path) -> None:
    good, bad = tmp_path / "city.csv", tmp_path / "bad.csv"
    good.write_text("\n".join(map(",".join, (HEADINGS, *CITY[:2]))), encoding="gb18030")
    bad.write_text("\n".join(map(",".join, (HEADINGS, CITY[1]))), encoding="utf-8")

    with pytest.raises(
        CommandError, match="第 2 行：没有编码为“lanhe”的上级：表里没有，系统里也没有。\n什么也没有导入"
    ):
        _call(bad)
    assert _call(good, "--dry-run") == [
        "+ lanhe\t蓝河市\t行政区域\t市\t",
        "+ lanhe-fire\t蓝河市消防救援支队\t机关\t市\tlanhe",
        "= lanhe\tfire-rescue\t— → lanhe-fire",
        "新增单位 2 个，改名 0 个，不变 0 个；落实承办关系 1 项。",
    ]
    assert _list_organisations() == []
    assert _call(good) == ["新增单位 2 个，改名 0 个，不变 0 个；落实承办关系 1 项。"]
    assert _call(good) == ["新增单位 0 个，改名 0 个，不变 2 个；落实承办关系 0 项。"]
    good.write_text(good.read_text(encoding="gb18030").replace("支队", "大队"), encoding="utf-8")
    assert _call(good, "--dry-run")[0] == "~ lanhe-fire\t蓝河市消防救援支队 → 蓝河市消防救援大队"
    for wrong in (tmp_path, tmp_path / "nothing.csv"):
        with pytest.raises(CommandError):
            _call(wrong)
