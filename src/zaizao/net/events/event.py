"""What every event has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

Facts = Mapping[str, object]


@frozen
class Event:
    """Something happened in the case."""

    seq: int
    at: datetime
    by: str | None
