"""Days as they are given on the command line."""

from __future__ import annotations

from datetime import date

from zaizao.cli.clock import read_today
from zaizao.cli.program import CommandError
from zaizao.errors import Location, Problem


def read_day(name: str, text: str | None) -> date:
    """The day given to an option; today in Shanghai where none is. Raises CommandError."""
    if text is None:
        return read_today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError([Problem("cli-date", {"text": text[:80]}, Location(path=name))]) from None
