"""Regular expressions of XPath, as FEEL uses them, made safe and turned into Python's.

Python's engine tries one way after another, so a pattern in which one text can be matched in very many ways could
run for ever. Refused are: a repeated group that itself repeats, leaves out or chooses between branches that begin
alike, and more open repetitions than the text's length allows (`limits.PATTERN_STEPS`).
Of the properties ``\\p{…}`` a few are known; a pattern that cannot be read is None, and the function's answer null.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct, field

from zaizao.expression.errors import PatternRefusedError
from zaizao.expression.limits import PATTERN_LENGTH, PATTERN_STEPS

_FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.NOFLAG, "q": re.NOFLAG}
_QUANTIFIER = re.compile(r"(\*|\+|\?|\{(\d+)(?:(,)(\d*))?\})\??")
_CLASS = re.compile(r"\[\^?\]?(?:[^\[\]\\]|\\.)*(?P<minus>-\[(?:[^\[\]\\]|\\.)+\])?\]", re.DOTALL)
_PROPERTIES = {"L": r"[^\W\d_]", "Nd": r"\d", "N": r"\d", "IsBasicLatin": r"[\x00-\x7f]", "IsHan": "[\u4e00-\u9fff]"}
_SPACE = re.compile(r"(\[(?:[^\]\\]|\\.)*\])|\s+", re.DOTALL)
_PROPERTY = re.compile(r"\\p\{(\w+)\}")
_MANY = 5
"""A group repeated at most so often is cheap whatever it holds."""


class Pattern(Struct, frozen=True):
    """A compiled pattern and how the work grows: ``factor`` × length to the ``power``."""

    compiled: re.Pattern[str]
    source: str
    power: int
    factor: int

    def check_text(self, text: str) -> None:
        """Refuse a text so long that matching could take for ever."""
        if self.factor * len(text) ** self.power > PATTERN_STEPS:
            raise PatternRefusedError(pattern=self.source, length=len(text))


class _Group(Struct):
    """An open bracket while reading: what a repetition of it would multiply."""

    varies: bool = False
    firsts: list[str] = field(default_factory=list)
    at_start: bool = True

    def add_first(self, first: str) -> None:
        if self.at_start:
            self.firsts.append(first)
            self.at_start = False

    @property
    def is_ambiguous(self) -> bool:
        """Whether two branches could begin alike; only plain characters are told apart."""
        plain = [first for first in self.firsts if len(first) == 1 and (first.isalnum() or first in " -_:/,")]
        return len(self.firsts) > 1 and (len(plain) < len(self.firsts) or len(set(plain)) < len(plain))


class _Reader:
    """One pass over a pattern: writes Python's spelling, measures how matching can branch."""

    def __init__(self, source: str, *, multiline: bool) -> None:
        self.source, self.multiline = source, multiline
        self.out: list[str] = []
        self.groups = [_Group()]
        self.closed: _Group | None = None
        self.power, self.factor = 0, 1

    def read(self) -> None:
        at = 0
        while at < len(self.source):
            at = self._read_piece(at)
        if len(self.groups) != 1:
            raise re.error("unbalanced bracket")

    def _read_piece(self, at: int) -> int:
        sign = self.source[at]
        quantifier = _QUANTIFIER.match(self.source, at)
        if quantifier:
            self._add_quantifier(quantifier)
            return quantifier.end()
        self.closed = None
        if sign == "(":
            return self._open_group(at)
        if sign in ")|":
            return self._close_branch(sign, at)
        return self._add_atom(at)

    def _open_group(self, at: int) -> int:
        capture = not self.source.startswith("(?:", at)
        if capture and self.source.startswith("(?", at):
            raise re.error("unknown group")
        self.groups[-1].add_first("(")
        self.groups.append(_Group())
        self.out.append("(" if capture else "(?:")
        return at + (1 if capture else 3)

    def _close_branch(self, sign: str, at: int) -> int:
        self.out.append(sign)
        group = self.groups[-1]
        if sign == "|":
            if group.at_start:
                group.add_first("")
            group.at_start = True
            return at + 1
        if len(self.groups) == 1:
            raise re.error("unbalanced bracket")
        group.add_first("")
        self.closed = self.groups.pop()
        self.groups[-1].varies |= self.closed.varies or self.closed.is_ambiguous
        return at + 1

    def _add_atom(self, at: int) -> int:
        piece, end = self._take_atom(at)
        self.groups[-1].add_first(self.source[at:end])
        self.out.append(piece)
        return end

    def _take_atom(self, at: int) -> tuple[str, int]:
        sign = self.source[at]
        if sign == "[":
            return self._take_class(at)
        if sign == "\\":
            return self._take_escape(at)
        if sign == "$" and not self.multiline:
            return r"\Z", at + 1
        return ("[^\\n\\r]" if sign == "." else sign), at + 1

    def _take_class(self, at: int) -> tuple[str, int]:
        match = _CLASS.match(self.source, at)
        if match is None or re.search(r"\\[0-9]", match[0]):
            raise re.error("bad character class")
        minus = match["minus"]
        if not minus:
            return match[0], match.end()
        return f"(?:(?!{minus[1:]}){match[0][: -len(minus) - 1]}])", match.end()

    def _take_escape(self, at: int) -> tuple[str, int]:
        prop = _PROPERTY.match(self.source, at)
        if prop:
            if prop[1] not in _PROPERTIES:
                raise re.error("unknown property")
            return _PROPERTIES[prop[1]], prop.end()
        if self.source[at + 1 : at + 2] in ("A", "Z", "b", "B", "0", ""):
            raise re.error("unknown escape")
        return self.source[at : at + 2], at + 2

    def _add_quantifier(self, match: re.Match[str]) -> None:
        self.out.append(match[0])
        group, least = self.closed, int(match[2] or 0)
        most = _read_most(match)
        if group is not None and (most is None or most > _MANY) and (group.varies or group.is_ambiguous):
            raise PatternRefusedError(pattern=self.source)
        if most is None:
            self.power += 1
        else:
            self.factor *= most - least + 1
        self.groups[-1].varies |= most is None or most != least


def _read_most(match: re.Match[str]) -> int | None:
    """How often at most; None for any number."""
    if match[1] in "*+":
        return None
    if match[1] == "?":
        return 1
    if match[3] is None:
        return int(match[2])
    return int(match[4]) if match[4] else None


def _drop_space(source: str) -> str:
    """White space means nothing under the flag x, except between square brackets."""
    return _SPACE.sub(lambda match: match[1] or "", source)


@lru_cache(maxsize=512)
def read_pattern(source: str, flags: str = "") -> Pattern | None:
    """The pattern ready for use, or None when it cannot be read.

    Raises PatternRefusedError for one that is too long or could run for ever.
    """
    if len(source) > PATTERN_LENGTH:
        raise PatternRefusedError(pattern=source[:PATTERN_LENGTH])
    if not set(flags) <= _FLAGS.keys():
        return None
    options = re.NOFLAG
    for flag in flags:
        options |= _FLAGS[flag]
    try:
        return _build_pattern(source, flags, options)
    except (re.error, OverflowError):
        return None


def _build_pattern(source: str, flags: str, options: re.RegexFlag) -> Pattern:
    if "q" in flags:
        return Pattern(re.compile(re.escape(source), options), source, 1, 1)
    reader = _Reader(_drop_space(source) if "x" in flags else source, multiline="m" in flags)
    reader.read()
    text = "".join(reader.out)
    if "s" in flags:
        text = text.replace("[^\\n\\r]", ".")
    return Pattern(re.compile(text, options), source, reader.power + (not source.startswith("^")), reader.factor)
