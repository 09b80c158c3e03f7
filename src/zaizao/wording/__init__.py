"""Words for people: codes and fields turned into Chinese or English, values written as people read them.

Rooms raise codes; the words of each room stand in `texts/<room>.py`, one pair per code, and are found by themselves.
No judgement is here and no calendar: what is said was decided elsewhere.
"""

from zaizao.wording.language import LANGUAGES, Language, LanguageError, choose_language
from zaizao.wording.texts import UnknownCodeError, list_codes, say
from zaizao.wording.values import (
    format_date,
    format_duration,
    format_limit,
    format_list,
    format_moment,
    format_period,
    format_value,
    format_weekday,
)
from zaizao.wording.voice import describe

__all__ = [
    "LANGUAGES",
    "Language",
    "LanguageError",
    "UnknownCodeError",
    "choose_language",
    "describe",
    "format_date",
    "format_duration",
    "format_limit",
    "format_list",
    "format_moment",
    "format_period",
    "format_value",
    "format_weekday",
    "list_codes",
    "say",
]
