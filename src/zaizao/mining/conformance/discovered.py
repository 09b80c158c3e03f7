"""A model found in a log, held against that log: what it leaves out, and how exactly it says the rest.

Finding is `zaizao.mining.discovery`; here the tree and the definition made of it are judged by optimal alignments.
"""

from __future__ import annotations

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.eventlog import EventLog
from zaizao.eventlog.counting import count_variants
from zaizao.mining.conformance.conforming import Aligned, Deviation, align_variants
from zaizao.mining.conformance.definition_net import net_of_definition
from zaizao.mining.discovery import (
    NOISE,
    AcceptingNet,
    Modelled,
    NothingToModelError,
    definition_of_tree,
    keep_done,
    mine_variants,
)
from zaizao.mining.discovery.tree import list_labels
from zaizao.mining.discovery.tree_net import net_of_tree


class Discovered(Struct, frozen=True, eq=False):
    """A model and what the log says of it. ``by_tree`` judges what was mined, ``by_definition`` what is handed on."""

    log: EventLog
    """The events that counted."""
    noise: float
    unread: int
    """Events before completion, which do not count where an activity has completions."""
    modelled: Modelled
    net: AcceptingNet
    """The tree as a Petri net."""
    by_tree: Aligned
    by_definition: Aligned

    @property
    def definition(self) -> ProcessDefinition:
        """The model in our language."""
        return self.modelled.definition

    @property
    def cases(self) -> int:
        """How many cases have events."""
        return int(self.by_tree.variants.counts.sum())

    @property
    def left_out(self) -> tuple[Deviation, ...]:
        """What the noise filter took away: activities with events that the tree has no place for, the most first."""
        beside = [one for one in self.by_tree.deviations if one.extra]
        return tuple(sorted(beside, key=lambda one: -one.extra))

    @property
    def absent(self) -> tuple[str, ...]:
        """Activities of the log that the model does not have at all."""
        had = set(list_labels(self.modelled.tree))
        return tuple(one.activity for one in self.left_out if one.activity not in had)

    @property
    def filtered(self) -> float:
        """The share of events, between 0 and 1, that the tree has no place for."""
        return sum(one.extra for one in self.left_out) / len(self.log) if len(self.log) else 0.0


def discover_model(
    log: EventLog, *, noise: float = NOISE, every_event: bool = False, name: str | None = None
) -> Discovered:
    """The model of a log by inductive mining (IMf; IM with ``noise`` 0), with what was left out of it.

    ``noise``: the share of the strongest continuation, from 0 to 1, below which a continuation is left out.
    ``every_event``: count what comes before completion too. ``name``: of the process, else the log's own.

    Raises NothingToModelError for a log without events.
    """
    if not len(log):
        raise NothingToModelError
    seen = log if every_event else keep_done(log)
    variants = count_variants(seen)
    tree = mine_variants(variants, noise=noise)
    modelled = definition_of_tree(tree, name=name or log.name or "发现的流程", source=log.name or None)
    ids = {step.name.zh: key for key, step in modelled.definition.activities.items() if step.name is not None}
    net = net_of_tree(modelled.tree)
    return Discovered(
        log=seen,
        noise=noise,
        unread=len(log) - len(seen),
        modelled=modelled,
        net=net,
        by_tree=align_variants(variants, net),
        by_definition=align_variants(
            variants,
            net_of_definition(modelled.definition),
            names={label: ids.get(label) for label in variants.activity_names},
        ),
    )
