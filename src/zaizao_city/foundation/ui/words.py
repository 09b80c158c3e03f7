"""How states, days and remaining time are said on screen, in the language in force.

What the core can say (dates, limits, durations) is asked of ``zaizao.wording``; here is what only screens say.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from zaizao.wording.values import format_date

STATES = {
    "in-time": _("在时限内"),
    "soon": _("将到期"),
    "overdue": _("已超期"),
    "paused": _("已暂停"),
    "done": _("已办结"),
}


def say_state(state: str) -> str:
    """The word for the state of a deadline; an unknown state is a bug of the page (KeyError)."""
    return str(STATES[state])


def say_day(day: dt.date) -> str:
    """``2月28日（周六）`` or ``Sat 28 February``: the day without its year."""
    return _say_day(day, speak())


@lru_cache(maxsize=4096)
def _say_day(day: dt.date, language: str) -> str:
    written, year = format_date(day, language=language), str(day.year)
    return written.removesuffix(f" {year}") if language == "en" else written[len(year) + 1 :]


def say_moment(moment: dt.datetime) -> str:
    """``2月27日（周五）15:24``."""
    separator = " " if speak() == "en" else ""
    return f"{say_day(moment.date())}{separator}{moment:%H:%M}"


def say_working_days_left(days: int) -> str:
    """``还剩 3 个工作日``; negative: ``超 2 个工作日``; zero: ``今天到期``."""
    if days == 0:
        return gettext("今天到期")
    if days < 0:
        return ngettext("超 %(days)d 个工作日", "超 %(days)d 个工作日", -days) % {"days": -days}
    return ngettext("还剩 %(days)d 个工作日", "还剩 %(days)d 个工作日", days) % {"days": days}


def speak() -> str:
    """The language in force as the core names it: ``zh`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "zh"
