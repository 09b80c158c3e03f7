"""What a ribbon says: its stops and forks with their words, before anything has a place."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from zaizao.definition.model import ProcessDefinition
from zaizao.definition.vocabulary import VERBS
from zaizao.notation.faces import SMALL, name_all, name_outcome, say_day, say_status
from zaizao.notation.graph import read_graph
from zaizao.notation.measure import clean_text, shorten
from zaizao.notation.stages import Stage, find_stages, share_done
from zaizao.notation.standing import WAITING, Mark, Standing, Status
from zaizao.wording import say

NAME = 15
_LONGEST_NAME = 12 * NAME
_LONGEST_WORDS = 14 * SMALL


class Track(Struct, frozen=True):
    """One line of the ribbon with its words and state."""

    name: str
    tells: str
    """All its steps, for the tooltip."""
    words: str
    status: Status
    here: bool
    share: float
    """How much of it is behind us, from 0 to 1."""


class Piece(Struct, frozen=True):
    """One stretch of the ribbon: a stop (one track) or a fork."""

    tracks: tuple[Track, ...]
    fork: bool


def make_pieces(definition: ProcessDefinition, *, standing: Standing | None, language: str) -> tuple[Piece, ...]:
    """The stretches of the ribbon from first to last."""
    graph = read_graph(definition, standing=standing)
    names = name_all(definition, standing=standing, language=language)
    marks = standing if standing is not None else Standing()
    keep = frozenset(node for node in graph.nodes if marks.is_at(node))
    return tuple(
        _make_piece(stage, definition=definition, names=names, standing=marks, language=language)
        for stage in find_stages(graph, item=_items(definition), keep=keep)
    )


def _items(definition: ProcessDefinition) -> dict[str, str]:
    return {name: one.item for name, one in definition.activities.items() if one.item is not None}


def _make_piece(
    stage: Stage, *, definition: ProcessDefinition, names: dict[str, str], standing: Standing, language: str
) -> Piece:
    tracks = tuple(
        _make_track(track, folded=stage.folded, definition=definition, names=names, standing=standing,
                    language=language)
        for track in stage.tracks
    )  # fmt: skip
    return Piece(tracks, fork=stage.is_fork)


def _make_track(
    track: Sequence[str],
    *,
    folded: bool,
    definition: ProcessDefinition,
    names: dict[str, str],
    standing: Standing,
    language: str,
) -> Track:
    marks = [standing.mark_of(node) for node in track]
    here = [node for node in track if standing.is_at(node)]
    mark = standing.mark_of(here[0]) if here else _sum_up(marks)
    name = (
        say("draw-folded", {"count": len(track)}, language)
        if folded
        else _name_track(track, definition=definition, names=names, language=language)
    )
    over = {node: standing.mark_of(node).status.is_over for node in track}
    return Track(
        name=shorten(name, width=_LONGEST_NAME, size=NAME),
        tells=" → ".join(names[node] for node in track),
        words=shorten(_say_mark(mark, here=bool(here), language=language), width=_LONGEST_WORDS, size=SMALL),
        status=mark.status, here=bool(here),
        share=share_done(track, over=over) + (0.5 / len(track) if here else 0.0),
    )  # fmt: skip


def _sum_up(marks: Sequence[Mark]) -> Mark:
    """One mark for a whole track: over when every step is, else the first whose turn it is, else waiting."""
    if not all(mark.status.is_over for mark in marks):
        return next((mark for mark in marks if mark.status is Status.READY), WAITING)
    done = [mark for mark in marks if mark.status is Status.DONE]
    return done[-1] if done else marks[-1]


def _name_track(track: Sequence[str], *, definition: ProcessDefinition, names: dict[str, str], language: str) -> str:
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


def describe_pieces(pieces: Sequence[Piece], *, language: str) -> str:
    """The whole ribbon as one sentence."""
    stretches = []
    for piece in pieces:
        said = [
            f"{one.name} {say('draw-here', {}, language) if one.here else one.words}".strip() for one in piece.tracks
        ]
        count = say("draw-tracks", {"count": len(said)}, language)
        stretches.append(f"{count}（{'、'.join(said)}）" if piece.fork else said[0])
    return " → ".join(stretches)
