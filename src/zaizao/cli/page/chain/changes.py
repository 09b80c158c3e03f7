"""The four reductions, each opening the changes behind it; and every change with operator, ground and article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from zaizao.cli.page.chain.citing import list_cited_by_operator, show_articles, show_rule
from zaizao.cli.page.chain.figures import (
    BESIDES,
    REDUCTIONS,
    read_figure,
    write_amount,
    write_difference,
    write_figure,
    write_pair,
)
from zaizao.cli.page.chain.naming import Namer
from zaizao.cli.page.chain.telling import say_elements, say_ground, say_operator
from zaizao.cli.page.html import Html, join, tag
from zaizao.cli.page.parts import folding_table
from zaizao.redesign import Change, Redesign

_SHOWN = 6
"""Changes of one operator that are told at once; the others are folded."""


def reductions_section(made: Redesign, namer: Namer) -> Html:
    """Four figures, each given twice; what else became less; how it was counted."""
    language = namer.language
    pairs = [
        namer.say("page-reduce-pair", name=namer.say(f"page-reduce-{name}"), before="", after="").strip().removesuffix("→").strip()
        + " " + write_pair(name, made.measures_before, made.measures_after, language)
        for name in BESIDES
    ]  # fmt: skip
    return tag(
        "section",
        tag("h2", namer.say("page-tab-reductions"), class_="sr"),
        tag("dl", [_show_reduction(name, made, namer) for name in REDUCTIONS], class_="reductions"),
        tag(
            "p",
            namer.say("page-reduce-also", said=namer.several(pairs)),
            " ",
            namer.say("page-reduce-note"),
            class_="small soft full",
        ),
        id="reductions",
    )


def _show_reduction(name: str, made: Redesign, namer: Namer) -> Html:
    was, to = (read_figure(each, name) for each in (made.measures_before, made.measures_after))
    founded = [
        write_figure(name, read_figure(each, name, founded=True), namer.language)
        for each in (made.measures_before, made.measures_after)
    ]
    return tag(
        "div",
        tag("dt", namer.say(f"page-reduce-{name}")),
        tag(
            "dd",
            tag("s", write_figure(name, was, namer.language), class_="was"),
            _write_big(name, to, namer),
            tag("span", namer.say("page-reduce-founded", before=founded[0], after=founded[1]), class_="note"),
            _show_behind(name, made.changes, namer),
        ),
    )


def _write_big(name: str, value: Fraction, namer: Namer) -> Html:
    shown = write_figure(name, value, namer.language)
    number = write_amount(name, value)
    return tag("span", number, tag("small", shown.removeprefix(number)) if shown != number else None, class_="to")


def _show_behind(name: str, changes: Sequence[Change], namer: Namer) -> Html:
    moved = [(change, change.effect.everything.get(name, Fraction(0))) for change in changes]
    rows = [(change, by) for change, by in moved if by]
    if not rows:
        return tag("span", namer.say("page-reduce-by-none"), class_="note")
    listed = [
        tag(
            "li", tag("b", write_difference(name, by, namer.language)),
            tag("span", say_operator(change.operator, namer), tag("span", say_elements(change, namer), class_="soft")),
        )
        for change, by in sorted(rows, key=lambda row: row[1])
    ]  # fmt: skip
    return tag(
        "details", tag("summary", namer.say("page-reduce-by", count=len(rows))), tag("ul", listed, class_="behind"),
        class_="fold",
    )  # fmt: skip


# Every change


def changes_section(made: Redesign, namer: Namer, *, on: dt.date) -> Html:
    """By operator, in the order in which they were made."""
    groups: dict[str, list[Change]] = {}
    for change in made.changes:
        groups.setdefault(change.operator, []).append(change)
    return tag(
        "section",
        tag("h2", namer.say("page-changes", count=len(made.changes))),
        tag("p", namer.say("page-changes-lead"), class_="soft full"),
        [_show_operator(name, changes, namer, on) for name, changes in groups.items()],
        id="changes",
    )


def _show_operator(name: str, changes: Sequence[Change], namer: Namer, on: dt.date) -> Html:
    heads = [namer.say(f"page-change-{key}") for key in ("what", "ground", "effect")]
    rows: list[Sequence[object]] = [
        [say_elements(change, namer), _ground(change, namer, on), _say_effect(change, namer)] for change in changes
    ]
    cited = list_cited_by_operator(name)
    rule = next((change.ground.basis for change in changes if change.ground.basis is not None), None)
    law = [
        show_rule(rule, on=on, language=namer.language) if rule is not None and "." in rule else None,
        show_articles(cited, on=on, language=namer.language) if cited else None,
    ]
    return tag(
        "div",
        tag(
            "h3",
            say_operator(name, namer),
            tag("span", namer.say("page-change-count", count=len(changes)), class_="soft"),
            class_="family",
        ),
        tag("p", namer.say("page-change-laws"), class_="soft small") if any(law) else None,
        join(law),
        folding_table(heads, rows[:_SHOWN]),
        _fold_rest(heads, rows[_SHOWN:], namer) if len(rows) > _SHOWN else None,
        class_="operator",
    )


def _fold_rest(heads: Sequence[str], rows: Sequence[Sequence[object]], namer: Namer) -> Html:
    summary = tag("summary", namer.say("page-change-more", count=len(rows)))
    return tag("details", summary, folding_table(heads, rows), class_="fold rest")


def _ground(change: Change, namer: Namer, on: dt.date) -> Html:
    return tag("span", say_ground(change, namer))


def _say_effect(change: Change, namer: Namer) -> object:
    moved = [
        (name, change.effect.everything.get(name, Fraction(0)))
        for name in (*REDUCTIONS, "sheets", "activities", "hand_overs")
    ]
    told = [
        tag(
            "span",
            f"{namer.say(f'page-effect-{name}')} ",
            tag("b", write_difference(name, by, namer.language)),
            class_="nowrap",
        )
        for name, by in moved
        if by
    ]
    if not told:
        return tag("span", namer.say("page-change-no-effect"), class_="soft")
    return join(told, ", " if namer.language == "en" else "，")
