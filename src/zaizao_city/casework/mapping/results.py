"""What the record keeps of results: the same body whoever issues one, a command or the load of years of history."""

from __future__ import annotations

from zaizao.definition import ProcessDefinition
from zaizao.net import events as happened

Body = dict[str, object]


def phrase_issue(definition: ProcessDefinition, event: happened.ItemDecided, material: str, number: str) -> Body:
    """A result that a decision issues, under its number."""
    name = definition.materials[material].name.zh
    return {"number": number, "name": name, "material": material, "item": event.item, "by": event.by or ""}


def phrase_revocation(number: object, name: object, *, reason: str = "", basis: str = "") -> Body:
    """A result that is taken back; an undo gives neither reason nor basis."""
    return {"number": number, "name": name, "reason": reason, "basis": basis}
