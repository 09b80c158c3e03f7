"""What a kind of file must say of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sound:
    """What is kept: the bytes, perhaps written anew, and their media type as found in them."""

    content: bytes
    media_type: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file that is accepted.

    ``guesses``: what puremagic must see in it (empty: it bears no signature); ``recognise``: whether it really is one,
    cheaply; ``clean(content, name)``: the sound content, or a refusal that shows ``name``.
    """

    label: str
    endings: tuple[str, ...]
    guesses: tuple[str, ...]
    recognise: Callable[[bytes], bool]
    clean: Callable[[bytes, str], Sound]
