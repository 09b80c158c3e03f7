"""The built-in functions of FEEL, one family per file; importing this package fills the registry."""

from zaizao.expression.functions import (
    aggregates,
    contexts,
    conversion,
    lists,
    logic,
    numbers,
    patterns,
    ranges,
    strings,
    temporals,
)
from zaizao.expression.functions.registry import BUILTINS, Builtin, Overload, Slot, builtin

__all__ = [
    "BUILTINS",
    "Builtin",
    "Overload",
    "Slot",
    "aggregates",
    "builtin",
    "contexts",
    "conversion",
    "lists",
    "logic",
    "numbers",
    "patterns",
    "ranges",
    "strings",
    "temporals",
]
