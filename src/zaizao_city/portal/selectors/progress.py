"""Where a case stands, in words and as a ribbon that everyone understands; and whose turn it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaizao.definition.model import Activity
from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.mapping.times import to_official
from zaizao_city.casework.models import ItemDecision, WorkItem
from zaizao_city.casework.selectors.case_page import CasePage, MaterialFacts
from zaizao_city.casework.selectors.clocks import Clock
from zaizao_city.casework.selectors.derivations import last_day
from zaizao_city.foundation.ui.components.ribbon import Fork, Ribbon, Standing, Stop
from zaizao_city.foundation.ui.words import say_day, speak

GRANTED, WITHDRAWN = "granted", "withdrawn"


@frozen
class NextStep:
    """What comes next: whose turn it is, what is done, by when; and the materials the applicant is asked for now."""

    title: str
    text: str
    is_yours: bool
    wanted: Sequence[MaterialFacts] = ()


def say_headline(page: CasePage, step: NextStep) -> str:
    """The case in one line: what is going on, or how it ended."""
    if page.case.status == CaseStatus.CLOSED:
        granted = sum(one.outcome == GRANTED for one in page.decisions)
        if granted and granted == len(page.decisions):
            return _("办好了，都给您了")
        return _("办结了：{ending}").format(ending=page.names.ending(page.case.outcome))
    return _("正在办，等您{act}").format(act=step.title) if step.is_yours else _("正在办，不用您做什么")


def find_next(page: CasePage) -> NextStep:
    """Whose turn it is. A correction comes before gaps, gaps before what officers do."""
    if page.case.status == CaseStatus.CLOSED:
        return NextStep(_("已经办结"), "", is_yours=False)
    if page.corrected:
        wanted = [one for one in page.materials if one.material in page.corrected]
        text = next((notice.reason for notice in reversed(page.notices) if notice.answered_at is None), "")
        return NextStep(_("补正材料"), text, is_yours=True, wanted=wanted)
    gaps = [one for one in page.materials if one.status == "gap"]
    if gaps:
        first = min((one.due_at for one in gaps if one.due_at), default=None)
        by = _("最迟 {day} 补上，不耽误其他环节。").format(day=_last_day(first)) if first else ""
        return NextStep(_("补交材料"), by, is_yours=True, wanted=gaps)
    return _find_officers(page)


def _find_officers(page: CasePage) -> NextStep:
    own = [work for work in page.work if work.organisation_id is None]
    if own:
        return NextStep(page.names.activity(own[0].activity), _("这一步由您来做。"), is_yours=True)
    if not page.work:
        return NextStep(_("等待下一环节"), "", is_yours=False)
    said = [_say_work(page, work) for work in page.work]
    return NextStep(_("下一步，由我们办"), _("；").join(said) + _("。"), is_yours=False)


def _say_work(page: CasePage, work: WorkItem) -> str:
    activity = page.names.activity(work.activity)
    who = work.organisation.name if work.organisation else page.names.organ(work.organ)
    if work.due_at is None:
        return _("{who}：{activity}").format(who=who, activity=activity)
    return _("{who}：{activity}，最迟 {day}").format(who=who, activity=activity, day=_last_day(work.due_at))


def _last_day(due: dt.datetime) -> str:
    return say_day(last_day(due))


def choose_clock(clocks: Sequence[Clock]) -> Clock | None:
    """The clock that answers “when”: the promise for the whole, else the item clock that ends last."""
    whole = next((clock for clock in clocks if clock.what == "case"), None)
    if whole is not None:
        return whole
    items = [clock for clock in clocks if clock.kind != "activity"]
    running = [clock for clock in items if clock.ended is None] or items
    return max(running, key=lambda clock: clock.due or dt.datetime.max, default=None)


def make_ribbon(page: CasePage) -> Ribbon:
    """Taken in, the items at the same time, delivered."""
    definition = page.definition
    first = [name for name, one in definition.activities.items() if one.does == "accept" and not one.after]
    last = [name for name, one in definition.activities.items() if one.does == "deliver"]
    tracks = [_make_track(page, decision) for decision in page.decisions]
    missing = [name for name in definition.items if name not in {one.item for one in page.decisions}]
    tracks += [Stop(page.names.item(name), _("不需要"), "off") for name in missing]
    side = ngettext("%(n)d 件同时办", "%(n)d 件同时办", len(page.decisions)) % {"n": len(page.decisions)}
    parts: list[Stop | Fork] = [_make_stop(page, name) for name in first[:1]]
    parts += [Fork(side, tracks)] if len(tracks) > 1 else tracks
    parts += [_make_stop(page, name) for name in last[:1]]
    done = sum(bool(one.ended_at) for one in page.decisions)
    label = _("{total} 件里已有决定的 {done} 件").format(total=len(page.decisions), done=done)
    return Ribbon(parts=parts, label=label)


def _make_stop(page: CasePage, name: str) -> Stop:
    activity: Activity = page.definition.activities[name]
    called = activity.name.say(speak()) if activity.name else name
    mark = page.standing.mark_of(name)
    if mark.status.is_here or page.standing.is_at(name):
        return Stop(called, _("现在在这里"), "now")
    if mark.status.is_over:
        ended = to_official(mark.ended)
        return Stop(called, say_day(ended.date()) if ended else "", "done" if mark.outcome or ended else "off")
    return Stop(called, "", "todo")


def _make_track(page: CasePage, decision: ItemDecision) -> Stop:
    name = page.names.item(decision.item)
    standing: Standing
    if decision.outcome:
        day = say_day(decision.ended_at.date()) if decision.ended_at else ""
        said = page.names.outcome(decision.outcome)
        standing = "off" if decision.outcome == WITHDRAWN else "done"
        return Stop(name, _("{day} {outcome}").format(day=day, outcome=said).strip(), standing)
    if decision.is_stopped:
        return Stop(name, _("暂停计时"), "todo")
    here = any(
        page.standing.mark_of(activity).status.is_here
        for activity, one in page.definition.activities.items()
        if one.item == decision.item
    )
    return Stop(name, _("现在在这里"), "now") if here else Stop(name, _("还没开始"), "todo")
