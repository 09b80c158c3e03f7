"""Founded activities run in the same situations: never fewer, and never where the law's conditions do not hold.

Looked at over every combination of guard values and outcomes. "The law's conditions" are those of BEFORE as it is, or
of BEFORE without its habits and without what stands on no ground; a redesign may do either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zaizao.definition.vocabulary import VERBS
from zaizao.verification.diagram import FALSE, TRUE
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import CHANGED, Account, Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """What no longer runs, what runs without its conditions, and guards written otherwise that mean the same."""
    for name, all_origins in inquiry.list_united("activities"):
        origins = [origin for origin in all_origins if inquiry.is_founded(origin)]
        losses = tuple(_compare(inquiry, name, origins))
        yield from losses
        if len(origins) == 1 and not losses:
            yield from _account_for_guard(inquiry, origins[0], name)


def _compare(inquiry: Inquiry, name: str, origins: Sequence[Origin]) -> Iterator[Finding]:
    diagram, now = inquiry.world.diagram, inquiry.course.runs[name]
    allowed = FALSE if origins else TRUE
    for number, one in origins:
        full, lawful = inquiry.full[number].runs[one], inquiry.lawful[number].runs[one]
        allowed = diagram.either(allowed, diagram.either(full, lawful))
        missed = inquiry.explain(diagram.outside(full, now))
        if missed is not None:
            yield Loss("act-not-run", inquiry.address("activities", (number, one)), {"situation": missed})
    looked_at = _is_asked_for(inquiry, name, origins)
    extra = inquiry.explain(diagram.both(diagram.outside(now, allowed), looked_at))
    if extra is not None:
        yield Loss("act-without-ground", inquiry.address("activities", origins[0]), {"situation": extra})


def _is_asked_for(inquiry: Inquiry, name: str, origins: Sequence[Origin]) -> int:
    """Everywhere for a legal act; joint work is only looked at where one of its items is applied for and required."""
    items = {inquiry.activity(origin).item for origin in origins}
    if len(origins) < 2 or None in items or VERBS[inquiry.after.activities[name].does].legal_act:
        return TRUE
    return inquiry.world.diagram.any_of(_is_required(inquiry, origin) for origin in origins)


def _is_required(inquiry: Inquiry, origin: Origin) -> int:
    item = inquiry.activity(origin).item or ""
    guard = inquiry.world.reader(origin[0]).formula(inquiry.definition(origin).items[item].when)
    return inquiry.world.diagram.both(inquiry.world.applied(origin[0], item), guard)


def _account_for_guard(inquiry: Inquiry, origin: Origin, name: str) -> Iterator[Finding]:
    old, new = inquiry.activity(origin).when, inquiry.after.activities[name].when
    spelled = inquiry.world.reader(origin[0]).canonical(old) if old is not None else None
    if spelled != (inquiry.world.reader(-1).canonical(new) if new is not None else None):
        yield Account(f"{inquiry.address('activities', origin)}/when", CHANGED, "equivalent")
