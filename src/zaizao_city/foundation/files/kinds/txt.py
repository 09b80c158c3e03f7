"""Plain text in UTF-8 or GB 18030, which no program takes for anything else."""

from __future__ import annotations

import re

from zaizao_city.foundation.files.kinds.kind import Kind, Sound

CODINGS = ("utf-8", "gb18030")
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(
    r"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|img|a\s|style|\?xml|\?php|%)", re.IGNORECASE
)
PROGRAM = re.compile(r"^(#!|@echo|MZ|%!PS|%PDF-|\{\\rtf)", re.IGNORECASE)


def recognise(content: bytes) -> bool:
    coding = find_coding(content)
    if not content or coding is None:
        return False
    text = content.decode(coding)
    return not (CONTROL.search(text) or MARKUP.search(text) or PROGRAM.search(text.lstrip("\ufeff \t\r\n")))


def clean(content: bytes, name: str) -> Sound:
    """The same bytes; their coding is said with the media type."""
    return Sound(content=content, media_type=f"text/plain; charset={find_coding(content)}")


def find_coding(content: bytes) -> str | None:
    """The first coding in which all bytes make sense."""
    for coding in CODINGS:
        try:
            content.decode(coding)
        except UnicodeDecodeError:
            continue
        return coding
    return None


KIND = Kind(label="TXT", endings=("txt",), guesses=(), recognise=recognise, clean=clean)
