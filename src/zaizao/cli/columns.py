"""Lines for a terminal: columns and breaks by the width that people see, where a Chinese character takes two places."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeAlias

Row: TypeAlias = tuple[str, ...]
_NO_BEGINNING = "，。；：、）》”！？·…,.;:)"
"""What may not stand at the beginning of a line."""


def measure_width(text: str) -> int:
    """The places a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" or one in "“”…—" else 1 for one in text)


def write_columns(rows: Sequence[Row]) -> list[str]:
    """The rows with their first column to the left and the others to the right."""
    widths = [max(measure_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            _pad(cell, width, is_left=place == 0) for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _pad(text: str, width: int, *, is_left: bool) -> str:
    blank = " " * (width - measure_width(text))
    return text + blank if is_left else blank + text


def cut_lines(text: str, *, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """The text in lines of at most ``width`` places: words are kept whole, Chinese breaks anywhere but before a mark."""
    line, filled = first, len(first)
    for piece in _list_pieces(text):
        if filled + measure_width(piece.rstrip()) > width and filled > len(rest):
            yield line.rstrip()
            line, filled = rest, len(rest)
            piece = piece.lstrip()  # noqa: PLW2901  # a line begins with a word
        line += piece
        filled += measure_width(piece)
    yield line.rstrip()


def _list_pieces(text: str) -> list[str]:
    """Words with the blank before them, and single Chinese characters with the marks behind them."""
    pieces: list[str] = []
    for one in text:
        is_wide = measure_width(one) == 2
        joins = bool(pieces) and (
            one in _NO_BEGINNING
            or pieces[-1][-1] in "“《（"
            or (not is_wide and one != " " and measure_width(pieces[-1][-1]) == 1)
        )
        if joins:
            pieces[-1] += one
        else:
            pieces.append(one)
    return pieces
