"""What two definitions differ in, as changes that can be said in the reader's words.

Formatting, comments, shorthands and the order of keys are no change. Words stand in `zaizao.wording`; whether a change
is lawful or wise is not judged here.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from zaizao.definition.codec import structure
from zaizao.definition.finding import Path
from zaizao.definition.labels import GROUNDS, TABLES, name_key
from zaizao.definition.model import Activity, Ground, Link, Material, ProcessDefinition
from zaizao.definition.plain import to_plain, unstructure
from zaizao.definition.shape import slots_of
from zaizao.errors import Problem
from zaizao.units import Limit, Text


class Change(Struct, frozen=True):
    """One difference: a stable code, where it stands, and the values a reader needs."""

    code: str
    path: Path
    fields: Mapping[str, object] = {}

    def to_problem(self) -> Problem:
        """In the shape that `zaizao.wording` describes."""
        return Problem(self.code, self.fields)


def compare_definitions(old: ProcessDefinition, new: ProcessDefinition) -> tuple[Change, ...]:
    """Everything that ``new`` has otherwise than ``old``, in the language's order; empty for equal definitions."""
    return tuple(_compare_definitions(old, new))


def _compare_definitions(old: ProcessDefinition, new: ProcessDefinition) -> Iterator[Change]:
    renamed = _find_renamed(old.activities, new.activities)
    for before, after in renamed.items():
        fields = {"subject": _name_of(new.activities[after], after), "old": before, "new": after}
        yield Change("activity-renamed", ("activities", after), fields)
    old = _rename(old, renamed) if renamed else old
    namer = _Namer(old, new)
    subject = new.name
    for slot in slots_of(ProcessDefinition):
        before, after = getattr(old, slot.attribute), getattr(new, slot.attribute)
        if slot.key in TABLES:
            yield from _compare_tables(namer, slot.key, before, after)
        else:
            yield from _compare_values(namer, subject, (slot.key,), before, after, is_feel=slot.is_feel)


class _Namer:
    """What the things of both versions are called."""

    def __init__(self, old: ProcessDefinition, new: ProcessDefinition) -> None:
        self._both = (new, old)

    def name(self, table: str, identifier: str) -> Text:
        for definition in self._both:
            member = getattr(definition, table).get(identifier)
            if member is not None:
                return _name_of(member, identifier)
        return Text(identifier, identifier)

    def name_ground(self, link: Link) -> Text:
        word = GROUNDS[link.ground]
        if link.of is None:
            return word
        detail = self._name_object(link)
        return Text(f"{word.zh}{detail.zh}", f"{word.say('en')}, {detail.say('en')}")

    def _name_object(self, link: Link) -> Text:
        if link.ground is not Ground.LAW or link.of is None:
            name = self.name("materials", link.of or "")
            return Text(f"“{name.zh}”", f"“{name.say('en')}”")
        for definition in self._both:
            basis = definition.bases.get(link.of)
            if basis is not None:
                cited = f"《{basis.law}》{basis.article}"
                return Text(cited, cited)
        return Text(link.of, link.of)


def _name_of(member: object, identifier: str) -> Text:
    name = getattr(member, "name", None)
    return name if isinstance(name, Text) else Text(identifier, identifier)


def _find_renamed(old: Mapping[str, Activity], new: Mapping[str, Activity]) -> dict[str, str]:
    """Activities of the same name and act that have only another identifier; the name must be unique in both."""
    gone = _index_by_name({name: a for name, a in old.items() if name not in new})
    come = _index_by_name({name: a for name, a in new.items() if name not in old})
    return {before: come[key] for key, before in gone.items() if key in come}


def _index_by_name(activities: Mapping[str, Activity]) -> dict[tuple[Text, str], str]:
    found: dict[tuple[Text, str], list[str]] = {}
    for identifier, activity in activities.items():
        if activity.name is not None:
            found.setdefault((activity.name, activity.does), []).append(identifier)
    return {key: names[0] for key, names in found.items() if len(names) == 1}


_REFERRING = frozenset(
    "activity not same_as body while from to during cancels then answer duties promised_from".split()
)
"""Keys whose values name activities, alone or as ``ACTIVITY.done``."""


def _rename(definition: ProcessDefinition, renamed: Mapping[str, str]) -> ProcessDefinition:
    """The definition with activities, and all that refers to them, called as in the new version."""
    plain = to_plain(definition)
    plain["activities"] = {renamed.get(name, name): activity for name, activity in plain["activities"].items()}
    again = structure(_rename_in(plain, renamed), ProcessDefinition, faults=[])
    return definition if again is None else again


