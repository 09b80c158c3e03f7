"""Small pictures of findings and of what was tampered with: boxes, arrows, what is struck out. Plain SVG, no style of its own."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.cli.page.html import Html, tag
from zaizao.notation.measure import measure, shorten

_SIZE = 14
_TALL = 32
_WIDE = 336


def _draw(*parts: object, height: int = 88) -> Html:
    return tag("svg", parts, class_="mini", viewBox=f"0 0 {_WIDE} {height}", aria_hidden="true")


def _fit(words: str, most: float) -> tuple[str, float]:
    shown = shorten(words, width=most - 20, size=_SIZE)
    return shown, max(56.0, measure(shown, size=_SIZE) + 20)


def _number(value: float) -> str:
    return f"{value:g}"


def _box(x: float, y: float, words: str, *, width: float, pen: str = "") -> Html:
    parts = [
        tag("rect", class_=f"m-box {pen}".strip(), x=_number(x), y=_number(y), width=_number(width), height=_TALL, rx=2)
    ]
    if pen == "gone":
        parts.append(
            tag(
                "path",
                class_="m-cut",
                d=f"M{_number(x + 6)} {_number(y + 27)}L{_number(x + width - 6)} {_number(y + 5)}",
            )
        )
    parts.append(tag("text", words, class_=f"m-text {pen}".strip(), x=_number(x + width / 2), y=_number(y + 21)))
    return Html("".join(parts))


def _arrow(x: float, to: float, y: float, pen: str = "") -> Html:
    return Html(
        tag("path", class_=f"m-line {pen}".strip(), d=f"M{_number(x)} {_number(y)}H{_number(to - 7)}")
        + tag("path", class_=f"m-head {pen}".strip(), d=f"M{_number(to)} {_number(y)}l-9 -5v10z")
    )


def draw_wait(first: str, second: str, *, cut: bool = False, pen: str = "warn dash") -> Html:
    """One waits for the other; ``cut``: the link is struck through."""
    one, wide = _fit(first, 140)
    other, broad = _fit(second, 140)
    gap_from, gap_to = 4 + wide, _WIDE - 4 - broad
    middle = (gap_from + gap_to) / 2
    cross = (
        tag("path", class_="m-cut", d=f"M{_number(middle - 8)} 34l16 20M{_number(middle + 8)} 34l-16 20")
        if cut
        else None
    )
    return _draw(
        _box(4, 28, one, width=wide), _box(gap_to, 28, other, width=broad), _arrow(gap_from, gap_to, 44, pen), cross
    )


def draw_circle(first: str, second: str) -> Html:
    """Each waits for the other."""
    one, wide = _fit(first, 130)
    other, broad = _fit(second, 130)
    left, right = 4 + wide, _WIDE - 4 - broad
    arcs = (
        tag(
            "path",
            class_="m-line warn",
            d=f"M{_number(left)} 36C{_number(left + 30)} 12 {_number(right - 30)} 12 {_number(right - 6)} 33",
        ),
        tag("path", class_="m-head warn", d=f"M{_number(right)} 37l-10 -2 6 -7z"),
        tag(
            "path",
            class_="m-line warn",
            d=f"M{_number(right)} 52C{_number(right - 30)} 76 {_number(left + 30)} 76 {_number(left + 6)} 55",
        ),
        tag("path", class_="m-head warn", d=f"M{_number(left)} 51l10 2 -6 7z"),
    )
    return _draw(_box(4, 28, one, width=wide), _box(right, 28, other, width=broad), *arcs)


def draw_struck(words: str) -> Html:
    """A step between two others that has no ground."""
    shown, wide = _fit(words, 190)
    left = (_WIDE - wide) / 2
    line = f"M30 44H{_number(left - 2)}M{_number(left + wide + 2)} 44H{_WIDE - 30}"
    ends = (
        tag("rect", class_="m-box", x=4, y=34, width=26, height=20, rx=2),
        tag("rect", class_="m-box", x=_WIDE - 30, y=34, width=26, height=20, rx=2),
    )
    return _draw(*ends, tag("path", class_="m-line grey", d=line), _box(left, 28, shown, width=wide, pen="gone"))


def draw_shared(paper: str, applicant: str, place: str) -> Html:
    """Asked of the applicant, although the state has it."""
    one, wide = _fit(applicant, 124)
    thing, broad = _fit(paper, 150)
    where, far = _fit(place, 150)
    right = _WIDE - 4 - max(broad, far)
    width = max(broad, far)
    middle = (4 + wide + right) / 2
    return _draw(
        _box(4, 28, one, width=wide),
        _box(right, 6, thing, width=width),
        _box(right, 50, where, width=width, pen="wash"),
        tag("path", class_="m-line warn dash", d=f"M{_number(4 + wide)} 40L{_number(right)} 22"),
        tag("path", class_="m-cut", d=f"M{_number(middle - 6)} 20l12 22M{_number(middle + 6)} 20l-12 22"),
        tag("path", class_="m-line", d=f"M{_number(right + width / 2)} 50V38"),
    )


def draw_many(words: str, count: int) -> Html:
    """One thing asked for several times."""
    shown, wide = _fit(words, 170)
    right = _WIDE - 4 - wide
    rows = min(count, 4)
    marks: list[Html] = []
    for number in range(rows):
        y = 44 + (number - (rows - 1) / 2) * 22
        marks.append(tag("rect", class_="m-box", x=4, y=_number(y - 8), width=70, height=16, rx=2))
        marks.append(
            tag("path", class_="m-line warn dash", d=f"M74 {_number(y)}C130 {_number(y)} 130 44 {_number(right)} 44")
        )
    counted = tag("text", f"×{count}", class_="m-text m-end warn", x=_number(right - 10), y=34)
    return _draw(*marks, _box(right, 28, shown, width=wide), counted)


def draw_instead(was: str, now: str, *, cut: bool = False) -> Html:
    """What is done, and what may take its place; ``cut``: may not."""
    one, wide = _fit(was, 150)
    other, broad = _fit(now, 150)
    right = _WIDE - 4 - broad
    middle = (4 + wide + right) / 2
    cross = (
        tag("path", class_="m-cut", d=f"M{_number(middle - 8)} 34l16 20M{_number(middle + 8)} 34l-16 20")
        if cut
        else None
    )
    pen = "gone" if cut else "act"
    return _draw(
        _box(4, 28, one, width=wide), _box(right, 28, other, width=broad, pen=pen), _arrow(4 + wide, right, 44), cross
    )


def draw_visits(count: int) -> Html:
    """Numbered visits in a row."""
    shown = min(count, 16)
    step = min(40.0, (_WIDE - 26) / max(shown, 1))
    radius = min(12.0, step / 2 - 1)
    size = "" if radius >= 11 else " tiny"
    dots = [
        Html(
            tag("circle", class_="m-dot", cx=_number(16 + place * step), cy=44, r=_number(radius))
            + tag("text", place + 1, class_=f"m-text on{size}", x=_number(16 + place * step), y=49 if not size else 48)
        )
        for place in range(shown)
    ]
    line = tag("path", class_="m-line warn dash", d=f"M16 44H{_number(16 + (shown - 1) * step)}")
    return _draw(line, *dots)


def draw_owners(step: str, owners: Sequence[str], nobody: str) -> Html:
    """Who answers for a step: two, or nobody."""
    shown, wide = _fit(step, 150)
    right = _WIDE - 4 - wide
    parts: list[object] = [_box(right, 28, shown, width=wide)]
    places = (6, 50) if len(owners) > 1 else (28,)
    for place, owner in zip(places, owners[:2] or (nobody,), strict=False):
        name, broad = _fit(owner, 140)
        pen = "" if owners else "gone"
        parts += [
            _box(4, place, name, width=broad, pen=pen),
            tag("path", class_="m-line warn dash", d=f"M{_number(4 + broad)} {place + 16}L{_number(right)} 44"),
        ]
    return _draw(*parts)


def draw_lengths(first: tuple[str, float], second: tuple[str, float]) -> Html:
    """Two spans of time on one scale, each with its words."""
    most = max(first[1], second[1]) or 1
    parts: list[object] = []
    for y, (words, length), pen in ((8, first, "m-bar"), (50, second, "m-bar warn")):
        parts.append(tag("text", words, class_="m-text m-start", x=4, y=y + 11))
        parts.append(tag("rect", class_=pen, x=4, y=y + 18, width=_number(max(3.0, 328 * length / most)), height=10))
    return _draw(*parts)
