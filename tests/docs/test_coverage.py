"""docs/coverage.md has one row for every mechanism of the sources, and what a row names exists."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from pages import find_missing_parts, resolve_name

IDS = [
    f"{source}{n}"
    for source, count in {"JN": 15, "LC": 21, "ZC": 13, "DY": 20, "QD": 12}.items()
    for n in range(1, count + 1)
]
STATES = {"not yet", "kernel", "works"}


class Row(Struct, frozen=True):
    id: str
    mechanism: str
    screen: str
    api: str
    test: str
    state: str
    missing: str


def _read_rows() -> list[Row]:
    page = Path(__file__).resolve().parents[2] / "docs" / "coverage.md"
    rows = re.findall(r"^\| ((?:JN|LC|ZC|DY|QD)\d+) \|(.*)\|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [Row(id_, *(cell.strip() for cell in rest.split("|"))) for id_, rest in rows]


ROWS = _read_rows()


def test_every_mechanism_has_exactly_one_row_in_order() -> None:
    assert len(IDS) == 81
    assert [row.id for row in ROWS] == IDS


def test_every_row_names_its_mechanism_and_a_known_state() -> None:
    assert [row.id for row in ROWS if not row.mechanism or row.state not in STATES] == []


def test_a_row_that_is_not_yet_claims_nothing() -> None:
    claiming = [row.id for row in ROWS if row.state == "not yet" and _list_claims(row) != {"–"}]

    assert claiming == []


def test_a_row_on_the_engine_alone_says_what_to_type_and_what_is_missing() -> None:
    kernel = [row for row in ROWS if row.state == "kernel"]

    assert kernel
    shown = re.compile(r"`zaizao (?:run --script|redesign) packs/")
    assert [row.id for row in kernel if not shown.search(row.screen) or row.missing == "–"] == []


def test_what_a_row_claims_exists(root: Path) -> None:
    missing = {row.id: _list_missing(row, root) for row in ROWS if row.state != "not yet"}

    assert {id_: names for id_, names in missing.items() if names} == {}


def test_the_lookup_knows_what_exists_from_what_does_not() -> None:
    assert resolve_name("zaizao.units.parse_limit")
    assert resolve_name("zaizao.units.Limit.amount")
    assert not resolve_name("zaizao.units.parse_nothing")
    assert not resolve_name("zaizao.nowhere.parse_limit")


def test_a_false_claim_is_seen(root: Path) -> None:
    row = Row("JN1", "seal", "`zaizao nothing`", "`zaizao.units.nothing`", "`tests/nothing.py`", "works", "–")

    assert _list_missing(row, root) == ["nothing", "zaizao.units.nothing", "tests/nothing.py"]
    assert _list_missing(Row("JN1", "seal", "–", "–", "–", "works", "–"), root) == ["test", "screen or API"]
    assert find_missing_parts("zaizao run --scrip packs/nothing.yaml", root) == ["--scrip", "packs/nothing.yaml"]
    assert find_missing_parts("zaizao check packs/restaurant", root) == []


def _list_missing(row: Row, root: Path) -> list[str]:
    """What a row claims and does not exist; a claim without a test, or without anything to try, is missing too."""
    missing = [
        cell for cell, quoted in (("test", row.test), ("screen or API", row.screen + row.api)) if "`" not in quoted
    ]
    commands = [name for name in _quoted(row.screen) if name.startswith("zaizao ")]
    missing += [part for command in commands for part in find_missing_parts(command, root)]
    core = [name for name in _quoted(row.api) if not name.startswith("zaizao_city.")]  # those: tests/zaizao_city/config
    missing += [name for name in core if not resolve_name(name)]
    return missing + [name for name in _quoted(row.test) if not _has_test(root, name)]


def _list_claims(row: Row) -> set[str]:
    return {row.screen, row.api, row.test, row.missing}


def _has_test(root: Path, name: str) -> bool:
    path, _, function = name.partition("::")
    found = root / path
    return found.exists() and (not function or f"def {function}(" in found.read_text(encoding="utf-8"))


def _quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)
