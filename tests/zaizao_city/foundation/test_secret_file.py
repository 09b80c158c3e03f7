"""A secret that nobody set is made once, whole, and for its owner alone."""

from __future__ import annotations

import multiprocessing
import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from zaizao_city.foundation.secret_file import keep_secret


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "one.key"

    first = keep_secret(path)

    assert re.fullmatch("[0-9a-f]{64}", first)
    assert keep_secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["one.key"]


def test_what_stands_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    path.write_text("made by an earlier installation", encoding="ascii")

    assert keep_secret(path) == "made by an earlier installation"


def test_processes_that_begin_at_once_have_the_same_whole_secret(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, multiprocessing.get_context("spawn")) as pool:
        found = set(pool.map(keep_secret, [tmp_path / "one.key"] * 40))

    assert len(found) == 1
    assert re.fullmatch("[0-9a-f]{64}", found.pop())
