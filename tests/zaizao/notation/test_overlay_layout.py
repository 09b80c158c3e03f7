"""What holds of every before/after picture: nothing overlaps, everything fits, lines begin and end at their steps."""

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from choices import among, between, some_of
from examples import examples
from zaizao.definition.model import Activity, Ground, Item, Kind, Link, Material, Organ, ProcessDefinition
from zaizao.notation import change_table, draw_change
from zaizao.notation.measure import measure
from zaizao.notation.overlay_bars import Scene
from zaizao.notation.overlay_change import compare_processes, find_begins
from zaizao.notation.overlay_layout import lay_out_panels, plan_frame
from zaizao.units import Limit, Text, Unit

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"zz-t12": 12, "zz-t16": 16, "zo-t22": 22, "zo-was": 22, "zo-to": 36}
PROPERTY = settings(max_examples=examples(8), deadline=None)
NAMES = [
    "受理", "现场核查", "食品经营许可决定", "公众聚集场所投入使用、营业前消防安全检查（告知承诺）", "长" * 60, "a" * 60,
    "Fire safety inspection before opening", "<b>&", "", "\x00",
]  # fmt: skip
names = st.builds(Text, st.sampled_from(NAMES) | st.text(max_size=24))
limits = st.none() | st.builds(
    Limit, st.integers(0, 40), st.sampled_from([Unit.WORKING_DAY, Unit.WORKING_HOUR, Unit.MONTH])
)
MATERIALS = ["paper", "proof", "plan", "card"]


@st.composite
def processes(draw, name, most):
    ids = [f"a{number}" for number in range(draw(between(0, most)))]
    organs = [f"o{number}" for number in range(draw(between(1, 5)))]
    activities = {
        one: Activity(
            does=draw(among("accept", "check", "decide", "visit_site", "deliver")),
            name=draw(names),
            by=draw(among(*organs, "applicant")),
            item=draw(among(None, None, "x", "y")),
            after=tuple(Link(source, draw(among(*Ground))) for source in draw(some_of(*ids, most=3))),
            takes=tuple(draw(some_of(*MATERIALS, most=2))),
            limit=draw(limits),
            visit=draw(among(0, 0, 0, 1, 3, 40)),
        )
        for one in ids
    }
    return ProcessDefinition(
        process=name, name=draw(names), kind=Kind.CHAIN, competent="o0", activities=activities, as_is=True,
        organs={one: Organ(draw(names)) for one in organs}, items={"x": Item("o0"), "y": Item("o0")},
        materials={one: Material(draw(names), source=draw(among("applicant", "applicant", "shared/x")))
                   for one in MATERIALS},
    )  # fmt: skip


@st.composite
def changes(draw, most=12):
    before = [draw(processes(f"p{number}", most)) for number in range(draw(between(1, 3)))]
    after = draw(processes("q", most))
    known = [f"{one.process}/{name}" for one in before for name in one.activities]
    if known and after.activities:
        first = next(iter(after.activities))
        replaced = tuple(draw(some_of(*known, most=4)))
        activities = {**after.activities, first: replace(after.activities[first], replaces=replaced)}
        after = replace(after, activities=activities)
    return before, after, draw(among("zh", "en")), draw(st.booleans())


def lay_out(picture):
    before, after, language, upright = picture
    change = compare_processes(before, after=after)
    begins = find_begins(change.before)
    width = 358.0 if upright else 1280.0
    frame = plan_frame(change, begins=begins, width=width, upright=upright, language=language)
    scene = Scene(change, frame, language, {"a1": "ZL401 无权会签"})
    return frame, lay_out_panels(scene, begins=begins, top=0)


def draw_picture(picture):
    before, after, language, upright = picture
    measures = {"materials": (120, 14), "working-days": (412.5, 7), "something else": (1, 1)}
    marks = {"a1": "ZL401 无权会签"}
    return draw_change(before, after, language=language, upright=upright, measures=measures, marks=marks)


def rectangles(bar):
    """The bar, and the words beside it."""
    found = [(bar.x, bar.y, bar.right, bar.bottom)]
    beside = bar.label.beside
    if beside is not None:
        top = bar.middle - beside.height / 2
        found.append((bar.label.x, top, bar.label.x + beside.width, top + beside.height))
    return found


