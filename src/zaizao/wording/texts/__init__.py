"""The words of every room, one file each: ``TEXTS = {code: (Chinese, English)}``.

Files are found by looking, so a room that brings its words edits no list; two rooms may not claim one code.
Placeholders are plain field names in braces; values are formatted by `zaizao.wording.values`.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import string
from collections.abc import Mapping

from zaizao.wording.values import format_value


class UnknownCodeError(KeyError):
    """A code has no words, or its words ask for a field that was not given: a bug, never a user's mistake."""


def say(code: str, fields: Mapping[str, object] | None = None, language: str = "zh") -> str:
    """The words for ``code`` with its fields filled in.

    Raises UnknownCodeError for a code without words or a field without a value: both are bugs.
    """
    pair = _load_texts().get(code)
    if pair is None:
        raise UnknownCodeError(f"no words for the code {code!r}: add it to zaizao/wording/texts")
    template = pair[1] if language == "en" else pair[0]
    try:
        return _Filler(language).vformat(template, (), fields or {})
    except (KeyError, IndexError) as missing:
        raise UnknownCodeError(f"the words of {code!r} need the field {missing}") from missing


def list_codes() -> dict[str, tuple[str, str]]:
    """Every code that has words, in alphabetical order, with both texts."""
    return dict(sorted(_load_texts().items()))


class _Filler(string.Formatter):
    """Fills placeholders with values as people read them."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: object, format_spec: str) -> str:
        return format(format_value(value, language=self.language), format_spec)


@functools.cache
def _load_texts() -> dict[str, tuple[str, str]]:
    texts: dict[str, tuple[str, str]] = {}
    for module in pkgutil.iter_modules(__path__):
        words: dict[str, tuple[str, str]] = importlib.import_module(f"{__name__}.{module.name}").TEXTS
        claimed_twice = texts.keys() & words.keys()
        if claimed_twice:
            raise UnknownCodeError(f"{module.name} repeats codes of another room: {sorted(claimed_twice)}")
        texts.update(words)
    return texts
