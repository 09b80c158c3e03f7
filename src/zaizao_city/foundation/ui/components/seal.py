"""The seal, drawn: the name of the organisation on the arc, a word in the middle, a number below.

A drawn seal proves nothing by itself: its verification always stands beside it. In a demonstration it says 演示; no emblem.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """``key`` makes the drawing's inner address unique on its page."""

    name: str
    middle: str
    below: str
    number: str
    key: str

    @property
    def name_size(self) -> str:
        """The size at which the name fits the arc of 290."""
        return f"{min(22.0, 290 / max(len(self.name), 1) - 2):.1f}"

    @property
    def middle_size(self) -> str:
        """The size at which the word in the middle fits."""
        return f"{min(40.0, 116 / max(len(self.middle), 1)):.1f}"
