"""When each step can begin and end when every limit is used up, as the figures of a redesign count it.

Unlike the plan of a single picture, what goes on when the applicant has what he came for is not waited for.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from zaizao.definition.model import Activity, ProcessDefinition
from zaizao.definition.vocabulary import AFTERWARDS, HANDING_IN
from zaizao.notation.critical import OFFICE_MINUTES, Plan, plan_limits
from zaizao.notation.graph import Graph

HOURS = Fraction(OFFICE_MINUTES, 60)
"""Working hours in an ordinary day."""


def plan_side(definition: ProcessDefinition, *, graph: Graph) -> Plan:
    """Earliest start and finish of every step, and the longest line of those the applicant waits for."""
    return plan_limits(definition, graph=graph, ends=list_awaited(definition, graph.order))


def list_awaited(definition: ProcessDefinition, steps: Iterable[str]) -> list[str]:
    """The steps the applicant waits for; all, when there are no such."""
    named = list(steps)
    return [one for one in named if definition.activities[one].does not in AFTERWARDS] or named


def count_handed(definition: ProcessDefinition) -> dict[str, int]:
    """How many documents the applicant hands in at each step: at every counter that takes one; all pledges are one.

    A document that no counter takes is handed in at its first taker.
    """
    counts: dict[str, int] = {}
    pledged = False
    for name, material in definition.materials.items():
        takers = [step for step, activity in definition.activities.items() if name in activity.takes]
        if material.source != "applicant" or not takers:
            continue
        counters = [one for one in takers if _is_counter(definition.activities[one])]
        places = counters or takers[:1]
        if material.pledge == "allowed":
            places = [] if pledged else places[:1]
            pledged = True
        for place in places:
            counts[place] = counts.get(place, 0) + 1
    return counts


def _is_counter(activity: Activity) -> bool:
    return activity.does in HANDING_IN or activity.visit > 0