def are_apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@PROPERTY
@given(changes())
def test_no_bar_and_no_words_beside_it_touch_another(picture):
    _, panels = lay_out(picture)
    for panel in panels:
        marked = [(bar.key, rectangle) for bar in panel.bars for rectangle in rectangles(bar)]
        for (key, one), (other_key, other) in combinations(marked, 2):
            assert are_apart(one, other), (key, other_key)


@PROPERTY
@given(changes())
def test_every_step_has_one_bar_inside_its_lane_and_the_picture(picture):
    before, after, _, _ = picture
    frame, panels = lay_out(picture)
    assert len(panels) == len(before) + 1
    for definition, panel in zip([*before, after], panels, strict=True):
        assert sorted(bar.key for bar in panel.bars) == sorted(
            (definition.process, one) for one in definition.activities
        )
        strips = {strip.organ: strip for strip in panel.strips}
        for bar in panel.bars:
            strip = strips[bar.organ]
            for left, top, right, bottom in rectangles(bar):
                assert strip.y <= top
                assert bottom <= strip.y + strip.height
                assert left >= frame.left - 0.5
                assert right <= frame.right + 0.5


@PROPERTY
@given(changes())
def test_words_inside_a_bar_fit_into_it(picture):
    _, panels = lay_out(picture)
    for bar in (bar for panel in panels for bar in panel.bars):
        inside = bar.label.inside
        if inside is not None:
            assert inside.width <= bar.right - bar.x - 8
            assert inside.height <= bar.bottom - bar.y


@PROPERTY
@given(changes())
def test_lanes_and_panels_follow_one_another(picture):
    _, panels = lay_out(picture)
    for panel in panels:
        assert all(one.y + one.height == other.y for one, other in pairwise(panel.strips))
        assert panel.bottom == (panel.strips[-1].y + panel.strips[-1].height if panel.strips else panel.bottom)
    assert all(one.bottom < other.top for one, other in pairwise(panels))


@PROPERTY
@given(changes())
def test_lines_are_level_and_upright_and_begin_and_end_on_the_edge_of_their_bars(picture):
    _, panels = lay_out(picture)
    for panel in panels:
        bars = {bar.key: bar for bar in panel.bars}
        for line in panel.lines:
            assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line.points))
            for (x, y), key in ((line.points[0], line.source), (line.points[-1], line.target)):
                bar = bars[key]
                on_side = x in (bar.x, bar.right) and bar.y < y < bar.bottom
                on_top = y in (bar.y, bar.bottom) and bar.x < x < bar.right
                assert on_side or on_top, (line, bar)


@PROPERTY
@given(changes())
def test_no_two_words_lie_on_each_other_and_none_leaves_the_picture(picture):
    root = ET.fromstring(draw_picture(picture))
    width, height = float(root.get("width")), float(root.get("height"))
    upright = "zo-upright" in root.get("class").split()
    placed = []
    for one in root.iter(f"{SVG}text"):
        classes = one.get("class").split()
        size = next((SIZES[name] for name in classes if name in SIZES), 14)
        size = 18 if upright and "zo-t22" in classes else size
        x, y, wide = float(one.get("x")), float(one.get("y")), measure(one.text or "", size=size)
        left = x - wide if "zz-end" in classes else x - wide / 2 if "zz-mid" in classes else x
        assert size >= 12
        assert left >= -0.5, one.text
        assert left + wide <= width + 0.5, one.text
        assert 0 < y < height, one.text
        if wide:
            placed.append((one.text, (left + 0.5, y - 0.72 * size, left + wide - 0.5, y + 0.08 * size)))
    for (text, one), (other_text, other) in combinations(placed, 2):
        assert are_apart(one, other), (text, other_text, one, other)


@PROPERTY
@given(changes())
def test_every_before_and_after_picture_is_well_formed_and_the_same_each_time(picture):
    svg = draw_picture(picture)
    assert svg == draw_picture(picture)
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg", "title", "desc", "style", "g", "rect", "path", "text", "circle",
    }  # fmt: skip
    assert not any(re.search(r"url\(|@import|https?:", one.text) for one in root.iter(f"{SVG}style"))


@PROPERTY
@given(changes())
def test_the_table_has_a_row_for_every_step_of_both_sides(picture):
    before, after, language, _ = picture
    rows = change_table(before, after, language=language)
    ids = {row.id for row in rows}
    assert {f"{one.process}/{name}" for one in before for name in one.activities} <= ids
    assert all(row.happened for row in rows)
    assert all(row.before or row.after for row in rows)
