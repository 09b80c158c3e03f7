"""The materials of one's own case: what was handed in, with its file, what was pledged, what is still to come."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from zaizao_city.casework.selectors.case_page import CasePage, MaterialFacts
from zaizao_city.casework.selectors.derivations import last_day
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.files.opening import list_kept
from zaizao_city.foundation.ui.components.materials import CheckItem, Mark
from zaizao_city.foundation.ui.words import say_day

_MARKS: dict[str, Mark] = {
    "asked": "give", "supplied": "ok", "gap": "gap", "pledged": "pledge", "held": "share", "lapsed": "doubt",
    "revoked": "doubt",
}  # fmt: skip


def list_papers(page: CasePage) -> list[CheckItem]:
    """What the case rests on, as it stands; what the case itself makes is among the results. One query at most."""
    shown = [one for one in page.materials if one.status in _MARKS]
    kept = list_kept(one.document.file for one in shown if one.document is not None)
    signed = {one.material for one in page.pledges}
    return [_show_paper(page, one, kept, is_signed=one.material in signed) for one in shown]


def _show_paper(page: CasePage, one: MaterialFacts, kept: Mapping[UUID, StoredFile], *, is_signed: bool) -> CheckItem:
    source = ""
    if one.document is not None and one.document.result:
        source = _("用您已有的结果 {number}").format(number=one.document.result)
    elif one.status == "held":
        source = _("由政府共享，不用您交")
    mark, say = _MARKS[one.status], _say_standing(one)
    if one.material in page.corrected:
        mark, say = "doubt", _("请补正")
    elif one.status == "asked" and is_signed:
        mark, say = "pledge", _("承诺书已签署")
    elif one.status == "asked" and one.may_be_gap:
        say = _("还没有交，受理后可以补")
    file = kept.get(one.document.file) if one.document is not None and one.document.file is not None else None
    return CheckItem(mark=mark, name=one.name, source=source, say=say, file=file)


def _say_standing(one: MaterialFacts) -> str:
    words = {
        "asked": _("还没有交"), "supplied": _("已交"), "pledged": _("已承诺"), "lapsed": _("过了补交日期"),
        "revoked": _("已撤销"), "gap": _("后补"),
    }  # fmt: skip
    if one.status == "gap" and one.due_at is not None:
        return _("{day} 前补").format(day=say_day(last_day(one.due_at)))
    if one.status == "supplied" and one.document is not None and one.document.supplied_at is not None:
        return _("{day} 交").format(day=say_day(one.document.supplied_at.date()))
    return words.get(one.status, "")
