"""The materials of a case as the desk checks them: how each stands, where it comes from, its file, what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from zaizao_city.casework.enums import ResultStatus
from zaizao_city.casework.selectors.case_page import CasePage, MaterialFacts
from zaizao_city.casework.selectors.derivations import last_day
from zaizao_city.casework.selectors.results import list_issued
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.files.opening import list_kept
from zaizao_city.foundation.ui.components.materials import CheckItem, Mark
from zaizao_city.foundation.ui.words import say_day

_MARKS: dict[str, Mark] = {
    "asked": "doubt", "supplied": "ok", "made": "got", "gap": "gap", "pledged": "pledge", "lapsed": "doubt",
    "revoked": "doubt", "held": "share",
}  # fmt: skip


def list_check_items(page: CasePage) -> list[CheckItem]:
    """Every material of the case, as it stands; at most two queries."""
    kept = list_kept(one.document.file for one in page.materials if one.document is not None)
    return mark_revoked(page, [show_material(page, one, kept) for one in page.materials])


def show_material(page: CasePage, one: MaterialFacts, kept: Mapping[UUID, StoredFile]) -> CheckItem:
    """One material: its mark, where it comes from, how it stands, and the file that was handed in."""
    says = {
        "asked": _("还没有交"), "supplied": _("已交"), "made": _("本次办理产生"), "pledged": _("已承诺"),
        "lapsed": _("逾期未补"), "revoked": _("已撤销"), "held": _("免交"),
    }  # fmt: skip
    say, row = says.get(one.status, ""), one.document
    if one.status == "gap":
        say = _("容缺，{day} 前补").format(day=say_day(last_day(one.due_at))) if one.due_at else _("容缺")
    if one.status == "supplied" and row is not None and row.supplied_at is not None:
        say = _("{day} 交").format(day=say_day(row.supplied_at.date()))
    file = kept.get(row.file) if row is not None and row.file is not None else None
    mark = _MARKS.get(one.status, "doubt")
    if one.material in page.corrected:
        mark, say = "doubt", _("已告知补正")
    elif one.status == "asked" and any(pledge.material == one.material for pledge in page.pledges):
        mark, say = "pledge", _("承诺书已签署")
    return CheckItem(mark=mark, name=one.name, source=_say_source(page, one), say=say, file=file)


def mark_revoked(page: CasePage, items: Sequence[CheckItem]) -> list[CheckItem]:
    """The materials with a doubt on those that rest on a result revoked since; one query where any rests on one."""
    numbers = {one.document.result for one in page.materials if one.document is not None and one.document.result}
    issued = list_issued(numbers) if numbers else []
    revoked = {one.number for one in issued if one.status == ResultStatus.REVOKED}
    return [
        replace(item, mark="doubt", say=_("引用的结果已撤销"))
        if one.document is not None and one.document.result in revoked
        else item
        for one, item in zip(page.materials, items, strict=True)
    ]


def _say_source(page: CasePage, one: MaterialFacts) -> str:
    if one.document is not None and one.document.result:
        return _("引用结果 {number}").format(number=one.document.result)
    if one.source.startswith("shared/") or one.status == "held":
        return _("由政府共享，不用申请人交")
    if one.source in page.definition.activities:
        return page.names.activity(one.source)
    ways = [_("可以容缺")] if one.may_be_gap else []
    ways += [_("可以承诺")] if one.may_be_pledged else []
    return _("，").join([_("申请人提供"), *ways])


def count_materials(materials: Sequence[MaterialFacts]) -> str:
    open_ones = sum(one.status in {"asked", "gap", "lapsed"} for one in materials)
    total = _("{n} 份").format(n=len(materials))
    if not open_ones:
        return _("{total}，都齐了").format(total=total)
    return _("{total}，{n} 份还没有到").format(total=total, n=open_ones)
