"""Telling people what happened to them: the applicant at every turn, the one who has the work when time runs short.

Told from the record, after the command has committed, so that nobody waits for it at a counter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _

from zaizao.net.naming import Names
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.foundation.notices.notifying import notify
from zaizao_city.foundation.record.values import Recorded

Body = Mapping[str, Any]


@frozen
class Message:
    """What is told: a heading, a sentence, and whether it cannot wait."""

    title: str
    text: str
    urgent: bool = False


def tell_entries(entries: Sequence[Recorded]) -> None:
    """Tell what some entries of the records of cases say; those of people who were erased tell nobody anything."""
    readable = [entry for entry in entries if entry.stream.kind == "case" and entry.body is not None]
    wanted = {entry.stream.key for entry in readable}
    cases = {case.reference: case for case in Case.objects.filter(reference__in=wanted).select_related("applicant")}
    for entry in readable:
        case = cases.get(entry.stream.key)
        if case is not None:
            _tell(case, entry)


def _tell(case: Case, entry: Recorded) -> None:
    names, body = Names(get_definition(case.digest)), entry.body or {}
    if entry.name in TO_APPLICANT:
        message = TO_APPLICANT[entry.name](names, body)
        if message is not None and case.applicant is not None:
            _send(case, case.applicant.key, message, link=f"/cases/{case.reference}/", now=entry.at)
        return
    work = WorkItem.objects.filter(case=case, work=body.get("work", "")).select_related("assignee").first()
    if work is not None and work.assignee is not None:
        title = TO_HOLDER[entry.name](body)
        text = _("办件 {case}：{work}").format(case=case.reference, work=names.work(work.work))
        _send(case, work.assignee.key, Message(title, text), link=f"/desk/cases/{case.reference}/", now=entry.at)


def _send(case: Case, person_key: Any, message: Message, *, link: str, now: datetime) -> None:
    title = _("{title}：{case}").format(title=message.title, case=case.title)
    notify(person_key=person_key, title=title, text=message.text, link=link, urgent=message.urgent, now=now)


def _tell_correction(names: Names, body: Body) -> Message:
    materials = names.several(body["gaps"], names.material)
    return Message(_("请补正材料"), _("一次告知，补齐即可：{materials}。").format(materials=materials), urgent=True)


def _tell_decision(names: Names, body: Body) -> Message:
    outcome = names.outcome(body["outcome"])
    return Message(_("有了决定"), _("“{item}”：{outcome}。").format(item=names.item(body["item"]), outcome=outcome))


def _tell_end(names: Names, body: Body) -> Message:
    return Message(_("办结"), _("结局：{ending}。").format(ending=names.ending(body["ending"])))


def _tell_stop(names: Names, body: Body) -> Message:
    item, ground = names.item(body["item"]), names.ground(body["ground"])
    text = _("“{item}”因{ground}暂停计时，所需时间不计入期限。").format(item=item, ground=ground)
    return Message(_("办理期限暂停计算"), text)


def _tell_extension(names: Names, body: Body) -> Message:
    text = _("“{item}”的期限已依法延长，理由见办件记录。").format(item=names.item(body["item"]))
    return Message(_("办理期限延长"), text)


def _tell_overdue(names: Names, body: Body) -> Message:
    text = _("“{item}”已超过法定期限，已记录并督办。").format(item=names.item(body["item"]))
    return Message(_("办理超期"), text)


def _tell_gap(names: Names, body: Body) -> Message:
    text = _("已先行受理，请按期补交：{material}。").format(material=names.material(body["material"]))
    return Message(_("请按期补交材料"), text)


TO_APPLICANT: dict[str, Callable[[Names, Body], Message | None]] = {
    "CorrectionRequested": _tell_correction,
    "GapTolerated": _tell_gap,
    "ItemDecided": _tell_decision,
    "CaseClosed": _tell_end,
    "ClockStopped": _tell_stop,
    "LimitExtended": _tell_extension,
    "ItemOverdue": _tell_overdue,
}
"""What the applicant is told, by entry."""

TO_HOLDER: dict[str, Callable[[Body], str]] = {
    "Escalated": lambda body: _("即将到期"),
    "DeadlinePassed": lambda body: _("已经超期"),
    "ArbiterCalled": lambda body: _("需要裁定"),
}
"""What the one who has the work is told, by entry."""
