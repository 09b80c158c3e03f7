"""The words of every room, one file each: ``TEXTS = {code: (Chinese, English)}``.

Files are found by looking, so a room that brings its words edits no list; two rooms may not claim one code.
Placeholders are field names in braces; values are formatted by `zaizao.wording.values`. Where a noun follows the number,
``{steps} {steps:step|steps}`` chooses between one and many.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import string
from collections.abc import Mapping
from types import MappingProxyType

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
    given = fields or {}
    written: list[str] = []
    for literal, name, forms in _split(template):
        written.append(literal)
        if name is None:
            continue
        if name not in given:
            raise UnknownCodeError(f"the words of {code!r} need the field {name!r}")
        value = given[name]
        if forms:
            written.append(_choose_form(forms, value))
            continue
        written.append(value if type(value) is str else format_value(value, language=language))
    return "".join(written)


@functools.cache
def list_codes() -> Mapping[str, tuple[str, str]]:
    """Every code that has words, in alphabetical order, with both texts; asked for with every sentence, so made once."""
    return MappingProxyType(dict(sorted(_load_texts().items())))


def _choose_form(forms: str, value: object) -> str:
    one, _, many = forms.partition("|")
    return one if value in (1, "1") else many


@functools.cache
def _split(template: str) -> tuple[tuple[str, str | None, str | None], ...]:
    """Pieces of text, each with the field that follows it, if any, and its forms ``one|many``, if any."""
    return tuple((literal, name, forms) for literal, name, forms, _ in string.Formatter().parse(template))


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
