"""Rules about people are kept: as many officers (行政许可法 第34条), the same people kept apart, the same post."""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Who
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Rules about people that went or were loosened."""
    for origin, before, _, after in inquiry.list_kept():
        if before.who is not None:
            yield from _compare(inquiry, origin, before.who, after.who or Who())


def _compare(inquiry: Inquiry, origin: Origin, old: Who, new: Who) -> Iterator[Finding]:
    address = inquiry.address("activities", origin)
    if new.count < old.count:
        yield Loss("fewer-officers", address, {"old": old.count, "new": new.count})
    apart = {inquiry.line.image("activities", origin[0], name) for name in old.not_} - {None, ""}
    missing = tuple(sorted(name for name in apart if name is not None and name not in new.not_))
    if missing:
        yield Loss("people-no-longer-apart", address, {"activities": missing})
    same = None if old.same_as is None else inquiry.line.image("activities", origin[0], old.same_as)
    if (same is not None and new.same_as != same) or (old.role is not None and new.role != old.role):
        yield Loss(
            "post-changed", address, {"old": old.role or old.same_as or "", "new": new.role or new.same_as or ""}
        )
