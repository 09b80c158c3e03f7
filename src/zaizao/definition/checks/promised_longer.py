"""A promise is not longer than the statute.

What: an item's `promised` limit above its statutory clock, where both count the same unit.
Why: a city may only tighten. Source: rules.md (a city may only tighten); 行政许可法 第42条.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey


def _look(survey: Survey) -> Iterator[Spot]:
    for name, item in survey.definition.items.items():
        if item.promised is None or item.clock is None:
            continue
        statutory = item.clock.limit
        if item.promised.unit is statutory.unit and item.promised.amount > statutory.amount:
            fields = {"item": name, "promised": str(item.promised), "statutory": str(statutory)}
            yield Spot(("items", name, "promised"), fields)


CHECK = Check("promised-longer", Severity.ERROR, _look)
