"""Integrate: what one organ does twice for the same item it does once.

What it does: two steps of the same kind, by the same organ, for the same item, become one step with the papers, bases
and results of both.
When: they happen in the same situations, end in the same ways and have the same limit, and neither has to wait for the
other through somebody else. Of two different limits the one would have to keep the shorter, which nobody has promised.
Limits of the law: never two decisions; the one has every basis, as many named officers as the stricter of the two
(行政许可法 第34条), and the limit of both.
Theory: “task composition” and “order assignment” of Reijers and Mansar.
Literature: H. A. Reijers, S. Liman Mansar, Best practices in business process redesign, Omega 33 (2005) 283–306.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from zaizao.definition.model import Activity, ProcessDefinition
from zaizao.redesign.flow import Flow, is_accepting, is_closing, is_deciding
from zaizao.redesign.operator import Move, Operator, Reason
from zaizao.redesign.scope import Scope
from zaizao.redesign.situations import Situations
from zaizao.redesign.uniting import unite_activities

NAME = "integrate"
SPECIAL = ("each", "repeat", "recurs", "awaits", "offer", "opens", "choice", "adhoc", "automatic", "silent", "undo")
TIMED = ("at", "not_before", "not_later_than", "by_same_as")


def find(definition: ProcessDefinition, scope: Scope) -> Iterator[Move]:
    """A move for each pair that is one piece of work."""
    flow = Flow(definition)
    situations = Situations((definition,))
    runs = situations.list_runs(definition)
    for (first, one), (second, other) in combinations(definition.activities.items(), 2):
        if _are_alike(definition, one, other) and runs[first] == runs[second] and not situations.are_too_many:
            if {first, second} & flow.tied:
                continue
            fields = {
                "first": one.name or first,
                "second": other.name or second,
                "organ": one.by or definition.competent,
            }
            reason = Reason("redesign-ground-same-work", fields)
            yield Move(NAME, (f"activities/{first}", f"activities/{second}"), reason, (first, second))


def _are_alike(definition: ProcessDefinition, one: Activity, other: Activity) -> bool:
    if is_accepting(one) or is_deciding(one) or is_closing(one) or is_plain(one) is False or is_plain(other) is False:
        return False
    if one.does in ("decide", "confirm", "sign_agreement") or one.needs != "all" or other.needs != "all":
        return False
    holder = definition.competent
    same = (one.does, one.by or holder, one.item) == (other.does, other.by or holder, other.item)
    return same and set(one.outcomes) == set(other.outcomes) and (one.when, one.limit) == (other.when, other.limit)


def is_plain(activity: Activity) -> bool:
    """Whether nothing in it depends on a construct that cannot be shared."""
    return not any(getattr(activity, name) for name in (*SPECIAL, *TIMED))


def carry_out(definition: ProcessDefinition, move: Move) -> ProcessDefinition:
    """The definition in which the two are one, under the name of the first."""
    first, second = move.detail
    by = definition.activities[first].by
    return unite_activities(definition, (first, second), into=first, by=by)


OPERATOR = Operator(NAME, find, carry_out)
