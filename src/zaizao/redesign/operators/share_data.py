"""Share data: what the state already has is looked up, not asked for.

What it does: a material or a field that comes from the applicant is fetched from where it is held.
When: its `held` names a shared source (`shared/…`); without one, no tool can know that the state has it.
Limits of the law: 政务数据 that can be had by sharing may not be asked of the applicant again (国务院关于在线政务服务的
若干规定 第七条); it may be used for the purpose declared and for no other. The material itself stays demanded.
Theory: “control relocation” and “interfacing” of Reijers and Mansar: the data are taken where they arise.
Literature: H. A. Reijers, S. Liman Mansar, Best practices in business process redesign, Omega 33 (2005) 283–306.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from zaizao.definition.model import ProcessDefinition
from zaizao.redesign.operator import Move, Operator, Reason
from zaizao.redesign.scope import Scope

NAME = "share-data"


def find(definition: ProcessDefinition, scope: Scope) -> Iterator[Move]:
    """A move for each material and field that is asked for although it is held."""
    tables: dict[str, Any] = {"materials": definition.materials, "fields": definition.fields}
    for table, declared in tables.items():
        for name, each in declared.items():
            if each.source == "applicant" and each.held is not None:
                reason = Reason(
                    "redesign-ground-held", {"what": each.name or name, "held": each.held}, material=each.held
                )
                yield Move(NAME, (f"{table}/{name}",), reason, (table, name))


def carry_out(definition: ProcessDefinition, move: Move) -> ProcessDefinition:
    """The definition in which the material or field comes from where it is held."""
    table, name = move.detail
    declared: dict[str, Any] = dict(getattr(definition, table))
    declared[name] = replace(declared[name], source=declared[name].held)
    changed: dict[str, Any] = {table: declared}
    return replace(definition, digest="", **changed)


OPERATOR = Operator(NAME, find, carry_out)
