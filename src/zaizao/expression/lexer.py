"""Text to tokens. Names of several words are put together by the parser, which knows what names there are."""

from __future__ import annotations

import re

from msgspec import Struct

from zaizao.expression.errors import refuse_size, refuse_text
from zaizao.expression.limits import TEXT_LENGTH

_ASTRAL = "\U00010000-\U000effff"
_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_NAME = rf"(?:[^\W\d]|[{_ASTRAL}])(?:\w|[·\u0300-\u036f\u200d\ufe0f{_ASTRAL}])*"
_TOKEN = re.compile(
    rf"""(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>{_NAME})
    |(?P<string>"(?:[^"\\]|\\.)*")
    |(?P<op>\*\*|\.\.|<=|>=|!=|->|[-+*/<>=()\[\]{{}},:.?@'])
    """,
    re.VERBOSE | re.DOTALL,
)
_FULL_WIDTH = frozenset("（）［］｛｝【】“”‘’，。：；＝＜＞＋－＊／！？、")
"""Signs as a Chinese keyboard writes them; the language wants the half-width ones."""
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


class Token(Struct, frozen=True):
    """A piece of text: ``kind`` is number, name, string, op or end."""

    kind: str
    text: str
    at: int
    end: int


def split_tokens(text: str) -> list[Token]:
    """The tokens of ``text``, the last of kind ``end``.

    Raises ExpressionSyntaxError at the first character that begins no token.
    """
    if len(text) > TEXT_LENGTH:
        raise refuse_size(text, TEXT_LENGTH, what="text", limit=TEXT_LENGTH)
    tokens: list[Token] = []
    at = _skip_space(text, 0)
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _refuse_character(text, at)
        tokens.append(Token(str(match.lastgroup), match[0], at, match.end()))
        at = _skip_space(text, match.end())
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _skip_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _refuse_character(text: str, at: int) -> Exception:
    if text[at] in _FULL_WIDTH:
        return refuse_text(text, at, found=text[at], expected="half-width")
    return refuse_text(text, at, found=text[at], expected="quote" if text[at] == '"' else "token")


def is_single_name(text: str) -> bool:
    """Whether ``text`` is a name of one word."""
    return re.fullmatch(_NAME, text) is not None


def read_string(token: str) -> str:
    """The value of a quoted string; an escape FEEL does not know stays as written (``\\d`` in patterns)."""
    value = _ESCAPE.sub(_unescape, token[1:-1])
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is not None:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else match[0]
    return _SIMPLE.get(match[3], match[0])


def write_string(value: str) -> str:
    """``value`` quoted so that `read_string` gives it back."""
    out = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f'"{out}"'
