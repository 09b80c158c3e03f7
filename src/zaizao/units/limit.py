"""Limits of time as laws and definitions write them: ``20wd``, ``30d``, ``4wh``, ``24h``.

A limit is a number and a unit, nothing more.
Adding it to a moment needs a calendar and the counting rules (`zaizao.worktime`).
"""

from __future__ import annotations

import enum
import re

from msgspec import Struct

from zaizao.errors import InputError, Problem


class Unit(enum.Enum):
    """What a limit counts.

    Working days are whole days (行政许可法 第82条); natural days, months and years follow 民法典 第200–203条.
    Working hours and minutes count office time only; hours and minutes count the clock on the wall.
    """

    WORKING_DAY = "wd"
    WORKING_HOUR = "wh"
    WORKING_MINUTE = "wm"
    DAY = "d"
    MONTH = "mo"
    YEAR = "y"
    HOUR = "h"
    MINUTE = "min"

    @property
    def counts_days(self) -> bool:
        """Whether the limit ends with a whole day rather than at a minute."""
        return self in _DAY_UNITS


_DAY_UNITS = frozenset({Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.YEAR})
_PATTERN = re.compile(r"(0|[1-9][0-9]{0,5})(wd|wh|wm|mo|min|d|y|h)")
_UNITS = {unit.value: unit for unit in Unit}


class LimitError(InputError, ValueError):
    """A limit must be a whole number and a unit, such as 20wd, 30d, 4wh or 24h."""

    code = "limit-malformed"


class Limit(Struct, frozen=True):
    """``amount`` of ``unit``; equality is literal (``24h`` is not ``1d``)."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.value}"


def parse_limit(text: str) -> Limit:
    """Read ``20wd`` and its kin.

    Raises LimitError for anything else, including fractions, signs and spaces.
    """
    match = _PATTERN.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise LimitError([Problem("limit-malformed", {"text": text})])
    return Limit(int(match[1]), _UNITS[match[2]])
