"""What a picture says in words: its title with the finding, and its description for who cannot see it."""

from __future__ import annotations

from fractions import Fraction

from zaizao.definition.model import ProcessDefinition
from zaizao.notation.geometry import Layout
from zaizao.notation.measure import clean_text
from zaizao.notation.standing import Standing
from zaizao.wording import say


def title_picture(definition: ProcessDefinition, *, layout: Layout, language: str) -> str:
    """Name, how many steps by how many, and how long the longest line is."""
    steps = say(
        "draw-steps",
        {"count": len(layout.boxes), "organs": _count_organs(definition, layout)},
        language,
    )
    fields: dict[str, object] = {"name": clean_text(definition.name.say(language)), "steps": steps}
    if not layout.critical.working_days:
        return say("draw-title-plain", fields, language)
    return say("draw-title", {**fields, "days": say_days(layout.critical.working_days, language=language)}, language)


def _count_organs(definition: ProcessDefinition, layout: Layout) -> int:
    """The organs that act; the applicant and other parties are not among them."""
    acting = {layout.bands[box.lane].organ for box in layout.boxes.values()}
    return len(acting - {"applicant"} - set(definition.parties))


def say_days(days: Fraction, *, language: str) -> str:
    """Working days for people: whole where whole, else one decimal."""
    rounded = round(float(days), 1)
    return say("draw-working-days", {"days": f"{rounded:g}"}, language)


def describe_picture(
    layout: Layout,
    *,
    standing: Standing | None,
    names: dict[str, str],
    language: str,
) -> str:
    """The longest line, the visits, the circles and where the case is, in sentences."""
    said = []
    if layout.critical.activities:
        line = " → ".join(names[one] for one in layout.critical.activities)
        said.append(say("draw-line", {"line": line}, language))
    if layout.dots:
        said.append(say("draw-of-visits", {"count": max(dot.last for dot in layout.dots)}, language))
    back = [wire.edge for wire in layout.wires if wire.edge.back]
    if back:
        links = "；".join(f"{names[e.source]} → {names[e.target]}" for e in back)
        said.append(say("draw-circles", {"links": links}, language))
    here = [names[one] for one, box in layout.boxes.items() if box.face.here] if standing is not None else []
    if here:
        said.append(say("draw-now", {"where": "、".join(here)}, language))
    return (" " if language == "en" else "").join(said)
