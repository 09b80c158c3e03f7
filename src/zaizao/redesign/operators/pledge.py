"""Pledge: a written pledge may stand for a certificate, which is checked afterwards.

What it does: a certificate (证明) that the applicant would have to get from another organ may be replaced by a pledge
(告知承诺); he may still hand in the certificate instead. All pledges of a case are one document.
When: the material is a certificate, comes from the applicant, and is not obtained by sharing data.
Limits of the law: only where it was examined whether one of the excluded areas is touched and none is (`risks: []`
on the material and on every item that takes it; 国办发〔2020〕42号, rule `pledge.excluded`). What nobody has
examined is never pledged. The later check has the limit of rule `pledge.post-check`.
Theory: “trusted party” and “exception” of Reijers and Mansar: rely on a word, check by exception.
Literature: H. A. Reijers, S. Liman Mansar, Best practices in business process redesign, Omega 33 (2005) 283–306.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from zaizao.definition.model import Item, ProcessDefinition
from zaizao.redesign.operator import Move, Operator, Reason
from zaizao.redesign.scope import POST_CHECK, Scope
from zaizao.units import parse_limit

NAME = "pledge"


def find(definition: ProcessDefinition, scope: Scope) -> Iterator[Move]:
    """A move for each certificate that a pledge may replace."""
    check = scope.find_rule(POST_CHECK)
    for name, material in definition.materials.items():
        asked = material.source == "applicant" and material.held is None
        asked = asked and material.certificate and material.pledge != "allowed"
        if not asked or material.risks != () or any(item.risks != () for item in list_takers(definition, name)):
            continue
        limit = str(check.limit) if check is not None and check.limit is not None else ""
        reason = Reason("redesign-ground-pledge", {"what": material.name}, basis="pledge.excluded", material=name)
        yield Move(NAME, (f"materials/{name}",), reason, (name, limit))


def list_takers(definition: ProcessDefinition, material: str) -> list[Item]:
    """The items that take a material; all of them, where only common activities take it."""
    takers = {activity.item for activity in definition.activities.values() if material in activity.takes}
    named = [definition.items[item] for item in sorted(takers - {None}, key=str) if item is not None]
    return named or list(definition.items.values())


def carry_out(definition: ProcessDefinition, move: Move) -> ProcessDefinition:
    """The definition in which a pledge may replace the certificate."""
    name, limit = move.detail
    check = parse_limit(limit) if limit else None
    material = definition.materials[name]
    pledged = replace(material, pledge="allowed", pledge_check=material.pledge_check or check)
    return replace(definition, materials={**definition.materials, name: pledged}, digest="")


OPERATOR = Operator(NAME, find, carry_out)
