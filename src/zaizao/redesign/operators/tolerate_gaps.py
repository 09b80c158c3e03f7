"""Tolerate gaps: an application is taken in although a secondary paper is still missing.

What it does: a material that does not decide about the acceptance may be handed in later (容缺受理), within a limit.
When: the description says that it is secondary (`secondary: true`), and the applicant brings it.
Limits of the law: told once what is missing, by when, and with which consequence; nothing is decided before the gap is
filled, and what is not filled counts as withdrawn (rule `tolerance.supply`, which also gives the limit).
No figure changes by it: he brings the paper all the same, but is not sent away for it.
Theory: “exception” of Reijers and Mansar: what is not ordinary must not stop the ordinary course.
Literature: H. A. Reijers, S. Liman Mansar, Best practices in business process redesign, Omega 33 (2005) 283–306.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from zaizao.definition.model import ProcessDefinition
from zaizao.redesign.operator import Move, Operator, Reason
from zaizao.redesign.scope import SUPPLY, Scope
from zaizao.units import parse_limit

NAME = "tolerate-gaps"


def find(definition: ProcessDefinition, scope: Scope) -> Iterator[Move]:
    """A move for each secondary material that must be there at once today."""
    supply = scope.find_rule(SUPPLY)
    if supply is None or supply.limit is None:
        return
    for name, material in definition.materials.items():
        if material.source == "applicant" and material.secondary and material.gap != "minor":
            fields = {"what": material.name, "limit": supply.limit}
            reason = Reason("redesign-ground-secondary", fields, basis=SUPPLY, material=name)
            yield Move(NAME, (f"materials/{name}",), reason, (name, str(supply.limit)))


def carry_out(definition: ProcessDefinition, move: Move) -> ProcessDefinition:
    """The definition in which the material may be handed in later."""
    name, limit = move.detail
    tolerated = replace(definition.materials[name], gap="minor", gap_limit=parse_limit(limit))
    return replace(definition, materials={**definition.materials, name: tolerated}, digest="")


OPERATOR = Operator(NAME, find, carry_out)
