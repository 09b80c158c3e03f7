"""The before/after picture: what it reads off two definitions, what it draws, and the table behind it."""

import os
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from zaizao.definition.model import (
    Activity,
    Basis,
    Ground,
    Item,
    Kind,
    Link,
    Material,
    Organ,
    ProcessDefinition,
)
from zaizao.notation import ChangeRow, change_table, draw_change, trace_lineage
from zaizao.notation.overlay_bars import Scene
from zaizao.notation.overlay_change import MaterialFate, compare_processes, find_begins, find_turns
from zaizao.notation.overlay_layout import lay_out_panels, plan_frame
from zaizao.units import Text, parse_limit

GOLDEN = Path(__file__).parents[2] / "golden" / "notation"
SVG = "{http://www.w3.org/2000/svg}"

ORGANS = {
    "window": "综合窗口", "street": "街道办事处", "market-regulation": "市场监督管理局", "fire-rescue": "消防救援大队",
    "city-management": "城市管理局", "water-laboratory": "水质检测机构", "approval-bureau": "行政审批服务局",
}  # fmt: skip


def step(does, name, by, limit, *after, visit=0, takes=(), gives=(), item=None, bases=(), custom=()):
    links = [Link(one, Ground.LAW, of="licensing-32") for one in after]
    links += [Link(one, Ground.CUSTOM, assumption=True) for one in custom]
    return Activity(
        does=does, name=Text(name), by=by, limit=parse_limit(limit), after=tuple(links), visit=visit, takes=takes,
        gives=gives, item=item, bases=bases,
    )  # fmt: skip


def paper(name, **more):
    return Material(Text(name), **more)


def as_is():
    return ProcessDefinition(
        process="open-restaurant-as-is", name=Text("开办餐饮店（原流程）"), kind=Kind.CHAIN, competent="approval-bureau",
        as_is=True, organs={one: Organ(Text(name)) for one, name in ORGANS.items()},
        bases={"licensing-32": Basis("行政许可法", "第三十二条"), "fire-15": Basis("消防法", "第十五条")},
        items={"licence": Item("market-regulation"), "food": Item("market-regulation"), "fire": Item("fire-rescue"),
               "sign": Item("city-management")},
        materials={
            "id-card": paper("居民身份证", certificate=True), "lease": paper("房屋租赁合同"),
            "premises-proof": paper("场所使用证明", certificate=True), "business-licence": paper("营业执照复印件"),
            "layout-plan": paper("操作流程和布局图"), "food-safety-rules": paper("食品安全管理制度"),
            "health-certificates": paper("从业人员健康证明", certificate=True), "fire-conformity": paper("消防安全情况说明"),
            "fire-opinion": paper("消防安全检查意见书"), "sign-picture": paper("门头效果图"),
            "community-proof": paper("社区同意经营证明", certificate=True), "neighbour-proof": paper("相邻业主同意书"),
        },
        activities={
            "accept-licence": step("accept", "营业执照受理", "window", "1wd", visit=1, takes=("id-card", "premises-proof")),
            "register": step("decide", "设立登记", "market-regulation", "3wd", "accept-licence", item="licence",
                             gives=("business-licence",)),
            "premises": step("countersign", "场所证明会签", "street", "4wd", custom=("register",), visit=1,
                             takes=("community-proof", "neighbour-proof", "lease")),
            "accept-fire": step("accept", "消防受理", "fire-rescue", "1wd", custom=("premises",), visit=1,
                                takes=("business-licence", "fire-conformity")),
            "visit-fire": step("visit_site", "消防上门检查", "fire-rescue", "6wd", "accept-fire", item="fire", bases=("fire-15",)),
            "permit-fire": step("decide", "消防安全检查许可决定", "fire-rescue", "1wd", "visit-fire", item="fire",
                                gives=("fire-opinion",)),
            "permit-sign": step("decide", "店招审批决定", "city-management", "5wd", custom=("permit-fire",), visit=1,
                                takes=("sign-picture",), item="sign"),
            "accept-food": step("accept", "食品经营许可受理", "market-regulation", "1wd", custom=("permit-sign", "permit-fire"),
                                takes=("layout-plan", "food-safety-rules", "health-certificates", "fire-opinion"), visit=1),
            "check-layout": step("check", "布局审核", "market-regulation", "1wd", "accept-food", item="food"),
            "visit-site": step("visit_site", "现场核查", "market-regulation", "3wd", "check-layout", item="food"),
            "review-food": step("countersign", "科室会签", "approval-bureau", "2wd", custom=("visit-site",)),
            "permit-food": step("decide", "食品经营许可决定", "market-regulation", "2wd", "visit-site", custom=("review-food",),
                                item="food"),
            "deliver": step("deliver", "窗口领证", "window", "1wd", "permit-food", visit=1),
        },
    )  # fmt: skip


