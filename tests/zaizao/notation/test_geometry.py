"""What holds of every picture, whatever the process: nothing overlaps, everything fits, links go round boxes."""

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from choices import among, between, some_of
from examples import examples
from zaizao.definition.model import Activity, Ground, Item, Kind, Link, Organ, Party, ProcessDefinition
from zaizao.notation import (
    Added,
    Mark,
    Standing,
    Status,
    draw_lanes,
    draw_ribbon,
    lanes_table,
    lay_out,
    to_mermaid,
)
from zaizao.notation.measure import measure
from zaizao.units import Limit, Text, Unit

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"zz-t12": 12, "zz-t15": 15, "zz-t16": 16}
HOSTILE = [
    "<script>alert(1)</script>", "\"'&]]>", "🚒消防🏢", "שלום עולם", "مرحبا ١٢٣", "\u202e反向", "长" * 200, "a" * 200, "\x00\x1b",
    "，。、", "", "   ", "行政许可决定（公众聚集场所投入使用、营业前消防安全检查）", "Fire safety inspection before opening",
]  # fmt: skip

names = st.one_of(st.sampled_from(["受理", "现场核查", "食品经营许可决定", *HOSTILE]), st.text(max_size=40))
maybe_named = st.none() | st.builds(Text, names)
limits = st.none() | st.builds(Limit, st.integers(0, 60), st.sampled_from(list(Unit)))
PROPERTY = settings(max_examples=examples(15), deadline=None)


@st.composite
def definitions(draw, most=14, circles=True):
    count = draw(between(0, most))
    ids = [f"a{number}" for number in range(count)]
    organs = [f"o{number}" for number in range(draw(between(1, 5)))]
    activities = {}
    for number, one in enumerate(ids):
        pool = ids if circles else ids[:number]
        sources = draw(some_of(*pool, most=3)) if pool else []
        activities[one] = Activity(
            does=draw(among("accept", "check", "decide", "visit_site", "deliver")),
            name=draw(maybe_named),
            by=draw(among(None, *organs, "applicant", "p")),
            item=draw(among(None, "x")),
            after=tuple(
                Link(
                    source,
                    draw(among(*Ground)),
                    on=tuple(draw(some_of("granted", "refused", "x<y", most=2))),
                )
                for source in sources
            ),
            limit=draw(limits),
            visit=draw(among(0, 0, 0, 1, 3, 40)),
        )
    return ProcessDefinition(
        process="p", name=Text(draw(names)), kind=Kind.ITEM, competent="o0", activities=activities, as_is=True,
        organs={one: Organ(Text(draw(names))) for one in organs}, items={"x": Item(organ="o0")},
        parties={"p": Party(Text("当事人"))}, promised=draw(limits),
    )  # fmt: skip


@st.composite
def pictures(draw, most=14):
    definition = draw(definitions(most=most))
    marks = {
        one: Mark(draw(among(*Status)), round=draw(between(1, 3)))
        for one in definition.activities
        if draw(st.booleans())
    }
    added = ()
    if definition.activities and draw(st.booleans()):
        anchor = draw(among(*definition.activities))
        added = (Added("extra", Text(draw(names)), "o9", anchor),)
    standing = Standing(marks, added) if draw(st.booleans()) else None
    return definition, standing, draw(among("order", "time")), draw(among("zh", "en"))


@PROPERTY
@given(pictures())
def test_no_two_boxes_overlap(picture):
    definition, standing, scale, language = picture
    boxes = lay_out(definition, standing=standing, scale=scale, language=language).boxes.values()
    for one, other in combinations(boxes, 2):
        apart = one.right < other.x or other.right < one.x or one.bottom < other.y or other.bottom < one.y
        assert apart, (one, other)


@PROPERTY
@given(pictures())
def test_every_activity_has_one_box_inside_its_lane_and_the_picture(picture):
    definition, standing, scale, language = picture
    layout = lay_out(definition, standing=standing, scale=scale, language=language)
    added = {one.id for one in standing.added} if standing else set()
    assert set(layout.boxes) == set(definition.activities) | added
    for name, box in layout.boxes.items():
        band = layout.bands[box.lane]
        assert band.organ == ("o9" if name in added else definition.activities[name].by or definition.competent)
        assert band.y < box.y
        assert box.bottom < band.y + band.height
        assert layout.header <= box.x
        assert box.right <= layout.width


