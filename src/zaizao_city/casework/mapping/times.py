"""Official time and the engine's: rows hold civil time without a zone, the engine moments with theirs."""

from __future__ import annotations

from datetime import datetime

from zaizao.worktime import SHANGHAI


def to_moment(official: datetime) -> datetime:
    """Official time as the engine wants it."""
    return official.replace(tzinfo=SHANGHAI) if official.tzinfo is None else official


def to_official(moment: datetime | None) -> datetime | None:
    """The engine's moment as official time."""
    return None if moment is None else moment.astimezone(SHANGHAI).replace(tzinfo=None)
