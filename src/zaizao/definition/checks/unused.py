"""Nothing is declared, least of all asked, that nothing uses.

What: a field that no activity, expression, material rule or form has; a material that no activity takes or gives.
Why: what is not needed must not be asked. Source: design §3; 行政许可法 第31条 (no materials unrelated to the matter).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zaizao.definition.checks.unknown_reference import KIND_WORDS
from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey, list_written

_WORD = re.compile(r"[^\W\d]\w*")


def _look(survey: Survey) -> Iterator[Spot]:
    definition = survey.definition
    words: set[str] = set()
    taken: set[str] = set()
    for activity in definition.activities.values():
        words.update(activity.reads, list_written(activity))
        taken.update(activity.takes, activity.gives)
    taken.update([link.of for _, _, link in survey.links if link.of is not None])
    words.update(taken, *(material.holds for material in definition.materials.values()))
    for place in survey.places:
        words.update(_WORD.findall(place.text))
    for name in definition.fields:
        if name not in words:
            yield Spot(("fields", name), {"kind": "field", "what": KIND_WORDS["field"], "id": name})
    for name in definition.materials:
        if name not in taken:
            yield Spot(("materials", name), {"kind": "material", "what": KIND_WORDS["material"], "id": name})


CHECK = Check("unused", Severity.WARNING, _look)
