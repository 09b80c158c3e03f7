"""What happened beside what should have: replay against definitions, optimal alignments against nets, and their figures.

Discovering a model is `zaizao.mining.discovery`; what departures mean for the law is `zaizao.diagnosis`.
"""

from __future__ import annotations

from zaizao.mining.conformance.aligning import FAR, Alignments, Move, align
from zaizao.mining.conformance.conforming import Aligned, Conformance, Deviation, align_variants, check_conformance
from zaizao.mining.conformance.definition_net import net_of_definition
from zaizao.mining.conformance.discovered import Discovered, discover_model
from zaizao.mining.conformance.kinds import Departure, Kind
from zaizao.mining.conformance.marking_graph import MOST_MARKINGS, MarkingGraph, explore_net
from zaizao.mining.conformance.quality import Quality, measure_quality
from zaizao.mining.conformance.replay import Replay, replay_log

__all__ = [
    "FAR",
    "MOST_MARKINGS",
    "Aligned",
    "Alignments",
    "Conformance",
    "Departure",
    "Deviation",
    "Discovered",
    "Kind",
    "MarkingGraph",
    "Move",
    "Quality",
    "Replay",
    "align",
    "align_variants",
    "check_conformance",
    "discover_model",
    "explore_net",
    "measure_quality",
    "net_of_definition",
    "replay_log",
]
