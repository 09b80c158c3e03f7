"""Limits of activities and of the whole get no longer, and what people were promised is still promised.

Of activities that became one the longest limit counts; of processes that became one, what they come to one after the
other, because that is what people waited.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.units import Limit
from zaizao.verification.checks.clocks import compare_limits
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.limits import is_no_longer
from zaizao.verification.verdict import Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Loosened limits."""
    for name, origins in inquiry.list_united("activities"):
        founded = [origin for origin in origins if inquiry.is_founded(origin)]
        longest = find_longest([inquiry.activity(origin).limit for origin in founded])
        if longest is not None:
            address = f"{inquiry.address('activities', founded[0])}/limit"
            yield from compare_limits(address, longest, inquiry.after.activities[name].limit)
    yield from _look_at_whole(inquiry)


def find_longest(limits: list[Limit | None]) -> Limit | None:
    """The limit than which none is longer; None when there is none or one is missing."""
    known = [limit for limit in limits if limit is not None]
    if len(known) < len(limits):
        return None
    return next((one for one in known if all(is_no_longer(other, one) for other in known)), None)


def _look_at_whole(inquiry: Inquiry) -> Iterator[Finding]:
    promised = [one.promised for one in inquiry.before]
    first = promised[0] if promised else None
    if first is None or any(one is None or one.unit is not first.unit for one in promised):
        return
    whole = Limit(sum(one.amount for one in promised if one is not None), first.unit)
    address = f"{inquiry.before[0].process}/promised"
    yield from compare_limits(address, whole, inquiry.after.promised)
    if len(inquiry.before) == 1 and inquiry.after.promised is not None:
        old, new = inquiry.before[0].promised_from, inquiry.after.promised_from
        if new is not None and not _is_same_point(inquiry, old, new):
            yield Loss("promise-starts-later", address, {"old": old or "case.opened", "new": new})


def _is_same_point(inquiry: Inquiry, old: str | None, new: str) -> bool:
    before, _, moment = (old or "").rpartition(".")
    after, _, moment_now = new.rpartition(".")
    if not before or before == "case":
        return new == "case.opened"
    return after == "case" or (
        after == inquiry.line.image("activities", 0, before) and moment_now in (moment, "started")
    )
