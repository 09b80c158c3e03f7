"""What a redesign rests on was found, not written into its result: registers, secondary papers, certificates, risks.

AFTER may not name a shared source, call a material secondary or a certificate, or find it free of risks, where BEFORE
did not; a later redesign would take it for granted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.verdict import Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Evidence that appears in AFTER for the first time, and risks that are gone from it."""
    for table in ("materials", "fields", "items"):
        for name, origins in inquiry.list_united(table):
            new = getattr(inquiry.after, table)[name]
            old = [getattr(inquiry.definition(origin), table)[origin[1]] for origin in origins]
            for kind in _list_invented(new, old):
                yield Loss("evidence-invented", inquiry.after_address(table, name), {"kind": kind})


def _list_invented(new: Any, old: list[Any]) -> Iterator[str]:
    if getattr(new, "held", None) is not None and new.held not in {one.held for one in old} | {
        one.source for one in old
    }:
        yield "held"
    for kind in ("secondary", "certificate"):
        if getattr(new, kind, False) and not any(getattr(one, kind) for one in old):
            yield kind
    if getattr(new, "risks", None) is None:
        return
    known = [one.risks for one in old]
    if (
        any(risks is None for risks in known)
        or not known
        or not {area for risks in known for area in risks} <= set(new.risks)
    ):
        yield "risks"
