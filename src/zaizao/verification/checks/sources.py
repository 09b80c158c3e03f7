"""Materials and fields come from where they came from, or from where the state verifiably has them.

Shared sources must have been named in BEFORE (`held`); a result of an activity must really be given there. Who had not
to bring something is not asked for it now.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import CHANGED, Account, Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Invented sources; shared sources and results with their ground."""
    for table in ("materials", "fields"):
        for origin, image in inquiry.list_pairs(table):
            old = getattr(inquiry.definition(origin), table)[origin[1]].source
            new = getattr(inquiry.after, table)[image].source
            if new != _translate(inquiry, origin, old):
                yield _judge(inquiry, table, origin, image, (old, new))


def _translate(inquiry: Inquiry, origin: Origin, source: str) -> str | None:
    is_activity = source in inquiry.definition(origin).activities
    return inquiry.line.image("activities", origin[0], source) if is_activity else source


def _judge(inquiry: Inquiry, table: str, origin: Origin, image: str, sources: tuple[str, str]) -> Finding:
    old, new = sources
    address = inquiry.address(table, origin)
    united = inquiry.line.origins_of(table, image)
    held = {getattr(inquiry.definition(one), table)[one[1]].held for one in united}
    had = {getattr(inquiry.definition(one), table)[one[1]].source for one in united}
    if new.startswith("shared/") and (new in held or new in had):
        return Account(f"{address}/from", CHANGED, "shared-source", new)
    if new in inquiry.after.activities and _is_made(inquiry, table, image, new, united):
        return Account(f"{address}/from", CHANGED, "result", new)
    if new == "applicant" and not old.startswith("shared/") and old not in inquiry.definition(origin).activities:
        return Account(f"{address}/from", CHANGED, "equivalent", new)
    return Loss("asked-again" if new == "applicant" else "source-invented", address, {"old": old, "new": new})


def _is_made(inquiry: Inquiry, table: str, image: str, activity: str, united: tuple[Origin, ...]) -> bool:
    """Whether an activity of BEFORE made one of the elements that became one, and its image makes it now."""
    uses = inquiry.after_uses
    if image not in (uses.writes if table == "fields" else uses.gives)[activity]:
        return False
    for number, name in united:
        made = inquiry.uses[number].writes if table == "fields" else inquiry.uses[number].gives
        if any(
            name in made[one] for number_, one in inquiry.line.origins_of("activities", activity) if number_ == number
        ):
            return True
    return False
