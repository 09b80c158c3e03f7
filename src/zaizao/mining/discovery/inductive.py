"""Inductive mining (Leemans, Fahland, van der Aalst 2013–2018) on variants with counts: IM, IMf and IMd.

Every tree is sound. With ``noise`` zero it accepts every trace; above it, what is rare may be left out (IMf).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from zaizao.mining.discovery.cutting import find_cut
from zaizao.mining.discovery.falling import fall_through, make_flower
from zaizao.mining.discovery.graph import list_bits, see_graph
from zaizao.mining.discovery.splitting import split_traces
from zaizao.mining.discovery.traces import Flow, Traces, filter_flow, gather_traces, measure_flow
from zaizao.mining.discovery.tree import SILENT, Operator, Tree, join_trees

Plan = tuple[Operator, "list[Traces | Tree]"]
"""What a node becomes: an operator over what is finished and what is still to be explained."""


def mine_tree(
    paths: Sequence[Sequence[int]], counts: Iterable[int], *, names: Sequence[str], noise: float = 0.0
) -> Tree:
    """The process tree of variants (``paths`` of codes into ``names``, each seen ``counts`` times).

    ``noise`` (0 to 1) leaves out what is seen less often than this share of the strongest continuation. Cases without
    events count as empty. The same input gives the same tree.
    """
    return _grow(gather_traces(paths, counts), names=names, noise=noise)


def _grow(traces: Traces, *, names: Sequence[str], noise: float) -> Tree:
    """Explain, take apart, explain the parts; with a stack of its own, since trees of hundreds of activities are deep."""
    plans: list[tuple[Operator, list[int | Tree]]] = []
    finished: dict[int, Tree] = {}
    todo: list[tuple[int, Traces]] = [(0, traces)]
    numbers = 1
    owners: dict[int, int] = {}
    while todo:
        number, one = todo.pop()
        plan = explain_traces(one, names=names, noise=noise)
        if isinstance(plan, Tree):
            finished[number] = plan
            continue
        children: list[int | Tree] = []
        for part in plan[1]:
            if isinstance(part, Tree):
                children.append(part)
            else:
                children.append(numbers)
                todo.append((numbers, part))
                numbers += 1
        owners[number] = len(plans)
        plans.append((plan[0], children))
    for number, at in reversed(owners.items()):
        operator, children = plans[at]
        finished[number] = join_trees(
            operator, *(finished.pop(one) if isinstance(one, int) else one for one in children)
        )
    return finished[0]


def explain_traces(traces: Traces, *, names: Sequence[str], noise: float) -> Tree | Plan:
    """One step of the recursion: a leaf, or an operator over smaller problems."""
    if not len(traces.weights):
        return SILENT
    if traces.empty > noise * traces.total:
        filled = Traces(traces.events, traces.starts, traces.weights)
        return Operator.EXCLUSIVE, [SILENT, filled]
    traces = Traces(traces.events, traces.starts, traces.weights)
    flow = measure_flow(traces)
    if len(flow.activities) == 1 and len(traces.events) == len(traces.weights):
        return Tree(names[int(flow.activities[0])])
    cut = find_cut(see_graph(flow)) if len(flow.activities) > 1 else None
    if cut is None and noise > 0 and len(flow.activities) > 1:
        cut = find_cut(see_graph(filter_flow(flow, noise)))
    if cut is not None:
        return cut.operator, list(split_traces(traces, flow=flow, cut=cut))
    return _fall(traces, flow, names)


def _fall(traces: Traces, flow: Flow, names: Sequence[str]) -> Tree | Plan:
    if len(flow.activities) == 1:
        return Tree(operator=Operator.LOOP, children=(Tree(names[int(flow.activities[0])]), SILENT))
    way = fall_through(traces, flow)
    if way is None:
        return make_flower([names[code] for code in flow.activities.tolist()])
    return way.operator, [*way.parts, SILENT] if way.silent else list(way.parts)


def mine_tree_from_flow(flow: Flow, *, names: Sequence[str], noise: float = 0.0) -> Tree:
    """The tree of a directly-follows relation alone (IMd): no trace is looked at again."""
    return _grow_from_flow(flow, names, noise)


def _grow_from_flow(flow: Flow, names: Sequence[str], noise: float) -> Tree:
    if not len(flow.activities):
        return SILENT
    if len(flow.activities) == 1:
        leaf = Tree(names[int(flow.activities[0])])
        return Tree(operator=Operator.LOOP, children=(leaf, SILENT)) if flow.edges[0, 0] else leaf
    graph = see_graph(flow)
    cut = find_cut(graph)
    if cut is None and noise > 0:
        graph = see_graph(filter_flow(flow, noise))
        cut = find_cut(graph)
    if cut is None:
        return make_flower([names[code] for code in flow.activities.tolist()])
    children = []
    for part in cut.parts:
        child = _grow_from_flow(_cut_out(flow, part, cut.operator), names, noise)
        if cut.operator is Operator.SEQUENCE and _is_passed_by(flow, part, cut.parts):
            child = join_trees(Operator.EXCLUSIVE, SILENT, child)
        children.append(child)
    return join_trees(cut.operator, *children)


def _cut_out(flow: Flow, part: int, operator: Operator) -> Flow:
    """The flow inside a part; in a sequence or a loop whoever comes in or goes out begins or ends it."""
    kept = np.array(list(list_bits(part)))
    others = np.setdiff1d(np.arange(len(flow.activities)), kept)
    firsts, lasts = flow.firsts[kept], flow.lasts[kept]
    if operator in (Operator.SEQUENCE, Operator.LOOP):
        firsts = firsts + flow.edges[np.ix_(others, kept)].sum(axis=0)
        lasts = lasts + flow.edges[np.ix_(kept, others)].sum(axis=1)
    return Flow(flow.activities[kept], flow.edges[np.ix_(kept, kept)], firsts, lasts, flow.counts[kept])


def _is_passed_by(flow: Flow, part: int, parts: tuple[int, ...]) -> bool:
    """Whether something leads past a part of a sequence: from before it to behind it, or out before, or in behind."""
    at = parts.index(part)
    before = np.array([one for other in parts[:at] for one in list_bits(other)], dtype=np.int64)
    behind = np.array([one for other in parts[at + 1 :] for one in list_bits(other)], dtype=np.int64)
    past = flow.edges[np.ix_(before, behind)].any() or flow.lasts[before].any() or flow.firsts[behind].any()
    return bool(past)
