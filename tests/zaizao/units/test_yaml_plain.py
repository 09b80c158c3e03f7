"""What is read as plain is what the library reads; all else is left to the library."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.definition import write_definition
from zaizao.testing.definitions import runnable_definitions
from zaizao.units.yaml import YamlError, read_yaml
from zaizao.units.yaml_plain import read_plainly

FILES = sorted((Path(__file__).resolve().parents[3] / "packs").rglob("*.yaml"))
PLAIN = """\
process: p
as_is: true
name:
  zh: 第1个
  en: 'It''s: none'
activities:
  a:
    does: check
    limit: 20wd
    needs: 2
    from: 2026-02-10
    after:
    - activity: b
      on:
        - granted
      ground: law
    - activity: c
    takes:
      - “甲”
      - "b: c"
    when:
  b:
    does: decide
"""


def read_by_library(text: str) -> object:
    return yaml_rs.loads(text, parse_datetime=False)


def list_types(value: object) -> object:
    """The value with the type of every scalar: 1 is not true."""
    if isinstance(value, dict):
        return [(key, list_types(one)) for key, one in value.items()]
    return [list_types(one) for one in value] if isinstance(value, list) else (type(value), value)


def test_mappings_lists_and_scalars_are_read() -> None:
    text = PLAIN.replace("'It''s: none'", "'It is: none'")

    read = read_plainly(text.encode())

    assert read == {
        "process": "p",
        "as_is": True,
        "name": {"zh": "第1个", "en": "It is: none"},
        "activities": {
            "a": {
                "does": "check",
                "limit": "20wd",
                "needs": 2,
                "from": "2026-02-10",
                "after": [{"activity": "b", "on": ["granted"], "ground": "law"}, {"activity": "c"}],
                "takes": ["“甲”", "b: c"],
                "when": None,
            },
            "b": {"does": "decide"},
        },
    }
    assert list_types(read) == list_types(read_by_library(text))


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "a\n", "- a\n", " a: b\n", "a: b\n\nc: d\n", "# a\nb: c\n", "a: b # c\n", "a: b\t# c\n", "a: b\r\n",
        "a: b: c\n", "a: b:\n", "a: b \n", "a:  b\n", "a: b\n  c: d\n", "a: b\n c\n", "a: b\na: c\n", "a:\n- b\n  c: d\n",
        "a:\n  b: c\n d: e\n", "a: b\n- c\n", "a:\n- - b\n", "a:\n-  b\n", "a:\n-\n", "a: [b]\n", "a: {b: c}\n", "a: |\n  b\n",
        "a: &b c\n", "a: *b\n", "a: !b c\n", "a: 'it''s'\n", 'a: "\\n"\n', "a: 'b\n", "a: 01\n", "a: 1e5\n", "a: 1.5\n",
        "a: -1\n", "a: 0x1\n", "a: 1_0\n", "a: .inf\n", "a: inf\n", "a: nan\n", "a: True\n", "a: NULL\n", "a: ~\n",
        "true: a\n", "null: a\n", "1: a\n", "? a\n", "---\na: b\n", "a: b\n...\n", "%a: b\n", "a: @b\n", "a: `b`\n",
    ],
)  # fmt: skip
def test_what_is_not_quite_ordinary_is_left_to_the_library(text: str) -> None:
    assert read_plainly(text.encode()) is None


def test_the_same_line_means_the_same_again() -> None:
    first, second = read_plainly(b"a:\n- b\n"), read_plainly(b"a:\n- b\n")

    assert first == second == {"a": ["b"]}
    assert first is not None
    assert second is not None
    assert first["a"] is not second["a"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-2:]))
def test_packs_are_read_alike_or_left_to_the_library(file: Path) -> None:
    content = file.read_bytes()

    read = read_plainly(content)

    assert read is None or list_types(read) == list_types(read_by_library(content.decode()))


PIECES = st.sampled_from(
    "a b: c d:1 é 第一 ： - -- ? # 'x' \"y\" ' \" { } [ ] , | > & * ! % @ 0 1 07 1e5 2f 20wd 3个 1.5 2026-01-01 true "
    "Null inf _ : \\".split()
)
VALUES = st.lists(PIECES, min_size=0, max_size=3).map(" ".join)
LINES = st.builds(
    lambda indent, dash, key, value: " " * indent + dash + key + value,
    st.integers(0, 4),
    st.sampled_from(["", "", "- ", "-", "-  "]),
    st.sampled_from(["", "a: ", "b: ", "a:", "b:", "c-d: ", "第: ", "x.y: ", "true: ", "1: "]),
    VALUES,
)


@settings(max_examples=examples(1000, proof=30_000), deadline=None)
@given(st.lists(LINES, min_size=1, max_size=6), st.sampled_from(["\n", "\n", "\r\n"]))
def test_texts_of_any_kind_are_read_alike_or_left_to_the_library(lines: list[str], end: str) -> None:
    text = end.join(lines) + end

    read = read_plainly(text.encode())

    if read is not None:
        assert list_types(read) == list_types(read_by_library(text))


@settings(max_examples=examples(60), deadline=None)
@given(runnable_definitions())
def test_written_definitions_are_read_alike(definition: object) -> None:
    text = write_definition(definition)  # type: ignore[arg-type]

    read = read_plainly(text.encode())

    assert read is None or list_types(read) == list_types(read_by_library(text))


def test_what_is_refused_anywhere_is_refused_in_plain_texts() -> None:
    codes = []
    for text in ("a: b\nc: 007\n", "a: b\x07\n", "a: b\na: c\n"):
        with pytest.raises(YamlError) as raised:
            read_yaml(text)
        codes.append([problem.code for problem in raised.value.problems])

    assert codes == [["yaml-number-as-code"], ["yaml-control-character"], ["yaml-duplicate-key"]]
