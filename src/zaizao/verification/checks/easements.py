"""Pledges (告知承诺) and gaps (容缺) are allowed only where BEFORE already did, or its evidence permits it.

A pledge: a certificate (证明) that was examined and found to lie in no area where the law excludes pledges, and so every
item that needs it (国办发〔2020〕42号; rule `pledge.excluded`). A gap: a secondary material; the time to supply it is the
applicant's and not shorter than the rule `tolerance.supply` says.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Material
from zaizao.units import Limit
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.limits import is_no_longer
from zaizao.verification.lineage import Origin
from zaizao.verification.verdict import CHANGED, Account, Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Pledges and gaps allowed without ground; later checks lost, time to supply shortened."""
    for origin, image in inquiry.list_pairs("materials"):
        old, new = inquiry.definition(origin).materials[origin[1]], inquiry.after.materials[image]
        yield from _look_at_pledge(inquiry, origin, old, new)
        yield from _look_at_gap(inquiry, origin, old, new)
    for name, origins in inquiry.list_united("materials"):
        new = inquiry.after.materials[name]
        if not origins and (new.pledge != "no" or new.gap != "no"):
            yield Loss("easement-invented", inquiry.after_address("materials", name))


def _look_at_pledge(inquiry: Inquiry, origin: Origin, old: Material, new: Material) -> Iterator[Finding]:
    address = inquiry.address("materials", origin)
    if new.pledge == "no":
        if old.pledge != "no" and len(inquiry.line.origins_of("materials", _image(inquiry, origin))) == 1:
            yield Loss("easement-withdrawn", address)
        return
    if old.pledge == new.pledge:
        if old.pledge_check is not None and not _is_checked(new.pledge_check, old.pledge_check):
            yield Loss("pledge-not-checked", address, {"old": old.pledge_check})
        return
    why = _find_obstacle(inquiry, origin, old)
    if why is not None:
        yield Loss("pledge-excluded", address, why)
        return
    rule = inquiry.lawbook.find_rule("pledge.post-check")
    if rule is not None and rule.limit is not None and not _is_checked(new.pledge_check, rule.limit):
        yield Loss("pledge-not-checked", address, {"old": rule.limit})
        return
    yield Account(f"{address}/pledge", CHANGED, "pledge")


def _image(inquiry: Inquiry, origin: Origin) -> str:
    return inquiry.line.image("materials", *origin) or ""


def _is_checked(limit: Limit | None, most: Limit) -> bool:
    return limit is not None and is_no_longer(limit, most)


def _find_obstacle(inquiry: Inquiry, origin: Origin, old: Material) -> dict[str, object] | None:
    if not old.certificate:
        return {"why": "no-certificate", "areas": ()}
    examined = [old.risks, *(inquiry.definition(origin).items[item].risks for item in _list_items(inquiry, origin))]
    if any(risks is None for risks in examined):
        return {"why": "not-examined", "areas": ()}
    areas = tuple(dict.fromkeys(area for risks in examined for area in risks or ()))
    return {"why": "excluded", "areas": areas} if areas else None


def _list_items(inquiry: Inquiry, origin: Origin) -> tuple[str, ...]:
    """The items that need a material: those with an activity that takes it, else all."""
    definition = inquiry.definition(origin)
    users = {each.item for each in definition.activities.values() if each.item and origin[1] in each.takes}
    return tuple(item for item in definition.items if not users or item in users)


def _look_at_gap(inquiry: Inquiry, origin: Origin, old: Material, new: Material) -> Iterator[Finding]:
    address = inquiry.address("materials", origin)
    if new.gap == "no":
        if old.gap != "no" and len(inquiry.line.origins_of("materials", _image(inquiry, origin))) == 1:
            yield Loss("easement-withdrawn", address)
        return
    if old.gap != "no":
        shorter = new.gap_limit is not None and (
            old.gap_limit is None or not is_no_longer(old.gap_limit, new.gap_limit)
        )
        if shorter:
            yield Loss("gap-too-short", address, {"new": new.gap_limit, "old": old.gap_limit})
        return
    if not old.secondary:
        yield Loss("gap-on-main-material", address)
        return
    rule = inquiry.lawbook.find_rule("tolerance.supply")
    least = rule.limit if rule is not None else None
    if least is not None and (new.gap_limit is None or not is_no_longer(least, new.gap_limit)):
        yield Loss("gap-too-short", address, {"new": new.gap_limit, "old": least})
        return
    yield Account(f"{address}/gap", CHANGED, "secondary")
