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
    taken = {*survey.taken, *survey.given, *[link.of for _, _, link in survey.links if link.of is not None]}
    unseen = [name for name in definition.fields if name not in survey.looked_at and name not in taken]
    words = _list_words(survey) if unseen else ()
    for name in unseen:
        if name not in words:
            yield Spot(("fields", name), {"kind": "field", "what": KIND_WORDS["field"], "id": name})
    for name in definition.materials:
        if name not in taken:
            yield Spot(("materials", name), {"kind": "material", "what": KIND_WORDS["material"], "id": name})


def _list_words(survey: Survey) -> frozenset[str]:
    """Where a field may stand besides in what activities read and take: written, held by materials, in expressions."""
    definition = survey.definition
    written = map(list_written, definition.activities.values())
    held = [material.holds for material in definition.materials.values()]
    return frozenset().union(*written, *held, *[_WORD.findall(place.text) for place in survey.places])


CHECK = Check("unused", Severity.WARNING, _look)
