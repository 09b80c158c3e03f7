"""What the parser wanted where it stopped, named in both languages; an operator or keyword is named by itself."""

from __future__ import annotations

from zaizao.units import Text
from zaizao.wording import say

WANTED = frozenset(
    "argument end half-width key name number operator parameter quote range-end temporal token type value".split()
)
"""Keys of ``expression-expected-…`` in the words of this room."""


def say_both(code: str, **fields: object) -> Text:
    """The words of ``code`` in both languages, for use inside other words."""
    return Text(say(code, fields, "zh"), say(code, fields, "en"))


def name_wanted(wanted: str) -> Text | str:
    """The name of a key of WANTED; anything else is a word or sign of the language and stays."""
    return say_both(f"expression-expected-{wanted}") if wanted in WANTED else wanted