def _rename_in(value: Any, renamed: Mapping[str, str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _rename_in(member, renamed, name) for name, member in value.items()}
    if isinstance(value, list):
        return [_rename_in(member, renamed, key) for member in value]
    if not isinstance(value, str) or key not in _REFERRING:
        return value
    name, dot, moment = value.partition(".")
    return renamed.get(name, name) + dot + moment


def _compare_tables(namer: _Namer, table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    kind = TABLES[table]
    for name in old:
        if name not in new:
            yield Change("member-removed", (table, name), {"kind": kind, "subject": _name_of(old[name], name)})
    for name, member in new.items():
        subject = _name_of(member, name)
        if name not in old:
            yield Change("member-added", (table, name), {"kind": kind, "subject": subject})
            if isinstance(member, Activity):
                yield from _compare_links(namer, subject, (table, name), (), member.after)
        elif old[name] != member:
            yield from _compare_objects(namer, subject, (table, name), old[name], member)


def _compare_objects(namer: _Namer, subject: Text, path: Path, old: Any, new: Any) -> Iterator[Change]:
    cls: Any = type(new)
    for slot in slots_of(cls):
        before, after = getattr(old, slot.attribute), getattr(new, slot.attribute)
        if before == after:
            continue
        at = (*path, slot.key)
        if isinstance(new, Material) and slot.key in ("from", "gap", "pledge"):
            yield from _compare_burdens(subject, at, before, after)
        elif slot.key == "after" and isinstance(new, Activity):
            yield from _compare_links(namer, subject, path, before, after)
        elif slot.key in ("by", "organ") and isinstance(after or before, str):
            names = {"old": _name_organ(namer, before), "new": _name_organ(namer, after)}
            yield Change("organ-changed", at, {"subject": subject, **names})
        else:
            yield from _compare_values(namer, subject, at, before, after, is_feel=slot.is_feel)


def _name_organ(namer: _Namer, name: str | None) -> Text | None:
    return namer.name("organs", name) if name is not None else None


def _compare_burdens(subject: Text, path: Path, old: str, new: str) -> Iterator[Change]:
    """What a change in a material's source, gap or pledge means to the one who has to bring it."""
    code = {
        ("from", True): "material-now-shared",
        ("from", False): "material-no-longer-shared",
        ("gap", True): "gap-allowed",
        ("gap", False): "gap-forbidden",
        ("pledge", True): "pledge-allowed",
        ("pledge", False): "pledge-forbidden",
    }
    key = str(path[-1])
    eased = (old.startswith("shared/"), new.startswith("shared/")) if key == "from" else (old != "no", new != "no")
    fields = {"subject": subject, "label": name_key(key), "old": old, "new": new}
    yield Change("value-changed" if eased[0] == eased[1] else code[key, eased[1]], path, fields)


def _compare_links(
    namer: _Namer, target: Text, path: Path, old: tuple[Link, ...], new: tuple[Link, ...]
) -> Iterator[Change]:
    before, after = _index_links(old), _index_links(new)
    for key, link in before.items():
        if key not in after:
            yield Change("link-removed", (*path, "after"), _describe_link(namer, target, link))
    for index, (key, link) in enumerate(after.items()):
        at = (*path, "after", index)
        fields = _describe_link(namer, target, link)
        if key not in before:
            yield Change("link-added", at, fields)
            continue
        earlier = before[key]
        if (earlier.ground, earlier.of) != (link.ground, link.of):
            yield Change("link-ground-changed", at, {**fields, "old": namer.name_ground(earlier)})
        for slot in ("on", "if_skipped", "assumption"):
            held, held_now = getattr(earlier, slot), getattr(link, slot)
            if held != held_now:
                values = {"label": name_key(slot), "old": unstructure(held), "new": unstructure(held_now)}
                yield Change("link-condition-changed", at, {**fields, **values})


def _index_links(links: tuple[Link, ...]) -> dict[tuple[str, tuple[str, ...]], Link]:
    """Links by source, and by outcomes where one source stands several times."""
    sources = [link.activity for link in links]
    return {(link.activity, link.on if sources.count(link.activity) > 1 else ()): link for link in links}


def _describe_link(namer: _Namer, target: Text, link: Link) -> dict[str, object]:
    return {"target": target, "source": namer.name("activities", link.activity), "ground": namer.name_ground(link)}


def _compare_values(
    namer: _Namer, subject: Text, path: Path, old: Any, new: Any, *, is_feel: bool = False
) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, Limit | None) and isinstance(new, Limit | None):
        yield _compare_limits(subject, path, old, new)
    elif isinstance(old, Struct) and type(old) is type(new) and not isinstance(new, Text):
        yield from _compare_objects(namer, subject, path, old, new)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _compare_mappings(namer, subject, path, old, new)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _compare_lists(subject, path, old, new)
    else:
        values = {"old": _show(old), "new": _show(new)}
        code = "value-removed" if new is None else "value-added" if old is None else "value-changed"
        code = code.replace("value", "expression") if is_feel else code
        yield Change(code, path, {"subject": subject, "label": _label(path), **values})


def _compare_mappings(
    namer: _Namer, subject: Text, path: Path, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        yield from _compare_values(namer, subject, (*path, name), old.get(name), new.get(name))


def _compare_limits(subject: Text, path: Path, old: Limit | None, new: Limit | None) -> Change:
    fields = {"subject": subject, "label": _label(path), "old": old, "new": new}
    if old is None or new is None:
        return Change("limit-set" if old is None else "limit-lifted", path, fields)
    if old.unit is not new.unit:
        return Change("limit-changed", path, fields)
    return Change("limit-tightened" if new.amount < old.amount else "limit-loosened", path, fields)


def _compare_lists(subject: Text, path: Path, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    before, after = [_show(value) for value in old], [_show(value) for value in new]
    fields = {"subject": subject, "label": _label(path)}
    gone = [value for value in before if value not in after]
    come = [value for value in after if value not in before]
    yield from (Change("listed-no-more", path, {**fields, "value": value}) for value in gone)
    yield from (Change("listed-now", path, {**fields, "value": value}) for value in come)
    if not gone and not come:
        yield Change("order-changed", path, {**fields, "old": before, "new": after})


def _show(value: Any) -> object:
    """A value as a field of a message: texts and limits as they are, the rest plain."""
    if value is None or isinstance(value, Text | Limit):
        return value
    return typing.cast("object", unstructure(value))


def _label(path: Path) -> Text:
    """What the place is called: the keys below the table's member, joined."""
    words = path[2:] if path[0] in TABLES else path
    names = [name_key(str(word)) for word in words if not isinstance(word, int)]
    return Text("·".join(n.zh for n in names), ", ".join(n.say("en") for n in names))
