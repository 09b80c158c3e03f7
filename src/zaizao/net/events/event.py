"""What every event has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zaizao.net.values import value

Facts = Mapping[str, object]


@value
class Event:
    """Something happened in the case."""

    seq: int
    at: datetime
    by: str | None
