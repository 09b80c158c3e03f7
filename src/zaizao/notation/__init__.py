"""Processes drawn: swim lanes and ribbon as SVG, Mermaid, BPMN, the table behind every picture, the longest line.

Pure: values in, text out. Where a case stands comes in as a `Standing`; who computes it stands above this room.
"""

from zaizao.notation.bpmn import BpmnError, describe_extension, from_bpmn, to_bpmn
from zaizao.notation.critical import CriticalPath, critical_path
from zaizao.notation.drawing import draw_lanes
from zaizao.notation.geometry import Layout
from zaizao.notation.layout import lay_out
from zaizao.notation.mermaid import to_mermaid
from zaizao.notation.overlay import draw_change
from zaizao.notation.overlay_lineage import Lineage, trace_lineage
from zaizao.notation.overlay_table import ChangeRow, change_table
from zaizao.notation.ribbon import draw_ribbon
from zaizao.notation.standing import Added, Mark, Standing, Status
from zaizao.notation.table import LaneRow, lanes_table

__all__ = [
    "Added",
    "BpmnError",
    "ChangeRow",
    "CriticalPath",
    "LaneRow",
    "Layout",
    "Lineage",
    "Mark",
    "Standing",
    "Status",
    "change_table",
    "critical_path",
    "describe_extension",
    "draw_change",
    "draw_lanes",
    "draw_ribbon",
    "from_bpmn",
    "lanes_table",
    "lay_out",
    "to_bpmn",
    "to_mermaid",
    "trace_lineage",
]
