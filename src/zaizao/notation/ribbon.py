"""The process ribbon: a case's own way in one line, from the first step through parallel tracks to the last."""

from __future__ import annotations

import math
from collections.abc import Sequence

from attrs import frozen

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.vocabulary import VERBS
from zaizao.notation.boxes import draw_pill, draw_sign, pill_width
from zaizao.notation.faces import SMALL, name_all, name_outcome, say_day, say_status
from zaizao.notation.graph import read_graph
from zaizao.notation.measure import clean_text, measure, shorten
from zaizao.notation.pen import Theme, draw_sheet, element, text, words
from zaizao.notation.stages import Stage, find_stages, share_done
from zaizao.notation.standing import WAITING, Mark, Standing, Status
from zaizao.wording import say

_NAME = 15
_TRACK = 34
_PAD = 12
_LINE_BETWEEN = 44
_LONGEST_NAME = 12 * _NAME
_LONGEST_WORDS = 14 * SMALL
_FORK_LINE = 110


@frozen
class _Track:
    """One line of the ribbon with its words and state."""

    name: str
    tells: str
    """All its steps, for the tooltip."""
    words: str
    status: Status
    here: bool
    share: float


@frozen
class _Piece:
    """One stretch as it is drawn: a stop (one track) or a fork."""

    tracks: tuple[_Track, ...]
    fork: bool
    width: float


def draw_ribbon(
    definition: ProcessDefinition,
    *,
    standing: Standing | None = None,
    language: str = "zh",
    theme: Theme = "auto",
) -> str:
    """The ribbon as one SVG text, the same bytes for the same values."""
    graph = read_graph(definition, standing=standing)
    names = name_all(definition, standing=standing, language=language)
    marks = standing if standing is not None else Standing()
    keep = frozenset(node for node in graph.nodes if standing is not None and standing.is_at(node))
    pieces = [
        _make_piece(stage, definition=definition, names=names, standing=marks, language=language)
        for stage in find_stages(graph, item=_items(definition), keep=keep)
    ]
    tallest = max((len(piece.tracks) for piece in pieces), default=1)
    height = max(tallest * _TRACK, 56) + 2 * _PAD
    title = say("draw-ribbon-title", {"name": clean_text(definition.name.say(language))}, language)
    body, width = _draw_pieces(pieces, middle=height / 2, language=language)
    return draw_sheet(
        "\n".join(body), kind="ribbon", width=width + _PAD, height=height, title=title, theme=theme,
        language=language, process=definition.process, description=_describe(pieces, language=language),
    )  # fmt: skip


def _items(definition: ProcessDefinition) -> dict[str, str]:
    return {name: one.item for name, one in definition.activities.items() if one.item is not None}


def _make_piece(
    stage: Stage, *, definition: ProcessDefinition, names: dict[str, str], standing: Standing, language: str
) -> _Piece:
    tracks = tuple(
        _make_track(track, folded=stage.folded, definition=definition, names=names, standing=standing,
                    language=language)
        for track in stage.tracks
    )  # fmt: skip
    if not stage.is_fork:
        return _Piece(tracks, fork=False, width=math.ceil(_text_width(tracks[0], language=language)))
    named = max(measure(track.name, size=_NAME) for track in tracks)
    said = max(_words_width(track, language=language) for track in tracks)
    return _Piece(tracks, fork=True, width=math.ceil(named + said + _FORK_LINE))


def _make_track(
    track: Sequence[str],
    *,
    folded: bool,
    definition: ProcessDefinition,
    names: dict[str, str],
    standing: Standing,
    language: str,
) -> _Track:
    marks = [standing.mark_of(node) for node in track]
    here = [node for node in track if standing.is_at(node)]
    mark = standing.mark_of(here[0]) if here else _sum_up(marks)
    name = (
        say("draw-folded", {"count": len(track)}, language)
        if folded
        else _name_track(track, definition=definition, names=names, language=language)
    )
    over = {node: standing.mark_of(node).status.is_over for node in track}
    return _Track(
        name=shorten(name, width=_LONGEST_NAME, size=_NAME),
        tells=" → ".join(names[node] for node in track),
        words=shorten(_say_mark(mark, here=bool(here), language=language), width=_LONGEST_WORDS, size=SMALL),
        status=mark.status, here=bool(here),
        share=share_done(track, over=over) + (0.5 / len(track) if here else 0.0),
    )  # fmt: skip


def _sum_up(marks: Sequence[Mark]) -> Mark:
    """One mark for a whole track: over when every step is, else waiting."""
    if not all(mark.status.is_over for mark in marks):
        return WAITING
    done = [mark for mark in marks if mark.status is Status.DONE]
    return done[-1] if done else marks[-1]


def _name_track(
    track: Sequence[str], *, definition: ProcessDefinition, names: dict[str, str], language: str
) -> str:
    """A track of one step has its name; a longer one that of the item it serves, or of its last legal act."""
    if len(track) == 1:
        return names[track[0]]
    known = [definition.activities[node] for node in track if node in definition.activities]
    items = {one.item for one in known if one.item is not None}
    if len(items) == 1:
        item = definition.items.get(items.pop())
        if item is not None and item.name is not None:
            return clean_text(item.name.say(language))
    acts = [
        node for node in track
        if node in definition.activities
        and definition.activities[node].does in VERBS
        and VERBS[definition.activities[node].does].legal_act
    ]  # fmt: skip
    return names[acts[-1] if acts else track[-1]]


