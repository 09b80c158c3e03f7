"""From a definition to a picture's geometry; pure, deterministic, without a font or a screen."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from zaizao.definition.model import ProcessDefinition
from zaizao.notation.critical import critical_path, plan_limits
from zaizao.notation.geometry import Layout
from zaizao.notation.graph import read_graph
from zaizao.notation.order_scale import lay_out_by_order
from zaizao.notation.standing import Standing
from zaizao.notation.time_scale import lay_out_by_time

Scale = Literal["order", "time"]


def lay_out(
    definition: ProcessDefinition,
    *,
    standing: Standing | None = None,
    language: str = "zh",
    scale: Scale = "order",
) -> Layout:
    """Lanes, boxes and links of ``definition`` in pixels.

    ``order`` puts activities in columns by their rank, ``time`` by planned working days.
    Time is proportional to activities and links, apart from a bounded number of sweeps over the lanes.
    """
    graph = read_graph(definition, standing=standing)
    plan = plan_limits(definition, graph=graph)
    if standing is not None and standing.added:
        plan = replace(plan, critical=critical_path(definition))
    if scale == "time":
        return lay_out_by_time(definition, graph=graph, standing=standing, language=language, plan=plan)
    return lay_out_by_order(definition, graph=graph, standing=standing, language=language, critical=plan.critical)
