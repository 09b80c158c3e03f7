"""What people at work say: the values that activities write, the outcomes they come to, the reasons they give."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.definition.model import Activity, ProcessDefinition
from zaizao.net import CaseState
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.invented.stories.hotline import DEPARTMENTS
from zaizao_city.demo.invented.stories.restaurant import ROADS

RESULTS = ("已到现场处置完毕，照片已存档", "已责令限期整改，整改到位", "已协调物业维修，恢复正常", "已清运并增设巡查")
LIKELY = {"water_fit": 0.97, "fixed": 0.93, "satisfied": 0.9}
"""How often a yes is said, by field; a yes and a no are as likely elsewhere."""
PASSES = {"check": 0.985, "visit_site": 0.965}
REMEDY = "可自收到决定之日起六十日内申请行政复议，或者六个月内提起行政诉讼"
GROUNDS = (
    (
        "现场核查发现设施设备布局与提交材料不一致，不符合许可条件",
        "按核查意见整改后可随时重新申请，已提交且仍有效的材料不必再交",
    ),
    ("审查发现申报条件尚不具备，不符合法定条件", "条件具备后可直接再次申请，窗口可安排帮办员协助准备"),
)
TOLD = "材料不齐，一次告知"
SEEN = ("到店核查，现状与承诺一致", "查验现场和台账，符合承诺的条件", "随机抽查，未发现与承诺不符")
MISSED = ("到店核查，疏散通道堆放杂物，与承诺不符", "经核对，所承诺的材料在承诺时尚未取得")
WITHDRAWN = ("店面转让", "计划改变，暂不办理", "改换经营地址，另行申请")
DECLINED = ("属地管理范围以外，建议转其他部门", "所涉设施产权不在本部门")


def say_values(activity: Activity, state: CaseState, definition: ProcessDefinition, dice: Dice) -> dict[str, object]:
    """The values that a work item leaves behind."""
    return {name: _say_value(name, state, definition, dice.about(name)) for name in activity.writes}


def _say_value(name: str, state: CaseState, definition: ProcessDefinition, dice: Dice) -> object:
    field = definition.fields[name]
    kind = str(getattr(field.type, "value", field.type))
    if name == "departments":
        return list(DEPARTMENTS.get(str(state.facts.get("category")), DEPARTMENTS["other"]))
    if kind == "boolean":
        return dice.happens(LIKELY.get(name, 0.5))
    if field.options:
        return dice.pick(tuple(field.options))
    if name == "place":
        return f"{dice.pick(ROADS)}{dice.count(1, 60)}号楼"
    return dice.pick(RESULTS)


def choose_outcome(
    activity: Activity, state: CaseState, definition: ProcessDefinition, values: dict[str, object], dice: Dice
) -> str | None:
    """How a work item ends: as what was written says, as the checks of its item went, else mostly well."""
    outcomes = activity.outcomes
    if len(outcomes) < 2:
        return outcomes[0] if outcomes else None
    yes_or_no = [value for name, value in values.items() if name in ("satisfied", "proved") and isinstance(value, bool)]
    if yes_or_no:
        return _pick_by_answer(outcomes, yes=yes_or_no[0])
    if "refused" in outcomes:
        return "refused" if _has_failed(activity, state, definition) else "granted"
    if outcomes == ("beyond", "settled"):
        return "settled" if dice.happens(0.55) else "beyond"
    if "upheld" in outcomes:
        return "upheld" if dice.happens(0.7) else "helped"
    return outcomes[0] if dice.happens(PASSES.get(activity.does, 0.99)) else outcomes[1]


def _pick_by_answer(outcomes: Sequence[str], *, yes: bool) -> str:
    return next(one for one in outcomes if one.startswith("not_") is not yes)


def _has_failed(activity: Activity, state: CaseState, definition: ProcessDefinition) -> bool:
    """Whether a check of the same item has failed."""
    return any(
        (act := state.acts.get(name)) is not None and act.outcome == "failed"
        for name, other in definition.activities.items()
        if other.item == activity.item
    )