def to_be():
    """The same, made one: one intake, four decisions side by side, one delivery."""
    after = as_is()
    old = after.activities
    law = (Link("intake", Ground.LAW, of="licensing-32"),)
    return replace(
        after, process="open-restaurant", name=Text("开办餐饮店", "Open a restaurant"), as_is=False,
        materials={
            "id-card": replace(after.materials["id-card"], source="shared/police/id-card"),
            "lease": replace(after.materials["lease"], gap="minor", secondary=True),
            "premises-proof": replace(after.materials["premises-proof"], pledge="allowed", risks=()),
            "business-licence": replace(after.materials["business-licence"], source="register"),
            "layout-plan": after.materials["layout-plan"], "sign-picture": after.materials["sign-picture"],
            "site-plan": paper("疏散示意图"),
        },
        activities={
            "intake": Activity(
                does="accept", name=Text("综合受理"), by="window", limit=parse_limit("1wd"),
                takes=("id-card", "lease", "premises-proof", "layout-plan", "sign-picture", "site-plan"),
                replaces=("open-restaurant-as-is/accept-licence", "accept-fire", "accept-food"),
            ),
            "register": replace(old["register"], after=law, limit=parse_limit("1wd")),
            "visit-fire": replace(old["visit-fire"], after=law),
            "permit-fire": old["permit-fire"],
            "permit-sign": replace(old["permit-sign"], after=law, visit=0),
            "check-layout": replace(old["check-layout"], after=law),
            "visit-site": old["visit-site"],
            "permit-food": replace(
                old["permit-food"], takes=("business-licence",),
                after=(Link("visit-site", Ground.LAW, of="licensing-32"), Link("register", Ground.DATA, of="business-licence")),
            ),
            "deliver": replace(old["deliver"], visit=0, after=tuple(
                Link(one, Ground.LAW, of="licensing-32") for one in ("permit-food", "permit-fire", "permit-sign")
            )),
            "archive": Activity(does="archive", name=Text("电子归档"), after=(Link("deliver", Ground.LAW, of="licensing-32"),)),
        },
    )  # fmt: skip


@pytest.fixture
def before():
    return as_is()


@pytest.fixture
def after():
    return to_be()


@pytest.fixture
def change(before, after):
    return compare_processes([before], after=after)


def lay_out(befores, after, *, upright=False, language="zh"):
    change = compare_processes(befores, after=after)
    begins = find_begins(change.before)
    width = 358.0 if upright else 1280.0
    frame = plan_frame(change, begins=begins, width=width, upright=upright, language=language)
    return frame, lay_out_panels(Scene(change, frame, language, {}), begins=begins, top=0)


def texts(svg):
    return [one.text for one in ET.fromstring(svg).iter(f"{SVG}text")]


def groups(svg, name):
    return [one for one in ET.fromstring(svg).iter(f"{SVG}g") if name in one.get("class", "").split()]


def step_group(svg, process, name):
    return next(one for one in groups(svg, "zo-step") if one.get("data-step") == f"{process}/{name}")


# lineage


def test_an_element_stands_for_what_it_replaces_and_else_for_its_namesakes(before, after):
    lineage = trace_lineage([before], after=after, kind="activities")
    was = before.process
    assert lineage.origins["intake"] == ((was, "accept-licence"), (was, "accept-fire"), (was, "accept-food"))
    assert lineage.origins["register"] == ((was, "register"),)
    assert lineage.origins["archive"] == ()
    assert lineage.heirs[was, "accept-fire"] == ("intake",)
    assert lineage.heirs[was, "premises"] == ()


