"""How one box is painted: frame, label, limit, seal, status and the words 现在在这里."""

from __future__ import annotations

from zaizao.notation.faces import BESIDE, LABEL, LINE, PAD, SEAL, SMALL, STATUS_MARK, Face
from zaizao.notation.geometry import Box
from zaizao.notation.measure import measure
from zaizao.notation.pen import element, number, text, words
from zaizao.notation.standing import Status
from zaizao.wording import say

_CHECK = "M0 5.5L1.6 3.8L4.2 6.4L9.4 0.6L11 2.2L4.2 9.6Z"
_TRIANGLE = "M5.5 0L11 10H0Z"
_PAUSE = "M1 0H4V10H1ZM7 0H10V10H7Z"
_DISC = "M5.5 0A5 5 0 1 1 5.4 0Z"
_CROSS = "M1 1L10 9M10 1L1 9"
_DASH = "M0 5H4M7 5H11"
_SIGNS = {
    Status.DONE: (_CHECK, "zz-sign"),
    Status.OVERDUE: (_TRIANGLE, "zz-sign"),
    Status.PAUSED: (_PAUSE, "zz-sign"),
    Status.OPEN: (_DISC, "zz-sign"),
    Status.READY: ("M5.5 1A4 4 0 1 1 5.4 1Z", "zz-sign-line"),
    Status.CANCELLED: (_CROSS, "zz-sign-line"),
    Status.SKIPPED: (_DASH, "zz-sign-line"),
}


def draw_box(box: Box, *, critical: bool, language: str) -> str:
    """One activity's box with everything on it."""
    face = box.face
    classes = ["zz-activity", f"zz-{face.status.value}"]
    classes += [
        name for name, holds in (("zz-here", face.here), ("zz-added", face.added), ("zz-line", critical)) if holds
    ]
    parts = [element("title", inner=words(face.name)), *_draw_frame(box), *_draw_label(box)]
    if face.status is Status.CANCELLED:
        strike = f"M{box.x + 6:.1f} {box.bottom - 5:.1f}L{box.right - 6:.1f} {box.y + 5:.1f}"
        parts.append(element("path", class_="zz-strike", d=strike))
    if face.status_text:
        parts.append(_draw_status(box))
    if face.here:
        parts.append(_draw_pointer(box, language=language))
    return element("g", class_=" ".join(classes), data_activity=face.id, inner="".join(parts))


def _draw_frame(box: Box) -> list[str]:
    parts = [element("rect", class_="zz-box", x=box.x, y=box.y, width=box.width, height=box.height, rx=2)]
    if box.face.decides_item:
        parts.append(
            element(
                "rect", class_="zz-inner", x=box.x + 3, y=box.y + 3, width=box.width - 6, height=box.height - 6, rx=1
            )
        )
    if box.bar is not None and box.bar[1] > box.bar[0]:
        parts.append(
            element("rect", class_="zz-bar", x=box.bar[0], y=box.bottom - 3, width=box.bar[1] - box.bar[0], height=3)
        )
    if box.face.legal_act:
        parts.append(_draw_seal(box.right - PAD - SEAL + 3, box.y - SEAL / 2))
    return parts


def _draw_seal(x: float, y: float) -> str:
    frame = element("rect", class_="zz-seal", x=x, y=y, width=SEAL - 1, height=SEAL - 1)
    return frame + element("rect", class_="zz-seal-dot", x=x + 3, y=y + 3, width=SEAL - 7, height=SEAL - 7)


def _draw_label(box: Box) -> list[str]:
    face = box.face
    rows = len(face.lines) + (1 if face.meta and not face.meta_beside else 0)
    first = box.y + (box.height - rows * LINE) / 2 + 14.5
    parts = [
        text(line, x=box.x + PAD, y=first + index * LINE, class_="zz-label") for index, line in enumerate(face.lines)
    ]
    if face.meta:
        row = len(face.lines) - (1 if face.meta_beside else 0)
        parts.append(text(face.meta, x=box.right - PAD, y=first + row * LINE - 0.5, class_="zz-t12 zz-soft zz-end"))
    return parts


def _draw_status(box: Box) -> str:
    colour = {Status.DONE: "zz-brand", Status.OVERDUE: "zz-late zz-b", Status.OPEN: "zz-brand"}.get(
        box.face.status, "zz-soft"
    )
    return draw_sign(box.face.status, box.x, box.bottom + 6) + text(
        box.face.status_text, x=box.x + STATUS_MARK, y=box.bottom + 15.5, class_=f"zz-t12 {colour}"
    )


def draw_sign(status: Status, x: float, y: float) -> str:
    """The shape that says the state beside its word: check, triangle, bars, disc, ring, cross, dashes."""
    if status not in _SIGNS:
        return ""
    shape, pen = _SIGNS[status]
    return element("path", class_=pen, d=shape, transform=f"translate({number(x)} {number(y)})")


def _draw_pointer(box: Box, *, language: str) -> str:
    """A pill above the box, with a point towards it."""
    y = box.y - 27
    tail = element("path", class_="zz-pill", d=f"M{number(box.x + 12)} {number(y + 19)}h10l-5 6z")
    return draw_pill(box.x, y, language=language) + tail


def draw_pill(x: float, y: float, *, language: str) -> str:
    """现在在这里, light on the brand's colour, with a dot."""
    pill = element("rect", class_="zz-pill", x=x, y=y, width=pill_width(language), height=20, rx=10)
    dot = element("circle", class_="zz-pill-on", cx=x + 11, cy=y + 10, r=3)
    return pill + dot + text(say("draw-here", {}, language), x=x + 18, y=y + 14.5, class_="zz-t12 zz-on zz-b")


def pill_width(language: str) -> float:
    """The width of the pill with 现在在这里."""
    return measure(say("draw-here", {}, language), size=SMALL) + 28


def label_room(face: Face, *, width: float) -> list[float]:
    """How much room each line of the label has inside a box of ``width``; for tests and checks."""
    beside = measure(face.meta, size=SMALL) + BESIDE if face.meta_beside else 0
    return [width - 2 * PAD - (beside if line is face.lines[-1] else 0) for line in face.lines]


def label_width(line: str) -> float:
    """The width of a label's line at its size."""
    return measure(line, size=LABEL)
