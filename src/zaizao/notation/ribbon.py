"""The process ribbon: a case's own way in one line, from the first step through parallel tracks to the last."""

from __future__ import annotations

from zaizao.definition.model import ProcessDefinition
from zaizao.notation.measure import clean_text
from zaizao.notation.pen import Theme, draw_sheet
from zaizao.notation.ribbon_pieces import describe_pieces, make_pieces
from zaizao.notation.ribbon_upright import WIDTH, draw_upright
from zaizao.notation.ribbon_wide import PAD, TRACK, draw_pieces
from zaizao.notation.standing import Standing
from zaizao.wording import say


def draw_ribbon(
    definition: ProcessDefinition,
    *,
    standing: Standing | None = None,
    language: str = "zh",
    theme: Theme = "auto",
    upright: bool = False,
) -> str:
    """The ribbon as one SVG text, the same bytes for the same values; ``upright`` for a phone."""
    pieces = make_pieces(definition, standing=standing, language=language)
    if upright:
        body, end = draw_upright(pieces, top=PAD, language=language)
        width, height = WIDTH, end + PAD
    else:
        tallest = max((len(piece.tracks) for piece in pieces), default=1)
        height = max(tallest * TRACK, 56) + 2 * PAD
        body, end = draw_pieces(pieces, middle=height / 2, language=language)
        width = end + PAD
    title = say("draw-ribbon-title", {"name": clean_text(definition.name.say(language))}, language)
    return draw_sheet(
        "\n".join(body), kind="ribbon", size=(width, height), title=title, theme=theme,
        language=language, process=definition.process, description=describe_pieces(pieces, language=language),
    )  # fmt: skip
