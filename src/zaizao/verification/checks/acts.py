"""Activities: what stands on a ground is still there, once, and is still the same act; what is new is no legal act."""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.uses import DECIDING, is_legal_act
from zaizao.verification.verdict import ADDED, DROPPED, Account, Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Dropped, doubled, changed and new activities."""
    for origin in inquiry.list_origins("activities"):
        images = inquiry.line.images_of("activities", *origin)
        address = inquiry.address("activities", origin)
        if not images and inquiry.is_founded(origin):
            yield Loss("activity-lost", address, {"does": inquiry.activity(origin).does})
        elif not images:
            yield Account(address, DROPPED, "no-basis")
        elif len(images) > 1:
            yield Loss("element-doubled", address, {"elements": images})
        for image in images:
            old, new = inquiry.activity(origin).does, inquiry.after.activities[image].does
            if old != new:
                yield Loss("act-changed", address, {"old": old, "new": new})
    yield from _look_at_new(inquiry)


def _look_at_new(inquiry: Inquiry) -> Iterator[Finding]:
    for name, origins in inquiry.list_united("activities"):
        does = inquiry.after.activities[name].does
        if origins:
            continue
        address = inquiry.after_address("activities", name)
        if is_legal_act(does) or does in DECIDING or does == "accept":
            yield Loss("act-added", address, {"does": does})
        else:
            yield Account(address, ADDED, "no-act")
