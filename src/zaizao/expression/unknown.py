"""The third value: not yet known.

UNKNOWN is not null: null is a value somebody gave, UNKNOWN is a value nobody has given yet.
It never decides: using it where Python wants true or false raises TypeError.
"""

from __future__ import annotations

import enum
from typing import Final, Literal, NoReturn, TypeAlias


class Unknown(enum.Enum):
    """The type of UNKNOWN; it has one member."""

    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError("UNKNOWN is neither true nor false")

    def __repr__(self) -> str:
        return "UNKNOWN"

    __str__ = __repr__


UNKNOWN: Final = Unknown.UNKNOWN
Answer: TypeAlias = bool | Literal[Unknown.UNKNOWN]
"""What a guard answers: True, False or UNKNOWN."""
