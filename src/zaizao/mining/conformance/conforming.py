"""The door of conformance: a log beside a definition or a net, replayed and, where asked, optimally aligned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from zaizao.definition.model import ProcessDefinition
from zaizao.eventlog import EventLog
from zaizao.eventlog.counting import Variants, count_variants
from zaizao.mining.conformance.aligning import Alignments, align
from zaizao.mining.conformance.definition_net import net_of_definition
from zaizao.mining.conformance.marking_graph import MOST_MARKINGS, explore_net
from zaizao.mining.conformance.quality import Quality, measure_quality
from zaizao.mining.conformance.replay import Replay, replay_log
from zaizao.mining.discovery import AcceptingNet, keep_done
from zaizao.worktime import WorkCalendar


class Deviation(Struct, frozen=True):
    """What alignments say of one activity: events alone and moves of the model alone, by times and by cases."""

    activity: str
    together: int
    """Times the event and the model agreed."""
    extra: int
    extra_cases: int
    missing: int
    missing_cases: int


class Aligned(Struct, frozen=True, eq=False):
    """The variants of a log aligned with a net."""

    variants: Variants
    alignments: Alignments
    quality: Quality
    deviations: tuple[Deviation, ...]
    """The most frequent first."""
    complete: bool
    """Whether all markings of the net were explored, so that every cost is optimal."""

    @property
    def proven(self) -> int:
        """How many variants have an optimal cost; the others carry a bound."""
        return int(self.alignments.proven.sum())


class Conformance(Struct, frozen=True, eq=False):
    """What came of a log beside a model; ``replay`` beside a definition, ``aligned`` beside a net or where asked."""

    log: EventLog
    model: ProcessDefinition | AcceptingNet
    replay: Replay | None
    aligned: Aligned | None


def check_conformance(
    log: EventLog,
    model: ProcessDefinition | AcceptingNet,
    *,
    align: bool = False,
    mapping: Mapping[str, str | None] | None = None,
    calendar: WorkCalendar | None = None,
    every_event: bool = False,
) -> Conformance:
    """Judge a log by a definition (replay, and alignments with ``align``) or by a net (alignments).

    ``mapping``: names of the log to activities of the model (identifiers of a definition, labels of a net), None for
    none of them. Raises NetError where the net cannot end.
    """
    if isinstance(model, ProcessDefinition):
        replay = replay_log(log, model, mapping=mapping, calendar=calendar, every_event=every_event)
        names = {name: replay.matching.of_name.get(name) for name in replay.log.activity_names}
        aligned = align_variants(replay.variants, net_of_definition(model), names=names) if align else None
        return Conformance(log, model, replay, aligned)
    seen = log if every_event else keep_done(log)
    return Conformance(log, model, None, align_variants(count_variants(seen), model, names=mapping))


def align_variants(
    variants: Variants,
    net: AcceptingNet,
    *,
    names: Mapping[str, str | None] | None = None,
    most_markings: int = MOST_MARKINGS,
) -> Aligned:
    """Optimal alignments of counted variants with a net, with their figures.

    ``names``: what the names of the log are called in the net, where that differs.
    """
    told = names or {}
    labels: dict[str, int] = {}
    codes = []
    for name in variants.activity_names:
        label = told.get(name, name)
        # A name that is no activity of the net keeps a label that no net has.
        codes.append(labels.setdefault(f"\0{name}" if label is None else label, len(labels)))
    recoded = np.array([*codes, 0], dtype=np.int32)[variants.steps]
    paths = [tuple(path.tolist()) for path in np.split(recoded, variants.starts[1:-1])] if len(variants) else []
    graph = explore_net(net, most_markings=most_markings)
    alignments = align(paths, tuple(labels), net, graph=graph)
    lengths = np.diff(variants.starts).astype(np.int64)
    return Aligned(
        variants=variants,
        alignments=alignments,
        quality=measure_quality(alignments, lengths=lengths, counts=variants.counts, graph=graph),
        deviations=tuple(_count_deviations(variants, alignments, recoded, tuple(labels))),
        complete=graph.is_complete,
    )


def _count_deviations(
    variants: Variants, alignments: Alignments, recoded: NDArray[np.int32], labels: tuple[str, ...]
) -> Iterator[Deviation]:
    known = {label: code for code, label in enumerate(labels)}
    for one in alignments.net.transitions:
        if one.label is not None:
            known.setdefault(one.label, len(known))
    extra = len(known)
    own = np.array(
        [-1 if one.label is None else known[one.label] for one in alignments.net.transitions], dtype=np.int64
    )
    row = np.repeat(np.arange(len(variants)), np.diff(alignments.starts))
    event, transition = alignments.steps[:, 0].astype(np.int64), alignments.steps[:, 1].astype(np.int64)
    alone, unseen = transition < 0, event < 0
    activity = np.where(alone, recoded[np.where(unseen, 0, variants.starts[row] + event)], own[transition])
    told = []
    for kind in (~alone & ~unseen, alone, unseen & (activity >= 0)):
        times = np.bincount(activity[kind], weights=variants.counts[row[kind]], minlength=extra)
        pairs = np.unique(row[kind] * extra + activity[kind])
        cases = np.bincount(pairs % extra, weights=variants.counts[pairs // extra], minlength=extra)
        told.append((times.astype(np.int64).tolist(), cases.astype(np.int64).tolist()))
    found = [
        Deviation(label.removeprefix("\0"), told[0][0][code], told[1][0][code], told[1][1][code], told[2][0][code], told[2][1][code])
        for label, code in known.items()
    ]  # fmt: skip
    yield from sorted(found, key=lambda one: -(one.extra_cases + one.missing_cases))
