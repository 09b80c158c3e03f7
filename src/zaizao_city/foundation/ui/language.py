"""Which language a page speaks: Chinese, unless the reader chose another with the switch of the masthead.

Not the browser's own setting: a machine bought abroad, or set to English by whoever installed it, is no wish of the reader.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

CODES = frozenset(code for code, _ in settings.LANGUAGES)


class LanguageMiddleware:
    """Speaks the language of the cookie, else the first of the settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in CODES else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
