"""Deciding and examining: grant, refuse with reason and way forward, complete, return, countersign, reopen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Unpack

from zaizao.net import commands as asked
from zaizao_city.casework.services.commands import Done, Given, carry_out
from zaizao_city.identity.actor import Actor


def grant_item(
    case_id: int,
    *,
    work: str,
    actor: Actor,
    key: str,
    now: datetime,
    seen: int | None = None,
    text: str | None = None,
    facts: Mapping[str, object] | None = None,
) -> Done:
    """Grant an item. Every department decides its own work item, side by side with the others.

    Raises:
        CommandRefusedError: e.g. a tolerated material is still missing. SomebodyWasQuickerError, NotPermittedError.
    """
    command = asked.Complete(work, "granted", facts or {}, text=text)
    return carry_out(case_id, command, actor=actor, key=key, now=now, seen=seen)


def refuse_item(
    case_id: int,
    *,
    work: str,
    reasons: str,
    remedy: str,
    way_forward: str,
    actor: Actor,
    key: str,
    now: datetime,
) -> Done:
    """Refuse an item: with reasons and basis, the remedy, and a way forward; somebody else reviews it (JN15).

    Raises:
        CommandRefusedError: one of the three is missing. SomebodyWasQuickerError, NotPermittedError.
    """
    command = asked.Complete(work, "refused", reasons=reasons, remedy=remedy, way_forward=way_forward)
    return carry_out(case_id, command, actor=actor, key=key, now=now)


def complete_work(
    case_id: int,
    *,
    work: str,
    outcome: str | None,
    facts: Mapping[str, object] | None = None,
    officers: Sequence[str] = (),
    text: str | None = None,
    **given: Unpack[Given],
) -> Done:
    """End a work item that decides nothing. ``officers``: the people who did it, by their keys, where two are needed."""
    command = asked.Complete(work, outcome, facts or {}, officers=tuple(officers), text=text)
    return carry_out(case_id, command, **given)


def send_back(
    case_id: int, *, to: str, reason: str, actor: Actor, key: str, now: datetime, basis: str | None = None
) -> Done:
    """Return to an earlier activity, in this branch alone; what does not depend on it goes on (退回)."""
    return carry_out(case_id, asked.SendBack(to, reason, basis), actor=actor, key=key, now=now)


def add_countersign(
    case_id: int,
    *,
    anchor: str,
    organ: str,
    name: str,
    placement: str = "before",
    limit: str | None = None,
    **given: Unpack[Given],
) -> Done:
    """Ask another organ to sign too (会签、加签), where the definition lets that be added to the open activity."""
    added = "added-" + sha256(f"{case_id} {given['key']}".encode()).hexdigest()[:10]
    command = asked.AddActivity(added, "countersign", name, anchor, placement, organ, (), limit)
    return carry_out(case_id, command, **given)


def reopen_case(
    case_id: int, *, to: str, reason: str, basis: str | None, actor: Actor, key: str, now: datetime
) -> Done:
    """Let a closed case go on from an activity, as a new round."""
    return carry_out(case_id, asked.Reopen(to, reason, basis), actor=actor, key=key, now=now)
