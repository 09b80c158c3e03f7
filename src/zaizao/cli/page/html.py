"""HTML made of functions: text is escaped unless it is already `Html`, attributes always."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"meta", "br", "hr", "col", "input"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def clean(text: object) -> str:
    """Text without the control characters that HTML forbids."""
    return "".join(c for c in str(text) if c >= " " or c in "\n\t")


def join(parts: Iterable[object], between: str = "") -> Html:
    """Several parts as one."""
    return Html(between.join(_write(part) for part in parts if part is not None))


def _write(part: object) -> str:
    if isinstance(part, Html):
        return part
    if isinstance(part, (list, tuple)):
        return join(part)
    return escape(clean(part), quote=False)


def tag(name: str, /, *parts: object, **attributes: object) -> Html:
    """One element; ``class_`` and ``data_x`` lose their underscores, None and False are left out."""
    opening = name
    for key, value in attributes.items():
        if value is not None and value is not False:
            written = key.rstrip("_").replace("_", "-")
            opening += f" {written}" if value is True else f' {written}="{escape(clean(value))}"'
    return Html(f"<{opening}>") if name in _VOID else Html(f"<{opening}>{join(parts)}</{name}>")
