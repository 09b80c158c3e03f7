"""Numbers that matter: facts, the four reductions, the certificate, the board, clocks, bars with an aim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zaizao_city.foundation.ui.components.drawing import scale_values


@dataclass(frozen=True, slots=True)
class Fact:
    """``最长 7 个工作日``: label, figure, unit, and a sentence below."""

    label: str
    value: object
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reduction:
    """One of the four reductions: before, after, and where the difference went."""

    label: str
    before: object
    after: object
    note: str = ""


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One obligation of the certificate: ``6 / 6``; ``holds`` false is shown as a doubt, never hidden."""

    text: str
    of: str
    note: str = ""
    holds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardNumber:
    """A number of the cockpit that opens its cases, with its trend (oldest first) and the trend in words."""

    what: str
    value: object
    unit: str
    compared: str
    link: str
    trend: Sequence[float] = ()
    trend_says: str = ""
    is_late: bool = False

    @property
    def line(self) -> str:
        """The points of the trend in a field of 200 by 40."""
        return scale_values(self.trend, width=200, height=28, top=6).written


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One running limit: how much of it is used (percent), what stands below it left and right."""

    name: str
    state: str
    note: str
    used: float | None = None
    left: str = ""
    right: str = ""

    @property
    def width(self) -> str:
        """The filled part of a gauge of 100."""
        return f"{min(max(self.used or 0, 0), 100):.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar from zero: a share in percent, how many it was counted from, and the aim it is held against."""

    name: str
    share: float
    counted: str = ""
    aim: float | None = None
    remark: str = ""

    @property
    def is_below(self) -> bool:
        """Whether the aim was missed."""
        return self.aim is not None and self.share < self.aim

    @property
    def width(self) -> str:
        """The length of a bar of 100."""
        return f"{self.share:.1f}"
