"""Telling people what happened to them: the applicant at every turn, the one who has the work when time runs short."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from zaizao.net import Effect, Step
from zaizao.net import events as happened
from zaizao.net.naming import Names
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.services.effects import follows, looks_at_steps
from zaizao_city.foundation.notices.notifying import notify
from zaizao_city.foundation.record.values import NewEvent
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Person

_STAFF = frozenset({"warn", "take_over", "inform", "deadline-passed", "arbiter-called"})


@follows("notify")
def tell_effect(matter: Matter, effect: Effect, actor: Actor, now: datetime) -> None:
    """A correction, a clock stopped or lengthened: the applicant. Time running short: whoever has the work."""
    what = str(effect.details.get("what", ""))
    if what in _STAFF:
        _tell_holder(matter, effect.subject, what, now)
        return
    text = _phrase(matter, effect, what)
    if text:
        _tell_applicant(matter.case, text[0], text[1], urgent=what == "correction", now=now)


def _phrase(matter: Matter, effect: Effect, what: str) -> tuple[str, str] | None:
    names = Names(matter.definition)
    item = names.item(effect.subject)
    if what == "correction":
        materials = effect.details.get("materials")
        listed = names.several(materials, names.material) if isinstance(materials, tuple) else ""
        return _("请补正材料"), _("一次告知，补齐即可：{materials}。").format(materials=listed)
    if what == "clock-stopped":
        ground = names.ground(effect.details.get("ground"))
        return _("办理期限暂停计算"), _("“{item}”因{ground}暂停计时，所需时间不计入期限。").format(
            item=item, ground=ground
        )
    if what == "limit-extended":
        return _("办理期限延长"), _("“{item}”的期限已依法延长，理由见办件记录。").format(item=item)
    if what == "item-overdue":
        return _("办理超期"), _("“{item}”已超过法定期限，已记录并督办。").format(item=item)
    return None


def _tell_applicant(case: Case, title: str, text: str, *, urgent: bool, now: datetime) -> None:
    if case.applicant is not None:
        headed = _("{title}：{case}").format(title=title, case=case.title)
        link = f"/cases/{case.reference}/"
        notify(person_key=case.applicant.key, title=headed, text=text, link=link, urgent=urgent, now=now)


def _tell_holder(matter: Matter, name: str, what: str, now: datetime) -> None:
    work = matter.state.work.get(name)
    if work is None or not work.assignees:
        return
    titles = {
        "warn": _("即将到期"), "deadline-passed": _("已经超期"), "take_over": _("已上提办理"), "inform": _("已上报"),
        "arbiter-called": _("需要裁定"),
    }  # fmt: skip
    called = Names(matter.definition, "zh", matter.state.added).work(name)
    for person in find_keys(work.assignees):
        notify(
            person_key=person,
            title=_("{what}：{work}").format(what=titles[what], work=called),
            text=_("办件 {case}：{work}").format(case=matter.case.reference, work=called),
            link=f"/desk/cases/{matter.case.reference}/",
            now=now,
        )


def find_keys(keys: Iterable[str]) -> list[UUID]:
    """The people among some keys."""
    wanted = []
    for key in keys:
        try:
            wanted.append(UUID(key))
        except ValueError:
            continue
    return list(Person.objects.filter(key__in=wanted).values_list("key", flat=True))


@looks_at_steps
def tell_turns(matter: Matter, step: Step, actor: Actor, now: datetime) -> list[NewEvent]:
    """Accepted, decided, closed: the applicant is told at once."""
    if matter.case.applicant is None:
        return []
    names = Names(matter.definition)
    for event in step.events:
        if isinstance(event, happened.ItemDecided):
            text = _("“{item}”：{outcome}。").format(item=names.item(event.item), outcome=names.outcome(event.outcome))
            _tell_applicant(matter.case, _("有了决定"), text, urgent=False, now=now)
        elif isinstance(event, happened.CaseClosed):
            text = _("结局：{ending}。").format(ending=names.ending(event.ending))
            _tell_applicant(matter.case, _("办结"), text, urgent=False, now=now)
    return []
