"""How kinds of values and the parser's expectations are called, in both languages; the words are in `zaizao.wording`."""

from __future__ import annotations

from zaizao.expression.types import FieldType
from zaizao.expression.wanted import say_both
from zaizao.units import Text

_PARTS = frozenset({"list", "range"})


def name_type(kind: FieldType) -> Text:
    """``数字的列表`` / ``list of number``."""
    if kind.kind in _PARTS and kind.item is not None:
        return say_both(f"expression-kind-{kind.kind}-of", item=name_type(kind.item))
    return say_both(f"expression-kind-{kind.kind}")
