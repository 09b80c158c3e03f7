"""Where kinds of matters differ: titles, numbers, who may open them. Everything else is the same code for all."""

from __future__ import annotations

from zaizao_city.casework.kinds.kind import Kind
from zaizao_city.casework.kinds.registry import find_kind, get_kind

__all__ = ["Kind", "find_kind", "get_kind"]
