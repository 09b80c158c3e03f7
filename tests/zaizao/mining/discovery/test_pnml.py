"""Petri nets are read as the tools in use write them; what is wrong is located."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaizao.mining.discovery import (
    SILENT,
    NetError,
    Operator,
    Tree,
    join_trees,
    net_of_tree,
    read_pnml,
    write_pnml,
)

SMALL = """<pnml><net id="n"><page id="g">
<place id="a"><initialMarking><text>1</text></initialMarking></place><place id="b"/>
<transition id="t"><name><text>办理</text></name></transition>
<arc id="x" source="a" target="t"/><arc id="y" source="t" target="b"/>
</page></net></pnml>"""


def test_a_net_that_is_written_is_read_again_as_it_was() -> None:
    net = net_of_tree(
        join_trees(Operator.PARALLEL, Tree("甲 & <乙>"), join_trees(Operator.EXCLUSIVE, SILENT, Tree("b")))
    )

    read = read_pnml(write_pnml(net).encode())

    assert (read.transitions, read.initial, read.final) == (net.transitions, net.initial, net.final)


def test_a_net_without_final_marking_ends_where_nothing_leads_on() -> None:
    net = read_pnml(SMALL.encode())

    assert (net.initial, net.final, net.labels) == ((0,), (1,), ("办理",))


@pytest.mark.parametrize(
    ("name", "places", "transitions", "silent"),
    [("running-example", 10, 10, 2), ("roadtraffic", 30, 34, None), ("a32", 33, 32, 0)],
)
def test_the_reference_nets_are_read_whole(
    data: Path, name: str, places: int, transitions: int, silent: int | None
) -> None:
    path = data / "eventlogs" / f"{name}.pnml"
    if not path.exists():
        pytest.skip("the reference nets are not here")

    net = read_pnml(path.read_bytes())

    assert (len(net.place_names), len(net.transitions)) == (places, transitions)
    if silent is not None:
        assert sum(one.label is None for one in net.transitions) == silent


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (SMALL.replace('target="t"', 'target="nobody"'), "net-arc"),
        (SMALL.replace("<text>1</text>", "<text>many</text>"), "net-count"),
        (SMALL.replace("<initialMarking><text>1</text></initialMarking>", ""), "net-no-initial"),
        (SMALL[:-20], "net-syntax"),
        ("<!DOCTYPE pnml [<!ENTITY x 'y'>]>" + SMALL, "net-doctype"),
        ("<pnml><net/></pnml>", "net-empty"),
        (SMALL.replace('<place id="b"/>', '<place id="b"/><place id="c"/>'), "net-no-final"),
        ('<?xml version="1.0" encoding="nonsense"?>' + SMALL, "net-syntax"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(broken: str, code: str) -> None:
    with pytest.raises(NetError) as caught:
        read_pnml(broken.encode(), file="net.pnml")

    assert code in {problem.code for problem in caught.value.problems}
    assert {problem.where.file for problem in caught.value.problems} == {"net.pnml"}
