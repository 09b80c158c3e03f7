"""Loops over numbers, compiled where the extra ``[fast]`` is installed and interpreted where it is not: the same answers.

Only functions of numbers and arrays stand behind it. Importing a module that uses it loads the compiler (half a second),
so such modules are imported where their loop is called. Who reports to people says which of the two it was: `is_fast`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

try:
    import numba
except ImportError:  # the extra is not installed
    numba = None  # type: ignore[assignment]

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(function: Loop) -> Loop:
    """The function, compiled at its first call and kept on disk for the next process; arithmetic is never reordered."""
    if numba is None:
        return function
    return cast("Loop", numba.njit(function, cache=True, nogil=True, fastmath=False))


def is_fast() -> bool:
    """Whether loops are compiled here."""
    return numba is not None
