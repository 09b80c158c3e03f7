"""What day it is: the one place where the command asks. Everything else is told."""

from __future__ import annotations

from datetime import date, datetime

from zaizao.units.zone import SHANGHAI


def read_today() -> date:
    """Today in Shanghai."""
    return datetime.now(SHANGHAI).date()  # noqa: TID251  # the command stands outside the core: it may ask
