"""Attempts at what is not theirs: who keeps them registers; each is also a line of the log, a visitor's there alone.

What is merely not possible now (a form with a gap, somebody quicker) is no attempt and is not told here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

ATTEMPTS = frozenset({403, 413, 415})
"""Answers that are attempts whoever gives them: not theirs, a form from elsewhere, a file that is none."""
NOT_FOUND = 404
logger = logging.getLogger("zaizao.attempts")
_KEEPERS: list[Callable[[HttpRequest, str], None]] = []


def register(keeper: Callable[[HttpRequest, str], None]) -> None:
    """Let ``keeper(request, code)`` be told of each."""
    if keeper not in _KEEPERS:
        _KEEPERS.append(keeper)


def mark_attempt(request: HttpRequest, *, code: str, status: int) -> None:
    """Remember that a refusal is an attempt, where its answer has another status, or is that of an empty address."""
    if status in ATTEMPTS or status == NOT_FOUND:
        request.attempted = code  # type: ignore[attr-defined]


def tell_attempt(request: HttpRequest, response: HttpResponseBase) -> None:
    """Tell the keepers, once the answer is made and whatever was begun is undone."""
    code = getattr(request, "attempted", "")
    if not code and response.status_code not in ATTEMPTS:
        return
    code = code or f"status-{response.status_code}"
    logger.warning("refused %s at %s %s", code, request.method, request.path.encode("unicode_escape").decode())
    for keeper in _KEEPERS:
        keeper(request, code)
