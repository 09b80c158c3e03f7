"""The example of docs/conformance.md: a real log that is shipped, the definition found in it, and what the rules then say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zaizao.cli.entry import main

ROOT = Path(__file__).resolve().parents[3]
FINES = ROOT / "packs/logs/traffic-fines"


def _read_example() -> tuple[list[list[str]], list[str]]:
    """The commands of the example, and what it says that the last one prints."""
    page = (ROOT / "docs/conformance.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```\n(\$ zaizao discover .*?)```", page, re.DOTALL)
    lines = block.strip().splitlines()
    commands = [line.removeprefix("$ zaizao ").split() for line in lines if line.startswith("$ ")]
    return commands, [line.removeprefix("… ") for line in lines if not line.startswith("$ ")]


def test_the_example_of_the_manual_says_what_the_manual_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands, expected = _read_example()
    monkeypatch.chdir(tmp_path)
    for file in FINES.iterdir():
        (tmp_path / file.name).symlink_to(file)

    codes = [main(command) for command in commands]

    said = capsys.readouterr().out
    assert codes == [0, 1]
    assert expected != []
    assert [line for line in expected if line not in said] == []
