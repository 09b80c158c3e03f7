"""The published workflow patterns (van der Aalst, Russell and others), and what this language adds to them.

Each file of tests/golden/patterns is one small process, the commands given, and everything that then happened. What
cannot be said in the language is listed in docs/patterns.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cases import START, Case, begin, define_process, give
from zaizao.errors import Refusal
from zaizao.net import commands, open_case
from zaizao.net.context import Context
from zaizao.net.scripts.forms import fit_facts
from zaizao.units.yaml import read_yaml_file
from zaizao.worktime import china

PATTERNS = Path(__file__).resolve().parents[2] / "golden" / "patterns"
FILES = sorted(PATTERNS.glob("*.yaml"))


def read(path: Path) -> dict[str, Any]:
    plain = read_yaml_file(path)
    assert isinstance(plain, dict)
    return plain


def play(plain: Mapping[str, Any], *, saved: bool) -> Case:
    """Open the case and give every command of the file."""
    definition = define_process({"process": "pattern", **plain["definition"]})
    case = begin(definition, facts=fit_facts(definition, plain.get("facts", {})))
    case.saved = saved
    for step in plain["steps"]:
        give(case, dict(step))
    return case


def test_every_pattern_has_its_file() -> None:
    assert len(FILES) >= 35
    assert all(read(path)["pattern"] and read(path)["means"] for path in FILES)


@pytest.mark.parametrize("saved", [False, True], ids=["kept", "saved-between-steps"])
@pytest.mark.parametrize("path", [path for path in FILES if "steps" in read(path)], ids=lambda path: path.stem)
def test_a_pattern_takes_exactly_its_path(path: Path, saved: bool) -> None:
    plain = read(path)

    case = play(plain, saved=saved)

    assert case.path() == plain["path"]
    assert case.state.status == "closed"
    assert len(case.state.work) == 0


@pytest.mark.parametrize("path", [path for path in FILES if "steps" not in read(path)], ids=lambda path: path.stem)
def test_a_pattern_that_cannot_run_says_so_when_a_case_is_opened(path: Path) -> None:
    plain = read(path)
    definition = define_process(plain["definition"])

    with pytest.raises(Refusal) as refusal:
        open_case(definition, commands.Open("C-1"), Context(START, china()))

    assert refusal.value.code == plain["refused"]
