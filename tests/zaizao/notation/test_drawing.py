"""What the pictures say: words beside shapes and colours, themes, who stands where."""

import re
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from zaizao.definition.model import Interrupt, Placement
from zaizao.notation import Added, Mark, Standing, Status, draw_lanes, draw_ribbon, lanes_table, lay_out, to_mermaid
from zaizao.units import Text

SVG = "{http://www.w3.org/2000/svg}"


def activity(svg, name):
    root = ET.fromstring(svg)
    return next(one for one in root.iter(f"{SVG}g") if one.get("data-activity") == name)


def texts(element):
    return [one.text for one in element.iter(f"{SVG}text")]


def link(svg, source, target):
    groups = ET.fromstring(svg).iter(f"{SVG}g")
    return next(g.get("class").split() for g in groups if (g.get("data-from"), g.get("data-to")) == (source, target))


def test_the_heading_says_the_finding(restaurant):
    assert "开办餐饮店“一件事”：7 个单位 12 步，最长一条线 7.6 个工作日" in texts(ET.fromstring(draw_lanes(restaurant)))


def test_a_given_title_replaces_the_heading_and_an_empty_one_leaves_it_out(five):
    assert "改之前" in texts(ET.fromstring(draw_lanes(five, title="改之前")))
    plain = ET.fromstring(draw_lanes(five, title=""))
    assert "食品经营许可" not in "".join(texts(plain))
    assert plain.find(f"{SVG}title").text.startswith("食品经营许可：")


def test_where_the_case_is_stands_in_words(restaurant, standing):
    svg = draw_lanes(restaurant, standing=standing)
    assert texts(activity(svg, "site")) == ["排期、", "现场核查", "2人·3日", "办理中 2月28日到期", "现在在这里"]
    assert texts(activity(svg, "sign"))[-2:] == ["已超期 2月24日到期", "现在在这里"]
    assert texts(activity(svg, "drain"))[-1] == "不需要"
    assert texts(activity(svg, "papers"))[-1] == "第2轮 已办结 2月24日"
    assert texts(activity(svg, "register"))[-1] == "准予 2月13日"
    assert texts(activity(svg, "street"))[-1] == "加签"


def test_whose_turn_it_is_is_here_only_when_nobody_has_work(five):
    alone = Standing({"accept": Mark(Status.READY)})
    beside = Standing({"check": Mark(Status.READY), "site": Mark(Status.OPEN)})
    assert "现在在这里" in texts(activity(draw_lanes(five, standing=alone), "accept"))
    assert "现在在这里" not in texts(activity(draw_lanes(five, standing=beside), "check"))


def test_links_show_ground_critical_line_and_what_is_behind(restaurant, standing):
    plan = draw_lanes(restaurant)
    assert link(plan, "register", "sign") == ["zz-link", "zz-custom"]
    assert link(plan, "papers", "site") == ["zz-link", "zz-law", "zz-critical"]
    now = draw_lanes(restaurant, standing=standing)
    assert link(now, "intake", "register") == ["zz-link", "zz-law", "zz-passed", "zz-critical"]
    assert link(now, "drain", "deliver") == ["zz-link", "zz-law", "zz-void"]
    assert link(now, "site", "street") == ["zz-link", "zz-extra"]


def test_a_link_that_asks_for_an_outcome_says_so_and_holds_only_with_it(five):
    assert "准予、不予许可" in texts(ET.fromstring(draw_lanes(five)))
    withdrawn = Standing({"permit": Mark(Status.DONE, outcome="withdrawn")})
    assert link(draw_lanes(five, standing=withdrawn), "permit", "deliver") == ["zz-link", "zz-law", "zz-critical"]


def test_legal_acts_carry_a_seal_and_item_decisions_a_double_border(five):
    svg = draw_lanes(five)

    def pens(name):
        return {one.get("class") for one in activity(svg, name).iter(f"{SVG}rect")}

    assert pens("check") == {"zz-box"}
    assert pens("deliver") == {"zz-box", "zz-seal", "zz-seal-dot"}
    assert pens("permit") == {"zz-box", "zz-inner", "zz-seal", "zz-seal-dot"}


def test_visits_are_numbered_in_a_lane_of_the_applicant(circle):
    layout = lay_out(circle)
    assert layout.bands[0].name == "申请人跑"
    assert [(dot.words, dot.activity) for dot in layout.dots] == [
        ("1", "register"), ("2", "proof"), ("3", "sign"), ("4", "food"), ("5", "food"),
    ]  # fmt: skip


def test_many_visits_for_one_step_become_one_mark(five):
    accept = replace(five.activities["accept"], visit=40)
    layout = lay_out(replace(five, activities={**five.activities, "accept": accept}))
    assert [dot.words for dot in layout.dots] == ["1–40"]


def test_a_link_that_closes_a_circle_is_marked(circle):
    svg = draw_lanes(circle)
    assert link(svg, "food", "sign") == ["zz-link", "zz-law", "zz-back"]
    assert texts(ET.fromstring(svg)).count("互为前置") == 1
    assert "互为前置：食品受理 → 店招审批。" in ET.fromstring(svg).find(f"{SVG}desc").text


