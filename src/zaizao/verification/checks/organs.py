"""Who acts stays: each item's organ, each founded activity's actor, and what these organs are.

Joint work may be done by any of those who did it before, taking in and delivering also by a window or the competent
organ (行政许可法 第26条).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Organ
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import Loss

_ONE_DOOR = frozenset({"submit", "accept", "notify", "deliver", "archive"})


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Swapped organs and actors."""
    for origin, image in inquiry.list_pairs("items"):
        old, new = inquiry.definition(origin).items[origin[1]].organ, inquiry.after.items[image].organ
        if old != new:
            yield Loss("organ-swapped", inquiry.address("items", origin), {"old": old, "new": new})
    for origin, before, image, after in inquiry.list_kept():
        old, new = inquiry.uses[origin[0]].actor(origin[1]), inquiry.after_uses.actor(image)
        if new not in _list_allowed(inquiry, origin, image):
            yield Loss("actor-swapped", inquiry.address("activities", origin), {"old": old, "new": new})
        if _same_as(inquiry, origin, before.by_same_as) != after.by_same_as:
            fields = {"old": before.by_same_as or "", "new": after.by_same_as or ""}
            yield Loss("actor-swapped", inquiry.address("activities", origin), fields)
    yield from _look_at_organs(inquiry)


def _same_as(inquiry: Inquiry, origin: Origin, name: str | None) -> str | None:
    return None if name is None else inquiry.line.image("activities", origin[0], name)


def _list_allowed(inquiry: Inquiry, origin: Origin, image: str) -> set[str]:
    united = [one for one in inquiry.line.origins_of("activities", image) if inquiry.is_founded(one)]
    allowed = {inquiry.uses[number].actor(one) for number, one in united or [origin]}
    if len(united) > 1 and inquiry.after.activities[image].does in _ONE_DOOR:
        windows = (name for name, organ in inquiry.after.organs.items() if organ.kind == "window")
        allowed |= {inquiry.after.competent, *windows}
    return allowed


def _look_at_organs(inquiry: Inquiry) -> Iterator[Finding]:
    for origin in inquiry.list_origins("organs"):
        old, new = inquiry.definition(origin).organs[origin[1]], inquiry.after.organs.get(origin[1])
        if new is not None and _identity(old) != _identity(new):
            fields = {"old": old.name, "new": new.name}
            yield Loss("organ-redefined", f"{inquiry.definition(origin).process}/organs/{origin[1]}", fields)


def _identity(organ: Organ) -> tuple[str, str]:
    return organ.name.zh, organ.kind