def _say_mark(mark: Mark, *, here: bool, language: str) -> str:
    if mark.status is Status.DONE and mark.ended is not None:
        said = name_outcome(mark.outcome, language=language) if mark.outcome else say("draw-done", {}, language)
        return f"{say_day(mark.ended, language=language)} {said}"
    if here and mark.status in (Status.OPEN, Status.READY):
        return ""
    return say_status(mark, language=language)


def _words_width(track: _Track, *, language: str) -> float:
    width = measure(track.words, size=SMALL) + (20 if track.words else 0)
    return width + (pill_width(language) + 6 if track.here else 0)


def _text_width(track: _Track, *, language: str) -> float:
    return max(measure(track.name, size=_NAME), _words_width(track, language=language), 40)


def _draw_pieces(pieces: Sequence[_Piece], *, middle: float, language: str) -> tuple[list[str], float]:
    parts: list[str] = []
    x = float(_PAD)
    for index, piece in enumerate(pieces):
        if index:
            state = "zz-track zz-go" if _is_behind(pieces[index - 1]) else "zz-track"
            parts.append(element("path", class_=state, d=f"M{x:.1f} {middle:.1f}h{_LINE_BETWEEN}"))
            x += _LINE_BETWEEN
        if piece.fork:
            parts += _draw_fork(piece, x=x, middle=middle, language=language)
            x += piece.width
        else:
            parts.append(_draw_stop(piece.tracks[0], x=x + 8, middle=middle, language=language))
            x += piece.width + 16
    return parts, x


def _is_behind(piece: _Piece) -> bool:
    return all(track.status.is_over for track in piece.tracks)


def _draw_stop(track: _Track, *, x: float, middle: float, language: str) -> str:
    parts = [element("title", inner=words(track.tells)), text(track.name, x=x, y=middle - 5, class_="zz-t15 zz-b")]
    parts += _draw_words(track, x=x, y=middle + 16, language=language)
    return element("g", class_=_class_of(track), inner="".join(parts))


def _draw_fork(piece: _Piece, *, x: float, middle: float, language: str) -> list[str]:
    count = len(piece.tracks)
    top, bottom = middle - count * _TRACK / 2, middle + count * _TRACK / 2
    right = x + piece.width
    r = 10
    sides = (
        f"M{x + r:.1f} {top:.1f}Q{x:.1f} {top:.1f} {x:.1f} {top + r:.1f}V{bottom - r:.1f}"
        f"Q{x:.1f} {bottom:.1f} {x + r:.1f} {bottom:.1f}"
        f"M{right - r:.1f} {top:.1f}Q{right:.1f} {top:.1f} {right:.1f} {top + r:.1f}V{bottom - r:.1f}"
        f"Q{right:.1f} {bottom:.1f} {right - r:.1f} {bottom:.1f}"
    )
    parts = [element("path", class_="zz-track", d=sides)]
    for index, track in enumerate(piece.tracks):
        y = top + (index + 0.5) * _TRACK
        parts.append(_draw_track(track, x=x, right=right, y=y, language=language))
    return parts


def _draw_track(track: _Track, *, x: float, right: float, y: float, language: str) -> str:
    parts = [element("title", inner=words(track.tells))]
    state = "zz-go" if track.status is Status.DONE else "zz-off" if track.status.is_over else ""
    parts.append(element("path", class_=f"zz-track {state}".strip(), d=f"M{x:.1f} {y:.1f}H{right:.1f}"))
    if track.status is not Status.DONE and track.share > 0 and not track.status.is_over:
        reach = x + (right - x) * min(1.0, track.share)
        parts.append(element("path", class_="zz-track zz-now", d=f"M{x:.1f} {y:.1f}H{reach:.1f}"))
    label = measure(track.name, size=_NAME)
    parts.append(_knock_out(x + 18, y, label + 12))
    parts.append(text(track.name, x=x + 24, y=y + 5.5, class_="zz-t15 zz-b"))
    said = _words_width(track, language=language)
    if said:
        parts.append(_knock_out(right - 24 - said, y, said + 10))
        parts += _draw_words(track, x=right - 18 - said, y=y + 4.5, language=language)
    return element("g", class_=_class_of(track), inner="".join(parts))


def _knock_out(x: float, y: float, width: float) -> str:
    return element("rect", class_="zz-knock", x=x, y=y - 11, width=width, height=22)


def _draw_words(track: _Track, *, x: float, y: float, language: str) -> list[str]:
    parts = []
    if track.here:
        parts.append(draw_pill(x, y - 14.5, language=language))
        x += pill_width(language) + 6
    if track.words:
        parts.append(draw_sign(track.status, x, y - 9.5))
        colour = "zz-late zz-b" if track.status is Status.OVERDUE else "zz-soft"
        parts.append(text(track.words, x=x + 16, y=y, class_=f"zz-t12 {colour}"))
    return parts


def _class_of(track: _Track) -> str:
    return f"zz-stop zz-{track.status.value}" + (" zz-here" if track.here else "")


def _describe(pieces: Sequence[_Piece], *, language: str) -> str:
    stretches = []
    for piece in pieces:
        said = [
            f"{one.name} {say('draw-here', {}, language) if one.here else one.words}".strip() for one in piece.tracks
        ]
        count = say("draw-tracks", {"count": len(said)}, language)
        stretches.append(f"{count}（{'、'.join(said)}）" if piece.fork else said[0])
    return " → ".join(stretches)
