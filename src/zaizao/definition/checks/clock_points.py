"""Every clock begins and ends at a point that exists.

What: `from`, `to` and `promised_from` that are not `ACTIVITY.done`, `ACTIVITY.started` or `case.opened` of an activity
that exists; a clock that ends with the opening of the case.
Why: a clock without its day zero has no due date. Source: rules on periods (民法典 第201条); design §5.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Path, Severity, Spot
from zaizao.definition.survey import Survey

OPENED = "case.opened"


def _is_point(survey: Survey, point: str, *, may_open: bool) -> bool:
    if point == OPENED:
        return may_open
    activity, dot, moment = point.rpartition(".")
    return bool(dot) and moment in ("done", "started") and activity in survey.activities


def _look(survey: Survey) -> Iterator[Spot]:
    definition = survey.definition
    points: list[tuple[Path, str, bool]] = []
    if definition.promised_from is not None:
        points.append((("promised_from",), definition.promised_from, True))
    for name, item in definition.items.items():
        if item.clock is not None:
            points.append((("items", name, "clock", "from"), item.clock.start, True))
            points.append((("items", name, "clock", "to"), item.clock.end, False))
    for path, point, may_open in points:
        if not _is_point(survey, point, may_open=may_open):
            yield Spot(path, {"point": point})


CHECK = Check("unknown-point", Severity.ERROR, _look)
