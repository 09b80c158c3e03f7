"""Events and refusals in the words of a definition: one sentence, and the details that may follow it.

The sentences stand in `zaizao.wording.texts.net_events`; how a screen lays them out is not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from zaizao.definition.model import ProcessDefinition
from zaizao.errors import InputError, ZaizaoError
from zaizao.net import events as happened
from zaizao.net.naming import Names
from zaizao.net.state import Added, Work
from zaizao.wording import describe, say
from zaizao.wording.voice import choose_code

Write = Callable[[Names, Any], str]


class Told(Struct, frozen=True):
    """What happened in one sentence, and more about it in short phrases."""

    sentence: str
    details: tuple[str, ...] = ()


def tell_event(
    event: happened.Event,
    definition: ProcessDefinition,
    *,
    language: str = "zh",
    added: Mapping[str, Added] | None = None,
) -> Told:
    """An event as people read it; ``added`` names the activities that the definition does not have."""
    names = Names(definition, language, added or {})
    code = _choose_code(event)
    sentence = say(code, _write_fields(names, asdict(event)), language)
    return Told(sentence, tuple(_details(names, event)))


def tell_refusal(refusal: ZaizaoError, definition: ProcessDefinition, *, language: str = "zh") -> str:
    """Why a command was refused and what to do instead, with names for identifiers."""
    if isinstance(refusal, InputError):
        return describe(refusal, language)
    return say(choose_code(refusal), _write_fields(Names(definition, language), refusal.fields), language)


def code_of(kind: type[happened.Event]) -> str:
    """``ActivityDone`` is ``event-activity-done``."""
    return "event-" + re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def _write_fields(names: Names, fields: Mapping[str, Any]) -> dict[str, object]:
    written: dict[str, object] = {}
    for name, value in fields.items():
        write = _BY_FIELD.get(name)
        written[name] = value if write is None or value is None else write(names, value)
    if isinstance(fields.get("work"), tuple):
        written["holders"] = names.several(_holders(fields["work"]), names.organ)
    if isinstance(fields.get("added"), Added):
        written["name"] = Names(names.definition, names.language, {"+": fields["added"]}).activity("+")
    if "members" in fields:
        written["count"] = len(fields["members"])
    if fields.get("instance") is None and isinstance(fields.get("work"), str):
        written["element"] = fields["work"].rpartition(".")[2]
    return written


def _holders(work: tuple[Work, ...]) -> list[str]:
    return list(dict.fromkeys(one.holder or "applicant" for one in work))


def _several(kind: str) -> Write:
    def write(names: Names, value: Any) -> str:
        if isinstance(value, str):
            return str(getattr(names, kind)(value))
        return names.several(value, getattr(names, kind))

    return write


def _one(kind: str) -> Write:
    return lambda names, value: str(getattr(names, kind)(value))


def _work(names: Names, value: Any) -> str:
    return names.work(value) if isinstance(value, str) else ""


def _target(names: Names, value: Any) -> str:
    """Where something goes: an activity or an organ."""
    return names.activity(value) if value in names.definition.activities else names.organ(value)


def _subject(names: Names, value: str) -> str:
    kind, _, name = value.partition(":")
    if kind == "work":
        return names.work(name)
    return names.item(name) if name != "promise" else say("name-promise", {}, names.language)


_BY_FIELD: dict[str, Write] = {
    "activity": _one("activity"),
    "work": _work,
    "item": _one("item"),
    "items": _several("item"),
    "material": _one("material"),
    "materials": _several("material"),
    "gaps": _several("material"),
    "waits_for": lambda names, value: names.several(value, lambda one: names.material(names.activity(one))),
    "to": _target,
    "holder": _one("organ"),
    "organ": _one("organ"),
    "arbiter": _one("organ"),
    "people": _several("value"),
    "named": _several("value"),
    "by": lambda names, value: names.several([value] if isinstance(value, str) else value, names.organ),
    "outcome": _one("outcome"),
    "allowed": lambda names, value: (
        names.limit(value) if isinstance(value, str) else names.several(value, _allowed(names))
    ),
    "ground": _one("ground"),
    "reason": _one("reason"),
    "ending": _one("ending"),
    "interrupt": _one("interrupt"),
    "log": _one("log"),
    "limit": _one("limit"),
    "reset": _several("activity"),
    "acts": _several("activity"),
    "circle": _several("activity"),
    "during": _several("activity"),
    "anchor": _one("activity"),
    "missing": _several("fact"),
    "name": _one("fact"),
    "old": _one("moment"),
    "new": _one("moment"),
    "value": _one("value"),
    "due": _one("moment"),
    "until": _one("moment"),
    "next": _one("moment"),
    "check": _one("moment"),
    "subject": _subject,
    "obstacles": _several("obstacle"),
    "members": _several("value"),
    "lacking": lambda names, value: names.several(value, lambda one: say(f"name-{one}", {}, names.language)),
}


def _allowed(names: Names) -> Callable[[object], str]:
    def write(one: object) -> str:
        return names.fact(one) if str(one) in names.definition.fields else names.ground(names.outcome(one))

    return write


# Sentences that have more than one form


def _choose_code(event: happened.Event) -> str:
    code = code_of(type(event))
    match event:
        case happened.ActivityOpened(work=work) if work:
            return f"{code}-for"
        case happened.ActivityDone(outcome=outcome) if outcome is not None:
            return f"{code}-with"
        case happened.GapTolerated(due=due) if due is not None:
            return f"{code}-until"
        case happened.PledgeTaken(check=check) if check is not None:
            return f"{code}-until"
        case happened.ClockStarted(due=due) if due is not None:
            return f"{code}-due"
        case happened.Escalated(mode=mode, to=to) if mode != "warn" and to is not None:
            return f"{code}-{mode}"
        case happened.Assigned(to=to, final=final) if to is not None:
            return f"{code}-final" if final else f"{code}-to"
    return code


# Details: what an event has besides its sentence, in the order in which people ask


def _details(names: Names, event: happened.Event) -> Iterator[str]:
    for field, tell in _DETAILS:
        value = getattr(event, field, None)
        if value is not None and value not in ((), {}) and not _is_said(event, field):
            yield from tell(names, value)
    yield from _special_details(names, event)


def _is_said(event: happened.Event, field: str) -> bool:
    """Whether the sentence itself says it already."""
    said = {
        happened.ActivitySkipped: {"reason"},
        happened.ActivityCancelled: {"reason"},
        happened.GapTolerated: {"due"},
        happened.ClockStarted: {"due"},
        happened.PromiseMade: {"due"},
        happened.Supplied: {"materials"},
    }
    return field in said.get(type(event), set())


def _phrase(code: str, field: str, write: Write) -> Callable[[Names, Any], Iterator[str]]:
    def tell(names: Names, value: Any) -> Iterator[str]:
        yield say(code, {field: write(names, value)}, names.language)

    return tell


def _tell_said(names: Names, said: Mapping[str, object]) -> Iterator[str]:
    for key, code in (("text", "text"), ("reasons", "reason"), ("remedy", "remedy"), ("way_forward", "way-forward")):
        if said.get(key):
            yield say(f"tell-{code}", {key if key != "reasons" else "reason": said[key]}, names.language)


def _tell_how(names: Names, how: str) -> Iterator[str]:
    if how != "person":
        yield say(f"tell-how-{how}", {}, names.language)


def _tell_because(names: Names, because: Mapping[str, object]) -> Iterator[str]:
    for key, value in because.items():
        if key == "reason":
            yield say("tell-reason", {"reason": names.reason(value)}, names.language)
        elif key == "refused":
            yield say("tell-because-refused", {"refused": names.item(value)}, names.language)
        elif key == "gap":
            yield say("tell-because-gap", {"gap": names.material(value)}, names.language)
    guard = because.get("guard")
    read = {key: value for key, value in because.items() if key in names.definition.fields}
    if guard is not None:
        text = guard if isinstance(guard, str) else names.value(guard)
        yield say("tell-because-guard", {"guard": names.facts(read) if read else text}, names.language)


def _undo(names: Names, undo: Mapping[str, Added]) -> str:
    beside = Names(names.definition, names.language, undo)
    return names.several(undo, beside.activity)


_DETAILS: tuple[tuple[str, Callable[[Names, Any], Iterator[str]]], ...] = (
    ("said", _tell_said),
    ("reason", _phrase("tell-reason", "reason", _one("reason"))),
    ("basis", _phrase("tell-basis", "basis", _one("basis"))),
    ("because", _tell_because),
    ("guard", _phrase("tell-guard", "guard", _one("facts"))),
    ("people", _phrase("tell-people", "people", _several("value"))),
    ("how", _tell_how),
    ("facts", _phrase("tell-facts", "facts", _one("facts"))),
    ("result", _phrase("tell-facts", "facts", _one("facts"))),
    ("values", _phrase("tell-facts", "facts", _one("facts"))),
    ("reported", _phrase("tell-facts", "facts", _one("facts"))),
    ("notice", _phrase("tell-notice", "notice", _one("value"))),
    ("due", _phrase("tell-new-due", "due", _one("moment"))),
    ("promised", _phrase("tell-promised", "promised", _one("moment"))),
    ("lapses", _phrase("tell-lapses", "lapses", _one("moment"))),
    ("supervisor", _phrase("tell-supervisor", "supervisor", _one("value"))),
    ("answered", _phrase("tell-answered", "answered", _several("work"))),
    ("paused", _phrase("tell-paused", "paused", _several("work"))),
    ("undo", _phrase("tell-undo", "undo", _undo)),
    ("mapping", _phrase("tell-mapping", "mapping", _one("value"))),
    ("passed", _phrase("tell-passed", "passed", _several("activity"))),
    ("acting_for", _phrase("tell-acting-for", "organ", _one("organ"))),
)  # fmt: skip


def _special_details(names: Names, event: happened.Event) -> Iterator[str]:
    match event:
        case happened.CaseOpened(items=items, materials=materials):
            if items:
                yield say("tell-items", {"items": names.several(items, names.item)}, names.language)
            if materials:
                yield say("tell-materials", {"materials": names.several(materials, names.material)}, names.language)
        case happened.ActivityOpened(work=work, recused=recused):
            dues = sorted({one.due for one in work if one.due is not None})
            if dues:
                yield say("tell-due", {"due": names.moment(dues[0])}, names.language)
            if recused:
                yield say("tell-recused", {"count": recused}, names.language)
        case happened.ActivityDone(at=at, effective=effective) if effective < at:
            yield say("tell-effective", {"effective": names.moment(effective)}, names.language)
        case happened.TurnDone(missing=missing) if missing:
            yield say("tell-missing", {"missing": names.several(missing, names.fact)}, names.language)
        case happened.Commented(text=text):
            yield say("tell-text", {"text": text}, names.language)
        case _:
            return
