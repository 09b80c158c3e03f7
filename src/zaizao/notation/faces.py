"""What stands on each box and how much room it takes: the label in lines, the limit, the mark, the status.

Where a box stands is `layout`'s business, how it is painted `drawing`'s.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.model import Activity, ProcessDefinition
from zaizao.definition.vocabulary import VERBS
from zaizao.notation.graph import Edge, Graph, added_by_id
from zaizao.notation.measure import clean_text, measure, shorten, wrap
from zaizao.notation.standing import Mark, Standing, Status
from zaizao.units import Limit
from zaizao.wording import list_codes, say

LABEL = 14
SMALL = 12
LINE = 19
PAD = 10
SEAL = 11
NARROWEST = 64
STATUS_MARK = 16
BESIDE = 8
"""Least distance between a label and the limit on the same line."""
_ONE_LINE = 6 * LABEL
PORT_GAP = 19
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Face(Struct, frozen=True):
    """One box's contents and size (pixels)."""

    id: str
    name: str
    lines: tuple[str, ...]
    cut: bool
    meta: str
    meta_beside: bool
    """Whether the limit stands on the label's last line rather than on a line of its own."""
    status: Status
    status_text: str
    here: bool
    decides_item: bool
    legal_act: bool
    added: bool
    width: int
    height: int


def name_activity(definition: ProcessDefinition, activity: str, *, language: str) -> str:
    """What people call the activity: its name, else what it does, else its identifier."""
    value = definition.activities[activity]
    if value.name is not None:
        text = value.name.say(language)
    elif value.does in VERBS:
        text = VERBS[value.does].name.say(language)
    else:
        text = activity
    return clean_text(text) or clean_text(activity) or "?"


def name_all(definition: ProcessDefinition, *, standing: Standing | None, language: str) -> dict[str, str]:
    """The name of every box, those of added activities included."""
    names = {one: name_activity(definition, one, language=language) for one in definition.activities}
    for one, added in added_by_id(definition, standing).items():
        names[one] = clean_text(added.name.say(language)) or clean_text(one) or "?"
    return names


def short_limit(limit: Limit, *, language: str) -> str:
    """A limit as it stands in the corner of a box: 5日, 5 wd."""
    return say(f"draw-limit-{limit.unit.value}", {"amount": limit.amount}, language)


def name_outcome(outcome: str, *, language: str) -> str:
    """An outcome in words where it is one of the known ones."""
    code = f"draw-outcome-{outcome}"
    return say(code, {}, language) if code in list_codes() else clean_text(outcome)


def say_day(moment: dt.datetime, *, language: str) -> str:
    """2月13日, 13 Feb."""
    return say("draw-day", {"month": moment.month, "day": moment.day, "name": _MONTHS[moment.month - 1]}, language)


def say_status(mark: Mark, *, language: str) -> str:
    """The words beneath a box: round, state or outcome, and the day that matters. Waiting says nothing."""
    if mark.status is Status.WAITING:
        return ""
    outcome = mark.outcome if mark.status is Status.DONE else None
    said = (
        say(f"draw-{mark.status.value}", {}, language) if outcome is None else name_outcome(outcome, language=language)
    )
    if mark.status is Status.DONE and mark.ended is not None:
        said += " " + say_day(mark.ended, language=language)
    elif mark.status in (Status.OPEN, Status.OVERDUE, Status.READY) and mark.due is not None:
        said += say("draw-due", {"date": say_day(mark.due, language=language)}, language)
    return f"{say('draw-round', {'round': mark.round}, language)} {said}" if mark.round > 1 else said


def make_faces(
    definition: ProcessDefinition, *, graph: Graph, standing: Standing | None, language: str, widest: int
) -> dict[str, Face]:
    """The face of every activity, no wider than ``widest`` pixels."""
    names = name_all(definition, standing=standing, language=language)
    interrupts = {one.then for one in definition.interrupts.values()}
    entries = count_entries(graph, language=language)
    faces = {}
    for node in graph.nodes:
        activity = definition.activities.get(node)
        meta = (
            say("draw-added", {}, language)
            if activity is None
            else _meta(activity, language=language, interrupted=node in interrupts and not graph.before[node])
        )
        faces[node] = _make_face(
            node, name=names[node], meta=meta, activity=activity, standing=standing, language=language,
            widest=widest, ports=entries[node],
        )  # fmt: skip
    return faces


def _meta(activity: Activity, *, language: str, interrupted: bool) -> str:
    words: list[str] = []
    if interrupted:
        words.append(say("draw-interrupt", {}, language))
    if activity.who is not None and activity.who.count > 1:
        words.append(say("draw-officers", {"count": activity.who.count}, language))
    if activity.each is not None:
        words.append(say("draw-each", {}, language))
    if activity.repeat is not None:
        words.append(say("draw-repeat", {}, language))
    if activity.opens is not None:
        words.append(say("draw-opens", {}, language))
    if activity.recurs is not None:
        words.append(say("draw-recurs", {"limit": short_limit(activity.recurs.every, language=language)}, language))
    if activity.limit is not None:
        words.append(short_limit(activity.limit, language=language))
    return "·".join(words) if language == "zh" else ", ".join(words)


