"""From the change to its geometry: one time scale, the same lanes before and after, rows in which nothing overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.model import Ground
from zaizao.notation.graph import Edge
from zaizao.notation.lanes import name_organ, organ_of
from zaizao.notation.measure import measure, wrap
from zaizao.notation.overlay_bars import (
    ROW_OF_VISITS,
    Scene,
    count_visits,
    make_bars,
    make_visits,
    pack_bars,
    pack_visits,
)
from zaizao.notation.overlay_change import Change, Side, drawn_edges, find_turns
from zaizao.notation.overlay_panel import (
    AXIS,
    BAR,
    GROUP_GAP,
    LANE_PAD,
    ROW_GAP,
    WHOLE,
    Bar,
    Frame,
    Line,
    Panel,
    Strip,
    Visit,
)
from zaizao.notation.overlay_wires import Patch, find_patches, route
from zaizao.notation.overlay_words import fill_lines, head_group, head_side, say_line, say_link
from zaizao.wording import say

_NAME = 14
_NAME_LINE = 20
_NAME_WIDEST = 7 * _NAME
_WORD_WIDEST = 9 * _NAME
_LEAST_LANE = 52
_UPRIGHT_NAME = 24
_HEADING_LINE = 30
_SMALL_LINE = 22


class _Rows(Struct, frozen=True):
    """One side's (or one group's) bars and visits packed into rows, by lane."""

    side: Side
    begin: Fraction
    bars: Mapping[str, list[list[Bar]]]
    visits: list[list[Visit]]


class _Lane(Struct, frozen=True):
    """One lane's name, rows of visits, and the height of each row of bars."""

    organ: str
    visits: int
    rows: tuple[float, ...]


def plan_frame(change: Change, *, begins: Mapping[str, Fraction], width: float, upright: bool, language: str) -> Frame:
    """The scale on which the longer side fills the picture."""
    organs = {
        bar for side in (*change.before, change.after) for bar in _organs_of(side, language=language)
    } | {say("draw-applicant", {}, language)}  # fmt: skip
    header = 0.0
    if not upright:
        lines = [line for organ in organs for line in wrap_name(organ)]
        header = 12 + max(measure(line, size=_NAME) for line in lines) + 12
    frame = Frame(width, header, 1.0, upright)
    total = max(_measure_all(change.before, begins), _measure_all((change.after,), {}), 0.25)
    return replace(frame, pixels=(frame.right - frame.left - 12) / total)


def wrap_name(name: str) -> tuple[str, ...]:
    """A lane's name in lines for the column of names."""
    longest = max((measure(word, size=_NAME) for word in name.split()), default=0.0)
    narrow = longest <= _WORD_WIDEST and measure(name[:1], size=_NAME) < _NAME  # a Chinese name may break anywhere
    return wrap(name, width=max(_WORD_WIDEST, longest + 1) if narrow else _NAME_WIDEST, size=_NAME, most=3).lines


def _organs_of(side: Side, *, language: str) -> list[str]:
    definition = side.definition
    return [name_organ(definition, organ_of(definition, one), language=language) for one in definition.activities]


def measure_days(sides: Iterable[Side], begins: Mapping[str, Fraction]) -> Fraction:
    """How long the applicant waits for the whole by limits, in working days."""
    ends = [begins.get(side.definition.process, Fraction(0)) + side.plan.critical.working_days for side in sides]
    return max(ends, default=Fraction(0))


def _measure_all(sides: Iterable[Side], begins: Mapping[str, Fraction]) -> float:
    """Until the last step has ended, waited for or not."""
    ends = (
        begins.get(side.definition.process, Fraction(0)) + end for side in sides for end in side.plan.finish.values()
    )
    return float(max(ends, default=Fraction(0)))


def lay_out_panels(scene: Scene, *, begins: Mapping[str, Fraction], top: float) -> tuple[Panel, ...]:
    """The panels from top to bottom: the process before (or each of them), then the one after."""
    change = scene.change
    groups = [_pack_side(side, begin=begins[side.definition.process], scene=scene) for side in change.before]
    last = _pack_side(change.after, begin=Fraction(0), scene=scene)
    order = _order_lanes([*groups, last], scene=scene)
    alone = scene.frame.upright  # on a phone the two are never seen at once: each keeps to its own lanes
    shared = len(groups) == 1 and not alone
    panels: list[Panel] = []
    for number, rows in enumerate([*groups, last]):
        together = [groups[0], last] if shared else [rows]
        keep = {
            organ
            for one in ([*groups, last] if rows is last and not alone else together)
            for organ in _lanes_of(one, scene)
        }
        lanes = [_measure_lane(organ, together, scene=scene) for organ in order if organ in keep]
        panel = _stack(rows, lanes=lanes, scene=scene, top=top, number=number, begins=begins)
        panels.append(panel)
        top = panel.bottom + (40 if number >= len(groups) - 1 else 18)
    return tuple(panels)


