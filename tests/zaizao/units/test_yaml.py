"""The YAML door: what comes in is plain, what is not is refused with its place."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.units.yaml import YamlError, locate, locate_all, read_yaml, read_yaml_file
from zaizao.units.yaml_look import inspect
from zaizao.units.yaml_write import write_yaml

CORPUS = Path(__file__).parent / "corpus"


def refuse(text: str | bytes, **options: object) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(YamlError) as caught:
        read_yaml(text, **options)  # type: ignore[arg-type]
    return [(p.code, p.where.line, p.where.column) for p in caught.value.problems]


def test_words_of_yaml_1_1_stay_words() -> None:
    text = "on: granted\nyes: no\noff: [y, n]\nday: 2026-01-01\nat: 12:30\n"
    assert read_yaml(text) == {"on": "granted", "yes": "no", "off": ["y", "n"], "day": "2026-01-01", "at": "12:30"}


def test_numbers_booleans_and_null_are_read_as_in_json() -> None:
    text = "a: [1, -2, 2.5, true, false, null, 370100, 99999999999999999999999]"
    assert read_yaml(text) == {"a": [1, -2, 2.5, True, False, None, 370100, 99999999999999999999999]}


def test_one_document_with_marks_is_read_and_an_empty_text_is_nothing() -> None:
    assert read_yaml("---\na: 1\n") == {"a": 1}
    assert read_yaml("") is None
    assert read_yaml(b"\xef\xbb\xbfa: \xe5\x8a\x9e\n") == {"a": "办"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: *x\n", [("yaml-anchor", 1, 4), ("yaml-alias", 2, 4)]),
        ("a: !!python/object:os.system x\n", [("yaml-tag", 1, 4)]),
        ("a: [b, !t 1]\n", [("yaml-tag", 1, 8)]),
        ("a: 1\nb: 2\na: 3\nb: 4\n", [("yaml-duplicate-key", 3, 1), ("yaml-duplicate-key", 4, 1)]),
        ("a: 1\n---\nb: 1\n", [("yaml-several-documents", 2, 1)]),
        ("1: a\ntrue: b\n~: c\n", [("yaml-key", 1, 1), ("yaml-key", 2, 1), ("yaml-key", 3, 1)]),
        ("? [a]\n: 1\n", [("yaml-key", 1, 3)]),
        ("a: 0301\nb: [1_000]\n", [("yaml-number-as-code", 1, 4), ("yaml-number-as-code", 2, 5)]),
        (
            "a: .inf\nb: 1e999\nc: .nan\n",
            [("yaml-not-finite", 1, 4), ("yaml-not-finite", 2, 4), ("yaml-not-finite", 3, 4)],
        ),
        ("a: b: c\n", [("yaml-syntax", 1, 5)]),
        ("a:\n\tb: 1\n", [("yaml-syntax", 2, 2)]),
        ("a: x\x00\n", [("yaml-control-character", 1, 5)]),
        ('a: "\\x07"\n', [("yaml-control-character", 1, 4)]),
        (b"a: 1\nb: \xff\n", [("yaml-not-utf8", 2, 4)]),
        ("a: \ud800\n", [("yaml-control-character", 1, 4)]),
        ("a: 1\rb: 2\n", [("yaml-control-character", 1, 5)]),
        ("a: x\u2028b: y\x85\n", [("yaml-control-character", 1, 5), ("yaml-control-character", 1, 10)]),
    ],
)
def test_what_is_not_plain_is_refused_where_it_stands(
    text: str | bytes, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert refuse(text) == expected


def test_operators_of_expressions_are_not_taken_for_anchors_or_tags() -> None:
    text = "- a != b and c * d\n- x * -3\n- 'it & that'\n- |\n  * point\n  & more\n"
    assert read_yaml(text) == ["a != b and c * d", "x * -3", "it & that", "* point\n& more\n"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", ": ", "[? ", "- [", "'a': {"])
def test_deep_nesting_is_one_short_refusal(opening: str) -> None:
    problems = refuse(opening * 100_000)
    assert len(problems) < 45


def test_nesting_up_to_the_limit_is_read() -> None:
    assert read_yaml("[" * 40 + "]" * 40) is not None
    assert refuse("[" * 41 + "]" * 41) == [("yaml-too-deep", 1, 41)]
    assert refuse("- " * 41 + "1")[0][0] == "yaml-too-deep"


def test_indentation_does_not_hide_depth() -> None:
    text = "\n".join(" " * depth + "a:" for depth in range(60))
    assert [code for code, _, _ in refuse(text)] == ["yaml-too-deep"]


def test_an_alias_bomb_is_refused_unexpanded() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))
    problems = refuse(text)
    assert problems[0] == ("yaml-anchor", 1, 5)
    assert len(problems) == 100


def test_too_large_a_text_is_refused_unread() -> None:
    assert refuse("a: " + "x" * 50_000_000) == [("yaml-too-large", None, None)]
    assert refuse("办" * 40, limit=100) == [("yaml-too-large", None, None)]
    assert read_yaml("办" * 33, limit=100) == "办" * 33


def test_ten_thousand_activities_pass() -> None:
    line = (
        "  step-{i}: {{name: 步骤{i}, does: decide, after: [{{activity: step-{j}, ground: law, of: licensing-42}}]}}\n"
    )
    text = "activities:\n" + "".join(line.format(i=i, j=i - 1) for i in range(10_000))
    value = read_yaml(text)
    assert isinstance(value, dict)
    assert len(value["activities"]) == 10_000


def test_a_file_is_named_in_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\na: 2\n", encoding="utf-8")
    with pytest.raises(YamlError) as caught:
        read_yaml_file(path)
    assert str(caught.value.problems[0].where) == f"{path}:2:1 a"


def test_the_corpus_of_hostile_texts_is_refused() -> None:
    files = sorted(CORPUS.glob("*.yaml"))
    assert files
    for path in files:
        with pytest.raises(YamlError) as caught:
            read_yaml_file(path)
        assert all(p.where.file == str(path) for p in caught.value.problems), path


def test_positions_of_values_and_keys_are_found() -> None:
    text = "a:\n  b:\n  - c: 1\n    d: 2\n"
    assert locate(text, ["a", "b", 0, "d"]) == (4, 8)
    assert locate(text, ["a", "b", 0, "d"], key=True) == (4, 5)
    assert locate(text, ["a", "b", 0, "missing"]) == (3, 5)
    assert locate("a: [1", ["a", 0]) == (1, 5)
    assert locate_all(text, [["a"], ["x"]], key=True) == {("a",): (1, 1), ("x",): (1, 1)}


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=examples(80, proof=2000), deadline=None)
@given(plain)
def test_what_is_written_is_read_back_equal(value: object) -> None:
    try:
        text = write_yaml(value)
    except YamlError:
        return
    assert read_yaml(text) == value


@settings(max_examples=examples(80, proof=2000), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "on",
                "0x1F",
                "1e3",
                "12e3",
                "017",
                "08",
                "1_0",
                ".5",
                "-",
                "~",
                "",
                " ",
                "2026-01-01",
                "1:30",
                "=",
                "<<",
                "0o7",
                "0b1",
                "+1",
                "办",
                "a: b",
                "#",
                "a #b",
                "\n",
                "x\n",
                " x\n",
                "x \ny",
                "null",
                "No",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "`a",
                "|",
                ">",
                "?",
                "---",
                "...",
            ]
        )
    )
)
def test_texts_that_look_like_something_else_survive(values: list[str]) -> None:
    assert read_yaml(write_yaml({text: text for text in values})) == {text: text for text in values}
    assert read_yaml(write_yaml(values)) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: |\n", {"a": ""}),
        ("a: >\n\n", {"a": ""}),
        ("a: |-  # nothing\n", {"a": ""}),
        ("a: |+\n", {"a": ""}),
        ("a: |+\n\n", {"a": "\n"}),
        ("a: |\n   \n", {"a": ""}),
        ("a:\n- |\n- |\n", {"a": ["", ""]}),
        ("? |\n", {"": None}),
        ("|\n", ""),
        ("a: |\n  | b |\n", {"a": "| b |\n"}),
        ("a: |-\n  x >\n\n", {"a": "x >"}),
        ("a: b\n  c |\n", {"a": "b c |"}),
    ],
)
def test_a_block_at_the_very_end_is_read_as_anywhere_else(text: str, value: object) -> None:
    assert read_yaml(text) == value


tokens = st.sampled_from(
    ["a", "b: ", "- ", "? ", ": ", "[", "]", "{", "}", ",", "&x ", "*x", "!t ", "!!str ", "|\n", ">\n", "\n", "\n  ", "\t", "'", '"',
     "#", "---\n", "...\n", "%YAML 1.2\n", "<<: ", "1", "017", "true", "~", ".inf", "\\x00", "\x85", "\u2028", "\r", "办", "@"]
)  # fmt: skip


def read_or_refuse(text: str | bytes) -> tuple[object, bool]:
    """The value and whether the text was refused; any other exception is a failure of the test."""
    try:
        return read_yaml(text), False
    except YamlError as error:
        return error.problems, True


@settings(max_examples=examples(300, proof=10_000), deadline=None)
@given(st.lists(tokens, max_size=24).map("".join) | st.text(max_size=60))
def test_noise_is_read_or_refused_but_never_anything_else(text: str) -> None:
    value, refused = read_or_refuse(text)
    if refused:
        assert value
    else:
        assert read_yaml(write_yaml(value)) == value
        assert {problem.code for problem in inspect(text.removeprefix("\ufeff"))} <= {"yaml-syntax"}


@settings(max_examples=examples(150, proof=4000), deadline=None)
@given(st.binary(max_size=60))
def test_bytes_are_read_or_refused(content: bytes) -> None:
    value, refused = read_or_refuse(content)
    assert value or not refused


def test_a_mapping_as_a_key_is_refused_with_its_place() -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml("? : b: ")

    assert [problem.code for problem in caught.value.problems] != []
    assert caught.value.problems[0].where.line == 1
