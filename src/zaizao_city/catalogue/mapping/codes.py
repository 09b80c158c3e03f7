"""Codes of service items and of the bodies that carry them out, as far as they can be checked without a register."""

from __future__ import annotations

import re

from attrs import frozen

_HYPHENATED = re.compile(
    r"(?P<basic>[0-9A-Z-]{1,20}?)-(?P<area>\d{12})-(?P<unit>[0-9A-Z]{3})-(?P<body>[0-9A-Z]+)-(?P<level>\d)-(?P<part>\d{2})"
)
_COMPACT = re.compile(r"(?P<body>[0-9A-Z]{18})(?P<level>\d)(?P<basic>[0-9A-Z]{12})(?P<part>\d{2})?")


@frozen
class CodeParts:
    """What an implementation code is made of (GB/T 39554.1-2020): the entry of the basic list, the body, its level."""

    basic: str
    body: str
    level: str
    area: str = ""


def split_code(code: str) -> CodeParts | None:
    """The parts of an implementation code, compact (31 or 33 characters) or as provinces write it with hyphens."""
    found = _HYPHENATED.fullmatch(code) or _COMPACT.fullmatch(code)
    if found is None:
        return None
    parts = found.groupdict()
    return CodeParts(parts["basic"], parts["body"], parts["level"], parts.get("area") or "")
