"""Official time and the engine's: rows hold civil time without a zone, the engine moments with theirs."""

from __future__ import annotations

import functools
from datetime import datetime

from zaizao.worktime import SHANGHAI


def to_moment(official: datetime) -> datetime:
    """Official time as the engine wants it."""
    return official.replace(tzinfo=SHANGHAI) if official.tzinfo is None else official


def to_official(moment: datetime | None) -> datetime | None:
    """The engine's moment as official time."""
    return None if moment is None else _to_civil(moment)


@functools.lru_cache(maxsize=8192)
def _to_civil(moment: datetime) -> datetime:
    """Equal moments are one civil time, whatever zone they are told in; a state names few moments many times."""
    return moment.astimezone(SHANGHAI).replace(tzinfo=None)
