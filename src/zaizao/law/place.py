"""Where a rule holds: ``cn`` for the whole country, or a six-digit division code (GB/T 2260).

Which divisions exist is not known here; a code contains others by its digits alone.
"""

from __future__ import annotations

import re

NATION = "cn"
_CODE = re.compile(r"[1-8][0-9]{5}")


def is_place(code: object) -> bool:
    """Whether ``code`` is ``cn`` or six digits that can be a division."""
    return code == NATION or (isinstance(code, str) and _CODE.fullmatch(code) is not None)


def list_places(code: str) -> tuple[str, ...]:
    """The place and all that contain it, the nearest first: 370102 → 370102, 370100, 370000, cn."""
    if code == NATION:
        return (NATION,)
    levels = (code, code[:4] + "00", code[:2] + "0000", NATION)
    return tuple(dict.fromkeys(levels))
