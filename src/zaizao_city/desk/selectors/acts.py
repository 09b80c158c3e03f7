"""What the reader can do in a case now, in the words of the trade: the next acts first, the rest behind them.

Whether an act passes is asked again by the service that carries it out; here it is only decided what is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from msgspec import Struct

from zaizao.definition.model import Activity
from zaizao.net import commands as asked
from zaizao_city.casework.enums import CaseStatus, PledgeResult, ResultStatus
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.selectors.case_page import CasePage
from zaizao_city.casework.selectors.doable import Doable, may
from zaizao_city.casework.selectors.helping import may_name_helper
from zaizao_city.casework.selectors.results import list_issued
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import get_reach


class Act(Struct, frozen=True):
    """Something to do: ``slug`` names it in the address, ``of`` what it is done to (work, item, pledge)."""

    slug: str
    of: str
    title: str
    hint: str = ""
    about: str = ""
    """The activity or item it belongs to, where the page has several."""
    is_next: bool = False
    key: str = ""


def list_acts(actor: Actor, page: CasePage) -> list[Act]:
    """Everything the actor is offered; those of the next step carry the keys 1 to 9. No query."""
    matter = page.matter
    found = [act for one in page.doable for act in _acts_of_work(page, one)]
    found += [*_acts_of_items(actor, page, matter), *_acts_of_case(actor, page, matter)]
    nexts = [act for act in found if act.is_next]
    keyed = {id(act): str(place) for place, act in enumerate(nexts[:9], start=1)}
    return [*(_with_key(act, keyed.get(id(act), "")) for act in nexts), *(act for act in found if not act.is_next)]


def _with_key(act: Act, key: str) -> Act:
    return Act(act.slug, act.of, act.title, act.hint, act.about, act.is_next, key)


def find_act(acts: Iterable[Act], slug: str, of: str) -> Act | None:
    """The act of that name, if it is offered."""
    return next((act for act in acts if act.slug == slug and act.of == of), None)


def find_doable(page: CasePage, work: str) -> Doable | None:
    """The open work item an act is about, if the reader has it."""
    return next((one for one in page.doable if one.work == work), None)


def _acts_of_work(page: CasePage, one: Doable) -> list[Act]:
    about = page.names.work(one.work)
    acts = []
    if "complete" in one.acts:
        acts += _ways_to_end(page, one, about)
    hints = {
        "accept_offer": ("take", _("接收"), _("接收后由本单位负责，时限继续计算"), True),
        "refuse_offer": ("give-back", _("退单"), _("写明理由，转下一个单位征询；超过次数由裁定员决定"), True),
        "assign_to": ("arbitrate", _("裁定承办单位"), _("裁定后不能再退"), True),
        "offer_work": ("offer", _("征询承办"), _("对方接收前仍由本单位负责"), False),
        "assign": ("assign", _("分派经办人"), _("只在本单位的人里选"), False),
        "transfer": ("transfer", _("转办"), _("转出后由对方负责，期限不重新计算"), False),
        "delegate": ("delegate", _("委派"), _("对方办好后回到这里确认"), False),
        "add_activity": ("countersign", _("加签"), _("请别的单位会签，再接着办"), False),
        "recuse": ("recuse", _("回避"), _("本人与本件有利害关系"), False),
    }
    acts += [Act(hints[n][0], one.work, hints[n][1], hints[n][2], about, hints[n][3]) for n in hints if n in one.acts]
    return acts


def _ways_to_end(page: CasePage, one: Doable, about: str) -> list[Act]:
    if one.does == "accept":
        return [
            Act(
                "intake",
                one.work,
                pgettext("act", "收件"),
                _("对照清单点收，受理、容缺、承诺或者一次告知"),
                about,
                is_next=True,
            )
        ]
    if one.decides and "granted" in one.outcomes:
        grant = Act("grant", one.work, _("准予"), _("签发后生效，不能撤回；下一页再确认一次"), about, is_next=True)
        refuse = Act(
            "refuse", one.work, _("不予许可"), _("写明理由和依据，指一条走得通的路，告知救济"), about, is_next=True
        )
        return [grant, refuse]
    return [Act("finish", one.work, about, _("办完本环节，下一环节自动接上"), is_next=True)]


def _acts_of_items(actor: Actor, page: CasePage, matter: Matter) -> list[Act]:
    acts = []
    for name, item in page.state.items.items():
        clock, about = page.definition.items[name].clock, page.names.item(name)
        if clock is None or not item.running:
            continue
        if not may(actor, matter, asked.Suspend(name, "", ""))[0]:
            continue
        if item.stopped and item.stops[-1].activity is None:
            acts.append(Act("resume", name, _("恢复计时"), _("从明天起接着算"), about, is_next=True))
        elif not item.stopped and clock.stopped_by:
            grounds = _("、").join(page.names.ground(one) for one in clock.stopped_by)
            acts.append(
                Act(
                    "suspend",
                    name,
                    pgettext("act", "暂停计时"),
                    _("只限{grounds}").format(grounds=grounds),
                    about,
                    True,
                )
            )
        if clock.extend is not None and item.extended is None:
            limit = page.names.limit(str(clock.extend.limit))
            acts.append(Act("extend", name, _("延长期限"), _("最多 {limit}，只能一次").format(limit=limit), about))
    return acts


def _acts_of_case(actor: Actor, page: CasePage, matter: Matter) -> list[Act]:
    acts = []
    if page.case.status == CaseStatus.CLOSED:
        if may(actor, matter, asked.Reopen("", ""))[0] and list_earlier(page):
            acts.append(Act("reopen", "", _("重新办理"), _("从某一环节起再办一轮，写明理由和依据")))
    elif page.doable and list_earlier(page) and may(actor, matter, asked.SendBack("", ""))[0]:
        acts.append(Act("return", "", _("退回前面环节"), _("只退这一路，别的事项照常"), is_next=bool(page.doable)))
    if may(actor, matter, asked.Comment(""))[0]:
        acts.append(Act("comment", "", _("写备注"), _("记入记录，不影响计时")))
    if page.case.status == CaseStatus.OPEN and page.doable:
        acts.append(Act("visit", "", _("记一次到访"), _("申请人每来一次记一次，写明来做什么")))
    if page.case.status == CaseStatus.OPEN and may_name_helper(actor, matter):
        title = _("指定帮办员") if page.case.owner_id is None else _("换帮办员")
        acts.append(Act("helper", "", title, _("由一个人从头帮到尾，申请人看得到怎么找到他")))
    return [*acts, *_acts_of_pledges(actor, page), *_acts_of_results(actor, page, matter)]


def _acts_of_pledges(actor: Actor, page: CasePage) -> list[Act]:
    """Pledges to be checked by the reader's organisation; the form is that of the pledge's own pages."""
    reach = get_reach(actor, "casework.check_pledge")
    return [
        Act("pledge", str(one.pk), _("核查承诺"), _("属实或者不实；后果由人决定"), page.names.material(one.material))
        for one in page.pledges
        if one.taken_at and one.result == PledgeResult.UNCHECKED and one.organisation is not None
        if reach.covers(one.organisation.path)
    ]


def _acts_of_results(actor: Actor, page: CasePage, matter: Matter) -> list[Act]:
    """Results that the reader's organisation issued and may revoke: of this case, or that this case was about."""
    reach = get_reach(actor, "casework.revoke_result")
    hint = _("从那一刻起不能再用，持有人马上收到理由和依据；不能恢复")
    mine = [(one, matter.seats.get(page.definition.items[one.item].organ)) for one in page.results]
    found = [one for one, seat in mine if seat is not None and reach.covers(seat[1])]
    if page.state.facts.get("revoked") is True and isinstance(number := page.state.facts.get("result"), str):
        found += [one for one in list_issued([number]) if one.organisation and reach.covers(one.organisation.path)]
    return [
        Act("revoke-result", one.number, _("撤销结果"), hint, f"{one.name} {one.number}")
        for one in found
        if one.status == ResultStatus.VALID
    ]


def list_earlier(page: CasePage) -> list[tuple[str, str]]:
    """The activities to which the case can be sent back: done, by people, with nothing before them open."""
    settled = [
        name for name, one in page.definition.activities.items() if one.automatic is None and _is_done(page, name)
    ]
    return [(name, page.names.activity(name)) for name in settled]


def _is_done(page: CasePage, name: str) -> bool:
    act = page.state.acts.get(name)
    return act is not None and act.status == "done"


def list_organs(page: CasePage, *, but: str = "") -> list[tuple[str, str]]:
    """The organs of the case to which work can go."""
    names = [name for name in page.definition.organs if name != but]
    return [(name, page.names.organ(name)) for name in names]


def list_receivers(page: CasePage, doable: Doable | None) -> Sequence[tuple[str, str]]:
    """The organs to which work can be offered: those that the definition names, else all."""
    if doable is not None and doable.offer_to:
        return [(name, page.names.organ(name)) for name in doable.offer_to]
    return list_organs(page)


def get_activity(page: CasePage, doable: Doable | None) -> Activity | None:
    """The activity of a piece of work; none for one that was added to the case."""
    return page.definition.activities.get(doable.activity) if doable is not None else None
