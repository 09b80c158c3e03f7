"""Moving a case to another version of its definition, and back."""

from __future__ import annotations

from msgspec.structs import replace

from zaizao.net import events as happened
from zaizao.net.draft import Draft, work_id
from zaizao.net.reducers.counting import count_links
from zaizao.net.reducers.registry import reduces
from zaizao.net.shelf import Shelf
from zaizao.net.state import ACTIVE, SETTLED, Act, CaseState, More, Timer, Work


@reduces(happened.Migrated)
def migrate(draft: Draft, event: happened.Migrated) -> None:
    """Everything that has a place in the new version keeps it; links are counted afresh."""
    before = replace(draft.seal(), before=None)
    old_acts = before.acts.sorted_items()
    draft.plan = draft.plans[event.digest]
    acts = {event.mapping.get(name, name): act for name, act in old_acts}
    acts = {name: act for name, act in acts.items() if name in draft.plan.nodes or name in draft.added}
    for name in event.passed:
        acts[name] = Act("skipped", 1, ended=event.at, more=More(reason="passed"))
    draft.acts = Shelf(acts)
    _rename_work(draft, before, event)
    _count_all(draft)
    draft.items = {name: item for name, item in draft.items.items() if name in draft.plan.items}
    draft.undecided = tuple(event.mapping.get(name, name) for name in draft.undecided)
    draft.before = before


def _rename_work(draft: Draft, before: CaseState, event: happened.Migrated) -> None:
    renamed = {old: new for old, new in event.mapping.items() if old != new}
    for name, work in before.work.sorted_items():
        if work.activity in renamed:
            new = _renamed_work(work, renamed[work.activity], draft)
            draft.work.pop(name, None)
            draft.work.put(new.id, new)
            _rename_timers(draft, name, new.id)


def _renamed_work(work: Work, activity: str, draft: Draft) -> Work:
    turn = draft.act(activity).more.turn
    return replace(work, activity=activity, id=work_id(activity, work.round, turn, work.instance))


def _rename_timers(draft: Draft, old: str, new: str) -> None:
    for key, timer in list(draft.timers.sorted_items()):
        if timer.subject == old:
            draft.timers.pop(key, None)
            draft.put_timer(key.replace(old, new, 1), Timer(timer.at, timer.kind, new, timer.number))


def _count_all(draft: Draft) -> None:
    draft.unsettled = draft.active = 0
    for name, node in draft.plan.nodes.items():
        if node.activity.recurs is not None:
            continue
        act = draft.act(name)
        if act.status == "waiting" and node.links_in:
            settled, held = count_links(draft, name)
            if settled or act.round > 1:
                draft.acts.put(name, replace(act, settled=settled, held=held))
        draft.unsettled += act.status not in SETTLED
        draft.active += act.status in ACTIVE
    for name in draft.added:
        draft.unsettled += draft.act(name).status not in SETTLED
        draft.active += draft.act(name).status in ACTIVE


@reduces(happened.MigrationSettled)
def settle_migration(draft: Draft, event: happened.MigrationSettled) -> None:
    """From here the move can be reverted, until something else happens."""
    draft.reversible = True


@reduces(happened.MigrationReverted)
def revert_migration(draft: Draft, event: happened.MigrationReverted) -> None:
    """Everything is as it was before the migration."""
    plan, plans = draft.plans[event.before.digest], draft.plans
    Draft.__init__(draft, plan, event.before, plans)
