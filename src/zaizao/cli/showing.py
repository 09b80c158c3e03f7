"""What the commands print: JSON in one form, what is left of a limit, and progress for anything that takes more than a second."""

from __future__ import annotations

import json
import sys
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from zaizao.units import Limit
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.worktime import Deadline


def print_json(value: object) -> None:
    """Canonical JSON: keys as given, Chinese as it is, two spaces."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=to_plain))


def to_plain(value: object) -> Any:
    """What JSON has no form for."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (Limit, timedelta)):
        return str(value)
    return str(value)


def say_left(deadline: Deadline, now: datetime, *, language: str) -> str:
    """How much is left, as people say it."""
    days = deadline.remaining_days(now)
    if days is None:
        return say("cli-left-paused", {}, language)
    code = "cli-left-overdue" if deadline.is_overdue(now) else "cli-left-today" if days == 0 else "cli-left"
    unit = "days" if not str(deadline.limit).endswith(("wd", "wh", "wm")) else "working"
    return say(f"{code}-{unit}" if code != "cli-left-today" else code, {"days": abs(days)}, language)


class Progress:
    """How far a longer piece of work is, on standard error, when somebody watches and it takes over a second."""

    def __init__(self, *, total: int, language: str) -> None:
        self.total, self.language, self.done = total, language, 0
        self.began = self.shown = time.monotonic()
        self.watched = sys.stderr.isatty()
        self.visible = False

    def advance(self, count: int = 1) -> None:
        """So much more is done."""
        self.done += count
        if self._is_time():
            self._show(say("cli-progress", {"done": self.done, "total": self.total}, self.language))

    def tell(self, words: str) -> None:
        """What is being done now, where nobody knows how much there will be."""
        if self._is_time():
            self._show(words)

    def _is_time(self) -> bool:
        now = time.monotonic()
        return self.watched and now - self.began > 1 and now - self.shown > 0.2

    def _show(self, words: str) -> None:
        self.shown, self.visible = time.monotonic(), True
        sys.stderr.write(f"\r{words}\x1b[K")
        sys.stderr.flush()

    def close(self) -> None:
        """Take the line away."""
        if self.visible:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