@PROPERTY
@given(pictures())
def test_lanes_follow_one_another_without_gap_or_overlap(picture):
    definition, standing, scale, language = picture
    bands = lay_out(definition, standing=standing, scale=scale, language=language).bands
    assert all(one.y + one.height == other.y for one, other in pairwise(bands))


@PROPERTY
@given(pictures())
def test_every_line_of_a_label_fits_inside_its_box(picture):
    definition, standing, scale, language = picture
    root = ET.fromstring(draw_lanes(definition, standing=standing, scale=scale, language=language))
    groups = [g for g in root.iter(f"{SVG}g") if "zz-activity" in g.get("class", "").split()]
    assert len(groups) == len(lay_out(definition, standing=standing).boxes)
    for group in groups:
        frame = next(one for one in group.iter(f"{SVG}rect") if one.get("class") == "zz-box")
        left, width = float(frame.get("x")), float(frame.get("width"))
        top, height = float(frame.get("y")), float(frame.get("height"))
        labels = [one for one in group.iter(f"{SVG}text") if one.get("class") == "zz-label"]
        assert 1 <= len(labels) <= 3
        for label in labels:
            assert float(label.get("x")) + measure(label.text, size=14) <= left + width - 9
            assert top + 9 < float(label.get("y")) < top + height - 4


@PROPERTY
@given(pictures())
def test_label_and_limit_do_not_run_into_each_other(picture):
    definition, standing, scale, language = picture
    for box in lay_out(definition, standing=standing, scale=scale, language=language).boxes.values():
        if box.face.meta_beside:
            used = measure(box.face.lines[-1], size=14) + measure(box.face.meta, size=12)
            assert used <= box.width - 24


@PROPERTY
@given(pictures())
def test_every_link_begins_and_ends_on_the_edge_of_its_boxes(picture):
    definition, standing, scale, language = picture
    layout = lay_out(definition, standing=standing, scale=scale, language=language)
    for wire in layout.wires:
        assert len(wire.points) >= 2
        for (x, y), name in ((wire.points[0], wire.edge.source), (wire.points[-1], wire.edge.target)):
            box = layout.boxes[name]
            on_side = x in (box.x, box.right) and box.y < y < box.bottom
            on_top = y in (box.y, box.bottom) and box.x < x < box.right
            assert on_side or on_top, (wire, box)


@PROPERTY
@given(pictures())
def test_links_are_made_of_level_and_upright_stretches(picture):
    definition, standing, scale, language = picture
    for wire in lay_out(definition, standing=standing, scale=scale, language=language).wires:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(wire.points))


@PROPERTY
@given(definitions())
def test_no_link_passes_through_a_box_when_columns_are_ranks(definition):
    layout = lay_out(definition)
    for wire in layout.wires:
        for a, b in pairwise(wire.points):
            for box in layout.boxes.values():
                left, right = sorted((a[0], b[0]))
                high, low = sorted((a[1], b[1]))
                inside = left < box.right and right > box.x and high < box.bottom and low > box.y
                assert not inside, (wire, box.face.id)


@PROPERTY
@given(definitions(most=18, circles=False))
def test_links_that_share_neither_end_lie_on_each_other_at_most_inside_one_gutter(definition):
    # Links that swap rows in one gutter would each have to turn before the other: there a short stretch is shared.
    layout = lay_out(definition)
    wires = layout.wires
    gutters = _gutter_widths(layout)
    for one, other in combinations(wires, 2):
        if one.edge.source == other.edge.source or one.edge.target == other.edge.target:
            continue
        for (a, b), (c, d) in ((p, q) for p in pairwise(one.points) for q in pairwise(other.points)):
            for level in (0, 1):
                if a[level] == b[level] == c[level] == d[level]:
                    along = 1 - level
                    first, second = sorted((a[along], b[along])), sorted((c[along], d[along]))
                    shared = min(first[1], second[1]) - max(first[0], second[0])
                    assert shared <= (gutters if level else 0), (one, other)


def _gutter_widths(layout):
    """The widest gap between two columns of boxes; 0 where there is one column."""
    starts = sorted({box.x for box in layout.boxes.values()})
    ends = [max(box.right for box in layout.boxes.values() if box.x == x) for x in starts]
    return max((after - before for before, after in zip(ends, starts[1:], strict=False)), default=0)


@PROPERTY
@given(definitions(circles=False))
def test_links_lead_from_left_to_right_when_there_is_no_circle(definition):
    layout = lay_out(definition)
    for wire in layout.wires:
        assert not wire.edge.back
        assert layout.boxes[wire.edge.source].right < layout.boxes[wire.edge.target].x


