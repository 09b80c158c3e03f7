"""The door of discovery: from a log to a tree, a Petri net or a definition."""

from __future__ import annotations

import numpy as np

from zaizao.eventlog import EventLog, Lifecycle
from zaizao.eventlog.counting import Variants, count_flow, count_variants
from zaizao.mining.discovery.inductive import mine_tree, mine_tree_from_flow
from zaizao.mining.discovery.traces import Flow
from zaizao.mining.discovery.tree import Tree
from zaizao.mining.discovery.tree_definition import Modelled, definition_of_tree

NOISE = 0.2
"""The share of the strongest continuation below which a continuation counts as noise, unless told otherwise."""
_BEFORE_DONE = (Lifecycle.SCHEDULE, Lifecycle.START, Lifecycle.SUSPEND, Lifecycle.RESUME, "assign", "reassign")


def discover_tree(log: EventLog, *, noise: float = NOISE, every_event: bool = False) -> Tree:
    """The process tree of a log (IMf; IM with ``noise`` 0).

    Where an activity has events of completion, only those count (``every_event`` counts all): one piece of work that
    was started and completed happened once.
    """
    return mine_variants(count_variants(log if every_event else keep_done(log)), noise=noise)


def mine_variants(variants: Variants, *, noise: float = NOISE) -> Tree:
    """The process tree of counted variants."""
    return mine_tree(variants.paths, variants.counts.tolist(), names=variants.activity_names, noise=noise)


def discover_tree_from_flow(log: EventLog, *, noise: float = 0.0, every_event: bool = False) -> Tree:
    """The process tree of what directly follows what alone (IMd): one pass over the log, then no more."""
    seen = log if every_event else keep_done(log)
    counted = count_flow(seen)
    present = np.flatnonzero(counted.counts)
    flow = Flow(
        activities=present,
        edges=counted.make_matrix()[np.ix_(present, present)],
        firsts=counted.firsts[present],
        lasts=counted.lasts[present],
        counts=counted.counts[present],
    )
    return mine_tree_from_flow(flow, names=seen.activity_names, noise=noise)


def discover_definition(
    log: EventLog, *, noise: float = NOISE, every_event: bool = False, process: str = "discovered"
) -> Modelled:
    """The definition of a log's process tree, with what of the tree it cannot say."""
    tree = discover_tree(log, noise=noise, every_event=every_event)
    return definition_of_tree(tree, process=process, name=log.name or "发现的流程", source=log.name or None)


def keep_done(log: EventLog) -> EventLog:
    """The log without the events that come before completion, for activities that have completions."""
    names = {name: code for code, name in enumerate(log.lifecycle_names)}
    if Lifecycle.COMPLETE not in names:
        return log
    completed = np.zeros(len(log.activity_names), dtype=np.bool_)
    completed[log.activity[log.lifecycle == names[Lifecycle.COMPLETE]]] = True
    early = [names[name] for name in _BEFORE_DONE if name in names]
    dropped = completed[log.activity] & np.isin(log.lifecycle, early)
    return log.take(np.flatnonzero(~dropped)) if dropped.any() else log
