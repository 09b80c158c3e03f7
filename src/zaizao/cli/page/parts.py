"""Parts that several sections of the page use: chips, tables that fold on a phone, pictures with their table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from zaizao.cli.clocks import CaseDeadline
from zaizao.cli.page.html import Html, tag
from zaizao.cli.showing import say_left
from zaizao.wording import say

_WIDTH = re.compile(r'\bwidth="([0-9.]+)"')
_FITTING = 1700
"""A picture at most this wide (px) is made to fit a wide screen; a wider one is scrolled."""
_OWN_STYLE = re.compile(r"<style>.*?</style>\s*", re.DOTALL)


def inline_picture(svg: str) -> Html:
    """An SVG text for inside the page: its pens are in the page's own style sheet, its name space is HTML's."""
    plain = _OWN_STYLE.sub("", svg).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    width = _WIDTH.search(plain)
    fits = width is not None and float(width[1]) <= _FITTING
    return Html(plain.replace('class="zz-pic', 'class="fits zz-pic', 1) if fits else plain)


def chip(state: str, words: str) -> Html:
    """A state as shape, word and colour."""
    return tag("span", words, class_="chip", data_state=state)


def deadline_chip(one: CaseDeadline, now: datetime, *, language: str) -> Html:
    """How a deadline stands, with what is left."""
    state = one.state_at(now)
    if one.ended is not None:
        return _ended_chip(one, state, language=language)
    words = say(f"page-state-{state}", {}, language)
    if state in ("in-time", "soon", "overdue"):
        left = say_left(one.deadline, now, language=language)
        words = left if state == "overdue" else say("page-state-left", {"state": words, "left": left}, language)
    return chip(state, words)


def _ended_chip(one: CaseDeadline, state: str, *, language: str) -> Html:
    """How much earlier or later than the limit it ended."""
    assert one.ended is not None
    if state == "void":
        return chip("done", say("page-ended-void", {}, language))
    days = one.deadline.remaining_days(one.ended)
    kind = "working" if str(one.deadline.limit).endswith(("wd", "wh", "wm")) else "days"
    if not days:
        return chip("done" if state == "done" else "overdue", say(f"page-ended-{state}", {}, language))
    return chip(
        "done" if state == "done" else "overdue", say(f"page-ended-{state}-{kind}", {"days": abs(days)}, language)
    )


def folding_table(heads: Sequence[str], rows: Sequence[Sequence[object]], *, caption: str | None = None) -> Html:
    """A table; on a phone every row becomes a block whose cells carry their headings."""
    return tag(
        "table",
        tag("caption", caption) if caption else None,
        tag("thead", tag("tr", [tag("th", head, scope="col") for head in heads])),
        tag("tbody", [_row(heads, row) for row in rows]),
        class_="table folds",
    )


def _row(heads: Sequence[str], row: Sequence[object]) -> Html:
    first = tag("th", row[0], scope="row", data_h=heads[0])
    return tag(
        "tr", first, [tag("td", tag("div", cell), data_h=head) for head, cell in zip(heads[1:], row[1:], strict=True)]
    )


def figure(picture: Html, *, title: object, note: str | None, table: Html, language: str) -> Html:
    """A picture with its finding as title and its table behind it."""
    return tag(
        "figure",
        tag("figcaption", title, tag("small", note) if note else None),
        tag("p", say("page-swipe", {}, language), class_="soft small only-phone"),
        tag("div", picture, class_="scroll-x", tabindex="0", role="region", aria_label=title),
        tag("details", tag("summary", say("page-as-table", {}, language)), table, class_="as-table"),
        class_="figure",
    )
