"""What two definitions differ in, said as a reader would say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from examples import examples
from zaizao.definition import ProcessDefinition, compare_definitions, read_definition, write_definition
from zaizao.testing.definitions import runnable_definitions
from zaizao.wording import describe

RESTAURANT = (Path(__file__).parent / "samples" / "restaurant.yaml").read_text(encoding="utf-8")
MATTER = (Path(__file__).parent / "samples" / "matter.yaml").read_text(encoding="utf-8")


def say_changes(text: str, *edits: tuple[str, str], language: str = "zh") -> list[str]:
    new = text
    for old_part, new_part in edits:
        assert old_part in new
        new = new.replace(old_part, new_part)
    changes = compare_definitions(read_definition(text), read_definition(new))
    assert all(describe(change.to_problem(), "en") for change in changes)
    return [describe(change.to_problem(), language) for change in changes]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("limit: 5wd", "limit: 3wd", ["“现场核查”的时限由5个工作日缩短为3个工作日"]),
        ("promised: 10wd", "promised: 15wd", ["“food”的承诺时限由10个工作日放宽为15个工作日"]),
        ("promised: 3wd", "promised: 4d", ["“开办餐饮店“一件事””的承诺时限由3个工作日改为4日"]),
        ("limit: 20wd", "limit: 15wd", ["“food”的法定期限·时限由20个工作日缩短为15个工作日"]),
        ("    limit: 5wd\n", "", ["“现场核查”不再有时限（原为5个工作日）"]),
        ("inspection, ", "", ["“food”的法定期限·中止情形去掉“inspection”"]),
        ("from: applicant, gap: minor, gap_limit: 10wd", "from: shared/housing/lease", [
            "材料“房屋租赁合同”改为共享取得，不再由申请人提交（applicant → shared/housing/lease）",
            "材料“房屋租赁合同”不再可以容缺",
            "“房屋租赁合同”不再有容缺时限（原为10个工作日）",
        ]),
        ("pledge: allowed, pledge_check: 30d, ", "", [
            "材料“从业人员健康证明”不再可以告知承诺代替", "“从业人员健康证明”不再有承诺核查时限（原为30日）",
        ]),
        ("by: market-regulation\n    when", "by: window\n    when", ["“登记”由市场监督管理局改由综合窗口承担"]),
        ('findings != "grave"', 'findings = "none"', ['“许可决定”的条件由 findings != "grave" 改为 findings = "none"']),
        ("ground: law, of: food-35", "ground: custom", ["“许可决定”等“现场核查”的依据由法律《食品安全法》第三十五条改为惯例"]),
        (", on: granted", "", ["“一次送达”等“许可决定”的结果条件由granted改为无"]),
        ("takes: [lease, id, health]", "takes: [lease, id]", ["“综合受理”的所需材料去掉“health”"]),
        ("takes: [lease, id, health]", "takes: [id, lease, health]", ["“综合受理”的所需材料次序改为id、lease、health"]),
        ("visit: 1", "visit: 2", ["“综合受理”的跑动次数由“1”改为“2”"]),
        ("when: not has_licence\n    gives", "gives", ["“登记”取消条件（原为 not has_licence）"]),
        ("assumption: true\n    after", "after", ["“一次送达”的假定标记由“是”改为“否”"]),
    ],
)  # fmt: skip
def test_a_change_is_said_in_chinese(old: str, new: str, said: list[str]) -> None:
    assert say_changes(RESTAURANT, (old, new)) == said


def test_a_prerequisite_dropped_names_what_it_stood_on() -> None:
    edit = (
        "activity: hand_over, ground: custom}]\n    assumption: true\n  notice",
        "activity: report, ground: custom}]\n    assumption: true\n  notice",
    )

    assert say_changes(MATTER, edit) == [
        "“progress”不再等“hand_over”（原依据：惯例）",
        "“progress”现在要等“report”（依据：惯例）",
    ]
    assert say_changes(MATTER, edit, language="en") == [
        "“progress” no longer waits for “hand_over” (ground was: habit)",
        "“progress” now waits for “report” (ground: habit)",
    ]


def test_members_that_come_and_go_are_named() -> None:
    edits = [
        ("  deliver:\n    name: 一次送达", "  hand_out:\n    name: 窗口领证"),
        ("health: {name: 从业人员健康证明", "safety: {name: 食品安全制度"),
        ("id, health]", "id, safety]"),
    ]

    assert say_changes(RESTAURANT, *edits) == [
        "取消环节“一次送达”",
        "“综合受理”的所需材料去掉“health”",
        "“综合受理”的所需材料增加“safety”",
        "新增环节“窗口领证”",
        "“窗口领证”现在要等“许可决定”（依据：数据“food-permit”）",
        "取消材料“从业人员健康证明”",
        "新增材料“食品安全制度”",
    ]  # fmt: skip


def test_an_activity_with_another_identifier_is_renamed_not_replaced() -> None:
    edits = [("  site:\n", "  visit:\n"), ("activity: site", "activity: visit"), ("from: site", "from: visit")]

    assert say_changes(RESTAURANT, *edits) == ["环节“现场核查”的标识由 site 改为 visit"]


@pytest.mark.parametrize("text", [RESTAURANT, MATTER])
def test_equal_definitions_have_no_changes(text: str) -> None:
    definition = read_definition(text)

    assert compare_definitions(definition, read_definition(write_definition(definition))) == ()


@settings(max_examples=examples(80), deadline=None)
@given(runnable_definitions(), runnable_definitions())
def test_two_definitions_differ_exactly_when_something_is_said(old: ProcessDefinition, new: ProcessDefinition) -> None:
    changes = compare_definitions(old, new)

    assert bool(changes) == (old != new)
    assert compare_definitions(old, new) == changes
    assert all(describe(change.to_problem(), language) for change in changes for language in ("zh", "en"))