def test_parties_stand_on_top_and_a_chain_keeps_its_track(restaurant):
    layout = lay_out(restaurant)
    assert layout.bands[0].organ == "applicant"
    assert layout.boxes["papers"].middle == layout.boxes["site"].middle == layout.boxes["permit"].middle


def test_on_the_time_scale_a_box_begins_where_its_prerequisites_end(restaurant):
    boxes = lay_out(restaurant, scale="time").boxes
    day = (boxes["deliver"].x - boxes["submit"].x) / (4 / 6.5 + 6)
    assert boxes["sign"].x - boxes["intake"].x == pytest.approx((4 / 6.5 + 1) * day)
    assert boxes["drain"].bar[1] - boxes["drain"].bar[0] == pytest.approx(5 * day - 16)


def test_the_promise_is_a_line_on_the_time_scale(restaurant):
    assert "承诺7日" in texts(ET.fromstring(draw_lanes(restaurant, scale="time")))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_fixed_theme_is_written_on_the_picture(five, theme):
    assert ET.fromstring(draw_lanes(five, theme=theme)).get("data-theme") == theme


def test_colours_take_over_the_tokens_of_the_page(five):
    style = ET.fromstring(draw_lanes(five)).find(f"{SVG}style").text
    assert "--zz-dai:var(--dai,#1b5560)" in style
    assert "prefers-color-scheme:dark" in style
    rules = style.split("--zz-dai-wash", 1)[1].partition("@media print")[0]
    assert not re.search(r"(?:fill|stroke):#", rules)


@pytest.mark.parametrize(
    ("placement", "before", "after"),
    [(Placement.BEFORE, ["accept"], ["site"]), (Placement.AFTER, ["site"], ["permit"]),
     (Placement.PARALLEL, ["accept"], ["permit"])],
)  # fmt: skip
def test_an_added_activity_stands_where_it_was_added(five, placement, before, after):
    standing = Standing(added=(Added("extra", Text("会签"), "street", "site", placement),))
    edges = [(wire.edge.source, wire.edge.target) for wire in lay_out(five, standing=standing).wires]
    assert [source for source, target in edges if target == "extra"] == before
    assert [target for source, target in edges if source == "extra"] == after


def test_what_only_an_interrupt_leads_to_stands_at_the_end(five):
    stop = replace(five.activities["accept"], name=Text("终止告知"), visit=0, limit=None)
    changed = replace(
        five, activities={"stop": stop, **five.activities}, interrupts={"leave": Interrupt(Text("撤回"), then="stop")}
    )
    assert texts(activity(draw_lanes(changed), "stop")) == ["终止告知", "中断时办"]
    assert lay_out(changed).boxes["stop"].x == lay_out(changed).boxes["deliver"].x


def test_the_table_says_what_the_boxes_and_links_say(circle):
    row = next(row for row in lanes_table(circle) if row.activity == "sign")
    assert row.after == ("场所证明会签", "食品受理（互为前置）")
    assert (row.organ, row.limit, row.visits, row.critical, row.status) == ("城市管理局", "5日", 1, True, "")
    habit = next(row for row in lanes_table(circle) if row.activity == "proof")
    assert habit.after == ("营业执照登记（惯例）",)


def test_the_ribbon_runs_from_the_first_step_through_one_track_for_each_item(restaurant, standing):
    root = ET.fromstring(draw_ribbon(restaurant, standing=standing))
    shown = [one.text for one in root.iter(f"{SVG}text") if "zz-b" in one.get("class") and "zz-t15" in one.get("class")]
    assert shown == [
        "网上提交一次", "综合受理", "营业执照登记", "食品经营许可决定", "公众聚集场所投入使用…", "户外招牌设置审批",
        "排水许可", "一次送达", "评价",
    ]  # fmt: skip


def test_a_track_whose_turn_it_is_says_so_on_the_ribbon(restaurant):
    standing = Standing({"intake": Mark(Status.OPEN), "drain": Mark(Status.READY)})
    for upright in (False, True):
        root = ET.fromstring(draw_ribbon(restaurant, standing=standing, upright=upright))
        said = [one.text for one in root.iter(f"{SVG}text")]
        assert said[said.index("排水许可") + 1] == "待办"
        assert said[said.index("综合受理") + 1] == "现在在这里"


def test_a_long_row_of_single_steps_is_folded_but_not_the_present(five):
    first = five.activities["accept"]
    chain = {"s0": replace(first, name=Text("第一步"))}
    for number in range(1, 30):
        after = (replace(five.activities["check"].after[0], activity=f"s{number - 1}"),)
        chain[f"s{number}"] = replace(first, name=Text(f"步骤{number}"), after=after)
    standing = Standing({"s12": Mark(Status.OPEN)})
    said = texts(ET.fromstring(draw_ribbon(replace(five, activities=chain), standing=standing)))
    assert said == ["第一步", "中间11步", "步骤12", "现在在这里", "中间16步", "步骤29"]


def test_mermaid_declares_lanes_as_subgraphs_and_states_as_classes(restaurant, standing):
    lines = to_mermaid(restaurant, standing=standing).splitlines()
    assert lines[:3] == ["flowchart LR", '  subgraph g0["申请人"]', '    n0["网上提交一次<br/>已办结 2月12日"]']
    assert "  n2 -.-> n8" in lines
    assert "  class n8 overdue" in lines
