"""What a reader chose about the look: light or dark, elder mode, language. Kept in cookies, no account needed.

No cookie is trusted: a value that is not on the list counts as not chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

YEAR_SECONDS = 31_536_000
CHOICES = {
    "theme": ("auto", "light", "dark"),
    "mode": ("standard", "elder"),
    "language": tuple(code for code, _ in settings.LANGUAGES),
}
COOKIES = {"theme": "zaizao_theme", "mode": "zaizao_mode", "language": settings.LANGUAGE_COOKIE_NAME}


@dataclass(frozen=True, slots=True)
class Appearance:
    """How one page is shown; ``auto`` follows the reader's system."""

    theme: str
    mode: str


def read_appearance(request: HttpRequest) -> Appearance:
    """What the cookies of ``request`` say, or the standard look."""
    return Appearance(theme=_read(request, "theme"), mode=_read(request, "mode"))


def keep_choices(request: HttpRequest, response: HttpResponse) -> None:
    """Set a cookie for each choice in the posted form that is on its list."""
    for name, choices in CHOICES.items():
        value = request.POST.get(name)
        if value in choices:
            response.set_cookie(
                COOKIES[name], value, max_age=YEAR_SECONDS, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )


def _read(request: HttpRequest, name: str) -> str:
    value = request.COOKIES.get(COOKIES[name], "")
    return value if value in CHOICES[name] else CHOICES[name][0]
