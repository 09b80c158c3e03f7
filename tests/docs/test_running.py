"""The page about running a city is followed to the letter: its tables, its commands, in a home of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = "docs/running.md"
FOLLOW = """
import getpass, json, sys
from zaizao_city.command import main

getpass.getpass = lambda _: "temporary-word-77"
for line in json.loads(sys.argv[1]):
    print(f"$ {line}", flush=True)
    sys.argv = line.split()
    try:
        main()
    except SystemExit as ended:
        assert not ended.code, line
"""
"""One process for all the commands: each of them alone would read the whole application anew."""


def test_whoever_follows_the_page_has_a_city(root: Path, tmp_path: Path) -> None:
    page = (root / PAGE).read_text(encoding="utf-8")
    for name, table in re.findall(r"```\w+ (\S+)\n(.*?)```", page, re.DOTALL):
        (tmp_path / name).write_text(table, encoding="utf-8")
    said = [line for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]

    told = _follow([line[2:] for line in said if line.startswith("$ ")], tmp_path)

    place = -1
    for line in said:
        place = next((at for at in range(place + 1, len(told)) if told[at].startswith(line)), -2)
        assert place >= 0, (line, told)


def _follow(commands: list[str], folder: Path) -> list[str]:
    home = {"ZAIZAO_MODE": "production", "ZAIZAO_HOME": str(folder / "home"), "ZAIZAO_SECRET_KEY": "0123456789" * 6}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZAIZAO_")}
    ran = subprocess.run(
        [sys.executable, "-c", FOLLOW, json.dumps(commands)],
        cwd=folder, env={**kept, **home}, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()
