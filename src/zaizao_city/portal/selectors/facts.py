"""Time, visits, materials and fee, said before anything starts; and what one gets in the end."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaizao.definition import ProcessDefinition
from zaizao.definition.vocabulary import DECIDING_VERBS
from zaizao.guidance import Sheet, foresee, tell_once
from zaizao.units import Limit
from zaizao.wording.values import format_limit
from zaizao_city.foundation.ui.components.figures import Fact
from zaizao_city.foundation.ui.components.materials import CheckItem
from zaizao_city.foundation.ui.words import speak
from zaizao_city.portal.selectors.things import Thing

COMES_TO_YOU = "visit_site"
"""The verb of an activity for which officers come to the applicant."""


def list_facts(thing: Thing, answers: Mapping[str, object]) -> list[Fact]:
    """The four figures for these answers; while answers are missing they are the most there can be."""
    sheet = tell_once(thing.definition, answers)
    if thing.is_unmapped:
        told = _("受理时一次说清")
        unknown = [Fact(label, _("未梳理"), "", told) for label in (_("您最多跑"), _("您准备"))]
        return [tell_time(thing.definition, sheet), *unknown, _tell_fee(thing)]
    return [
        tell_time(thing.definition, sheet),
        _tell_visits(thing.definition, answers),
        _tell_materials(sheet),
        _tell_fee(thing),
    ]


def tell_time(definition: ProcessDefinition, sheet: Sheet) -> Fact:
    """The promised limit with the statutory one beside it, or the statutory one alone."""
    statutory = find_statutory(definition, sheet.items)
    promised = sheet.promised or find_promised(definition, sheet.items)
    if promised is None:
        return Fact(_("最长"), *_split(statutory), _("法定期限")) if statutory else Fact(_("最长"), _("未定"))
    note = _("法定{limit}，我们承诺更早").format(limit=_say(statutory)) if statutory else ""
    return Fact(_("最长"), *_split(promised), note)


def find_statutory(definition: ProcessDefinition, items: tuple[str, ...]) -> Limit | None:
    """The longest statutory limit of the items needed."""
    return _longest([clock.limit for name in items if (clock := definition.items[name].clock) is not None])


def find_promised(definition: ProcessDefinition, items: tuple[str, ...]) -> Limit | None:
    """The longest promised limit of the items needed, where all of them have one."""
    promised = [definition.items[name].promised for name in items]
    given = [limit for limit in promised if limit is not None]
    return _longest(given) if given and len(given) == len(promised) else None


def _longest(limits: list[Limit]) -> Limit | None:
    """The longest of limits in one unit; the first where units differ, which a calendar alone could compare."""
    same = [limit for limit in limits if limit.unit is limits[0].unit]
    return max(same, key=lambda limit: limit.amount, default=None)


def _split(limit: Limit) -> tuple[object, str]:
    said = _say(limit)
    return limit.amount, said.removeprefix(str(limit.amount)).strip()


def _say(limit: Limit | None) -> str:
    return "" if limit is None else format_limit(limit, language=speak())


def _tell_visits(definition: ProcessDefinition, answers: Mapping[str, object]) -> Fact:
    course = foresee(definition, answers)
    happening = [each for name, each in definition.activities.items() if course.activities[name] is not False]
    come = sum(each.visit for each in happening if each.does != COMES_TO_YOU)
    visited = sum(each.does == COMES_TO_YOU for each in happening)
    note = (
        ngettext("我们上门 %(n)d 次", "我们上门 %(n)d 次", visited) % {"n": visited} if visited else _("一趟都不用跑")
    )
    if come:
        online = _("按到窗口交、到窗口取算，网上提交的不用跑")
        note = _("{online}。{visited}").format(online=online, visited=note) if visited else online
    return Fact(_("您最多跑"), come, ngettext("次", "次", come), note)


def _tell_materials(sheet: Sheet) -> Fact:
    bring = sheet.list_to_bring()
    shared = sum(paper.source == "shared" for paper in sheet.papers)
    pledged, later = sum(paper.may_pledge for paper in bring), sum(paper.may_follow for paper in bring)
    notes = [
        _("{n} 份可以承诺").format(n=pledged) if pledged else "",
        _("{n} 份可以后补").format(n=later) if later else "",
        ngettext("另有 {n} 份由政府共享", "另有 {n} 份由政府共享", shared).format(n=shared) if shared else "",
    ]
    return Fact(
        _("您准备"), len(bring), ngettext("份材料", "份材料", len(bring)), _("；").join(note for note in notes if note)
    )


def _tell_fee(thing: Thing) -> Fact:
    fee = str((thing.item.elements if thing.item else {}).get("fee", "")).strip()
    if not fee:
        return Fact(_("费用"), _("未列"), "", _("事项清单没有列收费；清单没有列的，不得收取"))
    if fee in {"不收费", "无", "0", "否"}:
        return Fact(_("费用"), 0, _("元"), _("不收费，也不需要中介"))
    return Fact(_("费用"), _("收费"), "", fee[:120])


def list_results(definition: ProcessDefinition, answers: Mapping[str, object]) -> list[CheckItem]:
    """What one gets: what the decisions that are foreseen give, with the organ that decides."""
    course, language = foresee(definition, answers), speak()
    found = []
    for name, each in definition.activities.items():
        if each.does not in DECIDING_VERBS or course.activities[name] is False or each.item is None:
            continue
        item, organ = definition.items[each.item], definition.organs.get(each.by or definition.competent)
        said = organ.name.say(language) if organ else ""
        called = item.name.say(language) if item.name else ""
        gives = [definition.materials[one].name.say(language) for one in each.gives if one in definition.materials]
        found += [CheckItem(mark="got", name=one, source=called, say=said) for one in gives or [_("决定书")]]
    return found
