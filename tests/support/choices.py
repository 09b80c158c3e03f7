"""Random choices made in great number: from strategies that are kept, by what there is to choose from.

Hypothesis looks every new strategy through before it first draws from it. For a choice inside a definition or a walk,
made a hundred times in each example, that takes several times as long as drawing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


@functools.lru_cache(maxsize=4096)
def among(*options: Any) -> st.SearchStrategy[Any]:
    """One of the options."""
    return st.sampled_from(options)


@functools.lru_cache(maxsize=4096)
def some_of(*options: Any, most: int) -> st.SearchStrategy[list[Any]]:
    """None to ``most`` of the options, each once."""
    return st.lists(among(*options), max_size=most, unique=True)


@functools.lru_cache(maxsize=4096)
def between(least: int, most: int) -> st.SearchStrategy[int]:
    """A number from ``least`` to ``most``."""
    return st.integers(least, most)


def choose(draw: Callable[[st.SearchStrategy[int]], int], options: Sequence[T]) -> T:
    """One of options that are other ones each time."""
    return options[draw(between(0, len(options) - 1))] if len(options) > 1 else options[0]
