"""A change of a redesign in words: what it concerns, and its ground with names for identifiers."""

from __future__ import annotations

from zaizao.cli.page.chain.naming import Namer
from zaizao.redesign import Change
from zaizao.verification import Loss

_MANY = 4


def say_elements(change: Change, namer: Namer) -> str:
    """The names of what a change concerns; many are cut short."""
    names = list(dict.fromkeys(namer.element(each) for each in change.elements))
    if len(names) <= _MANY:
        return namer.several(names)
    return namer.say("page-change-many", names=namer.several(names[:_MANY]), count=len(names))


def say_ground(change: Change, namer: Namer) -> str:
    """Why it may be changed."""
    process = change.elements[0].partition("/")[0] if change.elements else ""
    return namer.say(change.ground.code, **namer.fields(change.ground.fields, process=process))


def say_operator(name: str, namer: Namer) -> str:
    """An operator by the name that people know."""
    return namer.say(f"page-operator-{name}")


def say_loss(loss: Loss, namer: Namer) -> str:
    """What was lost, without its situation."""
    process = loss.path.partition("/")[0]
    fields = namer.fields({"situation": {}, **loss.fields}, process=process)
    if loss.code == "pledge-excluded":
        fields["why"] = namer.say(f"page-why-{loss.fields['why']}")
    words = namer.say(loss.code, **fields)
    for mark in ("情形：。", " Situation: ."):
        words = words.replace(mark, "")
    return words
