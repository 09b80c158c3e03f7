"""The ribbon standing: one row for each stop and track, for a phone."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.notation.measure import measure, shorten
from zaizao.notation.pen import element, text, words
from zaizao.notation.ribbon_pieces import NAME, Piece, Track
from zaizao.notation.ribbon_wide import class_of, draw_words, words_width
from zaizao.notation.standing import Status
from zaizao.wording import say

WIDTH = 358.0
"""What a phone of 390 pixels leaves between its margins."""
_RAIL = 16.0
_ROW = 40.0
_SECOND = 24.0
_SAYS = 30.0
_STOP_NAME = 38.0
_TRACK_NAME = 56.0
_EDGE = 10.0


def draw_upright(pieces: Sequence[Piece], *, top: float, language: str) -> tuple[list[str], float]:
    """The drawn rows, and where the last one ends."""
    rows: list[str] = []
    knots: list[float] = []
    y = top
    for piece in pieces:
        if piece.fork:
            label = say("draw-tracks", {"count": len(piece.tracks)}, language)
            rows.append(text(label, x=_STOP_NAME, y=y + 20, class_="zz-soft"))
            y += _SAYS
        for track in piece.tracks:
            drawn, height = _draw_row(track, y=y, inset=piece.fork, language=language)
            rows.append(drawn)
            knots.append(y + _ROW / 2)
            y += height
    if len(knots) > 1:
        rail = f"M{_RAIL:.1f} {knots[0]:.1f}V{knots[-1]:.1f}"
        rows.insert(0, element("path", class_="zz-track", d=rail))
    return rows, y


def _draw_row(track: Track, *, y: float, inset: bool, language: str) -> tuple[str, float]:
    left = _TRACK_NAME if inset else _STOP_NAME
    middle = y + _ROW / 2
    said = words_width(track, language=language)
    fits = measure(track.name, size=NAME) + said + 12 <= WIDTH - left - _EDGE
    name = shorten(track.name, width=WIDTH - left - _EDGE, size=NAME)
    parts = [element("title", inner=words(track.tells)), *_draw_knot(track, y=middle, inset=inset)]
    parts.append(text(name, x=left, y=middle + 5.5, class_="zz-t15 zz-b"))
    if said:
        x, line = (WIDTH - _EDGE - said, middle) if fits else (left, middle + _SECOND)
        parts += draw_words(track, x=x, y=line + 4.5, language=language)
    height = _ROW if fits or not said else _ROW + _SECOND
    return element("g", class_=class_of(track), inner="".join(parts)), height


def _draw_knot(track: Track, *, y: float, inset: bool) -> list[str]:
    """A disc on the rail, or for a track a short branch with a smaller one; full when done or now."""
    state = "zz-go" if track.status is Status.DONE or track.here else "zz-off" if track.status.is_over else ""
    full = " zz-full" if track.status is Status.DONE or track.here else ""
    if not inset:
        return [element("circle", class_=f"zz-knot{full}", cx=_RAIL, cy=y, r=7)]
    branch = element("path", class_=f"zz-track {state}".strip(), d=f"M{_RAIL:.1f} {y:.1f}H40")
    return [branch, element("circle", class_=f"zz-knot{full}", cx=44, cy=y, r=5)]