def test_a_name_without_a_process_is_looked_for_in_all_and_an_unknown_one_passed_over(before, after):
    twin = replace(before, process="other")
    intake = replace(
        after.activities["intake"], replaces=("accept-fire", "other/accept-food", "other/nothing", "nobody/x")
    )
    lineage = trace_lineage([before, twin], after=replace(after, activities={"intake": intake}), kind="activities")
    assert lineage.origins["intake"] == (
        (before.process, "accept-fire"), ("other", "accept-fire"), ("other", "accept-food"),
    )  # fmt: skip


# what changed


def test_steps_that_nothing_stands_for_are_gone_and_prerequisites_go_with_the_way_between_their_steps(before, change):
    was = before.process
    assert {one for one in before.activities if change.is_gone((was, one))} == {"premises", "review-food"}
    assert {(source, target) for _, source, target in change.dropped} == {
        ("register", "premises"), ("premises", "accept-fire"), ("permit-fire", "permit-sign"),
        ("permit-sign", "accept-food"), ("permit-fire", "accept-food"), ("visit-site", "review-food"),
        ("review-food", "permit-food"),
    }  # fmt: skip


def test_what_ran_in_turn_and_now_at_the_same_time_is_parallel_and_each_branch_has_a_first_step(change):
    assert change.parallel == {"register", "visit-fire", "permit-sign", "check-layout", "visit-site", "permit-food"}
    assert change.branches == {"register", "visit-fire", "permit-sign", "check-layout"}


def test_several_steps_made_one_are_a_group(before, change):
    assert change.united == {"intake": 0}
    assert change.group_of((before.process, "accept-food")) == 0
    assert change.group_of((before.process, "register")) is None


def test_every_material_that_was_brought_has_a_fate(change):
    fates = {(one.before[1] if one.before else one.after): one.fate for one in change.materials}
    assert fates == {
        "id-card": MaterialFate.SHARED, "lease": MaterialFate.GAP, "premises-proof": MaterialFate.PLEDGED,
        "business-licence": MaterialFate.WITHIN, "fire-opinion": MaterialFate.DROPPED, "sign-picture": MaterialFate.KEPT,
        "layout-plan": MaterialFate.KEPT, "food-safety-rules": MaterialFate.DROPPED, "site-plan": MaterialFate.NEW,
        "health-certificates": MaterialFate.DROPPED, "fire-conformity": MaterialFate.DROPPED,
        "community-proof": MaterialFate.DROPPED, "neighbour-proof": MaterialFate.DROPPED,
    }  # fmt: skip


def test_a_process_waits_for_another_only_when_it_asks_the_applicant_for_what_that_one_gives(before):
    licence = replace(before, process="licence", activities={
        "register": step("decide", "登记", "market-regulation", "3wd", gives=("business-licence",)),
    })  # fmt: skip
    fire = replace(before, process="fire", activities={
        "visit": step("visit_site", "检查", "fire-rescue", "6wd", takes=("business-licence",), gives=("fire-opinion",)),
    })  # fmt: skip
    food = replace(before, process="food", activities={
        "permit": step("decide", "许可", "market-regulation", "5wd", takes=("fire-opinion",)),
    })  # fmt: skip
    sign = replace(before, process="sign", activities={"permit": step("decide", "店招", "city-management", "5wd")})
    change = compare_processes([food, fire, licence, sign], after=sign)
    assert find_begins(change.before) == {"food": 9, "fire": 3, "licence": 0, "sign": 0}


