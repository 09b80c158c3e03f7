"""No outcome is lost, nor anything that an activity gives, records, takes or reads, as far as that must stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zaizao.definition.survey import list_outcomes
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """What founded activities no longer end with, give, record, take or read."""
    for origin, before, image, after in inquiry.list_kept():
        address = inquiry.address("activities", origin)
        uses, now = inquiry.uses[origin[0]], inquiry.after_uses
        lost = tuple(outcome for outcome in list_outcomes(before) if outcome not in list_outcomes(after))
        if lost:
            yield Loss("outcome-lost", address, {"outcomes": lost})
        first, now_first = list_outcomes(before)[0], list_outcomes(after)[0]
        if first != now_first and not lost and len(inquiry.line.origins_of("activities", image)) == 1:
            yield Loss("ordinary-outcome-changed", address, {"old": first, "new": now_first})
        yield from _compare(inquiry, origin, "materials", uses.gives[origin[1]], now.gives[image], "giving-lost")
        yield from _compare(inquiry, origin, "fields", uses.writes[origin[1]], now.writes[image], "recording-lost")
        taken = (*after.takes, *_list_handed_on(inquiry, origin))
        yield from _compare(inquiry, origin, "materials", before.takes, taken, "taking-lost")
        yield from _compare(inquiry, origin, "fields", before.reads, after.reads, "reading-lost")


def _list_handed_on(inquiry: Inquiry, origin: Origin) -> Iterator[str]:
    """Results of activities that the intake need not take, because a later act on the same item does."""
    item = inquiry.activity(origin).item
    image = None if item is None else inquiry.line.image("items", origin[0], item)
    if inquiry.activity(origin).does != "accept":
        return
    for activity in inquiry.after.activities.values():
        if activity.does != "accept" and activity.item is not None and image in (None, activity.item):
            yield from (
                name
                for name in activity.takes
                if name in inquiry.after.materials and inquiry.after.materials[name].source in inquiry.after.activities
            )


def _compare(
    inquiry: Inquiry, origin: Origin, table: str, old: Iterable[str], new: Iterable[str], code: str
) -> Iterator[Finding]:
    """What went although something stands for it; what has no counterpart at all is judged where it is dropped."""
    kept = set(new)
    for name in sorted(old):
        image = inquiry.line.image(table, origin[0], name)
        founded = inquiry.founded[origin[0]]
        must_stay = name in (founded.materials if table == "materials" else founded.fields)
        is_declared = name in getattr(inquiry.definition(origin), table)
        if image is not None and image not in kept and (must_stay or not is_declared):
            yield Loss(code, inquiry.address("activities", origin), {"thing": name})
