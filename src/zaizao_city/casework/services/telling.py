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
from zaizao_city.casework.events import HELPER_NAMED, RESULT_REVOKED
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.services.alerting import LIGHTS, Alarm, sound_alarm
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
    cases = {
        case.reference: case for case in Case.objects.filter(reference__in=wanted).select_related("applicant", "owner")
    }
    for entry in readable:
        case = cases.get(entry.stream.key)
        if case is not None:
            _tell(case, entry)


def _tell(case: Case, entry: Recorded) -> None:
    names, body = Names(get_definition(case.digest)), entry.body or {}
    if entry.name in TO_HELPER:
        _tell_helper(case, entry)
    if entry.name in TO_APPLICANT:
        message = TO_APPLICANT[entry.name](names, body)
        if message is not None and case.applicant is not None:
            _send(case, case.applicant.key, message, link=f"/cases/{case.reference}/", now=entry.at)
        return
    if entry.name not in TO_HOLDER:
        return
    rows = WorkItem.objects.select_related("assignee", "organisation")
    work = rows.filter(case=case, work=body.get("work", "")).first()
    if work is not None and work.assignee is None and entry.name in LIGHTS:
        sound_alarm(Alarm(work, entry.at))
    elif work is not None and work.assignee is not None:
        title = TO_HOLDER[entry.name](body)
        text = _("办件 {case}：{work}").format(case=case.reference, work=names.work(work.work))
        _send(case, work.assignee.key, Message(title, text), link=f"/desk/cases/{case.reference}/", now=entry.at)


def _tell_helper(case: Case, entry: Recorded) -> None:
    """Tell whoever helps what they do not say themselves."""
    if case.owner is None or (entry.body or {}).get("by") == str(case.owner.key):
        return
    message = TO_HELPER[entry.name](entry.body or {})
    _send(case, case.owner.key, message, link=f"/desk/cases/{case.reference}/", now=entry.at)


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


def _tell_lapse(names: Names, body: Body) -> Message:
    text = _("“{material}”没有按期补交，需要它的事项不再办理；备齐后可以重新申请。")
    return Message(_("材料逾期未补"), text.format(material=names.material(body["material"])))


def _tell_named(names: Names, body: Body) -> Message | None:
    if not body["helper"]:
        return Message(_("帮办员已变动"), _("这件事不再由帮办员代办，办理照常进行。"))
    return Message(_("有人全程帮您办"), _("已为您指定帮办员。姓名和联系方式在办件页面上，有事可以直接找。"))


def _tell_revocation(names: Names, body: Body) -> Message:
    what = _("“{name}”（{number}）已撤销，从现在起不能再用。").format(name=body["name"], number=body["number"])
    why = _("理由：{reason}。依据：{basis}。").format(**body) if body["reason"] else ""
    return Message(_("结果被撤销"), f"{what}{why}", urgent=True)


TO_APPLICANT: dict[str, Callable[[Names, Body], Message | None]] = {
    "CorrectionRequested": _tell_correction,
    "GapTolerated": _tell_gap,
    "GapLapsed": _tell_lapse,
    "ItemDecided": _tell_decision,
    "CaseClosed": _tell_end,
    "ClockStopped": _tell_stop,
    "LimitExtended": _tell_extension,
    "ItemOverdue": _tell_overdue,
    HELPER_NAMED: _tell_named,
    RESULT_REVOKED: _tell_revocation,
}
"""What the applicant is told, by entry."""

TO_HELPER: dict[str, Callable[[Body], Message]] = {
    "Commented": lambda body: Message(_("有人留言"), _("您帮办的办件里有新的留言，请打开看看。")),
    HELPER_NAMED: lambda body: Message(_("由您帮办"), _("您已被指定为这件事的帮办员，请与申请人联系。")),
}
"""What the helper who owns the case is told, by entry."""

TO_HOLDER: dict[str, Callable[[Body], str]] = {
    "Escalated": lambda body: _("即将到期"),
    "DeadlinePassed": lambda body: _("已经超期"),
    "ArbiterCalled": lambda body: _("需要裁定"),
}
"""What the one who has the work is told, by entry."""
