"""Parallelise: no activity waits for another only because it has always been so.

What it does: an activity loses its `custom` prerequisites and begins as soon as those of law and data allow it.
When: the prerequisite has no ground but habit, and what it orders neither needs the other's result nor its people.
Limits of the law: every `law` and `data` prerequisite stays; nothing is examined before it is accepted (行政许可法
第32、34条); an item is decided after all that is examined for it; what closes a case stays at its end, and meetings,
mediation and plans keep their place; in every situation of the guards the same activities happen as before.
A circle of habits (互为前置) is opened by the same cut.
Price: work on one item may turn out in vain when another is refused; the measure of work lost shows it.
Theory: “parallelism” of Reijers and Mansar; 并联审批, 优化营商环境条例 第42条.
Literature: H. A. Reijers, S. Liman Mansar, Best practices in business process redesign, Omega 33 (2005) 283–306.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Activity, Ground, Link, ProcessDefinition
from zaizao.redesign.flow import Flow, is_accepting, is_closing, is_deciding, list_people, serve_one_item
from zaizao.redesign.operator import Move, Operator, Reason
from zaizao.redesign.scope import Scope
from zaizao.redesign.surgery import without_custom_links

NAME = "parallelise"
FREE = frozenset(
    "submit accept register fetch check review consult countersign verify visit_site inspect_enterprise examine test "
    "quarantine appraise expert_review decide confirm work".split()
)
"""Words for work that needs nothing of another but what law and data say. Meetings, mediation, plans and reports have an
order by their nature, which a definition may well call a habit."""


def find(definition: ProcessDefinition, scope: Scope) -> Iterator[Move]:
    """A move for each prerequisite by habit; those of one activity that cannot stand alone go together."""
    flow = Flow(definition)
    for name, activity in definition.activities.items():
        sources = tuple(link.activity for link in activity.after if _is_habit(flow, name, activity, link))
        if not sources:
            continue
        if activity.needs != "all":
            if len(sources) == len(activity.after):
                yield _propose(name, sources)
            continue
        for source in sources:
            yield _propose(name, (source,))


def _propose(name: str, sources: tuple[str, ...]) -> Move:
    elements = tuple(f"activities/{name}/after/{source}" for source in sources)
    reason = Reason("redesign-ground-custom", {"activity": name, "sources": sources})
    return Move(NAME, elements, reason, (name, *sources))


def _is_habit(flow: Flow, name: str, activity: Activity, link: Link) -> bool:
    source = flow.activities.get(link.activity)
    if link.ground is not Ground.CUSTOM or source is None:
        return False
    if _is_kept_otherwise(flow, name, activity, link):
        return True
    if is_closing(activity) or activity.does not in FREE:
        return False
    if flow.list_handed(link.activity, name) or link.activity in list_people(activity):
        return False
    if name in flow.tied or link.activity in flow.tied:
        return False
    if is_accepting(source) and not is_accepting(activity) and not flow.is_before(name, link.activity):
        return False
    examined = is_deciding(activity) and serve_one_item(flow.definition, source, activity)
    return not examined or is_closing(source) or flow.is_before(name, link.activity)


def _is_kept_otherwise(flow: Flow, name: str, activity: Activity, link: Link) -> bool:
    """Whether another prerequisite waits for the same source anyway."""
    if activity.needs != "all" or name in flow.tied or flow.is_before(name, link.activity):
        return False
    others = (other.activity for other in activity.after if other is not link and other.activity in flow.activities)
    return any(flow.is_before(link.activity, other) for other in others)


def carry_out(definition: ProcessDefinition, move: Move) -> ProcessDefinition:
    """The definition without the prerequisites by habit that the move names."""
    name, *sources = move.detail
    return without_custom_links(definition, name, sources)


OPERATOR = Operator(NAME, find, carry_out)
