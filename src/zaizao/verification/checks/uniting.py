"""Several activities become one only where they are one act by one actor, or joint work across items.

Never two decisions: each item keeps its own, with its organ and its clock. Never an activity and one that the law wants
before it. What stands on no ground may be taken up by anything, because it may go altogether.
Source: 行政许可法 第26条 (one organ takes in and delivers; joint handling).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Ground
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.uses import DECIDING
from zaizao.verification.verdict import UNITED, Account, Loss

JOINT = frozenset(
    {"submit", "accept", "fetch", "notify", "visit_site", "verify", "deliver", "archive", "rate", "call_back"}
)
"""What one may do for several items at once (一窗受理、联合踏勘、一次送达)."""


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Every activity that stands for several."""
    for name, origins in inquiry.list_united("activities"):
        if len(origins) < 2:
            continue
        founded = [origin for origin in origins if inquiry.is_founded(origin)]
        ground = "joint" if _crosses_items(inquiry, founded) else "same-act"
        yield from _judge(inquiry, name, founded)
        for origin in origins:
            said = ground if origin in founded else "no-basis"
            yield Account(inquiry.address("activities", origin), UNITED, said, name)


def _judge(inquiry: Inquiry, name: str, origins: list[Origin]) -> Iterator[Finding]:
    acts = [inquiry.activity(origin) for origin in origins]
    address = inquiry.after_address("activities", name)
    words = tuple(dict.fromkeys(act.does for act in acts))
    fields = {"elements": tuple(inquiry.address("activities", origin) for origin in origins)}
    if len(origins) > 1 and set(words) & DECIDING:
        yield Loss("decisions-united", address, fields)
    elif len(words) > 1:
        yield Loss("different-acts-united", address, {**fields, "does": words})
    elif _crosses_items(inquiry, origins):
        if words and words[0] not in JOINT:
            yield Loss("items-united", address, {**fields, "does": words[0]})
    elif len({inquiry.uses[number].actor(one) for number, one in origins}) > 1:
        yield Loss("actors-united", address, fields)
    yield from _look_for_order(inquiry, origins)


def _crosses_items(inquiry: Inquiry, origins: list[Origin]) -> bool:
    """Whether they serve different items, or come from different processes."""
    items = {_item_of(inquiry, origin) for origin in origins} - {None}
    return len(items) > 1 or len({number for number, _ in origins}) > 1


def _item_of(inquiry: Inquiry, origin: Origin) -> str | None:
    item = inquiry.activity(origin).item
    return None if item is None else inquiry.line.key("items", origin[0], item)


def _look_for_order(inquiry: Inquiry, origins: list[Origin]) -> Iterator[Finding]:
    for number, name in origins:
        for link in inquiry.before[number].activities[name].after:
            is_law = link.ground is Ground.LAW and inquiry.uses[number].is_founded(name, link, inquiry.lawbook)
            if is_law and (number, link.activity) in origins and link.activity != name:
                address = inquiry.address("activities", (number, name))
                yield Loss("prerequisite-united", address, {"source": link.activity, "of": link.of or ""})
