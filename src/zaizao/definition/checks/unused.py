"""Nothing is declared, least of all asked, that nothing uses.

What: a field that no activity, expression or material rule reads or writes; a material that no activity takes or gives.
Why: what is not needed must not be asked. Source: design §3; 行政许可法 第31条 (no materials unrelated to the matter).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from zaizao.definition.codec import slots_of
from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.model import Field
from zaizao.definition.survey import Survey, list_written

_WORD = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]*")


def _list_expressions(value: object) -> Iterator[str]:
    """Every expression in a value of the model; declarations of fields hold none."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            todo.extend(item.values())
            yield from (text for text in item.values() if isinstance(text, str))
        elif isinstance(item, tuple):
            todo.extend(item)
        elif attrs.has(type(item)) and not isinstance(item, Field):
            for slot in slots_of(type(item)):
                held = getattr(item, slot.attribute)
                if slot.is_feel and held is not None:
                    yield held
                elif not isinstance(held, str):
                    todo.append(held)


def _look(survey: Survey) -> Iterator[Spot]:
    definition = survey.definition
    words: set[str] = set()
    taken: set[str] = set()
    for activity in definition.activities.values():
        words.update(activity.reads, list_written(activity))
        taken.update(activity.takes, activity.gives)
        taken.update(link.of for link in activity.after if link.of is not None)
    words |= taken
    for text in _list_expressions(definition):
        words.update(_WORD.findall(text))
    for name in definition.fields:
        if name not in words:
            yield Spot(("fields", name), {"kind": "field", "id": name})
    for name in definition.materials:
        if name not in taken:
            yield Spot(("materials", name), {"kind": "material", "id": name})


CHECK = Check("unused", Severity.WARNING, _look)