def _pack_side(side: Side, *, begin: Fraction, scene: Scene) -> _Rows:
    bars: dict[str, list[Bar]] = {}
    for bar in make_bars(side, begin=begin, scene=scene):
        bars.setdefault(bar.organ, []).append(bar)
    first = 1
    for other in scene.change.before:
        if other is side or side is scene.change.after:
            break
        first += count_visits(other)
    visits = make_visits(side, begin=begin, first=first, scene=scene)
    return _Rows(side, begin, {organ: pack_bars(some) for organ, some in bars.items()}, pack_visits(visits))


def _lanes_of(rows: _Rows, scene: Scene) -> list[str]:
    found = list(rows.bars)
    return [say("draw-applicant", {}, scene.language), *found] if rows.visits else found


def _order_lanes(all_rows: Sequence[_Rows], *, scene: Scene) -> list[str]:
    """The applicant and other parties on top, then by who acts first: before, then after."""
    parties = {say("draw-applicant", {}, scene.language)}
    for rows in all_rows:
        parties |= {one.name.say(scene.language) for one in rows.side.definition.parties.values()}
    starts: dict[str, tuple[int, float]] = {}
    for rows in all_rows:
        rank = 1 if rows.side is scene.change.after else 0
        for organ, packed in rows.bars.items():
            start = (rank, min(bar.start for row in packed for bar in row))
            starts[organ] = min(starts.get(organ, start), start)
        if rows.visits:
            starts.setdefault(say("draw-applicant", {}, scene.language), (0, 0.0))
    return sorted(starts, key=lambda one: (one not in parties, starts[one][::-1], one))


def _measure_lane(organ: str, together: Sequence[_Rows], *, scene: Scene) -> _Lane:
    heights: list[float] = []
    for rows in together:
        for index, row in enumerate(rows.bars.get(organ, [])):
            tallest = max(bar.height for bar in row)
            if index < len(heights):
                heights[index] = max(heights[index], tallest)
            else:
                heights.append(tallest)
    visits = 0
    if organ == say("draw-applicant", {}, scene.language):
        visits = max(len(rows.visits) for rows in together)
    return _Lane(organ, visits, tuple(heights))


def _stack(
    rows: _Rows, *, lanes: Sequence[_Lane], scene: Scene, top: float, number: int, begins: Mapping[str, Fraction]
) -> Panel:
    change = scene.change
    is_after = rows.side is change.after
    heading, small = _head(rows, scene=scene, number=number, begins=begins)
    y = top + _HEADING_LINE * len(heading) + _SMALL_LINE * len(small) + AXIS
    y += GROUP_GAP if heading and len(change.before) > 1 and not is_after else 0
    axis = y
    with_whole = is_after or number == 0
    y += WHOLE if with_whole else 0
    strips: list[Strip] = []
    bars: list[Bar] = []
    visits: list[Visit] = []
    for lane in lanes:
        strip, placed, seen = _fill_lane(lane, rows, y=y, scene=scene)
        strips.append(strip)
        bars += placed
        visits += seen
        y += strip.height
    sides = (change.after,) if is_after else change.before if number == 0 else (rows.side,)
    return Panel(
        process=rows.side.definition.process, side="after" if is_after else "before", heading=heading, small=small, grouped=not is_after and len(change.before) > 1, top=top, axis=axis,
        whole=WHOLE if with_whole else 0, strips=tuple(strips), bars=tuple(bars), visits=tuple(visits),
        lines=tuple(_draw_lines(rows.side, bars, scene=scene)), begin=float(rows.begin),
        days=float(measure_days(sides, begins if not is_after else {})), bottom=y, axis_shown=True,
    )  # fmt: skip