def _make_face(
    node: str,
    *,
    name: str,
    meta: str,
    activity: Activity | None,
    standing: Standing | None,
    language: str,
    widest: int,
    ports: int,
) -> Face:
    mark = standing.mark_of(node) if standing is not None else Mark(status=Status.WAITING)
    act = activity is not None and activity.does in VERBS and VERBS[activity.does].legal_act
    decides = activity is not None and activity.item is not None and activity.does in ("decide", "confirm")
    meta = shorten(meta, width=widest - 2 * PAD, size=SMALL)
    status = shorten(say_status(mark, language=language), width=widest - STATUS_MARK, size=SMALL)
    inner = _inner_width(name, meta=meta, widest=widest - 2 * PAD)
    wrapped = wrap(name, width=inner, size=LABEL, most=3)
    width = max(NARROWEST, inner + 2 * PAD, math.ceil(measure(status, size=SMALL)) + STATUS_MARK)
    beside = _fits_beside(wrapped.lines[-1] if wrapped.lines else "", meta, width=width - 2 * PAD)
    rows = len(wrapped.lines) + (1 if meta and not beside else 0)
    height = max(rows * LINE + 17, ports * PORT_GAP + 10)
    return Face(
        id=node, name=name, lines=wrapped.lines, cut=wrapped.cut, meta=meta, meta_beside=beside,
        status=mark.status, status_text=status, here=standing is not None and standing.is_at(node),
        decides_item=decides, legal_act=act, added=activity is None, width=width, height=height,
    )  # fmt: skip


def _inner_width(name: str, *, meta: str, widest: int) -> int:
    """Short names stand on one line, with their limit if it fits; longer ones share two lines evenly, or three."""
    whole = math.ceil(measure(name, size=LABEL))
    beside = math.ceil(measure(meta, size=SMALL)) if meta else 0
    if whole <= min(_ONE_LINE, widest):
        together = whole + BESIDE + beside
        return together if meta and together <= widest else max(whole, beside)
    candidates = range(min(_ONE_LINE, widest), widest + 1, LABEL // 2)
    return max(beside, min(candidates, key=lambda width: _price_of_width(name, width=width), default=widest))


def refit_face(face: Face, *, width: float) -> Face:
    """The same face set anew in a wider box: fewer lines, the limit beside the label if it fits."""
    inner = width - 2 * PAD
    together = inner - BESIDE - measure(face.meta, size=SMALL) if face.meta else inner
    fits = measure(face.name, size=LABEL) <= together
    wrapped = wrap(face.name, width=together if fits else inner, size=LABEL, most=3)
    beside = _fits_beside(wrapped.lines[-1], face.meta, width=inner)
    rows = len(wrapped.lines) + (1 if face.meta and not beside else 0)
    return replace(
        face, lines=wrapped.lines, cut=wrapped.cut, meta_beside=beside, width=int(width), height=rows * LINE + 17
    )


def _price_of_width(name: str, *, width: int) -> float:
    """Two well broken lines in a narrow box are best; a third line, a cut word and width cost."""
    two = wrap(name, width=width, size=LABEL, most=2)
    best = wrap(name, width=width, size=LABEL, most=3) if two.cut else two
    if best.cut:
        return best.price - width / LABEL
    return best.price + (8.0 if two.cut else 0.0) + width / LABEL


def _fits_beside(line: str, meta: str, *, width: float) -> bool:
    return bool(meta) and measure(line, size=LABEL) + BESIDE + measure(meta, size=SMALL) <= width


def group_entries(graph: Graph, node: str, *, language: str) -> dict[tuple[str, bool], list[Edge]]:
    """The links that enter one box, by the words they carry and whether they lead back.

    Each group enters at a place of its own.
    """
    groups: dict[tuple[str, bool], list[Edge]] = {}
    for edge in (*graph.before[node], *graph.back[node]):
        groups.setdefault((label_link(edge, language=language), edge.back), []).append(edge)
    return groups


def label_link(edge: Edge, *, language: str) -> str:
    """The outcomes on which a link depends, shortened; empty for an ordinary link."""
    said = "、".join(name_outcome(one, language=language) for one in edge.on)
    return shorten(said, width=8 * SMALL, size=SMALL)


def count_entries(graph: Graph, *, language: str) -> Mapping[str, int]:
    """At how many places links enter each box."""
    return {node: len(group_entries(graph, node, language=language)) for node in graph.nodes}
