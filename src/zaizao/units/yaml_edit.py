"""Small changes to plain values: what is dropped, what is put where, and what then stands there.

What the keys of a file mean comes from outside (`Form`). Changing a YAML *text* is `yaml_edit_text`, which works
from the same plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from zaizao.errors import InputError, Location, Problem
from zaizao.units.edit import Drop, Edit, Put
from zaizao.units.yaml_marks import Path, Step, dotted


class EditError(InputError):
    """The changes do not fit what is to be changed."""

    code = "edit"


class Form(Struct, frozen=True):
    """What a schema says about one value; the default says nothing."""

    keys: tuple[str, ...] = ()
    """The order in which the keys of a mapping are written; others follow at the end."""
    child: Callable[[Step], Form] = lambda _: Form()
    is_list: bool = False
    """A list, whose only element may stand without brackets."""
    may_vanish: bool = False
    """To be absent is to be empty."""
    expand: Callable[[object], object] | None = None
    """From the short way of writing a mapping to the mapping."""


class Swap(Struct, frozen=True):
    """Another value stands there."""

    value: object


class Gone(Struct, frozen=True):
    """Nothing stands there any more."""


class Inner(Struct, frozen=True):
    """The list or mapping stays; something in it changes."""

    value: object
    """What it then amounts to."""
    changes: Mapping[Step, Swap | Gone | Inner]
    """By the key or index in the original."""
    added: tuple[tuple[Step, object], ...]
    """New elements behind the last, or new keys in the order of the schema."""
    single: bool = False
    """In the text the list is one element without brackets."""


Plan: TypeAlias = Swap | Gone | Inner | None
"""What happens to one value; None where nothing does."""

_Rest: TypeAlias = tuple[Path, Edit]
"""What of an edit's path is still to be walked, and the edit."""


def edit_plain(value: object, edits: Iterable[Edit], *, form: Form | None = None) -> object:
    """``value`` with the changes made. Raises EditError with every edit that names no place or contradicts another."""
    plan = plan_edits(value, edits, form=form)
    return value if plan is None else _outcome(plan)


def plan_edits(value: object, edits: Iterable[Edit], *, form: Form | None = None) -> Swap | Inner | None:
    """What happens where, worked out against ``value``. Raises EditError."""
    planner = _Planner([])
    plan = planner.plan(value, [(tuple(edit.path), edit) for edit in edits], form=form or Form())
    if isinstance(plan, Gone):
        planner.problems.append(Problem("edit-conflict", {"path": ""}))
    if planner.problems:
        raise EditError(planner.problems)
    assert not isinstance(plan, Gone)
    return plan


