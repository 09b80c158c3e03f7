"""Each item's clock is as strict: no longer, started no later, stopped by no more, extended no further, its end no earlier.

Nor longer than the statute, where the rule table has a rule for the article that the clock cites.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Clock
from zaizao.units import Limit
from zaizao.verification.diagram import FALSE
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lawbook import write_cited
from zaizao.verification.limits import is_no_longer
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import CHANGED, Account, Loss

OPENED = "case.opened"


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Loosened clocks and promises of items."""
    for origin, image in inquiry.list_pairs("items"):
        old, new = inquiry.definition(origin).items[origin[1]], inquiry.after.items[image]
        address = inquiry.address("items", origin)
        if old.clock is not None and new.clock is None:
            yield Loss("clock-lost", address, {"old": old.clock.limit})
        elif old.clock is not None and new.clock is not None:
            yield from _compare(inquiry, origin, old.clock, new.clock)
        yield from compare_limits(f"{address}/promised", old.promised, new.promised)
    for name, item in inquiry.after.items.items():
        if item.clock is not None:
            yield from _look_at_statute(inquiry, inquiry.after_address("items", name), item.clock)


def compare_limits(address: str, old: Limit | None, new: Limit | None) -> Iterator[Finding]:
    """A limit that was there is still there and no longer."""
    if old is None or old == new:
        return
    if new is None or not is_no_longer(new, old):
        yield Loss("limit-longer", address, {"old": old, "new": new})
    else:
        yield Account(address, CHANGED, "tightened", str(new))


def _compare(inquiry: Inquiry, origin: Origin, old: Clock, new: Clock) -> Iterator[Finding]:
    address = inquiry.address("items", origin)
    yield from compare_limits(f"{address}/clock/limit", old.limit, new.limit)
    added = tuple(kind for kind in new.stopped_by if kind not in old.stopped_by)
    if added:
        yield Loss("clock-stops-added", address, {"kinds": added})
    if not _starts_no_later(inquiry, origin[0], old.start, new.start):
        yield Loss("clock-starts-later", address, {"old": old.start, "new": new.start})
    if not _ends_no_earlier(inquiry, origin[0], old.end, new.end):
        yield Loss("clock-ends-earlier", address, {"old": old.end, "new": new.end})
    yield from _compare_extensions(inquiry, origin, old, new)
    cited = inquiry.lawbook.cite(inquiry.definition(origin), (old.basis,))
    for basis in cited.keys() - inquiry.lawbook.cite(inquiry.after, (new.basis,)).keys():
        yield Loss("basis-lost", address, {"basis": write_cited(basis)})


def _compare_extensions(inquiry: Inquiry, origin: Origin, old: Clock, new: Clock) -> Iterator[Finding]:
    address = f"{inquiry.address('items', origin)}/clock/extend"
    if new.extend is None:
        return
    if old.extend is None or not is_no_longer(new.extend.limit, old.extend.limit):
        yield Loss("extension-loosened", address, {"new": new.extend.limit})
        return
    if new.extend.by != old.extend.by:
        yield Loss("actor-swapped", address, {"old": old.extend.by or "", "new": new.extend.by or ""})
    cite = inquiry.lawbook.cite
    before = cite(inquiry.definition(origin), (old.extend.basis,))
    for basis in before.keys() - cite(inquiry.after, (new.extend.basis,)).keys():
        yield Loss("basis-lost", address, {"basis": write_cited(basis)})


def _starts_no_later(inquiry: Inquiry, number: int, old: str, new: str) -> bool:
    if new == OPENED:
        return True
    before, _, moment = old.rpartition(".")
    after, _, moment_now = new.rpartition(".")
    image = inquiry.line.image("activities", number, before)
    if image is None or after not in inquiry.after.activities:
        return False
    if after == image:
        return moment_now in (moment, "started")
    diagram, runs = inquiry.world.diagram, inquiry.course.runs
    sure = diagram.both(runs[after], inquiry.waits_after(after, image, founded=False))
    return diagram.outside(runs[image], sure) == FALSE


def _ends_no_earlier(inquiry: Inquiry, number: int, old: str, new: str) -> bool:
    before, _, moment = old.rpartition(".")
    after, _, moment_now = new.rpartition(".")
    image = inquiry.line.image("activities", number, before)
    return after == image and (moment_now in (moment, "done"))


def _look_at_statute(inquiry: Inquiry, address: str, clock: Clock) -> Iterator[Finding]:
    """Of several rules in one article the longest counts, as its paragraphs are not told apart."""
    basis = inquiry.after.bases.get(clock.basis or "")
    rules = inquiry.lawbook.list_limits(basis) if basis is not None else ()
    limits = [rule.limit for rule in rules if rule.limit is not None and rule.limit.unit is clock.limit.unit]
    if not limits:
        return
    most = max(limits, key=lambda limit: limit.amount)
    if clock.limit.amount > most.amount and not _was_so(inquiry, clock):
        yield Loss("limit-over-statute", address, {"new": clock.limit, "statute": most})


def _was_so(inquiry: Inquiry, clock: Clock) -> bool:
    """Whether some item of BEFORE already had a limit as long: then nothing was lost here."""
    clocks = (item.clock for one in inquiry.before for item in one.items.values() if item.clock is not None)
    return any(is_no_longer(clock.limit, old.limit) for old in clocks)
