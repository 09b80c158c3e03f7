"""How an act is undone and what silence means stay as they were; no silent outcome appears that was not there."""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Activity, Silent, Undo
from zaizao.units import Limit
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.limits import is_no_longer
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Lost undos; silent outcomes lost, changed and invented."""
    for origin, before, image, after in inquiry.list_kept():
        yield from _compare_undo(inquiry, origin, before, image, after)
        if before.silent is not None and not _keeps_silence(inquiry, origin, before, after):
            old, new = before.silent.outcome, after.silent.outcome if after.silent is not None else ""
            yield Loss("silence-changed", inquiry.address("activities", origin), {"old": old, "new": new})
    for name, origins in inquiry.list_united("activities"):
        silent = inquiry.after.activities[name].silent
        if silent is not None and not any(inquiry.activity(origin).silent is not None for origin in origins):
            yield Loss("silence-invented", inquiry.after_address("activities", name), {"new": silent.outcome})


def _compare_undo(inquiry: Inquiry, origin: Origin, before: Activity, image: str, after: Activity) -> Iterator[Finding]:
    if before.undo is None:
        return
    united = inquiry.line.origins_of("activities", image)
    bases = {_cite(inquiry, one, inquiry.activity(one).undo) for one in united}
    new = after.undo
    fields = {"does": before.undo.does}
    address = inquiry.address("activities", origin)
    if new is None or new.does != before.undo.does:
        yield Loss("undo-lost", address, fields)
        return
    cited = frozenset(inquiry.lawbook.cite(inquiry.after, (new.basis,)))
    if (
        cited not in bases
        or (new.by or inquiry.after_uses.actor(image)) not in _list_actors(inquiry, united)
        or (len(united) == 1 and not _is_as_quick(new, before.undo))
    ):
        yield Loss("undo-changed", address, fields)


def _is_as_quick(new: Undo, old: Undo) -> bool:
    return old.limit is None or (new.limit is not None and is_no_longer(new.limit, old.limit))


def _cite(inquiry: Inquiry, origin: Origin, undo: Undo | None) -> frozenset[tuple[str, str]] | None:
    return None if undo is None else frozenset(inquiry.lawbook.cite(inquiry.definition(origin), (undo.basis,)))


def _list_actors(inquiry: Inquiry, united: tuple[Origin, ...]) -> set[str]:
    """Who may undo: those who could before; where acts became one, also whoever now does it."""
    found = set()
    for origin in united:
        undo = inquiry.activity(origin).undo
        if undo is not None:
            found.add(undo.by or inquiry.uses[origin[0]].actor(origin[1]))
    image = inquiry.line.image("activities", *united[0]) if len(united) > 1 else None
    return found | ({inquiry.after_uses.actor(image)} if image is not None else set())


def _keeps_silence(inquiry: Inquiry, origin: Origin, before: Activity, after: Activity) -> bool:
    old, new = before.silent, after.silent
    if old is None or new is None or (old.outcome, old.backdate) != (new.outcome, new.backdate):
        return False
    cite = inquiry.lawbook.cite
    if not cite(inquiry.definition(origin), (old.basis,)).keys() <= cite(inquiry.after, (new.basis,)).keys():
        return False
    limit, limit_now = _wait_of(before, old), _wait_of(after, new)
    return limit is None or (limit_now is not None and is_no_longer(limit_now, limit))


def _wait_of(activity: Activity, silent: Silent) -> Limit | None:
    return silent.after or activity.limit
