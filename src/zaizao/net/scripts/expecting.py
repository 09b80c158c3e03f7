"""What a script says a case must have come to, compared with what it came to. One function for each word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal

from msgspec import Struct

from zaizao.definition import ProcessDefinition
from zaizao.net.scripts.forms import fit_value, read_moment
from zaizao.net.state import ACTIVE, NULL, CaseState

Plain = Mapping[str, object]


class Difference(Struct, frozen=True):
    """One thing that is not as expected."""

    what: str
    expected: object
    found: object


def find_differences(definition: ProcessDefinition, state: CaseState, expected: Plain) -> Iterator[Difference]:
    """Everything in which the case is not as expected; an unknown word is a difference too."""
    for word, wanted in expected.items():
        look = _WORDS.get(word)
        if look is None:
            yield Difference(word, tuple(_WORDS), None)
        else:
            yield from look(definition, state, wanted)


def _same(what: str, wanted: object, found: object) -> Iterator[Difference]:
    if wanted != found:
        yield Difference(what, wanted, found)


def _each(what: str, wanted: object, find: Callable[[str], object]) -> Iterator[Difference]:
    if not isinstance(wanted, Mapping):
        yield Difference(what, wanted, None)
        return
    for name, one in wanted.items():
        yield from _same(f"{what}.{name}", one, find(name))


def _items(definition: ProcessDefinition, state: CaseState, wanted: object) -> Iterator[Difference]:
    def outcome(name: str) -> object:
        item = state.items.get(name)
        return None if item is None else item.outcome or "undecided"

    yield from _each("items", wanted, outcome)


def _facts(definition: ProcessDefinition, state: CaseState, wanted: object) -> Iterator[Difference]:
    def fact(name: str) -> object:
        value = state.facts.get(name)
        return None if value is NULL else value

    if not isinstance(wanted, Mapping):
        yield Difference("facts", wanted, None)
        return
    for name, one in wanted.items():
        yield from _same(f"facts.{name}", _exact(fit_value(definition.fields.get(name), one)), _exact(fact(name)))


def _exact(value: object) -> object:
    """A value with its numbers as the engine keeps them: 2.8 is 2.8 and nothing beside it."""
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, (list, tuple)):
        return [_exact(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _exact(one) for name, one in value.items()}
    return value


def _activities(definition: ProcessDefinition, state: CaseState, wanted: object) -> Iterator[Difference]:
    """Either the status or the outcome may be written."""
    if not isinstance(wanted, Mapping):
        yield Difference("activities", wanted, None)
        return
    for name, one in wanted.items():
        act = state.acts.get(name)
        status = "waiting" if act is None else act.status
        outcome = None if act is None else act.outcome
        if one not in (status, outcome):
            yield Difference(f"activities.{name}", one, outcome or status)


def _open(definition: ProcessDefinition, state: CaseState, wanted: object) -> Iterator[Difference]:
    found = sorted(name for name, act in state.acts.sorted_items() if act.status in ACTIVE)
    yield from _same("open", sorted(wanted) if isinstance(wanted, list) else wanted, found)


def _holders(definition: ProcessDefinition, state: CaseState, wanted: object) -> Iterator[Difference]:
    def holder(activity: str) -> object:
        found = [work.holder for _, work in state.work.sorted_items() if work.activity == activity]
        return found[0] if len(found) == 1 else found or None

    yield from _each("holders", wanted, holder)


def _due(definition: ProcessDefinition, state: CaseState, wanted: object) -> Iterator[Difference]:
    """The last day of an item's limit; with a time of day, the first moment that is too late."""

    def due(name: str, one: object) -> object:
        item = state.items.get(name)
        if item is None or item.due is None:
            return None
        if isinstance(one, str) and len(one) > len("2026-01-01"):
            return read_moment(one) and (one if read_moment(one) == item.due else item.due.isoformat())
        return (item.due - timedelta(microseconds=1)).date().isoformat()

    if not isinstance(wanted, Mapping):
        yield Difference("due", wanted, None)
        return
    for name, one in wanted.items():
        yield from _same(f"due.{name}", one, due(name, one))


def _work(definition: ProcessDefinition, state: CaseState, wanted: object) -> Iterator[Difference]:
    yield from _same("work", wanted, len(state.work))


def _members(definition: ProcessDefinition, state: CaseState, wanted: object) -> Iterator[Difference]:
    """A number, or how many stand how: ``{answered: 120}``."""
    if isinstance(wanted, int):
        yield from _same("members", wanted, len(state.members))
        return
    found = [member.status for member in state.members.values()]
    yield from _each("members", wanted, found.count)


_Look = Callable[[ProcessDefinition, CaseState, object], Iterator[Difference]]

_WORDS: dict[str, _Look] = {
    "status": lambda definition, state, wanted: _same("status", wanted, state.status),
    "ending": lambda definition, state, wanted: _same("ending", wanted, state.ending),
    "items": _items,
    "facts": _facts,
    "activities": _activities,
    "open": _open,
    "holders": _holders,
    "due": _due,
    "work": _work,
    "members": _members,
}
