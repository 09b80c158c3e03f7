"""What moving a case to another version would do, activity by activity, and what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.net.plan import Plan, plan_of
from zaizao.net.state import ACTIVE, SETTLED, CaseState


class Fate(Struct, frozen=True):
    """What becomes of one activity: kept, renamed, gone, new, or passed (new, but behind the case already)."""

    activity: str
    fate: str
    becomes: str | None = None
    status: str = "waiting"


class MigrationPreview(Struct, frozen=True):
    """Everything a migration would do; it can be done if there is no obstacle."""

    old: str
    new: str
    fates: tuple[Fate, ...]
    obstacles: tuple[str, ...]


def preview_migration(
    old: ProcessDefinition,
    new: ProcessDefinition,
    state: CaseState,
    *,
    mapping: Mapping[str, str] | None = None,
    passed: tuple[str, ...] = (),
) -> MigrationPreview:
    """Say what ``new`` would make of the case, without doing it.

    Obstacles: open work whose activity is gone or does something else; a new activity that lies before what the case
    has already done and is not listed in ``passed``; an item of the case that is gone; a closed case.
    """
    names = dict(mapping or {})
    before, after = plan_of(old), plan_of(new)
    fates = (*_old_fates(before, after, state, names), *_new_fates(before, after, state, names))
    obstacles = (
        *_case_obstacles(after, state, names),
        *(f"open-work-gone:{each.activity}" for each in fates if each.fate == "gone" and each.status in ACTIVE),
        *_changed_meaning(before, after, state, names),
        *(
            f"behind-the-case:{each.activity}"
            for each in fates
            if each.fate == "passed" and each.activity not in passed
        ),
        *(f"not-behind-the-case:{name}" for name in passed if Fate(name, "passed") not in fates),
    )
    return MigrationPreview(before.digest, after.digest, fates, obstacles)


def _old_fates(before: Plan, after: Plan, state: CaseState, names: Mapping[str, str]) -> list[Fate]:
    fates = []
    for name in before.nodes:
        act, new = state.acts.get(name), names.get(name, name)
        status = act.status if act is not None else "waiting"
        if new not in after.nodes:
            fates.append(Fate(name, "gone", None, status))
        else:
            fates.append(Fate(name, "kept" if new == name else "renamed", new, status))
    return fates


def _new_fates(before: Plan, after: Plan, state: CaseState, names: Mapping[str, str]) -> list[Fate]:
    carried = {names.get(name, name): name for name in before.nodes}
    behind = _behind(after, state, carried)
    return [Fate(name, "passed" if name in behind else "new") for name in after.nodes if name not in carried]


def _behind(after: Plan, state: CaseState, carried: Mapping[str, str]) -> set[str]:
    """Activities from which something that has already begun or ended can be reached."""
    reached = [new for new, old in carried.items() if new in after.nodes and _is_touched(state, old)]
    found, queue = set[str](), reached
    while queue:
        for source, _ in after.nodes[queue.pop()].links_in:
            if source not in found:
                found.add(source)
                queue.append(source)
    return found


def _is_touched(state: CaseState, name: str) -> bool:
    act = state.acts.get(name)
    return act is not None and (act.status in SETTLED or act.status in ACTIVE)


def _case_obstacles(after: Plan, state: CaseState, names: Mapping[str, str]) -> list[str]:
    obstacles = [f"item-gone:{name}" for name in state.items if name not in after.items]
    if state.status != "open":
        obstacles.append("case-closed")
    if len(set(names.values())) != len(names) or any(new not in after.nodes for new in names.values()):
        obstacles.append("mapping-malformed")
    if state.returning or state.recurring:
        obstacles.append("return-or-report-under-way")
    return obstacles


def _changed_meaning(before: Plan, after: Plan, state: CaseState, names: Mapping[str, str]) -> list[str]:
    changed = []
    for name, act in state.acts.sorted_items():
        new = after.nodes.get(names.get(name, name))
        old = before.nodes.get(name)
        if new is None or old is None or act.status == "waiting":
            continue
        if (new.activity.does, new.item, new.activity.outcomes) != (old.activity.does, old.item, old.activity.outcomes):
            changed.append(f"means-something-else:{name}")
    return changed
