"""`zaizao demo`: play the stories and prove the chains that are shipped, tell them briefly, and write their pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zaizao.cli.files import write_whole
from zaizao.cli.program import Spoken, refuse
from zaizao.cli.showing import Progress
from zaizao.units.resources import packs_folder
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.cli.page.chain import Proof
    from zaizao.net.scripts import Played

STORIES = "stories"
"""The end of the file name of the page of played stories."""


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="demo",
        language=language,
        callback=lambda **given: demonstrate(language, **given),
        params=[click.Argument(["output"], metavar="[OUT.html]", default="zaizao-demo.html")],
    )


def demonstrate(language: str, *, output: str) -> None:
    """Play and prove everything, print a short report, write the pages: one that leads to the others beside it."""
    if Path(output).suffix.lower() not in (".html", ".htm"):
        raise refuse("suffix-unknown", output, suffix=Path(output).suffix or "—", known=(".html",))
    stories = play_stories(language)
    for played in stories:
        click.echo(_report(played, language))
    proofs = prove_chains(language)
    for proof in proofs:
        click.echo(_report_chain(proof, language))
    pages = build_pages(stories, proofs, home=output, language=language)
    for name, page in pages.items():
        write_whole(Path(output).with_name(name), page)
    others = tuple(name for name in pages if name != Path(output).name and name.endswith(Path(output).suffix))
    click.echo(say("cli-demo-place", {"file": output, "others": others}, language))


def build_pages(
    stories: Sequence[Played], proofs: Sequence[Proof], *, home: str, language: str = "zh"
) -> dict[str, str]:
    """Every page by its file name, and each new process with its certificate; ``home``, which leads to them, last."""
    from zaizao.cli.page import build_page
    from zaizao.cli.page.chain import build_chain_page, build_contents
    from zaizao.definition import write_definition

    place = Path(home)
    names = {proof.chain.key: f"{place.stem}-{proof.chain.key}{place.suffix}" for proof in proofs}
    told = f"{place.stem}-{STORIES}{place.suffix}"
    pages: dict[str, str] = {}
    for proof in proofs:
        beside = tuple(f"{place.stem}-{proof.chain.key}.{kind}" for kind in ("yaml", "json"))
        pages |= dict(zip(beside, (write_definition(proof.after), proof.certificate.to_json() + "\n"), strict=True))
        pages[names[proof.chain.key]] = build_chain_page(
            proof, home=place.name, beside=beside, folder=str(place.parent), language=language
        )
    pages[told] = build_page(stories, language=language, home=place.name)
    pages[place.name] = build_contents(proofs, pages=names, stories=told, home=place.name, language=language)
    return pages


def prove_chains(language: str = "zh", *, folder: Path | None = None) -> list[Proof]:
    """Every chain that is shown: diagnosed, redesigned, verified, and tampered with.

    Raises DefinitionError where a file of a chain cannot be read.
    """
    from zaizao.cli.page.chain import CHAINS, prove_chain

    progress = Progress(total=3 * len(CHAINS), language=language)
    proofs = [prove_chain(chain, folder=folder, progress=progress.advance) for chain in CHAINS]
    progress.close()
    return proofs


def play_stories(language: str = "zh", *, folder: Path | None = None) -> list[Played]:
    """Every script under the packs that is marked as a demonstration, in its order.

    Raises ScriptError when a story does not go as written, CommandError when there is none.
    """
    from zaizao.net.scripts import play, read_script

    paths = sorted((folder or packs_folder()).glob("*/runs/*.yaml"))
    scripts = [script for script in map(read_script, paths) if script.demo is not None]
    if not scripts:
        raise refuse("cli-no-stories")
    progress = Progress(total=len(scripts), language=language)
    stories = []
    for script in sorted(scripts, key=lambda each: (each.demo or 0, each.path.name)):
        stories.append(play(script))
        progress.advance()
    progress.close()
    return stories


def _report(played: Played, language: str) -> str:
    events = sum(len(case.events) for case in played.cases.values())
    refusals = sum(step.refusal is not None for step in played.steps)
    state = played.first.state
    fields = {"name": played.script.name, "events": events, "refusals": refusals, "steps": len(played.steps)}
    code = "cli-demo-story-closed" if state.status == "closed" else "cli-demo-story"
    return say(code, fields, language)


def _report_chain(proof: Proof, language: str) -> str:
    from zaizao.cli.page.chain.figures import REDUCTIONS, write_pair

    made = proof.redesign
    pairs = {name: write_pair(name, made.measures_before, made.measures_after, language) for name in REDUCTIONS}
    name = say(f"page-chain-{proof.chain.key}", {}, language)
    verdict = say("cli-demo-holds" if proof.verdict.holds else "cli-demo-fails", {}, language)
    fields = {
        "changes": len(made.changes), "entries": len(proof.certificate.entries), "verdict": verdict,
        "situations": f"{proof.verdict.situations:,}", "refused": sum(not each.verdict.holds for each in proof.tampered),
        "seconds": round(proof.seconds, 1),
    }  # fmt: skip
    return "\n".join((
        say("cli-demo-chain", {"name": name, "findings": len(proof.findings), **pairs}, language),
        say("cli-demo-chain-proof", fields, language),
    ))  # fmt: skip
