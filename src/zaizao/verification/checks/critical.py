"""The limits can be kept: the longest line of activities from a clock's start to its end takes no longer than the clock.

Shown where every activity on the way has a limit in working days, hours or minutes of the office; activities during
which the clock stands still take none of its time. Where it cannot be shown it is an account, and a loss only if BEFORE
could show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from zaizao.definition.model import Clock
from zaizao.definition.vocabulary import VERBS
from zaizao.units import Limit, Unit
from zaizao.verification.course import Course
from zaizao.verification.diagram import TRUE
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.verdict import UNPROVED, Account, Loss

_DAYS = {Unit.WORKING_DAY: Fraction(1), Unit.WORKING_HOUR: Fraction(1, 8), Unit.WORKING_MINUTE: Fraction(1, 480)}
"""Planning equivalents; an organ's office day counts as eight hours."""
NOUGHT = Fraction(0)


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Clocks and promises of items that the limits of activities no longer bear out."""
    for origin, image in inquiry.list_pairs("items"):
        old, new = inquiry.definition(origin).items[origin[1]], inquiry.after.items[image]
        if new.clock is None:
            continue
        for name, limit in (("clock/limit", new.clock.limit), ("promised", new.promised)):
            if limit is None or limit.unit not in _DAYS:
                continue
            address = f"{inquiry.address('items', origin)}/{name}"
            now = measure_longest(inquiry.course, new.clock)
            if now is not None and now <= _count_days(limit):
                continue
            was = measure_longest(inquiry.full[origin[0]], old.clock) if old.clock is not None else None
            allowed = old.clock.limit if name == "clock/limit" and old.clock is not None else old.promised
            proved = was is not None and allowed is not None and allowed.unit in _DAYS and was <= _count_days(allowed)
            if proved:
                yield Loss("limit-not-kept", address, {"limit": limit, "days": "–" if now is None else str(now)})
            else:
                yield Account(address, UNPROVED, "not-provable")


def _count_days(limit: Limit) -> Fraction:
    return limit.amount * _DAYS[limit.unit]


def measure_longest(course: Course, clock: Clock) -> Fraction | None:
    """Working days of the longest line between a clock's start and its end; None where a limit is missing.

    What does not wait for the start began with the case, so no later than the clock.
    """
    start, _, began = clock.start.rpartition(".")
    end, _, ended = clock.end.rpartition(".")
    if end not in course.runs or (start != "case" and start not in course.runs):
        return None
    finish: dict[str, Fraction | None] = {}
    past = {name for name in course.runs if start != "case" and course.waiting_for(name).get(start) == TRUE}
    for name in course.order:
        behind = [link.activity for link, freed in course.links(name) if not freed and link.activity not in past]
        times = [finish[source] for source in behind] if name != start and name not in past else []
        begun = None if course.begins_by_interrupt(name) or None in times else max(filter(None, times), default=NOUGHT)
        takes = NOUGHT if name == start and began == "done" else _length(course, name, clock)
        finish[name] = None if begun is None or takes is None else begun + takes
        if name == end:
            return begun if ended == "started" else finish[name]
    return None


def _length(course: Course, name: str, clock: Clock) -> Fraction | None:
    activity = course.uses.activities[name]
    verb = VERBS.get(activity.does)
    if activity.automatic is not None or (verb is not None and verb.stops in clock.stopped_by and verb.stops):
        return NOUGHT
    if activity.limit is None or activity.limit.unit not in _DAYS or activity.repeat is not None:
        return None
    return _count_days(activity.limit)
