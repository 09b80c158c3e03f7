"""The bars of one process in the before/after picture, with what stands on them, and the applicant's visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from msgspec import Struct

from zaizao.notation.faces import name_activity, short_limit
from zaizao.notation.geometry import DOT
from zaizao.notation.lanes import name_organ, organ_of
from zaizao.notation.measure import clean_text, measure
from zaizao.notation.overlay_blocks import SMALL, Phrase, place_label
from zaizao.notation.overlay_change import Change, MaterialFate, Side
from zaizao.notation.overlay_lineage import Key
from zaizao.notation.overlay_panel import NARROWEST, Bar, Frame, Visit
from zaizao.notation.overlay_plan import count_handed
from zaizao.wording import say

_WIDEST = 182
_LETTERS = {"zh": "甲乙丙丁戊己庚辛壬癸", "en": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_MOST_ALONE = 4
_TAGGED = (MaterialFate.SHARED, MaterialFate.PLEDGED, MaterialFate.GAP)
_APART = 12
_LEAST = 3
ROW_OF_VISITS = 30
Thing = TypeVar("Thing")


class Scene(Struct, frozen=True):
    """What every bar is made from: the change, the frame, the words' language and the marks on steps before."""

    change: Change
    frame: Frame
    language: str
    marks: Mapping[str, str]


def letter_of(number: int, *, language: str) -> str:
    """甲, 乙 … for the groups of joined steps; numbers when the letters are used up."""
    letters = _LETTERS["en" if language == "en" else "zh"]
    return letters[number] if number < len(letters) else str(number + 1)


def make_bars(side: Side, *, begin: Fraction, scene: Scene) -> list[Bar]:
    """The bars of one process, earliest first, y still open."""
    change, frame = scene.change, scene.frame
    is_after = side is change.after
    branches = change.branches
    circle = {end for edge in side.graph.edges if edge.back for end in (edge.source, edge.target)}
    mutual = say("draw-mutual", {}, scene.language)
    bars = []
    for node in sorted(side.graph.order, key=lambda one: side.plan.start[one]):
        key = (side.definition.process, node)
        start = float(begin + side.plan.start[node])
        x = frame.x_of(start) + 2
        right = max(frame.x_of(float(begin + side.plan.finish[node])) - 2, x + NARROWEST)
        name = name_activity(side.definition, node, language=scene.language)
        runs = [*_limit_runs(side, node, scene=scene), *_tags(side, node, scene=scene, branches=branches)]
        runs += [Phrase(mutual, "zo-note")] if node in circle else []
        runs += _notes(key, marks={} if is_after else scene.marks)
        bars.append(
            Bar(
                key=key, name=name, x=x, right=right, start=start,
                organ=name_organ(side.definition, organ_of(side.definition, node), language=scene.language),
                label=place_label(name, runs, bar=(x, right), room=(frame.left, frame.right), widest=_WIDEST),
                gone=not is_after and change.is_gone(key), new=is_after and not change.steps.origins[node],
                critical=node in side.plan.critical.activities,
            )
        )  # fmt: skip
    return bars


def _limit_runs(side: Side, node: str, *, scene: Scene) -> list[Phrase]:
    limit = side.definition.activities[node].limit
    if limit is None:
        return []
    said = short_limit(limit, language=scene.language)
    if side is scene.change.after:
        old = [
            one.definition.activities[name].limit
            for one in scene.change.before
            for process, name in scene.change.steps.origins[node]
            if process == one.definition.process
        ]
        if len(old) == 1 and old[0] is not None and old[0] != limit:
            fields = {"before": short_limit(old[0], language=scene.language), "after": said}
            said = say("overlay-limit", fields, scene.language)
    return [Phrase(said, "zo-limit")]


