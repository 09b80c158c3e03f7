"""Pages that are made from the code (`make docs`), and whether they are fresh (`make check`)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from rule_manual import list_manual_pages
from zaizao.cli.page.chain.proof import DAY
from zaizao.definition import read_definitions
from zaizao.definition.manual import insert_reference
from zaizao.definition.schema import render_schema
from zaizao.net.scripts import play, read_script
from zaizao.net.standing import standing_of
from zaizao.notation import draw_change, draw_lanes
from zaizao.redesign import redesign
from zaizao.wording import list_codes
from zaizao.worktime import SHANGHAI
from zaizao_city.config.environment import list_settings

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURED_RUN = ROOT / "packs" / "restaurant" / "runs" / "spring-festival.yaml"
PICTURED_AT = datetime(2026, 2, 26, 12, tzinfo=SHANGHAI)
"""The moment of the picture: the water is being tested, and the clock of the food permit stands still."""

PICTURED_PROCESS = ROOT / "packs" / "construction" / "construction-permit.as-is.yaml"

SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)


def render_messages() -> str:
    """docs/messages.md: every code with its words in both languages."""
    rows = [f"| `{code}` | {_cell(zh)} | {_cell(en)} |" for code, (zh, en) in list_codes().items()]
    head = (
        "# Messages\n\n"
        "Every code that the core can say, with its words. Names in braces are the fields of the message.\n"
        "Made by `make docs` from `src/zaizao/wording/texts`; do not edit.\n\n"
        "| code | 中文 | English |\n|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")


def render_lanes() -> str:
    """docs/lanes.svg: the swim lanes of the restaurant chain, where the Spring Festival run stands at PICTURED_AT."""
    played = play(read_script(PICTURED_RUN)).first
    state = [step.state for step in played.steps if step.step.at <= PICTURED_AT and step.state is not None][-1]
    return draw_lanes(played.definition, standing=standing_of(played.definition, state, PICTURED_AT))


def render_redesign() -> str:
    """docs/redesign.svg: one permit of the building chain as found and as redesigned."""
    before = read_definitions([PICTURED_PROCESS])
    return draw_change(before, redesign(before, on=DAY).after)


def render_settings() -> str:
    """docs/settings.md: every variable of the environment that the application reads."""
    rows = [f"| `{one.name}` | {_cell(one.meaning)} | {_show(one.default)} |" for one in list_settings()]
    head = (
        "# Settings\n\n"
        "What `zaizao-city` reads from the environment; a variable that is empty is not set. Values that a variable does\n"
        "not take, and names that are nearly one of these, are told all at once, and nothing is started.\n"
        "Made by `make docs` from `src/zaizao_city/config/environment.py`; do not edit.\n\n"
        "| variable | meaning | if not set |\n|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def _show(value: object) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`" if value != "" else ""


def render_sessions(name: str) -> str:
    """A page in which every command of a `console` block is followed by what it prints today."""
    return SESSION.sub(lambda found: f"```console\n{_replay_session(found[1])}```", _read(ROOT / name) or "")


def _replay_session(text: str) -> str:
    commands = [line for line in text.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{ask_shell(command[2:])}" for command in commands)


def ask_shell(command: str) -> str:
    """What a command prints at the top of the repository, to somebody who has set no language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "ZAIZAO_"))}
    own = {"LANG": "C.UTF-8", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=kept | own, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


PAGES: dict[str, Callable[[], str]] = {
    "README.md": partial(render_sessions, "README.md"),
    "README.zh.md": partial(render_sessions, "README.zh.md"),
    "docs/lanes.svg": render_lanes,
    "docs/redesign.svg": render_redesign,
    "docs/language.md": lambda: insert_reference(_read(ROOT / "docs" / "language.md") or ""),
    "docs/messages.md": render_messages,
    "docs/settings.md": render_settings,
    "docs/schema/process.schema.json": render_schema,
    **list_manual_pages(),
}


def list_stale() -> list[str]:
    """The pages whose file differs from what the code says."""
    return [name for name, render in PAGES.items() if _read(ROOT / name) != render()]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write_pages() -> None:
    for name, render in PAGES.items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    if "--check" not in sys.argv:
        write_pages()
    elif stale := list_stale():
        sys.exit(f"stale, run `make docs`: {', '.join(stale)}")
