"""The whole page: head, index, stories, foot."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from zaizao.cli.page.html import Html, tag
from zaizao.cli.page.parts import chip, folding_table
from zaizao.cli.page.story import build_story
from zaizao.net.scripts import Played
from zaizao.notation.pen import style_sheet
from zaizao.wording import format_date, say

_MARK = (
    '<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M4 16h6M22 16h6M10 16c3 0 3-8 6-8s3 8 6 8M10 16c3 0 3 8 6 8s3-8 '
    '6-8M10 16h12" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"/></svg>'
)


def build_page(
    stories: Sequence[Played], *, language: str = "zh", title: str | None = None, home: str = "#main"
) -> str:
    """The page as one HTML text, the same bytes for the same stories; ``home``: where the brand leads."""
    heading = title or say("page-title", {}, language)
    sections = [build_story(played, number=number, language=language) for number, played in enumerate(stories, start=1)]
    main = [_opening(stories, heading, language), sections]
    return frame_page(main, title=heading, style=read_style(), language=language, home=home)


def frame_page(
    main: object,
    *,
    title: str,
    style: str,
    language: str,
    home: str = "#main",
    badge: str = "page-demo",
    notice: str = "page-demo-says",
    foot: Sequence[str] = ("made", "offline", "law"),
) -> str:
    """A whole HTML text around the main part; ``home`` is where the brand leads, ``foot`` what stands at the end.

    The strip at the top says ``badge`` and ``notice``.
    """
    body = tag(
        "body",
        tag("a", say("page-skip", {}, language), class_="skip", href="#main"),
        tag("div", tag("div", tag("b", say(badge, {}, language)), "　", say(notice, {}, language), class_="wrap"), class_="demo"),
        tag("header", tag("div", tag("a", Html(_MARK), tag("span", say("page-brand", {}, language)), class_="brand", href=home), class_="wrap"), class_="masthead"),
        tag("main", tag("div", main, class_="wrap"), id="main"),
        tag("footer", tag("div", [tag("span", say(f"page-foot-{key}", {}, language)) for key in foot], class_="wrap"), class_="foot"),
    )  # fmt: skip
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        Html(f"<style>\n{style}\n</style>"),
    )
    return "<!doctype html>\n" + tag("html", head, body, lang="en" if language == "en" else "zh-CN") + "\n"


def read_style() -> str:
    """The whole style sheet: the page's own, then the pens of the pictures."""
    own = files("zaizao.cli.page").joinpath("page.css").read_text(encoding="utf-8")
    return f"{own.strip()}\n{style_sheet()}"


def _opening(stories: Sequence[Played], heading: str, language: str) -> Html:
    events = sum(len(case.events) for played in stories for case in played.cases.values())
    refusals = sum(step.refusal is not None for played in stories for step in played.steps)
    cases = sum(len(played.cases) for played in stories)
    facts = (("stories", len(stories)), ("cases", cases), ("events", events), ("refusals", refusals))
    return tag(
        "section",
        tag("h1", heading),
        tag("p", say("page-lead", {}, language), class_="lead"),
        tag("dl", [tag("div", tag("dt", say(f"page-fact-{key}", {}, language)), tag("dd", tag("b", number), say(f"page-fact-{key}-note", {}, language))) for key, number in facts], class_="facts"),
        tag("nav", _index(stories, language), aria_label=say("page-index", {}, language)),
        class_="opening",
    )  # fmt: skip


def _index(stories: Sequence[Played], language: str) -> Html:
    heads = [say(f"page-index-{key}", {}, language) for key in ("story", "process", "stands", "last")]
    rows = [_index_row(played, number, language) for number, played in enumerate(stories, start=1)]
    return folding_table(heads, rows, caption=say("page-index", {}, language))


def _index_row(played: Played, number: int, language: str) -> list[object]:
    closed = all(case.state.status == "closed" for case in played.cases.values())
    stands = chip(
        "done" if closed else "in-time", say("page-index-closed" if closed else "page-index-open", {}, language)
    )
    last = max(case.state.last for case in played.cases.values())
    return [
        tag("a", played.script.name.say(language), href=f"#s{number}"),
        played.first.definition.name.say(language),
        stands,
        format_date(last.date(), language=language),
    ]