def test_by_default_one_process_is_gone_through_after_another_and_filing_is_not_waited_for(before, after):
    filing = Activity(does="archive", name=Text("归档"), limit=parse_limit("5wd"), after=(Link("a", Ground.CUSTOM),))
    one = replace(before, process="one", items={}, activities={"a": step("decide", "甲", "window", "2wd"), "z": filing})
    two = replace(one, process="two")
    assert find_turns(compare_processes([one, two], after=after).before) == {"one": 0, "two": 2}
    assert "前：2件事一件接一件，4步，4个工作日，不用跑" in texts(draw_change([one, two], after))
    assert "前：2件事，4步，2个工作日，不用跑" in texts(draw_change([one, two], after, in_turn=False))


def test_processes_that_wait_for_each_other_begin_in_the_order_listed(before):
    one = replace(before, process="one", activities={
        "a": step("decide", "甲", "window", "2wd", takes=("fire-opinion",), gives=("business-licence",)),
    })  # fmt: skip
    two = replace(before, process="two", activities={
        "b": step("decide", "乙", "window", "3wd", takes=("business-licence",), gives=("fire-opinion",)),
    })  # fmt: skip
    begins = find_begins(compare_processes([one, two], after=one).before)
    assert begins == {"one": 0, "two": 2}


# where things stand


def test_before_and_after_have_the_same_lanes_at_the_same_heights(before, after):
    _, panels = lay_out([before], after)
    lanes = [[(strip.organ, strip.height) for strip in panel.strips] for panel in panels]
    assert lanes[0] == lanes[1]
    assert [organ for organ, _ in lanes[0]][:2] == ["申请人", "综合窗口"]
    offsets = [[strip.y - panel.axis for strip in panel.strips] for panel in panels]
    assert offsets[0] == offsets[1]


def test_both_sides_have_one_time_scale_and_a_bar_is_as_long_as_its_limit(before, after):
    frame, panels = lay_out([before], after)
    bars = [{bar.key[1]: bar for bar in panel.bars} for panel in panels]
    assert bars[0]["visit-fire"].right - bars[0]["visit-fire"].x == pytest.approx(6 * frame.pixels - 4)
    assert bars[1]["visit-fire"].right - bars[1]["visit-fire"].x == pytest.approx(6 * frame.pixels - 4)
    assert bars[1]["visit-fire"].x == pytest.approx(frame.x_of(1) + 2)
    assert (panels[0].days, panels[1].days) == (31, 9)


def test_several_processes_before_are_stacked_each_with_its_own_lanes(before, after):
    small = replace(
        before, process="small", name=Text("小事"), activities={"a": step("accept", "受理", "street", "1wd")}
    )
    _, panels = lay_out([before, small], after)
    assert [(panel.process, panel.side) for panel in panels] == [
        (before.process, "before"), ("small", "before"), (after.process, "after"),
    ]  # fmt: skip
    assert [strip.organ for strip in panels[1].strips] == ["街道办事处"]
    assert panels[1].heading == ()
    assert panels[1].small == ("2. 小事：1步，1个工作日，不用跑",)
    assert all(one.bottom <= other.top for one, other in pairwise(panels))


def test_on_a_phone_lanes_no_longer_used_are_named_and_not_drawn(before, after):
    _, panels = lay_out([before], after, upright=True)
    assert "街道办事处" not in [strip.organ for strip in panels[1].strips]
    assert panels[1].small[-1] == "不再经手：街道办事处"


# what is drawn


def test_headings_say_steps_days_and_visits_and_what_was_saved(before, after):
    said = texts(draw_change([before], after))
    assert "前：13步，31个工作日，跑6趟" in said
    assert "后：10步，9个工作日，4件同时办，不用跑" in said
    assert "省出22个工作日" in said


def test_a_step_that_went_is_hollow_and_struck_and_a_new_one_dotted(before, after):
    svg = draw_change([before], after)
    gone = step_group(svg, before.process, "premises")
    assert "zo-gone" in gone.get("class").split()
    assert [one.get("class") for one in gone.iter(f"{SVG}path")] == ["zo-strike"]
    assert "zo-kept" in step_group(svg, before.process, "register").get("class").split()
    assert "zo-fresh" in step_group(svg, after.process, "archive").get("class").split()


