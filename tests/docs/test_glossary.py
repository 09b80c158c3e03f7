"""GLOSSARY.md is complete in form, and the code it names exists."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from pages import read_table, resolve_name
from zaizao import net
from zaizao.definition.schema import list_classes

ROWS = read_table(Path(__file__).resolve().parents[2] / "GLOSSARY.md", columns=5)


def test_every_term_has_a_name_and_a_definition() -> None:
    assert len(ROWS) >= 60
    assert [row for row in ROWS if not (row[0] and row[1] and row[2])] == []


def test_no_term_is_defined_twice() -> None:
    assert [term for term, times in Counter(row[0] for row in ROWS).items() if times > 1] == []


def test_every_name_of_code_exists() -> None:
    named = [name for row in ROWS for name in re.findall(r"`([^`]+)`", row[4])]

    assert named
    assert [name for name in named if not resolve_name(name)] == []


def test_every_construct_of_the_language_and_every_value_of_a_running_case_is_a_term() -> None:
    constructs = {f"zaizao.definition.model.{cls.__name__}" for cls in list_classes()}
    values = {f"zaizao.net.{name}" for name in net.__all__ if name[0].isupper()}
    named = {name for row in ROWS for name in re.findall(r"`([^`]+)`", row[4])}

    assert sorted((constructs | values) - named) == []
