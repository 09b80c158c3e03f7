"""Resequence: of two checks that can end the matter, the cheap one comes first.

What it does: turns round an order that is mere habit between two checks of one item, so that the shorter one, which may
end the matter, comes first and less work is done in vain.
When: both can fail, the later one has the shorter limit, and neither needs the other's result. Where both may go on at
the same time, `parallelise` is quicker; this is its alternative for who would rather save work than time.
Limits of the law: only a `custom` prerequisite is turned round; what came after both comes after both, and no check is
left out because the other failed, unless the matter is decided before.
Theory: “resequencing” and “knock-out” of Reijers and Mansar; order by effort and chance of refusal.
Literature: W. M. P. van der Aalst, Re-engineering knock-out processes, Decision Support Systems 30 (2001) 451–468;
H. A. Reijers, S. Liman Mansar, Best practices in business process redesign, Omega 33 (2005) 283–306.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from zaizao.definition.model import Activity, Ground, IfSkipped, Link, ProcessDefinition
from zaizao.notation.critical import count_working_days
from zaizao.redesign.flow import Flow, is_accepting, is_closing, is_deciding, list_people
from zaizao.redesign.measures import FAILING
from zaizao.redesign.operator import Move, Operator, Reason
from zaizao.redesign.scope import Scope
from zaizao.redesign.surgery import with_activities, with_needed_skips

NAME = "resequence"


def find(definition: ProcessDefinition, scope: Scope) -> Iterator[Move]:
    """A move for each pair of checks in the dearer order."""
    flow = Flow(definition)
    for second, later in definition.activities.items():
        for link in later.after:
            earlier = definition.activities.get(link.activity)
            if earlier is None or link.ground is not Ground.CUSTOM or not _can_end(earlier) or not _can_end(later):
                continue
            if _is_dearer(earlier, later) and _are_free(flow, link.activity, second):
                fields = {"first": later.name or second, "second": earlier.name or link.activity}
                reason = Reason("redesign-ground-cheap-first", fields)
                yield Move(NAME, (f"activities/{second}/after/{link.activity}",), reason, (link.activity, second))


def _can_end(activity: Activity) -> bool:
    plain = not (is_accepting(activity) or is_closing(activity) or is_deciding(activity))
    return plain and activity.needs == "all" and bool(FAILING & set(activity.outcomes))


def _is_dearer(earlier: Activity, later: Activity) -> bool:
    if earlier.limit is None or later.limit is None or earlier.item != later.item:
        return False
    return count_working_days(later.limit) < count_working_days(earlier.limit)


def _are_free(flow: Flow, first: str, second: str) -> bool:
    """Whether the one link is all that orders them."""
    later = flow.activities[second]
    if {first, second} & flow.tied or flow.is_before(second, first) or first in list_people(later):
        return False
    if flow.list_handed(first, second):
        return False
    between = [link.activity for link in later.after if link.activity != first]
    return not any(flow.is_before(first, name) for name in between)


def carry_out(definition: ProcessDefinition, move: Move) -> ProcessDefinition:
    """The definition in which the second comes before the first; both wait for what the first waited for."""
    first, second = move.detail
    earlier, later = definition.activities[first], definition.activities[second]
    known = {each.activity for each in later.after}
    before = [each for each in later.after if each.activity != first]
    before += [replace(each, ground=Ground.CUSTOM, of=None) for each in earlier.after if each.activity not in known]
    back = Link(second, Ground.CUSTOM, if_skipped=IfSkipped.RUN)
    changed = {second: replace(later, after=tuple(before)), first: replace(earlier, after=(*earlier.after, back))}
    for name, activity in definition.activities.items():
        sources = [each.activity for each in activity.after]
        if second in sources and first not in sources and name != first:
            tied = Link(first, Ground.CUSTOM, if_skipped=IfSkipped.RUN)
            changed[name] = replace(activity, after=(*activity.after, tied))
    return with_needed_skips(with_activities(definition, changed))


OPERATOR = Operator(NAME, find, carry_out)
