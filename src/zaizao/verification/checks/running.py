"""Founded activities run in the same situations: never fewer, and never where the law's conditions do not hold.

Looked at over every combination of guard values and outcomes. "The law's conditions" are those of BEFORE as it is, or
of BEFORE without its habits and without what stands on no ground; a redesign may do either. The same must be true of
what is left of AFTER when a later redesign drops its habits: no condition of the law may hang on one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zaizao.verification.diagram import FALSE, TRUE
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.uses import is_legal_act
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
    diagram, now, lasting = inquiry.world.diagram, inquiry.course.runs[name], inquiry.lawful_course.runs[name]
    allowed = FALSE
    for number, one in origins:
        full, lawful = inquiry.full[number].runs[one], inquiry.lawful[number].runs[one]
        allowed = diagram.either(allowed, diagram.either(full, lawful))
        address = inquiry.address("activities", (number, one))
        yield from _say_first(
            inquiry,
            address,
            {
                "act-not-run": diagram.outside(full, now),
                "act-by-habit": diagram.outside(diagram.both(full, lawful), lasting),
            },
        )
    if origins:
        asked_for = _is_asked_for(inquiry, name, origins)
        yield from _say_first(
            inquiry,
            inquiry.address("activities", origins[0]),
            {
                "act-without-ground": diagram.both(diagram.outside(now, allowed), asked_for),
                "condition-by-habit": diagram.both(diagram.outside(lasting, allowed), asked_for),
            },
        )


def _say_first(inquiry: Inquiry, address: str, formulas: Mapping[str, int]) -> Iterator[Finding]:
    """The first of the losses that occurs in some situation; the rest follow from it."""
    for code, formula in formulas.items():
        situation = inquiry.explain(formula)
        if situation is not None:
            yield Loss(code, address, {"situation": situation})
            return


def _is_asked_for(inquiry: Inquiry, name: str, origins: Sequence[Origin]) -> int:
    """Everywhere for a legal act; joint work is only looked at where one of its items is applied for and required."""
    items = {inquiry.activity(origin).item for origin in origins}
    if len(origins) < 2 or None in items or is_legal_act(inquiry.after.activities[name].does):
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
