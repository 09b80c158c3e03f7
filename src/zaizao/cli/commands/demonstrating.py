"""`zaizao demo`: play the stories that are shipped, tell them briefly, and write one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zaizao.cli.files import write_whole
from zaizao.cli.program import Spoken, refuse
from zaizao.cli.showing import Progress
from zaizao.units.resources import packs_folder
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.net.scripts import Played


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="demo",
        language=language,
        callback=lambda **given: demonstrate(language, **given),
        params=[click.Argument(["output"], metavar="[OUT.html]", default="zaizao-demo.html")],
    )


def demonstrate(language: str, *, output: str) -> None:
    """Play everything, print a short report, write the page."""
    from zaizao.cli.page import build_page

    if Path(output).suffix.lower() not in (".html", ".htm"):
        raise refuse("suffix-unknown", output, suffix=Path(output).suffix or "—", known=(".html",))
    stories = play_stories(language)
    for played in stories:
        click.echo(_report(played, language))
    write_whole(output, build_page(stories, language=language))
    click.echo(say("cli-demo-written", {"file": output, "count": len(stories)}, language))


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
