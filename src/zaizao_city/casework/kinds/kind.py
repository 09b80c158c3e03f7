"""What a kind of matter is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.enums import KindCode

Facts = Mapping[str, object]


@frozen
class Kind:
    """One kind of matter."""

    code: KindCode
    series: str
    """The letters of its numbers (JN-2026-000123)."""
    may_open: str
    """The permission to open one."""
    fits: Callable[[ProcessDefinition], bool]
    make_title: Callable[[ProcessDefinition, Facts], str]
    make_category: Callable[[ProcessDefinition, Facts], str]


def cut_title(text: str) -> str:
    """A title as long as its column."""
    return text if len(text) <= TITLE else text[: TITLE - 1] + "…"


TITLE = 200
