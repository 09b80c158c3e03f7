"""What else a process does stays as it is: lists, repeats, messages, children, dates, automatic results, interrupts.

Names are translated by lineage and expressions compared in one spelling. Escalation, offers and what may be added at
run time are how an organ manages itself; they are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from zaizao.definition.plain import unstructure
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.verdict import Loss

KEPT = ("at", "not_before", "not_later_than", "awaits", "each", "repeat", "recurs", "opens", "automatic", "choice")
_WORD = re.compile(r"[^\W\d][\w-]*")
_TABLES = ("interrupts", "entries", "parties")


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Constructs that went or changed, and those that appear."""
    for origin, before, image, after in inquiry.list_kept():
        for name in KEPT:
            old, new = getattr(before, name), getattr(after, name)
            united = len(inquiry.line.origins_of("activities", image)) > 1
            if old is None and (new is None or united):
                continue
            if _translate(inquiry, origin[0], old) != _translate(inquiry, -1, new):
                yield Loss("construct-changed", inquiry.address("activities", origin), {"construct": name})
    for number, definition in enumerate(inquiry.before):
        for table in _TABLES:
            for name, old in getattr(definition, table).items():
                new = getattr(inquiry.after, table).get(name)
                if new is None or _translate(inquiry, number, old) != _translate(inquiry, -1, new):
                    yield Loss("construct-changed", f"{definition.process}/{table}/{name}", {"construct": table})
        group = _translate(inquiry, number, definition.group)
        if group is not None and group != _translate(inquiry, -1, inquiry.after.group):
            yield Loss("construct-changed", f"{definition.process}/group", {"construct": "group"})


def _translate(inquiry: Inquiry, number: int, value: Any) -> Any:
    """The plain form of a value in AFTER's names."""
    return _rename(inquiry, number, unstructure(value)) if value is not None else None


def _rename(inquiry: Inquiry, number: int, plain: Any) -> Any:
    if isinstance(plain, dict):
        return {_name(inquiry, number, key): _rename(inquiry, number, value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_rename(inquiry, number, value) for value in plain]
    if isinstance(plain, str):
        return _WORD.sub(lambda found: _name(inquiry, number, found[0]), " ".join(plain.split()))
    return plain


def _name(inquiry: Inquiry, number: int, word: str) -> str:
    if number < 0:
        return word
    for table in ("activities", "fields", "items", "materials"):
        if word in getattr(inquiry.before[number], table):
            return inquiry.line.image(table, number, word) or word
    return word
