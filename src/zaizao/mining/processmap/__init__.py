"""The map of the real process: what followed what, as much of it as can be looked at, laid out and drawn.

Counting and choosing is in `flow` and `abstraction`, geometry in `layout`, the picture in `drawing`; judging is nowhere here.
"""

from zaizao.mining.processmap.abstraction import Level, choose_levels, draw_up_levels
from zaizao.mining.processmap.drawing import MAP_STYLE, draw_map, list_edges, list_nodes, say_level
from zaizao.mining.processmap.flow import END, START, Edge, Node, ProcessMap, trace_flow

__all__ = [
    "END",
    "MAP_STYLE",
    "START",
    "Edge",
    "Level",
    "Node",
    "ProcessMap",
    "choose_levels",
    "draw_map",
    "draw_up_levels",
    "list_edges",
    "list_nodes",
    "say_level",
    "trace_flow",
]
