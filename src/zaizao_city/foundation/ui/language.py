"""Which language a page speaks: Chinese, unless the reader chose another with the switch of the masthead.

Not the browser's own setting: a machine bought abroad, or set to English by whoever installed it, is no wish of the reader.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import trans_real

CODES = frozenset(code for code, _ in settings.LANGUAGES)
KEPT_SENTENCES = 8_192
"""More than all rooms say together; what a definition says can be asked for as well, and is not kept for ever."""


@cache
def keep_sentences(code: str) -> None:
    """Remember what a sentence is in a language: a page says some three hundred, each looked up in a dozen catalogues.

    Most of all in Chinese, which stands in the code and is therefore in none of them.
    """
    catalogue = trans_real.translation(code)
    catalogue.gettext = lru_cache(maxsize=KEPT_SENTENCES)(catalogue.gettext)


class LanguageMiddleware:
    """Speaks the language of the cookie, else the first of the settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        for code in CODES:
            keep_sentences(code)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in CODES else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
