"""docs/cli.md says what the commands are; neither may drift from the other."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from zaizao.cli.program import COMMANDS

MANUAL = (Path(__file__).parents[3] / "docs" / "cli.md").read_text(encoding="utf-8")


def test_every_command_and_every_option_stands_in_the_manual() -> None:
    rows = MANUAL.splitlines()
    lines = {
        name: " ".join(row for row in rows if row.startswith((f"| `zaizao {name} ", f"| `zaizao {name}`")))
        for name in COMMANDS
    }
    missing = [
        f"{name} {option}"
        for name, module in COMMANDS.items()
        for option in _options(import_module(f"zaizao.cli.commands.{module}").build_command("en"))
        if option not in lines[name]
    ]

    assert [name for name, line in lines.items() if not line] == []
    assert missing == []


def test_the_manual_names_no_option_that_does_not_exist() -> None:
    known = {
        option
        for module in COMMANDS.values()
        for option in _options(import_module(f"zaizao.cli.commands.{module}").build_command("en"))
    }

    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", MANUAL)) - known - {"--help", "--lang", "--version"} == set()


def test_the_example_gives_what_the_manual_says(zaizao: Any) -> None:
    calls = re.findall(r"^\$ zaizao (.*)\n(.*)$", MANUAL, re.MULTILINE)

    assert [zaizao(*call.split()).out.splitlines()[0] for call, _ in calls] == [answer for _, answer in calls]
    assert calls


def _options(command: click.Command) -> list[str]:
    return [
        param.opts[0]
        for param in command.params
        if isinstance(param, click.Option) and param.name not in (None, "lang", "help")
    ]
