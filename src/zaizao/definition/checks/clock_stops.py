"""A statutory clock stops only for what the law lists.

What: `stopped_by` with a kind that 行政许可法 第45条 does not name.
Why: the list is closed; a site visit, for example, counts. Source: 行政许可法 第45条.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey
from zaizao.definition.vocabulary import STOPPING_KINDS


def _look(survey: Survey) -> Iterator[Spot]:
    for name, item in survey.definition.items.items():
        for index, kind in enumerate(item.clock.stopped_by if item.clock is not None else ()):
            if kind not in STOPPING_KINDS:
                path = ("items", name, "clock", "stopped_by", index)
                yield Spot(path, {"kind": kind, "expected": tuple(sorted(STOPPING_KINDS))})


CHECK = Check("unlawful-stop", Severity.ERROR, _look)
