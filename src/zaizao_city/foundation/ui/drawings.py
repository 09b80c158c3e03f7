"""The one door through which SVG made elsewhere comes onto a page.

The core draws swim lanes and ribbons with text of definitions in them. Before such a picture is marked as safe it is read
once more: only elements and attributes of a picture, no script, no link to anywhere, no style. Its style sheet is left
out because the content security policy forbids it in place; the same pens stand in ``ui/css/pens.css``.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe

ELEMENTS = frozenset(
    "svg g title desc rect circle ellipse line polyline polygon path text tspan textPath defs marker clipPath".split()
)
ATTRIBUTES = frozenset(
    "class id role lang viewBox preserveAspectRatio width height x y x1 y1 x2 y2 dx dy cx cy r rx ry d points transform"
    " fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin opacity text-anchor font-size font-weight"
    " letter-spacing textLength lengthAdjust dominant-baseline marker-start marker-mid marker-end clip-path tabindex"
    " markerWidth markerHeight refX refY orient xmlns".split()
)
_STYLE = re.compile(r"<style\b[^>]*>.*?</style>", re.DOTALL)
_NAMESPACE = "{http://www.w3.org/2000/svg}"


class NotADrawingError(ValueError):
    """What was handed in as a picture is something else: a bug of who drew it, never an input of a reader."""


def admit_drawing(svg: str) -> SafeString:
    """``svg`` without its style sheet, marked as ours after a look at every element and attribute."""
    bare = _STYLE.sub("", svg).strip()
    if "<!" in bare or "<?" in bare:
        raise NotADrawingError("a declaration has no place in a picture")
    try:
        root = ET.fromstring(bare)  # noqa: S314 - no declaration, so no entity, is left in it
    except ET.ParseError as error:
        raise NotADrawingError(str(error)) from error
    for element in root.iter():
        _check_element(element)
    return mark_safe(bare)  # noqa: S308 - every element and attribute was looked at


def find_label(svg: str) -> str:
    """What the picture says of itself to who cannot see it; empty where it says nothing."""
    return ET.fromstring(svg).get("aria-label", "")  # noqa: S314 - admitted before


def _check_element(element: ET.Element) -> None:
    name = element.tag.removeprefix(_NAMESPACE)
    if name not in ELEMENTS:
        raise NotADrawingError(f"<{name}> is no element of a picture")
    for attribute, value in element.attrib.items():
        known = attribute in ATTRIBUTES or attribute.startswith(("data-", "aria-"))
        inner_link = attribute == "href" and value.startswith("#")
        if not known and not inner_link:
            raise NotADrawingError(f"{attribute} on <{name}> is no attribute of a picture")
        if "url(" in value and not value.startswith("url(#"):
            raise NotADrawingError(f"{attribute} on <{name}> points elsewhere")
