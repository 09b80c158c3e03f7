"""Which of the known words is nearest to one that is not known: for messages that help after a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterable


def find_near(word: str, known: Iterable[str], *, count: int = 1, cutoff: float = 0.6) -> tuple[str, ...]:
    """At most ``count`` of the ``known`` words, the most alike first; ``cutoff`` from 0 (anything) to 1 (the same)."""
    import difflib  # noqa: PLC0415  # slow to load, and where nothing is wrong nothing is asked

    return tuple(difflib.get_close_matches(word, list(known), n=count, cutoff=cutoff))
