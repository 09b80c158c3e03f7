"""The ribbon lying: stops and forks from left to right, for a desk."""

from __future__ import annotations

import math
from collections.abc import Sequence

from zaizao.notation.boxes import draw_pill, draw_sign, pill_width
from zaizao.notation.faces import SMALL
from zaizao.notation.measure import measure
from zaizao.notation.pen import element, text, words
from zaizao.notation.ribbon_pieces import NAME, Piece, Track
from zaizao.notation.standing import Status

PAD = 12
TRACK = 34
_LINE_BETWEEN = 44
_FORK_LINE = 110


def words_width(track: Track, *, language: str) -> float:
    """How much room the words of a track need, sign and pill included."""
    width = measure(track.words, size=SMALL) + (20 if track.words else 0)
    return width + (pill_width(language) + 6 if track.here else 0)


def _width_of(piece: Piece, *, language: str) -> float:
    if not piece.fork:
        return math.ceil(_text_width(piece.tracks[0], language=language))
    named = max(measure(track.name, size=NAME) for track in piece.tracks)
    said = max(words_width(track, language=language) for track in piece.tracks)
    return math.ceil(named + said + _FORK_LINE)


def _text_width(track: Track, *, language: str) -> float:
    return max(measure(track.name, size=NAME), words_width(track, language=language), 40)


def draw_pieces(pieces: Sequence[Piece], *, middle: float, language: str) -> tuple[list[str], float]:
    """The drawn stretches, and where the last one ends."""
    parts: list[str] = []
    x = float(PAD)
    for index, piece in enumerate(pieces):
        if index:
            state = "zz-track zz-go" if _is_behind(pieces[index - 1]) else "zz-track"
            parts.append(element("path", class_=state, d=f"M{x:.1f} {middle:.1f}h{_LINE_BETWEEN}"))
            x += _LINE_BETWEEN
        if piece.fork:
            parts += _draw_fork(piece, x=x, middle=middle, language=language)
            x += _width_of(piece, language=language)
        else:
            parts.append(_draw_stop(piece.tracks[0], x=x + 8, middle=middle, language=language))
            x += _width_of(piece, language=language) + 16
    return parts, x


def _is_behind(piece: Piece) -> bool:
    return all(track.status.is_over for track in piece.tracks)


def _draw_stop(track: Track, *, x: float, middle: float, language: str) -> str:
    parts = [element("title", inner=words(track.tells)), text(track.name, x=x, y=middle - 5, class_="zz-t15 zz-b")]
    parts += draw_words(track, x=x, y=middle + 16, language=language)
    return element("g", class_=class_of(track), inner="".join(parts))


def _draw_fork(piece: Piece, *, x: float, middle: float, language: str) -> list[str]:
    count = len(piece.tracks)
    top, bottom = middle - count * TRACK / 2, middle + count * TRACK / 2
    right = x + _width_of(piece, language=language)
    r = 10
    sides = (
        f"M{x + r:.1f} {top:.1f}Q{x:.1f} {top:.1f} {x:.1f} {top + r:.1f}V{bottom - r:.1f}"
        f"Q{x:.1f} {bottom:.1f} {x + r:.1f} {bottom:.1f}"
        f"M{right - r:.1f} {top:.1f}Q{right:.1f} {top:.1f} {right:.1f} {top + r:.1f}V{bottom - r:.1f}"
        f"Q{right:.1f} {bottom:.1f} {right - r:.1f} {bottom:.1f}"
    )
    parts = [element("path", class_="zz-track", d=sides)]
    for index, track in enumerate(piece.tracks):
        y = top + (index + 0.5) * TRACK
        parts.append(_draw_track(track, x=x, right=right, y=y, language=language))
    return parts


def _draw_track(track: Track, *, x: float, right: float, y: float, language: str) -> str:
    parts = [element("title", inner=words(track.tells))]
    state = "zz-go" if track.status is Status.DONE else "zz-off" if track.status.is_over else ""
    parts.append(element("path", class_=f"zz-track {state}".strip(), d=f"M{x:.1f} {y:.1f}H{right:.1f}"))
    if track.status is not Status.DONE and track.share > 0 and not track.status.is_over:
        reach = x + (right - x) * min(1.0, track.share)
        parts.append(element("path", class_="zz-track zz-now", d=f"M{x:.1f} {y:.1f}H{reach:.1f}"))
    label = measure(track.name, size=NAME)
    parts.append(_knock_out(x + 18, y, label + 12))
    parts.append(text(track.name, x=x + 24, y=y + 5.5, class_="zz-t15 zz-b"))
    said = words_width(track, language=language)
    if said:
        parts.append(_knock_out(right - 24 - said, y, said + 10))
        parts += draw_words(track, x=right - 18 - said, y=y + 4.5, language=language)
    return element("g", class_=class_of(track), inner="".join(parts))


def _knock_out(x: float, y: float, width: float) -> str:
    return element("rect", class_="zz-knock", x=x, y=y - 11, width=width, height=22)


def draw_words(track: Track, *, x: float, y: float, language: str) -> list[str]:
    """Pill, sign and words of a track from ``x`` on, on the base line ``y``."""
    parts = []
    if track.here:
        parts.append(draw_pill(x, y - 14.5, language=language))
        x += pill_width(language) + 6
    if track.words:
        parts.append(draw_sign(track.status, x, y - 9.5))
        colour = "zz-late zz-b" if track.status is Status.OVERDUE else "zz-soft"
        parts.append(text(track.words, x=x + 16, y=y, class_=f"zz-t12 {colour}"))
    return parts


def class_of(track: Track) -> str:
    """The classes that colour a track by its state."""
    return f"zz-stop zz-{track.status.value}" + (" zz-here" if track.here else "")
