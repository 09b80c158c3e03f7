"""Carrying out an act: from the cleaned form to the service. One short function an act; what it means, the service knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from zaizao.net import commands as asked
from zaizao_city.casework.services import applying, deciding, handing, visiting
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.results import revoke_result
from zaizao_city.desk.forms.acts import ActForm
from zaizao_city.desk.forms.defined import read_facts
from zaizao_city.identity.actor import Actor

CONFIRMED = frozenset({"grant", "refuse", "transfer", "arbitrate", "reopen", "revoke-result"})
"""Acts that cannot be undone: asked once more on a page of their own."""


class Order(Struct, frozen=True):
    """An act as it was posted: to which case and what in it, by whom, when, and the form."""

    case_id: int
    of: str
    form: ActForm
    actor: Actor
    key: str
    now: dt.datetime

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in."""
        return self.form.cleaned_data

    @property
    def by(self) -> dict[str, Any]:
        """Who gives it, under which key, when: what every service takes."""
        return {"actor": self.actor, "key": self.key, "now": self.now}

    @property
    def seen(self) -> int | None:
        """How long the record was when the page was shown."""
        seen: int | None = self.said.get("seen")
        return seen


def do_act(slug: str, order: Order) -> None:
    """Carry out an act; refusals are those of its service."""
    ACTS[slug](order)


def _grant(order: Order) -> None:
    text = order.said["text"] or None
    facts = read_facts(order.form)
    deciding.grant_item(order.case_id, work=order.of, seen=order.seen, text=text, facts=facts, **order.by)


def _refuse(order: Order) -> None:
    said = order.said
    command = asked.Complete(
        order.of, "refused", reasons=f"{said['reason']}\n{said['basis']}", remedy=said["remedy"],
        way_forward=said["way_forward"],
    )  # fmt: skip
    carry_out(order.case_id, command, seen=order.seen, **order.by)


def _finish(order: Order) -> None:
    said = order.said
    deciding.complete_work(
        order.case_id, work=order.of, outcome=said.get("outcome") or None, seen=order.seen,
        facts=read_facts(order.form), officers=said.get("officers", ()), text=said["text"] or None, **order.by,
    )  # fmt: skip


def _return(order: Order) -> None:
    said = order.said
    deciding.send_back(order.case_id, to=said["to"], reason=said["reason"], basis=said["basis"] or None, **order.by)


def _reopen(order: Order) -> None:
    said = order.said
    deciding.reopen_case(order.case_id, to=said["to"], reason=said["reason"], basis=said["basis"] or None, **order.by)


def _suspend(order: Order) -> None:
    said = order.said
    command = asked.Suspend(order.of, said["ground"], said["notice"], said["basis"] or None)
    carry_out(order.case_id, command, seen=order.seen, **order.by)


def _resume(order: Order) -> None:
    carry_out(order.case_id, asked.Resume(order.of), seen=order.seen, **order.by)


def _extend(order: Order) -> None:
    said = order.said
    command = asked.ExtendLimit(order.of, said["limit"], said["reason"], said["notice"])
    carry_out(order.case_id, command, seen=order.seen, **order.by)


def _take(order: Order) -> None:
    handing.accept_offer(order.case_id, work=order.of, **order.by)


def _give_back(order: Order) -> None:
    handing.refuse_offer(order.case_id, work=order.of, reason=order.said["reason"], **order.by)


def _arbitrate(order: Order) -> None:
    handing.arbitrate_work(order.case_id, work=order.of, to=order.said["to"], **order.by)


def _offer(order: Order) -> None:
    handing.offer_work(order.case_id, work=order.of, to=order.said["to"], reason=order.said["reason"], **order.by)


def _assign(order: Order) -> None:
    handing.assign_work(order.case_id, work=order.of, people=order.said["people"], **order.by)


def _transfer(order: Order) -> None:
    handing.transfer_work(order.case_id, work=order.of, to=order.said["to"], reason=order.said["reason"], **order.by)


def _delegate(order: Order) -> None:
    handing.delegate_work(order.case_id, work=order.of, to=order.said["to"], **order.by)


def _countersign(order: Order) -> None:
    said, doable = order.said, order.form.about.doable
    anchor = doable.activity if doable is not None else order.of.partition("#")[0]
    deciding.add_countersign(
        order.case_id, anchor=anchor, organ=said["organ"], name=said["name"], placement=said["placement"], **order.by
    )


def _recuse(order: Order) -> None:
    carry_out(order.case_id, asked.Recuse(order.of, order.said["reason"]), seen=order.seen, **order.by)


def _comment(order: Order) -> None:
    applying.comment_case(order.case_id, text=order.said["text"], **order.by)


def _visit(order: Order) -> None:
    visiting.count_visit(order.case_id, reason=order.said["reason"], **order.by)


def _name_helper(order: Order) -> None:
    applying.name_helper(order.case_id, helper=order.said["helper"], **order.by)


def _revoke_result(order: Order) -> None:
    said = order.said
    revoke_result(order.of, reason=said["reason"], basis=said["basis"], **order.by)


ACTS: dict[str, Callable[[Order], None]] = {
    "grant": _grant,
    "refuse": _refuse,
    "finish": _finish,
    "return": _return,
    "reopen": _reopen,
    "suspend": _suspend,
    "resume": _resume,
    "extend": _extend,
    "take": _take,
    "give-back": _give_back,
    "arbitrate": _arbitrate,
    "offer": _offer,
    "assign": _assign,
    "transfer": _transfer,
    "delegate": _delegate,
    "countersign": _countersign,
    "recuse": _recuse,
    "comment": _comment,
    "visit": _visit,
    "helper": _name_helper,
    "revoke-result": _revoke_result,
}
