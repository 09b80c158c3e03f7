"""Where a case stands, as a picture wants to know it (`zaizao.notation`): the state seen at one moment."""

from __future__ import annotations

from datetime import datetime

from zaizao.definition.model import Placement, ProcessDefinition
from zaizao.net.plan import Plan, plan_of
from zaizao.net.state import Act, CaseState, ItemState, Work
from zaizao.notation import Added, Mark, Standing, Status
from zaizao.units import Text

_STATUSES = {
    "waiting": Status.WAITING,
    "held": Status.READY,
    "undecided": Status.READY,
    "scheduled": Status.READY,
    "open": Status.OPEN,
    "turning": Status.READY,
    "done": Status.DONE,
    "skipped": Status.SKIPPED,
    "cancelled": Status.CANCELLED,
}


def standing_of(definition: ProcessDefinition, state: CaseState, now: datetime) -> Standing:
    """Where each activity stands at ``now``; the moment is only compared with due moments, nothing is computed."""
    plan = plan_of(definition)
    work = _work_by_activity(state)
    marks = {name: _mark(plan, state, name, act, work.get(name, []), now) for name, act in state.acts.sorted_items()}
    return Standing(activities=marks, added=_added(plan, state), now=now)


def _work_by_activity(state: CaseState) -> dict[str, list[Work]]:
    found: dict[str, list[Work]] = {}
    for _name, work in state.work.sorted_items():
        found.setdefault(work.activity, []).append(work)
    return found


def _mark(plan: Plan, state: CaseState, name: str, act: Act, work: list[Work], now: datetime) -> Mark:
    due = min((each.due for each in work if each.due is not None), default=None)
    return Mark(
        status=_status(plan, state, name, act, work, now),
        round=act.round if act.more.turn == 1 else act.more.turn,
        outcome=act.outcome,
        started=act.started,
        ended=act.ended,
        due=due,
        holder=work[0].holder if work else None,
    )


def _status(plan: Plan, state: CaseState, name: str, act: Act, work: list[Work], now: datetime) -> Status:
    if act.status != "open":
        return _STATUSES[act.status]
    if any(each.due is not None and each.due <= now for each in work):
        return Status.OVERDUE
    node = plan.nodes.get(name)
    item: ItemState | None = state.items.get(node.item) if node is not None and node.item is not None else None
    paused = any(each.status == "paused" for each in work) or _is_beside_the_stop(item, name)
    return Status.PAUSED if paused else Status.OPEN


def _is_beside_the_stop(item: ItemState | None, name: str) -> bool:
    """Whether the item's clock stands still and it is not this activity that stops it."""
    return item is not None and item.stopped and item.stops[-1].activity != name


def _added(plan: Plan, state: CaseState) -> tuple[Added, ...]:
    return tuple(
        Added(
            id=name,
            name=Text(each.name),
            organ=each.by or plan.definition.competent,
            anchor=each.anchor,
            placement=Placement(each.placement) if each.placement != "undo" else Placement.AFTER,
        )
        for name, each in state.added.items()
    )
