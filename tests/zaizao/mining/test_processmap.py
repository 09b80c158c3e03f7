"""The map: figures that add up, nodes that stay connected, boxes and labels that do not touch."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from worked_logs import write_points, write_work
from zaizao.eventlog import EventLog
from zaizao.mining.families import find_families
from zaizao.mining.instances import pair_instances
from zaizao.mining.processmap import END, START, Level, draw_map, draw_up_levels, trace_flow
from zaizao.mining.processmap.drawing import lay_out_level
from zaizao.mining.processmap.usual_order import find_usual_order
from zaizao.mining.variant_families import group_variants

PATHS = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=10), min_size=1, max_size=12)


def write_paths(paths: list[list[str]]) -> EventLog:
    return write_points(
        *((str(case), name, None, 10.0 * minute) for case, path in enumerate(paths) for minute, name in enumerate(path))
    )


def test_the_map_counts_visits_ways_and_times() -> None:
    log = write_work(
        ("1", "a", None, 0, 10), ("1", "b", None, 30, 40), ("2", "a", None, 0, 20), ("2", "b", None, 25, 65)
    )
    instances = pair_instances(log)

    found = trace_flow(instances, instances.activity.astype(np.int64), log.activity_names)

    assert [(node.name, node.visits, node.cases, node.median) for node in found.nodes] == [
        ("a", 2, 2, 900.0),
        ("b", 2, 2, 1500.0),
    ]
    assert {(edge.source, edge.target): (edge.count, edge.median) for edge in found.edges} == {
        (START, 0): (2, None), (0, 1): (2, 750.0), (1, END): (2, None)
    }  # fmt: skip


def test_what_is_taken_out_leaves_its_neighbours_next_to_each_other() -> None:
    log = write_paths([["a", "b", "c"]])
    instances = pair_instances(log)

    found = trace_flow(
        instances, instances.activity.astype(np.int64), log.activity_names, kept=np.array([True, False, True])
    )

    assert {(edge.source, edge.target) for edge in found.edges} == {(START, 0), (0, 2), (2, END)}
    assert found.left_out == 1


def find_reached(level: Level, root: int, *, forward: bool) -> set[int]:
    reached, grown = {root}, True
    while grown:
        step = {
            (e.target if forward else e.source)
            for e in level.map.edges
            if (e.source if forward else e.target) in reached
        }
        grown = not step <= reached
        reached |= step
    return reached


@given(PATHS)
def test_at_every_level_each_node_lies_on_a_way_from_start_to_end(paths: list[list[str]]) -> None:
    log = write_paths(paths)

    for level in draw_up_levels(log, pair_instances(log)):
        codes = {node.code for node in level.map.nodes}
        assert codes <= find_reached(level, START, forward=True)
        assert codes <= find_reached(level, END, forward=False)


@given(PATHS)
def test_no_two_boxes_touch_and_no_label_lies_on_a_box(paths: list[list[str]]) -> None:
    log = write_paths(paths)

    for level in draw_up_levels(log, pair_instances(log)):
        boxes, plan = lay_out_level(level, language="zh")
        places = [
            (plan.spots[box.code][0] - box.width / 2, plan.spots[box.code][1] - box.height / 2, box.width, box.height)
            for box in boxes
        ]
        assert not any(_touch(one, other) for one, other in itertools.combinations(places, 2))
        labels = [(way.label[0] - 4, way.label[1] - 6, 8.0, 12.0) for way in plan.ways.values()]
        assert not any(_touch(one, other) for one, other in itertools.product(places, labels))
        assert not any(_touch(one, other) for one, other in itertools.combinations(labels, 2))


def _touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def test_the_picture_is_xml_with_a_box_for_each_node_and_names_escaped() -> None:
    log = write_paths([["受理 <1>", "审查 & 决定"], ["受理 <1>"]])

    root = ET.fromstring(draw_map(draw_up_levels(log, pair_instances(log))[-1]))

    boxes = [one for one in root.iter() if one.get("class") == "mp-node"]
    assert [one.get("tabindex") for one in boxes] == ["0", "0"]
    assert "受理 <1>" in "".join(root.itertext())


def test_the_usual_order_lets_as_few_passes_as_possible_run_back() -> None:
    assert find_usual_order([2, 1, 0], {(START, 0): 5, (0, 1): 5, (1, 2): 5, (2, 0): 1}) == [0, 1, 2]


def test_families_are_found_in_codes_and_not_in_plain_names() -> None:
    codes = [f"{phase}_{step:03}" for phase in ("01_HOOFD", "02_DRZ", "08_AWB45") for step in range(5)]

    families = find_families(codes)

    assert families is not None
    assert families.names == ("01_HOOFD", "02_DRZ", "08_AWB45")
    assert families.of_activity == tuple(code for code in range(3) for _ in range(5))
    assert find_families(["受理", "审查", "决定", "送达"]) is None


def test_ways_with_the_same_activities_are_one_family() -> None:
    log = write_paths([["a", "b", "c"], ["b", "a", "c"], ["a", "b", "b", "c"], ["a", "c"]])
    cycle = np.array([10, 20, 30, 40]) * 1_000_000

    grouped = group_variants(log, cycle)

    assert (grouped.variants, grouped.families, grouped.by) == (4, 2, "activities")
    assert [(row.members, row.cases, row.variants, row.median_cycle) for row in grouped.rows] == [
        (("a", "b", "c"), 3, 3, 20.0),
        (("a", "c"), 1, 1, 40.0),
    ]
