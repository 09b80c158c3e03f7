"""One chain on one page: heading, reductions, picture, findings, changes, certificate, tampered redesigns, the five ones."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from zaizao.cli.page.chain.certificate import certificate_section
from zaizao.cli.page.chain.changes import changes_section, reductions_section
from zaizao.cli.page.chain.findings import findings_section
from zaizao.cli.page.chain.naming import Namer
from zaizao.cli.page.chain.ones import ones_section
from zaizao.cli.page.chain.picture import draw_both, picture_section, take_pens
from zaizao.cli.page.chain.proof import DAY, Proof
from zaizao.cli.page.chain.refusals import tampered_section
from zaizao.cli.page.document import frame_page, read_style
from zaizao.cli.page.html import Html, tag
from zaizao.wording import format_date


def build_chain_page(
    proof: Proof, *, home: str, beside: Sequence[str] = (), folder: str = "", language: str = "zh"
) -> str:
    """The page as one HTML text, the same bytes for the same proof.

    ``home``: the file name of the page of contents; ``beside``: those of the new process and its certificate, where
    they are written beside the page, ``folder`` being where that is.
    """
    namer = Namer(proof.before, proof.after, language=language)
    pictures = draw_both(proof, namer)
    name = namer.say(f"page-chain-{proof.chain.key}")
    title = namer.say("page-chain-title", name=name)
    main = [
        _heading(namer, proof, home=home, title=title),
        _tabs(namer, proof),
        reductions_section(proof.redesign, namer),
        picture_section(pictures, proof, namer),
        findings_section(proof.findings, namer, on=DAY),
        changes_section(proof.redesign, namer, on=DAY),
        certificate_section(proof, namer, on=DAY, beside=beside, folder=folder),
        tampered_section(proof, namer, on=DAY),
        ones_section(proof, namer),
    ]
    style = f"{read_chain_style()}\n{take_pens(pictures[0])}"
    return frame_page(
        main,
        title=title,
        style=style,
        language=language,
        home=home,
        notice="page-chains-demo-says",
        foot=("made", "offline"),
    )


def read_chain_style() -> str:
    """The page's style sheet with what the pages of chains need besides."""
    own = files("zaizao.cli.page").joinpath("chain", "chain.css").read_text(encoding="utf-8")
    return f"{read_style()}\n{own.strip()}"


def _heading(namer: Namer, proof: Proof, *, home: str, title: str) -> Html:
    name = namer.say(f"page-chain-{proof.chain.key}")
    meta = namer.say("page-chain-meta", day=format_date(DAY, language=namer.language), version=proof.after.version)
    official = namer.say(f"page-chain-{proof.chain.key}-official")
    return tag(
        "div",
        tag("p", tag("a", namer.say("page-crumb"), href=home), " › ", name, class_="crumbs"),
        tag("h1", title),
        tag("p", official, tag("span", meta, class_="after"), class_="small soft full"),
        class_="head",
    )


def _tabs(namer: Namer, proof: Proof) -> Html:
    counts = {"findings": len(proof.findings), "changes": len(proof.redesign.changes), "tampered": len(proof.tampered)}
    tabs = [
        tag("a", namer.say(f"page-tab-{key}", count=counts.get(key, 0)), href=f"#{key}")
        for key in ("reductions", "picture", "findings", "changes", "certificate", "tampered", "ones")
    ]
    return tag("nav", tabs, class_="tabs", aria_label=namer.say("page-chain-nav"))
