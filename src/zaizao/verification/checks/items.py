"""Each item is kept: one for one, with its guard, what its refusal does, its deciding acts and whom its work serves."""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import ADDED, Account, Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Lost, united and changed items; activities that serve another item than before."""
    for origin in inquiry.list_origins("items"):
        images = inquiry.line.images_of("items", *origin)
        address = inquiry.address("items", origin)
        if not images:
            yield Loss("item-lost", address)
        elif len(images) > 1:
            yield Loss("element-doubled", address, {"elements": images})
        else:
            yield from _compare(inquiry, origin, images[0])
    for name, origins in inquiry.list_united("items"):
        address = inquiry.after_address("items", name)
        if len(origins) > 1:
            fields = {"elements": tuple(inquiry.address("items", origin) for origin in origins)}
            yield Loss("decisions-united", address, fields)
        elif not origins:
            yield Account(address, ADDED, "no-act")
    yield from _look_at_service(inquiry)


def _compare(inquiry: Inquiry, origin: Origin, image: str) -> Iterator[Finding]:
    old, new = inquiry.definition(origin).items[origin[1]], inquiry.after.items[image]
    address = inquiry.address("items", origin)
    if old.on_refused is not new.on_refused:
        yield Loss("refusal-changed", address, {"old": old.on_refused.value, "new": new.on_refused.value})
    if old.name is not None and (new.name is None or old.name.zh != new.name.zh):
        yield Loss("item-renamed", address, {"old": old.name, "new": new.name})
    before = inquiry.world.reader(origin[0]).formula(old.when)
    after = inquiry.world.reader(-1).formula(new.when)
    diagram = inquiry.world.diagram
    for first, second in ((before, after), (after, before)):
        situation = inquiry.explain(diagram.outside(first, second))
        if situation is not None:
            yield Loss("item-guard-changed", address, {"situation": situation})
            return


def _look_at_service(inquiry: Inquiry) -> Iterator[Finding]:
    """An activity may leave its item only where it is done for several."""
    for origin, before, image, after in inquiry.list_kept():
        item = None if before.item is None else inquiry.line.image("items", origin[0], before.item)
        is_joint = len(inquiry.line.origins_of("activities", image)) > 1 and after.item is None
        if after.item != item and not is_joint and (item is not None or before.item is None):
            fields = {"old": before.item or "", "new": after.item or ""}
            yield Loss("item-of-activity-changed", inquiry.address("activities", origin), fields)
