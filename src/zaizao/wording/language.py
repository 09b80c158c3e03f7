"""Which of the two languages a reader gets; Chinese unless something asks for English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from zaizao.errors import InputError

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_VARIABLES = ("ZAIZAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class LanguageError(InputError, ValueError):
    """The language must be zh or en."""

    code = "language-unknown"


def choose_language(option: str | None, environ: Mapping[str, str]) -> Language:
    """The option if given, else the first of ZAIZAO_LANG, LC_ALL, LC_MESSAGES, LANG that says zh… or en…, else Chinese.

    An environment often names a language we do not have (``C.UTF-8``), so there it is passed over;
    an option that names one is a mistake and raises LanguageError.
    """
    if option is not None:
        chosen = _read_language(option)
        if chosen is None:
            raise LanguageError(language=option)
        return chosen
    named = (_read_language(environ.get(variable, "")) for variable in _VARIABLES)
    return next((language for language in named if language is not None), "zh")


def _read_language(text: str) -> Language | None:
    """``zh_CN.UTF-8``, ``zh-Hans`` and ``ZH`` are all Chinese; the part before the region decides."""
    head = text.strip().lower().replace("-", "_").partition("_")[0].partition(".")[0]
    return next((language for language in LANGUAGES if language == head), None)
