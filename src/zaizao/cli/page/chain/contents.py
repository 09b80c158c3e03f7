"""The page that leads to the others: the three chains with their figures, and the played stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from zaizao.cli.page.chain.document import read_chain_style
from zaizao.cli.page.chain.figures import REDUCTIONS, read_figure, write_amount, write_figure
from zaizao.cli.page.chain.proof import Proof
from zaizao.cli.page.document import frame_page
from zaizao.cli.page.html import Html, tag
from zaizao.wording import say


def build_contents(
    proofs: Sequence[Proof], *, pages: Mapping[str, str], stories: str, home: str, language: str = "zh"
) -> str:
    """``pages``: the file name of each chain's page by its key; ``stories``: that of the played stories."""
    title = say("page-chains-title", {}, language)
    main = [
        tag(
            "section",
            tag("h1", title),
            tag("p", say("page-chains-lead", {}, language), class_="lead"),
            class_="opening",
        ),
        [_show_chain(each, pages[each.chain.key], language) for each in proofs],
        tag(
            "section",
            tag("h2", say("page-chains-story", {}, language)),
            tag("p", say("page-chains-story-lead", {}, language)),
            tag("p", tag("a", say("page-chains-story-open", {}, language), href=stories, class_="button")),
            class_="chain",
        ),
    ]
    return frame_page(
        main, title=title, style=read_chain_style(), language=language, home=home, notice="page-chains-demo-says",
        foot=("made", "offline"),
    )  # fmt: skip


def _show_chain(proof: Proof, page: str, language: str) -> Html:
    key = proof.chain.key
    name = say(f"page-chain-{key}", {}, language)
    made = proof.redesign
    figures = [
        tag(
            "div",
            tag("dt", say(f"page-reduce-{each}", {}, language)),
            tag("dd", tag("s", write_figure(each, read_figure(made.measures_before, each), language), class_="was"), _big(each, read_figure(made.measures_after, each), language)),
        )
        for each in REDUCTIONS
    ]  # fmt: skip
    facts = {
        "findings": len(proof.findings), "changes": len(made.changes), "situations": f"{proof.verdict.situations:,}",
        "refused": sum(not each.verdict.holds for each in proof.tampered), "tried": len(proof.tampered),
    }  # fmt: skip
    return tag(
        "section",
        tag(
            "div",
            tag(
                "div",
                tag("h2", name),
                tag("p", say(f"page-chain-{key}-official", {}, language), class_="small soft full"),
            ),
            tag("a", say("page-chains-open", {"name": name}, language), href=page, class_="button main"),
            class_="row between",
        ),
        tag("dl", figures, class_="reductions"),
        _draw_whole(proof, language),
        tag("p", say("page-chains-facts", facts, language), class_="small soft full"),
        class_="chain",
    )


def _big(name: str, value: Fraction, language: str) -> Html:
    shown, number = write_figure(name, value, language), write_amount(name, value)
    return tag("span", number, tag("small", shown.removeprefix(number)) if shown != number else None, class_="to")


def _draw_whole(proof: Proof, language: str) -> Html:
    """How long it takes before and after, as two bars on one scale with their figures."""
    spans = [read_figure(each, "elapsed") for each in (proof.redesign.measures_before, proof.redesign.measures_after)]
    most = max(spans) or Fraction(1)
    rows = [
        tag(
            "li",
            tag("span", say(f"page-chains-{key}", {}, language), class_="soft"),
            tag("svg", tag("rect", class_=f"m-bar {pen}", x=0, y=0, width=f"{max(0.4, float(100 * span / most)):.1f}", height=10), viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true"),
            tag("b", write_figure("elapsed", span, language)),
        )
        for key, span, pen in (("was", spans[0], "grey"), ("is", spans[1], ""))
    ]  # fmt: skip
    return tag("ul", rows, class_="whole", aria_label=say("page-chains-scale", {}, language))