def _head(
    rows: _Rows, *, scene: Scene, number: int, begins: Mapping[str, Fraction]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    change, language = scene.change, scene.language
    size = 18 if scene.frame.upright else 22
    room = scene.frame.width - 24
    heading: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    is_after = rows.side is change.after
    if is_after or number == 0:
        sides = (change.after,) if is_after else change.before
        days = measure_days(sides, {} if is_after else begins)
        parts = head_side(sides, days=days, change=change, in_turn=_is_in_turn(change, begins), language=language)
        heading = fill_lines(parts, width=room, size=size, most=3)
    if is_after or len(change.before) == 1:
        line = say_line(rows.side, language=language)
        small = fill_lines(line, width=room, size=14, most=5 if scene.frame.upright else 3)
    else:
        parts = head_group(
            rows.side,
            number=number + 1,
            begin=Fraction(0) if _is_in_turn(change, begins) else rows.begin,
            language=language,
        )
        small = fill_lines(parts, width=room, size=16, most=3)
    gone = _say_lanes_gone(rows, scene=scene) if is_after and scene.frame.upright else ()
    return heading, (*small, *fill_lines(gone, width=room, size=14, most=3))


def _is_in_turn(change: Change, begins: Mapping[str, Fraction]) -> bool:
    return dict(begins) == find_turns(change.before)


def _say_lanes_gone(rows: _Rows, *, scene: Scene) -> tuple[str, ...]:
    """On a phone lanes that are no longer used are named rather than drawn empty."""
    before = [one for side in scene.change.before for one in _organs_of(side, language=scene.language)]
    gone = tuple(dict.fromkeys(one for one in before if one not in rows.bars))
    comma = ", " if scene.language == "en" else "、"
    head = say("overlay-lanes-gone", {}, scene.language)
    return tuple(
        (head if index == 0 else "") + name + (comma if index < len(gone) - 1 else "")
        for index, name in enumerate(gone)
    )


def _fill_lane(lane: _Lane, rows: _Rows, *, y: float, scene: Scene) -> tuple[Strip, list[Bar], list[Visit]]:
    upright = scene.frame.upright
    name = (
        wrap(lane.organ, width=scene.frame.width - 24, size=_NAME, most=1).lines if upright else wrap_name(lane.organ)
    )
    inner = lane.visits * ROW_OF_VISITS + sum(lane.rows) + ROW_GAP * max(0, len(lane.rows) - 1)
    height = max(_LEAST_LANE, inner + 2 * LANE_PAD, 0 if upright else len(name) * _NAME_LINE + 16)
    if upright:
        height = max(36, inner + 2 * LANE_PAD) + _UPRIGHT_NAME
    at = y + (_UPRIGHT_NAME + LANE_PAD if upright else (height - inner) / 2)
    visits = []
    if lane.visits:
        spare = 0 if lane.rows else (lane.visits - len(rows.visits)) / 2
        visits = [
            replace(one, y=at + (index + spare) * ROW_OF_VISITS + ROW_OF_VISITS / 2)
            for index, row in enumerate(rows.visits)
            for one in row
        ]
        at += lane.visits * ROW_OF_VISITS
    bars = []
    packed = rows.bars.get(lane.organ, [])
    for row_height, row in zip(lane.rows, packed, strict=False):
        bars += [replace(bar, y=at + (row_height - BAR) / 2) for bar in row]
        at += row_height + ROW_GAP
    said = "" if bars or visits else _say_empty(lane, rows, scene=scene)
    return Strip(lane.organ, name, y, height, said), bars, visits


def _say_empty(lane: _Lane, rows: _Rows, *, scene: Scene) -> str:
    if lane.organ == say("draw-applicant", {}, scene.language):
        return say("overlay-no-visits", {}, scene.language)
    code = "overlay-not-asked" if rows.side is scene.change.after else "overlay-not-yet"
    return say(code, {}, scene.language)


def _draw_lines(side: Side, bars: Sequence[Bar], *, scene: Scene) -> list[Line]:
    process = side.definition.process
    by_name = {bar.key[1]: bar for bar in bars}
    patches = find_patches(bars)
    is_after = side is scene.change.after
    dropped = frozenset() if is_after else frozenset(
        (source, target) for one, source, target in scene.change.dropped if one == process
    )  # fmt: skip
    path = side.plan.critical.activities
    critical = set(pairwise(path))
    lines = []
    for edge in drawn_edges(side.graph, always=dropped | critical):
        source, target = by_name[edge.source], by_name[edge.target]
        pens = _pens(edge, side=side, dropped=dropped, critical=critical)
        if scene.frame.upright and not {"zo-critical", "zo-back"} & set(pens):
            continue
        others = [one for one in patches if not _belongs(one, source, target)]
        points = route(source, target, patches=others, back=edge.back)
        words = say_link(side, edge, dropped=(edge.source, edge.target) in dropped, language=scene.language)
        lines.append(Line(source.key, target.key, points, pens, words))
    return lines


def _belongs(patch: Patch, source: Bar, target: Bar) -> bool:
    return any((patch.left, patch.top, patch.right) == (bar.x, bar.y, bar.right) for bar in (source, target))


def _pens(
    edge: Edge, *, side: Side, dropped: frozenset[tuple[str, str]], critical: set[tuple[str, str]]
) -> tuple[str, ...]:
    ground = {Ground.LAW: "zo-law", Ground.DATA: "zo-data", Ground.CUSTOM: "zo-custom", None: "zo-custom"}[edge.ground]
    pens = [ground]
    pair = (edge.source, edge.target)
    if edge.back:
        pens.append("zo-back")
    elif pair in dropped:
        pens.append("zo-dropped")
    if pair in critical and not edge.back:
        pens.append("zo-critical")
    elif side.plan.finish[edge.source] != side.plan.start[edge.target]:
        pens.append("zo-slack")
    return tuple(pens)
