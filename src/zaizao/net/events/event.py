"""What every event has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

Facts = Mapping[str, object]


class Event(Struct, frozen=True, omit_defaults=True):
    """Something happened in the case."""

    seq: int
    at: datetime
    by: str | None
