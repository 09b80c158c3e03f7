"""The before/after picture of a chain with the findings on it, wide and upright, and the table behind it."""

from __future__ import annotations

import re

from msgspec.structs import replace

from zaizao.cli.page.chain.naming import Namer
from zaizao.cli.page.chain.proof import Proof
from zaizao.cli.page.html import Html, join, tag
from zaizao.cli.page.parts import folding_table
from zaizao.notation import change_table, draw_change
from zaizao.units import Text

_STYLE = re.compile(r"<style>(.*?)</style>\s*", re.DOTALL)
_MARKED = ("ZL202", "ZL402", "ZL403", "ZL205")
"""Rules whose finding stands by its step; the gravest for a step is shown."""


def draw_both(proof: Proof, namer: Namer) -> tuple[str, str]:
    """The wide picture and the upright one for phones, as SVG texts with their styles."""
    name = namer.say(f"page-chain-{proof.chain.key}")
    after = replace(proof.after, name=Text(name, name), digest="")
    marks = _list_marks(proof, namer)
    return tuple(  # type: ignore[return-value]
        draw_change(proof.before, after, language=namer.language, marks=marks, upright=upright)
        for upright in (False, True)
    )


def take_pens(svg: str) -> str:
    """The styles of a picture, to be put into the page once."""
    return "\n".join(_STYLE.findall(svg)[1:])


def picture_section(pictures: tuple[str, str], proof: Proof, namer: Namer) -> Html:
    """Both pictures (one is shown), and the table."""
    wide, upright = (_inline(each) for each in pictures)
    title = namer.say("page-picture")
    region = {"tabindex": "0", "role": "region", "aria_label": title}
    return tag(
        "section",
        tag("h2", title),
        tag("p", namer.say("page-picture-note"), class_="small soft full"),
        tag("div", wide, class_="scroll-x overlay not-phone", **region),
        tag("div", upright, class_="scroll-x overlay only-phone", **region),
        tag("details", tag("summary", namer.say("page-as-table")), _table(proof, namer), class_="as-table"),
        id="picture",
    )


def _list_marks(proof: Proof, namer: Namer) -> dict[str, str]:
    marks: dict[str, str] = {}
    for code in _MARKED:
        for finding in proof.findings:
            if finding.rule.code == code and finding.path[:1] == ("activities",):
                key = f"{finding.process}/{finding.path[1]}"
                marks.setdefault(key, f"{code} {finding.rule.title.say(namer.language)}")
    return marks


def _inline(svg: str) -> Html:
    plain = _STYLE.sub("", svg).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    return Html(plain.replace('class="zz-pic', 'class="fits zz-pic', 1))


def _table(proof: Proof, namer: Namer) -> Html:
    heads = [namer.say(f"page-row-{key}") for key in ("element", "before", "after", "happened", "ground")]
    rows = [
        [each.element, each.before or "—", each.after or "—", each.happened, each.ground or "—"]
        for each in change_table(proof.before, proof.after, language=namer.language)
    ]
    return join([folding_table(heads, rows)])
