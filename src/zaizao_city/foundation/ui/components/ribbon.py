"""The case's own swim lane in one line: stops, and forks of tracks that run at the same time.

For pages of the public and for lists; the exact swim lanes are drawn by the core (``zaizao.notation``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Standing = Literal["done", "now", "todo", "off"]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop, or one track of a fork. ``note`` stands beside it: 2月13日 已发; for ``now``: 现在在这里."""

    name: str
    note: str = ""
    standing: Standing = "todo"


@dataclass(frozen=True, slots=True)
class Fork:
    """Tracks that run at the same time; ``side`` says so where they stand below each other: 四件同时办."""

    side: str
    tracks: Sequence[Stop]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The whole way, in order; ``label`` says it in one sentence to who cannot see it."""

    parts: Sequence[Stop | Fork]
    label: str = ""
