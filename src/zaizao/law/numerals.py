"""Article numbers: 第四十二条, 四十二, 42 and 第一百二十条之一 are read alike and written one way.

Only the numerals of statutes are here (up to 9,999); amounts and dates in words are not.
"""

from __future__ import annotations

import re

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
# Which signs are numerals is known to `parse_number`: a class of them takes far longer to compile than any to letters.
_ARTICLE = re.compile(r"(?:第\s*)?(\w{1,10}?)\s*条?(?:\s*(?:之|-)\s*(\w{1,10}))?")


def parse_number(text: str) -> int | None:
    """The number that Chinese or Arabic numerals stand for; None when they stand for none."""
    if text.isascii() and text.isdigit():
        return int(text)
    total = digit = 0
    for sign in text:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        elif sign in _DIGITS and digit == 0:
            digit = _DIGITS[sign]
        else:
            return None
    return total + digit


def write_number(number: int) -> str:
    """Chinese numerals as statutes write them: 42 → 四十二, 110 → 一百一十, 201 → 二百零一."""
    text = ""
    for sign, size in (("千", 1000), ("百", 100), ("十", 10)):
        digit, number = divmod(number, size)
        if digit:
            text += "零一二三四五六七八九"[digit] + sign
        elif text and number and not text.endswith("零"):
            text += "零"
    text += "零一二三四五六七八九"[number] if number else ""
    return text[1:] if text.startswith("一十") else text


def parse_article(text: str) -> tuple[int, int] | None:
    """An article's number and its 之 number (0 when it has none): 第一百二十条之一 → (120, 1)."""
    match = _ARTICLE.fullmatch(text.strip())
    if match is None:
        return None
    number, sub = parse_number(match[1]), parse_number(match[2]) if match[2] else 0
    return None if number is None or sub is None or not 0 < number < 10_000 else (number, sub)


def write_article(number: int, sub: int = 0) -> str:
    """The number as a citation writes it: 第四十二条, 第一百二十条之一."""
    return f"第{write_number(number)}条" + (f"之{write_number(sub)}" if sub else "")
