"""Every operator has its manual and its page; ZAIZAO_UPDATE_GOLDEN=1 writes the pages anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from zaizao.redesign import list_operators
from zaizao.redesign.manual import HEADINGS, render_pages

NAMES = tuple(list_operators())


def test_the_eight_operators_are_found_by_their_files() -> None:
    assert NAMES == (
        "eliminate", "integrate", "merge", "parallelise", "pledge", "resequence", "share-data", "tolerate-gaps"
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_manual_of_an_operator_tells_everything_in_order(name: str) -> None:
    found = re.findall(rf"^({'|'.join(HEADINGS)}):", list_operators()[name].manual, re.MULTILINE)

    assert tuple(found) == HEADINGS


def test_the_pages_of_the_operators_are_fresh(root: Path) -> None:
    folder = root / "docs" / "operators"
    if os.environ.get("ZAIZAO_UPDATE_GOLDEN") == "1":
        folder.mkdir(exist_ok=True)
        for name, text in render_pages().items():
            (folder / name).write_text(text, encoding="utf-8")

    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == render_pages()