@PROPERTY
@given(pictures())
def test_every_picture_is_well_formed_and_carries_nothing_foreign(picture):
    definition, standing, scale, language = picture
    for svg in (
        draw_lanes(definition, standing=standing, scale=scale, language=language),
        draw_ribbon(definition, standing=standing, language=language),
        draw_ribbon(definition, standing=standing, language=language, upright=True),
    ):
        root = ET.fromstring(svg)
        assert root.get("role") == "img"
        assert root.find(f"{SVG}title").text
        assert root.find(f"{SVG}desc") is not None
        assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
            "svg", "title", "desc", "style", "g", "rect", "path", "text", "circle",
        }  # fmt: skip
        outside = re.findall(r"(?:url\(|@import|https?:)[^\s\"]*", root.find(f"{SVG}style").text)
        assert outside == []
        assert not any(name.startswith("on") or name == "href" for one in root.iter() for name in one.attrib)


@PROPERTY
@given(pictures())
def test_no_text_is_smaller_than_twelve_pixels_or_leaves_the_picture(picture):
    definition, standing, scale, language = picture
    layout = lay_out(definition, standing=standing, scale=scale, language=language)
    root = ET.fromstring(draw_lanes(definition, standing=standing, scale=scale, language=language))
    drawn = float(root.get("width"))
    for one in root.iter(f"{SVG}text"):
        classes = one.get("class", "").split()
        size = next((SIZES[name] for name in classes if name in SIZES), 14)
        x, width = float(one.get("x")), measure(one.text or "", size=size)
        left = x - width if "zz-end" in classes else x - width / 2 if "zz-mid" in classes else x
        assert left >= -0.5, one.text
        assert left + width <= drawn + 0.5, one.text
        assert 0 < float(one.get("y")) <= layout.height + 44, one.text


@PROPERTY
@given(pictures(), st.booleans())
def test_no_words_of_a_ribbon_leave_the_picture(picture, upright):
    definition, standing, _, language = picture
    root = ET.fromstring(draw_ribbon(definition, standing=standing, language=language, upright=upright))
    for one in root.iter(f"{SVG}text"):
        size = next((SIZES[name] for name in one.get("class", "").split() if name in SIZES), 14)
        assert float(one.get("x")) >= 0
        assert float(one.get("x")) + measure(one.text or "", size=size) <= float(root.get("width")), one.text
        assert 0 < float(one.get("y")) <= float(root.get("height")), one.text


@PROPERTY
@given(pictures())
def test_the_table_has_the_rows_of_the_boxes(picture):
    definition, standing, _, language = picture
    rows = lanes_table(definition, standing=standing, language=language)
    boxes = lay_out(definition, standing=standing, language=language).boxes
    assert sorted(row.activity for row in rows) == sorted(boxes)
    for row in rows:
        assert row.name == boxes[row.activity].face.name
        assert row.here == boxes[row.activity].face.here
        assert bool(row.status) == (standing is not None)


@PROPERTY
@given(pictures())
def test_drawing_twice_gives_the_same_bytes(picture):
    definition, standing, scale, language = picture
    once = draw_lanes(definition, standing=standing, scale=scale, language=language)
    assert once == draw_lanes(definition, standing=standing, scale=scale, language=language)
    assert draw_ribbon(definition, standing=standing) == draw_ribbon(definition, standing=standing)


LINE = re.compile(
    r'flowchart LR|  subgraph g\d+\["[^"<>\[\]{}()|`]+"\]|  end'
    r'|    n\d+\["(?:[^"<>\[\]{}()|`]|<br/>)+"\]'
    r'|  n\d+ (?:-->|-\.->)(?:\|"[^"<>\[\]{}()|`]+"\|)? n\d+'
    r"|  classDef [a-z]+ [a-z0-9:#, -]+|  class n\d+(?:,n\d+)* [a-z]+"
)


@PROPERTY
@given(pictures())
def test_every_line_of_mermaid_is_of_a_form_that_no_name_can_break(picture):
    definition, standing, _, language = picture
    lines = to_mermaid(definition, standing=standing, language=language).splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    declared = [match[1] for line in lines if (match := re.match(r"    (n\d+)\[", line))]
    assert len(declared) == len(set(declared)) == len(lay_out(definition, standing=standing).boxes)
