"""The quick look for places says what the exact one says, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.definition import write_definition
from zaizao.testing.definitions import runnable_definitions
from zaizao.units.yaml_lines import find_plainly
from zaizao.units.yaml_look import _find_exactly, walk_nodes
from zaizao.units.yaml_marks import Path as FieldPath
from zaizao.units.yaml_marks import Place

PACKS = sorted((Path(__file__).resolve().parents[3] / "packs").rglob("*.yaml"))
PLAIN = """\
# what it is
process: p
name: {zh: 名, en: "Name"}
activities:
  a:
    does: check   # why
    after:
    - activity: b
      ground: law
    - c
  b: {does: check}
"""


def list_paths(text: str) -> list[FieldPath]:
    return [node.path for node in walk_nodes(text)]


def look_plainly(text: str, paths: list[FieldPath], *, key: bool = False) -> dict[FieldPath, Place] | None:
    return find_plainly(text, paths, key=key)


def look_exactly(text: str, paths: list[FieldPath], *, key: bool = False) -> dict[FieldPath, Place]:
    return _find_exactly(text, paths, key=key)


def test_keys_values_and_elements_have_line_and_column() -> None:
    plain = PLAIN.replace('"Name"', "Name")
    values: dict[FieldPath, Place] = {
        (): (2, 1),
        ("name",): (3, 7),
        ("activities",): (5, 3),
        ("activities", "a"): (6, 5),
        ("activities", "a", "does"): (6, 11),
        ("activities", "a", "after"): (8, 5),
        ("activities", "a", "after", 0): (8, 7),
        ("activities", "a", "after", 0, "ground"): (9, 15),
        ("activities", "a", "after", 1): (10, 7),
        ("activities", "b"): (11, 6),
    }
    keys: dict[FieldPath, Place] = {("activities", "a"): (5, 3), ("activities", "a", "after", 1): (10, 7)}

    assert look_plainly(plain, list(values)) == values
    assert look_plainly(plain, list(keys), key=True) == keys


@pytest.mark.parametrize(
    "line",
    [
        "about: |\n  more",
        "about: 'one\n  and more'",
        "about: [one,\n  two]",
        '"about": one',
        "? about",
        "a:\tone",
        "---",
    ],
)
def test_what_is_not_plain_is_left_to_the_exact_look(line: str) -> None:
    assert look_plainly(f"process: p\n{line}\n", [("process",)]) is None


def test_what_is_not_found_is_left_to_the_exact_look() -> None:
    assert look_plainly("process: p\n", [("process",), ("other",)]) is None
    assert look_plainly("process: p\nempty:\n", [("empty",)]) is None


def test_a_place_inside_brackets_is_left_to_the_exact_look() -> None:
    assert look_plainly("a: {b: 1}\n", [("a", "b")]) is None
    assert look_plainly("a: {b: 1}\n", [("a",)]) == {("a",): (1, 4)}


@pytest.mark.parametrize("key", [False, True])
@pytest.mark.parametrize("path", PACKS, ids=[f"{path.parent.name}/{path.stem}" for path in PACKS])
def test_every_shipped_file_is_looked_through_alike(path: Path, key: bool) -> None:
    text = path.read_text(encoding="utf-8")
    wanted = list_paths(text)[::9]
    exact = look_exactly(text, wanted, key=key)
    for one in wanted:
        assert look_plainly(text, [one], key=key) in (None, {place: exact[place] for place in [one] if place in exact})


@settings(max_examples=examples(60), deadline=None)
@given(runnable_definitions(), st.data(), st.booleans())
def test_written_definitions_are_looked_through_alike(definition: object, data: st.DataObject, key: bool) -> None:
    text = write_definition(definition)  # type: ignore[arg-type]
    known = list_paths(text)
    coins = data.draw(st.binary(min_size=len(known), max_size=len(known)))  # one draw for some hundred choices
    paths = [path for path, coin in zip(known, coins, strict=True) if coin % 2]

    assert look_plainly(text, paths, key=key) in (None, look_exactly(text, paths, key=key))


_PIECES = st.sampled_from(
    ["a: b", "a:", "- a", "- a: b", "- - a", "-", "  ", "# x", "a: 'b'", "a: 'b", "a: {b: c}", "a: [b", "]", "a: |",
     "b: 1 # x", "c d: e", "c:d", "? a", "a: b: c", '"a": b', "b:   c", "-   a", "- b:", "é: x", "1: 2", "b: - c"]
)  # fmt: skip


@settings(max_examples=examples(500, proof=15_000), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), _PIECES), max_size=8), st.booleans())
def test_texts_of_any_kind_are_looked_through_alike_or_not_at_all(
    pieces: list[tuple[int, str]],
    key: bool,
) -> None:
    text = "\n".join("  " * indent + piece for indent, piece in pieces)
    try:
        paths = list_paths(text)
    except Exception:  # noqa: BLE001  # no YAML: only texts that have been read are looked through
        return
    if len(set(paths)) < len(paths) - sum(node.is_key for node in walk_nodes(text)) - 1:
        return  # a key stands twice: such a text is refused when it is read

    assert look_plainly(text, paths, key=key) in (None, look_exactly(text, paths, key=key))
