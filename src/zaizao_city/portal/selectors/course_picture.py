"""The course of an application as one picture for a desk: a line for each item, a stop where something is decided.

Days stand above in their order, not to scale: what matters is what runs at the same time, and what comes last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from zaizao_city.portal.selectors.courses import CourseOfDays, Node, Track, say_day_number

WIDTH, ROW, TOP, FOOT = 1120, 84, 92, 52
START, FORK, JOIN, END = 52, 150, 946, 1060
FIRST, LAST = 236, 850
WIDEST, WIDEST_END = 12.0, 7.0
"""Of a name, in Chinese characters; a Latin letter is a little more than half of one."""


def draw_course(course: CourseOfDays) -> str:
    """The picture as SVG text; text of definitions is escaped, and the page looks at every element once more."""
    days = sorted({node.day for track in course.tracks for node in track.nodes if node.day is not None})
    places = {day: _spread(number, len(days)) for number, day in enumerate(days)}
    most = max((node.rank for track in course.tracks for node in track.nodes), default=0) + 1
    height = TOP + ROW * (len(course.tracks) - 1) + FOOT
    middle = TOP + ROW * (len(course.tracks) - 1) / 2
    parts = [
        *_draw_days(days, places, height),
        *(
            line
            for row, track in enumerate(course.tracks)
            for line in _draw_track(track, TOP + ROW * row, middle, (places, most))
        ),
        *_draw_end(START, middle, course.taken_in, _("您提交一次")),
        *_draw_end(END, middle, course.delivered, say_day_number(course.last)),
    ]
    title = escape(_("从受理到送达，几件同时办"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pic portal-course" viewBox="0 0 {WIDTH} {height:g}" role="img">'
        f"<title>{title}</title>{''.join(parts)}</svg>"
    )


def _spread(number: int, count: int) -> float:
    return (FIRST + LAST) / 2 if count == 1 else FIRST + (LAST - FIRST) * number / (count - 1)


def _draw_days(days: Sequence[int], places: dict[int, float], height: float) -> Iterator[str]:
    for day in days:
        x = places[day]
        said = _("第 {n} 日").format(n=day) if day > 0 else _("受理当日")
        yield f'<path class="hair" d="M{x:g} 40V{height - 8:g}"/>'
        yield f'<text class="t14 soft mid" x="{x:g}" y="28">{escape(said)}</text>'


def _draw_track(track: Track, y: float, middle: float, scale: tuple[dict[int, float], int]) -> Iterator[str]:
    kind = "way" if track.is_needed else "way off"
    yield (
        f'<path class="{kind}" d="M{FORK} {middle:g}C{FORK + 26} {middle:g} {FORK + 12} {y:g} {FORK + 44} {y:g}'
        f'H{JOIN - 30}C{JOIN} {y:g} {JOIN - 12} {middle:g} {JOIN + 20} {middle:g}"/>'
    )
    if not track.is_needed:
        said = _("{name}：不需要").format(name=track.name)
        yield f'<text class="soft halo" x="{FORK + 60}" y="{y + 5:g}">{escape(said)}</text>'
        return
    for node in track.nodes:
        yield from _draw_node(node, _place(node, scale), y)


def _place(node: Node, scale: tuple[dict[int, float], int]) -> float:
    """By its day; where days are not known, by how many stops come before it."""
    places, most = scale
    return _spread(node.rank, most) if node.day is None else places[node.day]


def _draw_node(node: Node, x: float, y: float) -> Iterator[str]:
    name = _cut(node.name, WIDEST)
    kind = "stop decided" if node.is_decision else "stop"
    yield f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="8"/>'
    yield f'<text class="{"b mid" if node.is_decision else "mid"}" x="{x:g}" y="{y - 18 if node.is_decision else y + 30:g}">{escape(name)}</text>'


def _draw_end(x: float, y: float, name: str, note: str) -> Iterator[str]:
    line = f"M{x} {y:g}H{FORK}" if x < FORK else f"M{JOIN + 20} {y:g}H{x}"
    yield f'<path class="way" d="{line}"/><circle class="end" cx="{x}" cy="{y:g}" r="10"/>'
    yield f'<text class="b mid" x="{x}" y="{y - 26:g}">{escape(_cut(name, WIDEST_END))}</text>'
    yield f'<text class="t14 soft mid" x="{x}" y="{y + 34:g}">{escape(note)}</text>'


def _cut(name: str, widest: float) -> str:
    """The name as far as there is room for it."""
    width = 0.0
    for place, sign in enumerate(name):
        width += 1.0 if ord(sign) > 0x2E80 else 0.58
        if width > widest:
            return name[: place - 1].rstrip() + "…"
    return name
