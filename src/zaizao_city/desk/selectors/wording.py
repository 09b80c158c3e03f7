"""Words for what definitions only name: outcomes that the core has no word for, options of the forms we ship."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao.net.naming import Names
from zaizao.units import LimitError, parse_limit
from zaizao.wording.values import format_limit
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.models import Organisation

OUTCOMES = {
    "dispatched": _("派给承办单位"),
    "answered": _("当场答复"),
    "satisfied": _("满意"),
    "not_satisfied": _("不满意，再办一轮"),
    "upheld": _("原决定没有问题"),
    "helped": _("已帮申请人办成"),
    "to_be_redone": _("应当重办"),
    "revoked": _("撤销"),
    "kept": _("不撤销"),
}
OPTIONS = {
    "refuse": _("垃圾清运"),
    "road": _("道路"),
    "building": _("房屋"),
    "noise": _("噪声"),
    "water": _("供水排水"),
    "heating": _("供热"),
    "consumer": _("消费纠纷"),
    "other": _("其他"),
    "refused": _("被拒"),
    "returned": _("被退回补正"),
    "overdue": _("超期"),
    "still": _("一直没有动静"),
}


def say_outcome(names: Names, outcome: str) -> str:
    """An outcome in words; as the definition names it where nobody has a word."""
    said = names.outcome(outcome)
    return str(OUTCOMES.get(outcome, said)) if said == outcome else said


def say_option(option: str) -> str:
    """An option of a field in words; as it is where the definition wrote it in words already."""
    return str(OPTIONS.get(option, option))


def say_limit(text: str) -> str:
    """A limit written ``10wd`` in words; a dash where there is none."""
    try:
        return format_limit(parse_limit(text), language=speak()) if text else "–"
    except LimitError:
        return text


def say_organisation(row: Organisation) -> str:
    """What an organisation is called; in English where it has an English name."""
    return row.name_en if row.name_en and speak() == "en" else row.name