def _tags(side: Side, node: str, *, scene: Scene, branches: frozenset[str]) -> list[Phrase]:
    change, language = scene.change, scene.language
    if side is not change.after:
        group = change.group_of((side.definition.process, node))
        return [] if group is None else [_tag("overlay-joined", language, letter=letter_of(group, language=language))]
    tags = []
    if node in change.united:
        tags.append(_tag("overlay-joined", language, letter=letter_of(change.united[node], language=language)))
    if not change.steps.origins[node]:
        tags.append(_tag("overlay-new", language))
    if node in branches:
        tags.append(_tag("overlay-parallel", language))
    fates = {one.after: one.fate for one in change.materials if one.after is not None}
    counts = Counter(fates[one] for one in side.definition.activities[node].takes if one in fates)
    return tags + [_tag(f"overlay-tag-{one.value}", language, count=counts[one]) for one in _TAGGED if counts[one]]


def _tag(code: str, language: str, **fields: object) -> Phrase:
    return Phrase(say(code, fields, language), "zo-tag", tag=True)


def _notes(key: Key, *, marks: Mapping[str, str]) -> list[Phrase]:
    said = marks.get("/".join(key)) or marks.get(key[1])
    return [Phrase(clean_text(said), "zo-note")] if said else []


def count_visits(side: Side) -> int:
    """How often the applicant comes."""
    return sum(max(0, one.visit) for one in side.definition.activities.values())


def make_visits(side: Side, *, begin: Fraction, first: int, scene: Scene) -> list[Visit]:
    """What the applicant comes for and brings, step by step, numbered from ``first``, y still open."""
    frame, plan = scene.frame, side.plan
    handed = count_handed(side.definition)
    number = first
    visits: list[Visit] = []
    for node in sorted(side.graph.order, key=lambda one: plan.start[one]):
        activity = side.definition.activities[node]
        brought = handed.get(node, 0)
        words = say("overlay-brings", {"count": brought}, scene.language) if brought else ""
        if words and not visits and not count_visits(side):
            words = f"{say('overlay-no-visits', {}, scene.language)}{', ' if scene.language == 'en' else '，'}{words}"
        count = max(0, activity.visit)
        if not count and not words:
            continue
        dots = _number(number, count)
        number += count
        width = _width_of(dots, words)
        x = min(frame.x_of(float(begin + plan.start[node])) + 2, frame.right - width)
        visits.append(Visit(node, max(frame.left, x), width, dots, words))
    return visits


def _number(first: int, count: int) -> tuple[tuple[int, int], ...]:
    if count > _MOST_ALONE:
        return ((first, first + count - 1),)
    return tuple((first + i, first + i) for i in range(count))


def width_of_dot(first: int, last: int) -> float:
    """A circle, or a pill for several or for a long number."""
    words = str(first) if first == last else f"{first}–{last}"
    return max(2 * DOT, measure(words, size=SMALL) + 10)


def _width_of(dots: Sequence[tuple[int, int]], words: str) -> float:
    parts = [width_of_dot(*dot) for dot in dots]
    if words:
        parts.append(measure(words, size=SMALL))
    return sum(parts) + 4 * (len(parts) - 1)


def pack_bars(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Rows in which nothing touches, first come first placed; words keep more distance than bars."""
    spans = []
    for bar in bars:
        left, right = bar.extent
        spans.append((left - _APART * (left < bar.x), right + _APART * (right > bar.right)))
    return _pack(bars, spans)


def pack_visits(visits: Sequence[Visit]) -> list[list[Visit]]:
    """The same for visits."""
    return _pack(visits, [(one.x, one.x + one.width + _APART / 2) for one in visits])


def _pack(things: Sequence[Thing], spans: Sequence[tuple[float, float]]) -> list[list[Thing]]:
    rows: list[list[Thing]] = []
    taken: list[list[tuple[float, float]]] = []
    for thing, (left, right) in zip(things, spans, strict=True):
        for row, others in zip(rows, taken, strict=True):
            if all(right + _LEAST <= a or b + _LEAST <= left for a, b in others):
                row.append(thing)
                others.append((left, right))
                break
        else:
            rows.append([thing])
            taken.append([(left, right)])
    return rows
