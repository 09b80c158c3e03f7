"""A change of a redesign in words: what it concerns, and its ground with names for identifiers."""

from __future__ import annotations

import re

from zaizao.cli.page.chain.naming import Namer
from zaizao.redesign import Change
from zaizao.verification import Loss

_MANY = 4
_EMPTY = {"情形：。": "", " Situation: .": "", "）：无。": "）。", "): none.": ")."}
"""What is left of words when there is nothing to fill in."""
GAP = re.compile(r" (?=“)|(?<=”) ")


def say_elements(change: Change, namer: Namer) -> str:
    """The names of what a change concerns; many are cut short."""
    names = list(dict.fromkeys(namer.element(each) for each in change.elements))
    if len(names) <= _MANY:
        return namer.several(names)
    return namer.say("page-change-many", names=namer.several(names[:_MANY]), count=len(names))


def say_ground(change: Change, namer: Namer) -> str:
    """Why it may be changed."""
    process = change.elements[0].partition("/")[0] if change.elements else ""
    words = namer.say(change.ground.code, **_quote(namer.fields(change.ground.fields, process=process), namer))
    return GAP.sub("", words) if namer.language == "zh" else words


def _quote(fields: dict[str, object], namer: Namer) -> dict[str, object]:
    """Steps that the words name without marks get them, so that their names end where they end."""
    bare = ("activity", "sources") if "sources" in fields else ("source", "held")
    return {
        key: namer.quoted(value) if key in bare and isinstance(value, str) else value for key, value in fields.items()
    }


def say_operator(name: str, namer: Namer) -> str:
    """An operator by the name that people know."""
    return namer.say(f"page-operator-{name}")


def say_loss(loss: Loss, namer: Namer) -> str:
    """What was lost, without its situation."""
    process = loss.path.partition("/")[0]
    fields = namer.fields({**loss.fields, "situation": {}}, process=process)
    if loss.code == "pledge-excluded":
        fields["why"] = namer.say(f"page-why-{loss.fields['why']}")
    words = namer.say(loss.code, **fields)
    for empty, said in _EMPTY.items():
        words = words.replace(empty, said)
    return words
