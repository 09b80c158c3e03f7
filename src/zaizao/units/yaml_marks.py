"""What both looks at a YAML text share: its limits, the patterns of odd scalars, and how a place is written."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

MAX_DEPTH = 40
MAX_PROBLEMS = 100

Step = str | int
Path = tuple[Step, ...]
Place = tuple[int | None, int | None]

# Begins with a letter, an underscore or anything beyond ASCII; said by what is left out, which compiles fifty times faster.
_PLAIN_KEY = re.compile(r"[^\x00-@\[-^`{-\x7f][^.\[\]]*")
NOT_TEXT = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|0o[0-7]+|0x[0-9a-fA-F]+|0b[01]+|[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?|"
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


@functools.lru_cache(maxsize=4096)
def _is_plain_key(key: str) -> bool:
    return _PLAIN_KEY.fullmatch(key) is not None


def dotted(path: Iterable[Step]) -> str:
    """A path as people write it: ``activities.permit.after[0].ground``."""
    return _write_path(tuple(path))


@functools.lru_cache(maxsize=4096)
def _write_path(path: Path) -> str:
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _is_plain_key(step):
            text += f".{step}" if text else step
        else:
            text += f"[{step!r}]"
    return text
