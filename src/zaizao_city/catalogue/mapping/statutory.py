"""The process of an item of which nobody has written the process down: 受理–审查–决定–送达 with the statutory limit.

Nothing is invented: what the licensing law demands of every licence has its article; for an item that is no licence the
same course is an assumption, and marked as one.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from typing import Any

from zaizao.definition import ProcessDefinition, from_plain
from zaizao.law import national_rules, shipped_library
from zaizao_city.catalogue.enums import ItemKind

MAX_PROCESS = 80
ORGAN = "organ"
"""The one organ of such a process: whoever carries out the item. Shipped definitions call no organ so."""
_RULES = {"intake": "licensing.correction-notice", "decide": "licensing.decide", "deliver": "licensing.deliver"}
_ARTICLES = (32, 34, 38, 44)
"""Of 行政许可法, for intake, examination, decision and delivery."""
_BASES = ("licensing-32", "licensing-34", "licensing-38", "licensing-42", "licensing-44")


def name_process(code: str) -> str:
    """The identifier of the process of an item: its code, as far as that can be an identifier."""
    plain = "item-" + re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")
    if len(plain) <= MAX_PROCESS and plain != "item-":
        return plain
    return "item-" + hashlib.sha256(code.encode()).hexdigest()[:16]


def build_statutory(
    *, code: str, name: str, kind: str, department: str, limit: str, promised: str, on: dt.date
) -> ProcessDefinition:
    """The definition of an item as the law describes every licence; ``limit`` empty: the limit of the law on the day."""
    licence = kind == ItemKind.LICENCE
    item: dict[str, Any] = {
        "name": name,
        "organ": ORGAN,
        "clock": {"limit": limit or _write_limit("decide", on), "from": "intake.done", "to": "decide.done"},
    }
    if promised:
        item["promised"] = promised
    if licence:
        item["bases"] = ["licensing-42"]
        item["clock"]["basis"] = "licensing-42"
    return from_plain(
        {
            "process": name_process(code),
            "name": name,
            "kind": "item",
            "competent": ORGAN,
            "version": "0",
            "source": "未梳理：按法定的受理、审查、决定、送达四步运行，不计入任何压减成效",
            "organs": {ORGAN: {"name": department}},
            "bases": _list_bases(on) if licence else {},
            "items": {"item": item},
            "activities": _list_activities(licence=licence, on=on),
        }
    )


def _list_activities(*, licence: bool, on: dt.date) -> dict[str, Any]:
    intake: dict[str, Any] = {
        "name": {"zh": "受理", "en": "Take in"},
        "does": "accept",
        "outcomes": ["accepted", "not_accepted"],
        "limit": _write_limit("intake", on),
    }
    if licence:
        intake["silent"] = {"outcome": "accepted", "basis": "licensing-32", "backdate": True}
    check = {
        "name": {"zh": "审查", "en": "Examine"}, "does": "check", "item": "item",
        "after": [_link("intake", licence=licence, basis="licensing-34", on=["accepted"])],
    }  # fmt: skip
    decide = {
        "name": {"zh": "决定", "en": "Decide"}, "does": "decide", "item": "item", "outcomes": ["granted", "refused"],
        "after": [_link("check", licence=licence, basis="licensing-38", if_skipped="skip")],
    }  # fmt: skip
    deliver = {
        "name": {"zh": "送达", "en": "Deliver"}, "does": "deliver", "limit": _write_limit("deliver", on),
        "after": [_link("decide", licence=licence, basis="licensing-44", on=["granted", "refused"], if_skipped="skip")],
    }  # fmt: skip
    activities = {"intake": intake, "check": check, "decide": decide, "deliver": deliver}
    grounds = [{"bases": [f"licensing-{article}"]} if licence else {"assumption": True} for article in _ARTICLES]
    return {name: {**activity, **ground} for (name, activity), ground in zip(activities.items(), grounds, strict=True)}


def _link(activity: str, *, licence: bool, basis: str, **more: Any) -> dict[str, Any]:
    ground = {"ground": "law", "of": basis} if licence else {"ground": "custom", "assumption": True}
    return {"activity": activity, **ground, **more}


def _write_limit(step: str, on: dt.date) -> str:
    rule = national_rules().find(_RULES[step], on=on)
    return f"{rule.value}{rule.unit.value}"


@functools.lru_cache(maxsize=64)
def _list_bases(on: dt.date) -> dict[str, Any]:
    library = shipped_library()
    found = {basis: library.resolve(basis, on=on) for basis in _BASES}
    return {
        basis: {"law": article.law, "article": article.label, "from": article.since.isoformat()}
        for basis, article in found.items()
    }
