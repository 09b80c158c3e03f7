"""Spans of time in words: seconds, minutes, hours or days, as many digits as can be meant."""

from __future__ import annotations

import math

from zaizao.wording import say

_UNITS = (("seconds", 1.0, 90.0), ("minutes", 60.0, 90 * 60.0), ("hours", 3600.0, 36 * 3600.0))


def say_span(seconds: float | None, language: str) -> str:
    """A span of calendar time; a dash where it is not known."""
    if seconds is None or not math.isfinite(seconds):
        return say("span-none", {}, language)
    for unit, size, most in _UNITS:
        if abs(seconds) < most:
            return say(f"span-{unit}", {"count": round_count(seconds / size)}, language)
    return say("span-days", {"count": round_count(seconds / 86_400)}, language)


def say_workdays(seconds: float | None, *, day_seconds: float, language: str) -> str:
    """A span of office time in working days of ``day_seconds``."""
    if seconds is None or not math.isfinite(seconds) or not day_seconds:
        return say("span-none", {}, language)
    return say("span-workdays", {"count": round_count(seconds / day_seconds)}, language)


def round_count(value: float) -> str:
    """One digit behind the point below ten, none above, thousands with commas."""
    return f"{value:,.0f}" if abs(value) >= 9.95 or value == round(value) else f"{value:.1f}"