def test_steps_made_one_carry_one_letter_on_both_sides(before, after):
    svg = draw_change([before], after)
    for process, name in ((before.process, "accept-fire"), (before.process, "accept-food"), (after.process, "intake")):
        assert "合甲" in [one.text for one in step_group(svg, process, name).iter(f"{SVG}text")]
    assert "joined A" in texts(draw_change([before], after, language="en"))


def test_lines_show_ground_and_whether_they_were_dropped(before, after):
    svg = draw_change([before], after)
    links = {(one.get("data-from"), one.get("data-to")): one for one in groups(svg, "zo-link")}
    was, now = before.process, after.process
    dropped = links[f"{was}/register", f"{was}/premises"]
    assert dropped.get("class").split() == ["zo-link", "zo-custom", "zo-dropped", "zo-critical"]
    assert dropped.find(f"{SVG}title").text == "设立登记 → 场所证明会签：惯例，没有依据（删去）"
    law = links[f"{now}/intake", f"{now}/check-layout"]
    assert "zo-law" in law.get("class").split()
    assert law.find(f"{SVG}title").text == "综合受理 → 布局审核：法定前置 行政许可法第三十二条"
    data = links[f"{now}/register", f"{now}/permit-food"]
    assert data.get("class").split() == ["zo-link", "zo-data", "zo-slack"]
    assert data.find(f"{SVG}title").text == "设立登记 → 食品经营许可决定：要用 营业执照复印件"


def test_steps_that_wait_for_each_other_say_so(circle, five):
    said = texts(draw_change([circle], five))
    assert said.count("互为前置") == 2


def test_marks_stand_by_the_steps_before(before, after):
    svg = draw_change([before], after, marks={"premises": "ZL401 无权会签", f"{before.process}/deliver": "要跑一趟"})
    assert "ZL401 无权会签" in [one.text for one in step_group(svg, before.process, "premises").iter(f"{SVG}text")]
    assert "要跑一趟" in [one.text for one in step_group(svg, before.process, "deliver").iter(f"{SVG}text")]
    assert "要跑一趟" not in [one.text for one in step_group(svg, after.process, "deliver").iter(f"{SVG}text")]


def test_the_figures_are_drawn_only_when_they_are_given(before, after):
    assert groups(draw_change([before], after), "zo-figure") == []
    measures = {"hand_overs": (9, 4), "working-days": (Fraction(61, 2), 9), "materials": (12, 5), "visits": (0, 0)}
    figures = groups(draw_change([before], after, measures=measures), "zo-figure")
    assert [[text.text for text in one.iter(f"{SVG}text")] for one in figures] == [
        ["减材料（份）", "12", "5"], ["减跑动（次）", "0"], ["减时限（工作日）", "30.5", "9"], ["减流转（次）", "9", "4"],
    ]  # fmt: skip


def test_what_became_of_the_materials_is_said_by_fate(before, after):
    rows = groups(draw_change([before], after), "zo-fate-row")
    said = [[text.text for text in one.iter(f"{SVG}text")] for one in rows]
    assert said[0] == ["享", "改为政府共享 1种", "居民身份证"]
    assert [row[:2] for row in said[1:]] == [
        ["转", "改为办理中自动取得 1种"], ["诺", "可以承诺代替 1种"], ["缺", "可以容缺后补 1种"], ["免", "不再要 6种"],
        ["交", "仍由申请人交 2种"], ["新", "新要的 1种"],
    ]  # fmt: skip
    assert "申请人要交的材料：12份 → 5份" in texts(draw_change([before], after))


def test_colours_come_from_the_tokens_and_cinnabar_is_left_to_seals_and_what_is_overdue(before, after):
    style = next(
        one.text for one in ET.fromstring(draw_change([before], after)).iter(f"{SVG}style") if "zo-gone" in one.text
    )
    assert "zhusha" not in style
    assert not re.search(r"#[0-9a-f]{3}", style)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_fixed_theme_is_written_on_the_before_and_after_picture(before, after, theme):
    assert ET.fromstring(draw_change([before], after, theme=theme)).get("data-theme") == theme


