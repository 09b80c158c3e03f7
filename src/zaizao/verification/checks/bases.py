"""Bases: what cited a law in force still cites it, by law and article whatever the id, for activities and items."""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lawbook import write_cited
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Bases that went, or were replaced by what is not in force."""
    for origin, before, _, after in inquiry.list_kept():
        yield from _compare(inquiry, "activities", origin, before.bases, after.bases)
    for origin, image in inquiry.list_pairs("items"):
        bases = inquiry.definition(origin).items[origin[1]].bases
        yield from _compare(inquiry, "items", origin, bases, inquiry.after.items[image].bases)
    for table in ("materials", "fields"):
        for origin, image in inquiry.list_pairs(table):
            old = getattr(inquiry.definition(origin), table)[origin[1]].basis
            new = getattr(inquiry.after, table)[image].basis
            united = len(inquiry.line.origins_of(table, image)) > 1
            if old is not None and not (united and new is not None):  # it can only cite one
                yield from _compare(inquiry, table, origin, (old,), (new,))


def _compare(
    inquiry: Inquiry, table: str, origin: Origin, old: tuple[str | None, ...], new: tuple[str | None, ...]
) -> Iterator[Finding]:
    cited = inquiry.lawbook.cite(inquiry.definition(origin), old)
    for basis in sorted(cited.keys() - inquiry.lawbook.cite(inquiry.after, new).keys()):
        yield Loss("basis-lost", inquiry.address(table, origin), {"basis": write_cited(basis)})
