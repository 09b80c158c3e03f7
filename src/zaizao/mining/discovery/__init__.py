"""The model behind a log: process trees found from what follows what, as Petri nets and as definitions.

Inductive mining (Leemans 2017) on variants with counts. Judging a log by a model is `zaizao.mining.conformance`.
"""

from __future__ import annotations

from zaizao.mining.discovery.discovering import (
    NOISE,
    discover_definition,
    discover_tree,
    discover_tree_from_flow,
    keep_done,
    mine_variants,
)
from zaizao.mining.discovery.drafting import Loss, Said
from zaizao.mining.discovery.errors import NetError, NothingToModelError
from zaizao.mining.discovery.petri import AcceptingNet, NetBuilder, Transition
from zaizao.mining.discovery.pnml import read_pnml, write_pnml
from zaizao.mining.discovery.tree import SILENT, Operator, Tree, join_trees
from zaizao.mining.discovery.tree_definition import Modelled, definition_of_tree
from zaizao.mining.discovery.tree_net import net_of_tree

__all__ = [
    "NOISE",
    "SILENT",
    "AcceptingNet",
    "Loss",
    "Modelled",
    "NetBuilder",
    "NetError",
    "NothingToModelError",
    "Operator",
    "Said",
    "Transition",
    "Tree",
    "definition_of_tree",
    "discover_definition",
    "discover_tree",
    "discover_tree_from_flow",
    "join_trees",
    "keep_done",
    "mine_variants",
    "net_of_tree",
    "read_pnml",
    "write_pnml",
]