def test_nothing_changed_is_drawn_without_saying_that_something_was_saved(before):
    svg = draw_change([before], before)
    assert not any("省出" in said for said in texts(svg))
    assert groups(svg, "zo-dropped") == []
    assert groups(svg, "zo-gone") == []


def test_an_empty_process_before_is_drawn(before, after):
    assert "前：0步，当场办结，不用跑" in texts(draw_change([replace(before, activities={}, items={})], after))


# the table


def test_the_table_says_what_became_of_each_step_prerequisite_and_material(before, after):
    rows = {row.id: row for row in change_table([before], after)}
    was = before.process
    assert rows[f"{was}/premises"] == ChangeRow(
        f"{was}/premises", "环节", "场所证明会签（街道办事处，4日）", "", "删去", "没有写明依据"
    )
    assert rows[f"{was}/register"].happened == "改为同时办、期限缩短"
    assert rows[f"{was}/accept-fire"] == ChangeRow(
        f"{was}/accept-fire",
        "环节",
        "消防受理（消防救援大队，1日）",
        "综合受理（综合窗口，1日）",
        "3步合为一步、改由综合窗口办",
        "",
    )
    assert rows[f"{was}/premises→accept-fire"] == ChangeRow(
        f"{was}/premises→accept-fire", "前置", "场所证明会签 → 消防受理", "", "删去", "惯例，没有依据"
    )
    assert rows[f"{was}/id-card"] == ChangeRow(
        f"{was}/id-card", "材料", "居民身份证", "居民身份证", "改为政府共享", "政府已有：police/id-card"
    )
    assert rows[f"{was}/business-licence"].ground == "取自：设立登记"
    assert rows[f"{after.process}/archive"].happened == "新增"


def test_a_pledge_has_a_ground_in_the_table_only_when_the_risks_were_examined(before, after):
    proof = replace(after.materials["premises-proof"], risks=None)
    loose = replace(after, materials={**after.materials, "premises-proof": proof})
    grounds = [
        next(row.ground for row in change_table([before], one) if row.id.endswith("/premises-proof"))
        for one in (after, loose)
    ]
    assert grounds == ["不在不适用承诺的范围内", ""]


def test_better_grounds_replace_those_of_the_table(before, after):
    key = f"{before.process}/premises"
    row = next(
        row for row in change_table([before], after, grounds={key: "优化营商环境条例第三十五条"}) if row.id == key
    )
    assert row.ground == "优化营商环境条例第三十五条"


def test_every_step_of_both_sides_is_in_the_table(before, after):
    rows = [row for row in change_table([before], after, language="en") if row.element == "step"]
    assert len(rows) == len(before.activities) + 1
    assert all(row.happened for row in rows)


# kept by eye


@pytest.mark.parametrize("upright", [False, True])
def test_the_before_and_after_picture_of_the_restaurant_is_drawn_as_kept(before, after, upright):
    measures = {"materials": (12, 5), "certificates": (4, 1), "visits": (6, 0), "working-days": (30, 9)}
    drawn = draw_change([before], after, measures=measures, marks={"premises": "ZL401 无权会签"}, upright=upright)
    kept = GOLDEN / ("change-upright.svg" if upright else "change.svg")
    if os.environ.get("ZAIZAO_UPDATE_GOLDEN") == "1":
        kept.write_text(drawn, encoding="utf-8")
    assert drawn == kept.read_text(encoding="utf-8")


def test_a_process_that_must_wait_says_on_which_day_it_begins(before, after):
    one = replace(before, process="one", items={}, activities={
        "a": step("decide", "甲", "window", "2wd", gives=("business-licence",)),
    })  # fmt: skip
    two = replace(before, process="two", name=Text("第二件"), items={}, activities={
        "b": step("decide", "乙", "window", "3wd", takes=("business-licence",)),
    })  # fmt: skip
    alone = replace(one, process="alone", activities={"c": step("decide", "丙", "window", "4wd")})
    said = texts(draw_change([one, alone, two], after, in_turn=False))
    assert "3. 第二件：1步，3个工作日，不用跑，第2日开始" in said
    assert "2. 开办餐饮店（原流程）：1步，4个工作日，不用跑" in said