def is_same(one: object, other: object) -> bool:
    """Equal in kind and value: 1 is not true, and keys stand in no order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return one == other


def _outcome(plan: Swap | Gone | Inner) -> object:
    return None if isinstance(plan, Gone) else plan.value


class _Planner(Struct, frozen=True):
    """Walks value and edits together; what does not fit is gathered in ``problems``."""

    problems: list[Problem]

    def plan(self, value: object, edits: Sequence[_Rest], *, form: Form) -> Plan:
        here = [edit for rest, edit in edits if not rest]
        if here:
            return self._plan_here(value, here, edits, form=form)
        if not edits:
            return None
        if form.is_list and not isinstance(value, list):
            return self._plan_list([value], edits, form=form, single=True)
        if isinstance(value, list):
            return self._plan_list(value, edits, form=form, single=False)
        if isinstance(value, dict):
            return self._plan_mapping(value, edits, form=form)
        expanded = None if form.expand is None else form.expand(value)
        if isinstance(expanded, dict):
            plan = self._plan_mapping(expanded, edits, form=form)
            return plan and Swap(_outcome(plan))
        return self._refuse("edit-path-missing", edits)

    def _refuse(self, code: str, edits: Iterable[_Rest]) -> Plan:
        for _, edit in edits:
            path = dotted(edit.path)
            self.problems.append(Problem(code, {"path": path}, Location(path=path)))
        return None

    def _plan_here(self, value: object, here: list[Edit], edits: Sequence[_Rest], *, form: Form) -> Plan:
        first = here[0]
        deeper = [edit for rest, edit in edits if rest]
        if isinstance(first, Drop):
            if all(isinstance(edit, Drop) for edit in (*here, *deeper)):
                return Gone()
        elif not deeper and all(isinstance(edit, Put) and is_same(edit.value, first.value) for edit in here):
            return self._plan_put(value, first.value, form=form)
        return self._refuse("edit-conflict", edits)

    def _plan_put(self, old: object, new: object, *, form: Form) -> Plan:
        """The least that has to change: what is the same in both stays as it is written."""
        if is_same(old, new):
            return None
        if isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
            drops: list[_Rest] = [((key,), Drop((key,))) for key in old if key not in new]
            puts: list[_Rest] = [((key,), Put((key,), value)) for key, value in new.items()]
            plan = self._plan_mapping(old, [*drops, *puts], form=form)
            return plan if isinstance(plan, Inner) else Swap(new)
        if isinstance(old, list) and isinstance(new, list) and is_same(old, new[: len(old)]) and old:
            added = tuple(enumerate(new))[len(old) :]
            return Inner(new, {}, added)
        return Swap(new)

    def _plan_list(self, old: list[object], edits: Sequence[_Rest], *, form: Form, single: bool) -> Plan:
        changes: dict[Step, Swap | Gone | Inner] = {}
        added: list[tuple[Step, object]] = []
        for step, group in _group(edits).items():
            if type(step) is not int or step < 0:
                self._refuse("edit-path-missing", group)
            elif step < len(old):
                inner = self.plan(old[step], [(rest[1:], edit) for rest, edit in group], form=form.child(step))
                changes |= {} if inner is None else {step: inner}
            else:
                added += self._append(step, group, size=len(old) + len(added))
        if not changes and not added:
            return None
        kept = [_outcome(changes[i]) if i in changes else value for i, value in enumerate(old) if not _goes(changes, i)]
        new = [*kept, *(value for _, value in added)]
        if not new and form.may_vanish:
            return Gone()
        one = single and len(kept) == 1 and not added and not isinstance(kept[0], list)
        return Inner(kept[0] if one else new, changes, tuple(added), single)

    def _append(self, step: int, group: Sequence[_Rest], *, size: int) -> list[tuple[Step, object]]:
        if step > size:
            self._refuse("edit-path-missing", group)
            return []
        values: list[object] = []
        for rest, edit in group:
            if len(rest) > 1 or isinstance(edit, Drop):
                self._refuse("edit-path-missing", [(rest, edit)])
            elif not any(is_same(edit.value, value) for value in values):
                values.append(edit.value)
        return [(step, value) for value in values]

    def _plan_mapping(self, old: dict[str, object], edits: Sequence[_Rest], *, form: Form) -> Plan:
        changes: dict[Step, Swap | Gone | Inner] = {}
        added: dict[str, object] = {}
        for step, group in _group(edits).items():
            rests = [(rest[1:], edit) for rest, edit in group]
            inner: Plan = None
            if type(step) is str and step in old:
                inner = self.plan(old[step], rests, form=form.child(step))
                changes |= {} if inner is None else {step: inner}
            elif type(step) is str:
                inner = self._plan_absent(rests, form=form.child(step))
                added |= {} if inner is None or isinstance(inner, Gone) else {step: inner.value}
            else:
                self._refuse("edit-path-missing", group)
        if not changes and not added:
            return None
        kept = {key: _outcome(changes[key]) if key in changes else old[key] for key in old if not _goes(changes, key)}
        if not kept and not added and form.may_vanish:
            return Gone()
        places = {key: place for place, key in enumerate(form.keys)}
        ordered = sorted(added.items(), key=lambda entry: places.get(entry[0], len(places)))
        return Inner(_insert(kept, ordered, places), changes, tuple(ordered))

    def _plan_absent(self, edits: Sequence[_Rest], *, form: Form) -> Plan:
        """A key that is not there: put, or begun where to be absent is to be empty."""
        if any(not rest for rest, _ in edits):
            plan = self._plan_here(None, [edit for rest, edit in edits if not rest], edits, form=form)
            if isinstance(plan, Gone):
                return self._refuse("edit-path-missing", edits)
            put = edits[0][1]
            return Swap(put.value) if plan is None and isinstance(put, Put) and put.value is None else plan
        if form.may_vanish:
            return self.plan([] if form.is_list else {}, edits, form=form)
        return self._refuse("edit-path-missing", edits)


def _group(edits: Sequence[_Rest]) -> dict[Step, list[_Rest]]:
    """By the next step; new elements of a list come in the order of their index."""
    groups: dict[Step, list[_Rest]] = {}
    for rest, edit in edits:
        groups.setdefault(rest[0], []).append((rest, edit))
    return dict(sorted(groups.items(), key=lambda group: group[0] if isinstance(group[0], int) else -1))


def _goes(changes: Mapping[Step, Swap | Gone | Inner], step: Step) -> bool:
    return isinstance(changes.get(step), Gone)


def _insert(kept: dict[str, object], added: Sequence[tuple[str, object]], places: Mapping[str, int]) -> object:
    """The mapping with the new keys, each behind the last of its siblings that the schema puts before it."""
    order = list(kept)
    for key, _ in added:
        order.insert(find_place(order, key, places), key)
    values = {**kept, **dict(added)}
    return {key: values[key] for key in order}


def find_place(order: Sequence[str], key: str, places: Mapping[str, int]) -> int:
    """Where among the keys ``order`` a new one belongs: behind the last that the schema puts before it."""
    if key not in places:
        return len(order)
    before = [index for index, other in enumerate(order) if places.get(other, -1) < places[key]]
    return before[-1] + 1 if before else 0
