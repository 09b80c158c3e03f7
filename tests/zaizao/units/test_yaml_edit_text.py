"""Changing a YAML text in place."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.errors import InputError, Refusal
from zaizao.units.yaml import read_yaml
from zaizao.units.yaml_edit import Drop, Edit, EditError, Form, Put, edit_plain, is_same
from zaizao.units.yaml_edit_text import NotInPlaceError, edit_yaml, show_difference
from zaizao.units.yaml_marks import Path

CORPUS = FilePath(__file__).parent / "corpus"
LIST = Form(is_list=True, may_vanish=True)
FORM = Form(keys=("first", "after", "last"), child=lambda step: LIST if step == "after" else Form())
VALUES: tuple[object, ...] = (
    "x", "新的 值", "a: b", "#no", "[z", "'q'", "1,2", "true", "two\nlines\n", "long " * 40, 5, True, None, [], {},
    ["p", "q"], {"k": "v"}, [{"a": 1}, {"b": ["c", {"d": "e"}]}], {"k": {"zh": "办", "en": "Do, it"}},
)  # fmt: skip

UGLY = """# head
process: x   # c1
name: {zh: 名, en: "N"}  # c2

# about after
after:  # c3
  # about first
  - intake # c4

  # apart

  # about second
  - {activity: b, ground: law}  # c5
  - activity: c  # c6
    # about ground
    ground: law
    on: [a,
         b,  # c7
         c]
  # trailing
takes: [
  a,  # ca
  # about b
  b,
  c   # cc
]
outcomes: [ "a", 'b', ]
text: |
  two
  # not a comment
  lines

# tail


third: {does: x, escalate: [{at: 80%, warn}, {at: 90%, warn: }], e: [[1, 2 , ], {}]}
a:
- b: 1
  c: 2
- - x
  - y
-
  d: 3
- e: >-
    folded
    text

  # about f
  f: |+
    keep


- null
-
- "multi
  line"
- plain
  multi line
"l": 'it''s'
o:
    p:
        q: 1
        # about r
        r: 2
last:
"""


def change(text: str, *edits: Edit, form: Form = FORM) -> str:
    """The changed text, proved once more to be read as the changed value."""
    changed = edit_yaml(text, edits, form=form)
    assert is_same(read_yaml(changed), edit_plain(read_yaml(text), edits, form=form))
    return changed


@pytest.mark.parametrize(
    ("text", "edit", "expected"),
    [
        ("a: 1 # c\nb: 2\n", Put(("a",), 3), "a: 3 # c\nb: 2\n"),
        ("a: 'x' # c\n", Put(("a",), "y's"), "a: 'y''s' # c\n"),
        ('a: "x"\n', Put(("a",), "办"), 'a: "办"\n'),
        ("a: x\nb: y\n", Drop(("a",)), "b: y\n"),
        ("a: x # goes\n# goes\nb: y # goes\n# stays\n", Drop(("b",)), "a: x # goes\n# stays\n"),
        ("a: x\n\n# stays\n\nb: y\n", Drop(("b",)), "a: x\n\n# stays\n\n"),
        ("a:\n  b: 1\n  # of b\nc: 2\n", Drop(("c",)), "a:\n  b: 1\n  # of b\n"),
        ("a: 1\n\nb: 2\n\nc: 3\n", Drop(("b",)), "a: 1\n\nc: 3\n"),
        ("a: [x, y, z]\n", Drop(("a", 0)), "a: [y, z]\n"),
        ("a: [x, y, z]\n", Drop(("a", 2)), "a: [x, y]\n"),
        ("a: [x]\n", Drop(("a", 0)), "a: []\n"),
        ("a: [x,]\n", Drop(("a", 0)), "a: []\n"),
        ("a: [x]\n", Put(("a", 1), "y, z"), "a: [x, 'y, z']\n"),
        ("a: [x,]\n", Put(("a", 1), "y"), "a: [x, y,]\n"),
        ("a: [\n  x,  # c\n]\n", Put(("a", 1), "y"), "a: [\n  x,  # c\n  y,\n]\n"),
        ("a: [\n  x  # c\n]\n", Put(("a", 1), "y"), "a: [\n  x,  # c\n  y\n]\n"),
        ("a: [\n  x,\n  # of y\n  y, # goes\n  z]\n", Drop(("a", 1)), "a: [\n  x,\n  z]\n"),
        ("a: []\n", Put(("a", 0), "y"), "a: [y]\n"),
        ("a: {b: 1}\n", Put(("a", "c"), 2), "a: {b: 1, c: 2}\n"),
        ("a: {b: 1, c}\n", Put(("a", "c"), False), "a: {b: 1, c: false}\n"),
        ("a: {b: 1, c}\n", Drop(("a", "c")), "a: {b: 1}\n"),
        ("a: {c, b: 1}\n", Drop(("a", "c")), "a: {b: 1}\n"),
        ("a:\n- x # c\n- y\n", Drop(("a", 0)), "a:\n- y\n"),
        ("a:\n- x # c\n", Put(("a", 1), {"k": 1}), "a:\n- x # c\n- k: 1\n"),
        ("a: []\nb:\n  - x\n", Put(("b", 1), {"k": 1}), "a: []\nb:\n  - x\n  - {k: 1}\n"),
        ("- a: 1\n  b: 2\n", Drop((0, "a")), "- b: 2\n"),
        ("- a: 1\n  # of b\n  b: 2\n", Drop((0, "a")), "-\n  # of b\n  b: 2\n"),
        ("- a: 1\n", Drop((0, "a")), "- {}\n"),
        ("a:\n  b: 1\n", Drop(("a", "b")), "a: {}\n"),
        ("a: x  # c\n", Put(("a",), {"k": 1}), "a:  # c\n  k: 1\n"),
        ("a:  # c\n  k: 1\n", Put(("a",), "x"), "a: x  # c\n"),
        ("a:\nb: 1\n", Put(("a",), "x"), "a: x\nb: 1\n"),
        ("a: |\n  x\n  y\nb: 1\n", Put(("a",), "z"), "a: z\nb: 1\n"),
        ("a: x\n", Put(("a",), "y\nz\n"), "a: |\n  y\n  z\n"),
        ("a: x # c\n", Put(("a",), "y\nz\n"), 'a: "y\\nz\\n" # c\n'),
        ("first: 1\nlast: 2\n", Put(("after",), "x"), "first: 1\nafter: x\nlast: 2\n"),
        ("first: 1\n# of last\nlast: 2\n", Put(("after",), "x"), "first: 1\nafter: x\n# of last\nlast: 2\n"),
        ("# of last\nlast: 2\n", Put(("after",), "x"), "after: x\n# of last\nlast: 2\n"),
        ("after: x # c\n", Put(("after", 1), "y"), "after: [x, y] # c\n"),
        ("after: x # c\n", Put(("after", 0), "y"), "after: y # c\n"),
        ("after: {k: v}\n", Put(("after", 1), "y"), "after: [{k: v}, y]\n"),
        ("after: a,b\n", Put(("after", 1), "y"), "after:\n- a,b\n- y\n"),
        ("last: 1\nafter: x # c\n", Drop(("after", 0)), "last: 1\n"),
        ("last: 1\n", Put(("after", 0), {"k": 1}), "after:\n- k: 1\nlast: 1\n"),
        ("a: {b: 1}\r\nc: [x]\r\n", Put(("a", "d"), "y\n"), 'a: {b: 1, d: "y\\n"}\r\nc: [x]\r\n'),
        ("a: 1\r\nb: 2\r\n", Put(("c",), [1]), "a: 1\r\nb: 2\r\nc:\r\n- 1\r\n"),
        ("a: 1\nb: 2", Drop(("b",)), "a: 1"),
        ("a: 1\nb: 2", Put(("c",), 3), "a: 1\nb: 2\nc: 3"),
        ("a: |\n  x\nb: 2\n", Drop(("b",)), "a: |\n  x\n"),
        (
            "after:\n  k: 1 # c\n  # of l\n  l: 2\nz: []\n",
            Put(("after", 1), "y"),
            "after:\n  - k: 1 # c\n    # of l\n    l: 2\n  - y\nz: []\n",
        ),
        ("\ufeffa: 1\nb: 2\n", Put(("a",), 3), "\ufeffa: 3\nb: 2\n"),
        ("--- # s\na: 1\n...\n", Put(("b",), 3), "--- # s\na: 1\nb: 3\n...\n"),
        ("a: {zh: 办, en: Do} # c\n", Put(("a",), {"zh": "办", "en": "Make"}), "a: {zh: 办, en: Make} # c\n"),
        ("a:\n  b: 1 # b\n  c: 2 # c\n", Put(("a",), {"b": 1, "c": 3}), "a:\n  b: 1 # b\n  c: 3 # c\n"),
        ("a: 1\n", Put((), [1]), "- 1\n"),
    ],
)
def test_one_change_touches_nothing_else(text: str, edit: Edit, expected: str) -> None:
    assert change(text, edit) == expected


def test_several_changes_do_not_shift_each_other() -> None:
    text = "a:\n  - x # x\n  # of y\n  - y\n  - z\nb: [1, 2, 3, 4]\n"
    edits = [Drop(("a", 1)), Put(("a", 3), "w"), Put(("a", 2), "Z"), Drop(("b", 0)), Drop(("b", 2)), Drop(("b", 3))]

    assert change(text, *edits) == "a:\n  - x # x\n  - Z\n  - w\nb: [2]\n"


def test_no_edit_and_an_edit_without_effect_give_back_the_text() -> None:
    assert edit_yaml(UGLY, []) is UGLY
    assert edit_yaml(UGLY, [Put(("takes", 0), "a"), Put(("name",), {"en": "N", "zh": "名"})], form=FORM) is UGLY


def test_edits_that_do_not_fit_the_text_are_refused_as_for_values() -> None:
    with pytest.raises(EditError) as caught:
        edit_yaml("a: 1\n", [Drop(("b",)), Drop(("a", 0))])

    assert [problem.code for problem in caught.value.problems] == ["edit-path-missing", "edit-path-missing"]


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("? a\n: 1\n", Put(("a",), 2)),
        ("? a\n: 1\nb: 2\n", Drop(("a",))),
        ("a: [b: 1]\n", Put(("a", 0, "c"), 2)),
        ("a: [x # c\n  , y]\n", Drop(("a", 0))),
        ("{a: 1\n , b: 2}\n", Drop(("a",))),
    ],
)
def test_what_cannot_be_changed_in_place_is_refused(text: str, edit: Edit) -> None:
    with pytest.raises(NotInPlaceError) as caught:
        edit_yaml(text, [edit], form=FORM, file="x.yaml")

    assert caught.value.fields["file"] == "x.yaml"


def walk(value: object, path: Path = ()) -> Iterator[Path]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        yield from walk(child, (*path, step))
    if isinstance(value, dict | list):
        yield (*path, "brandnew" if isinstance(value, dict) else len(value))


@st.composite
def edits_of(draw: st.DrawFn, value: object) -> list[Edit]:
    paths = [path for path in walk(value) if path]
    chosen = draw(st.lists(st.sampled_from(paths), min_size=1, max_size=5, unique=True))
    return [Drop(path) if draw(st.booleans()) else Put(path, draw(st.sampled_from(VALUES))) for path in chosen]


@settings(max_examples=examples(150), deadline=None)
@given(data=st.data(), form=st.sampled_from([FORM, Form()]))
def test_an_ugly_text_is_changed_as_its_value_is(data: st.DataObject, form: Form) -> None:
    variant = data.draw(st.sampled_from([UGLY, UGLY.replace("\n", "\r\n"), UGLY.removesuffix("\n")]))
    edits = data.draw(edits_of(read_yaml(variant)))
    try:
        wanted = edit_plain(read_yaml(variant), edits, form=form)
    except EditError:
        return
    try:
        changed = edit_yaml(variant, edits, form=form)
    except NotInPlaceError:
        return
    assert is_same(read_yaml(changed), wanted)
    if all(isinstance(edit, Put) for edit in edits):
        assert edit_yaml(changed, edits, form=form) == changed


class Writer:
    """Writes a value as a text full of comments, each of which names the path that it belongs to."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.paths: list[Path] = []
        self.notes: dict[str, Path] = {}
        """Comment → the path with which it goes; a comment standing apart goes with what it stands in."""

    def note(self, path: Path) -> str:
        text = f"# n{len(self.notes)}."
        self.notes[text] = path
        return text

    def write(self, value: object, path: Path = (), indent: int = 0) -> list[str]:
        lines: list[str] = []
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for step, child in pairs:
            here = (*path, step)
            self.paths.append(here)
            pad = " " * indent
            if self.random.random() < 0.2:
                lines += ["", pad + self.note(path), ""]
            if self.random.random() < 0.4:
                lines.append(pad + self.note(here))
            head = f"{pad}{step}:" if isinstance(value, dict) else f"{pad}-"
            lines += self.write_child(child, here, head, indent)
        return lines

    def write_child(self, child: object, here: Path, head: str, indent: int) -> list[str]:
        behind = "  " + self.note(here) if self.random.random() < 0.4 else ""
        if not isinstance(child, dict | list) or not child or self.random.random() < 0.3:
            return [f"{head} {write_flow(child)}{behind}"]
        below = self.write(child, here, indent + 2)
        if head.endswith("-") and below[0].strip() and not below[0].lstrip().startswith("#") and not behind:
            return [f"{head} {below[0].lstrip()}", *below[1:]]
        return [head + behind, *below]


def write_flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {write_flow(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_flow, value)) + "]"
    return str(value)


_TREES = st.recursive(
    st.sampled_from(["x", "办 事", 1, 2]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("abcdef"), inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
).filter(lambda value: isinstance(value, dict | list))


@settings(max_examples=examples(200), deadline=None)
@given(tree=_TREES, seed=st.integers(0, 2**32), data=st.data())
def test_a_comment_goes_with_what_it_is_about_and_no_other(tree: object, seed: int, data: st.DataObject) -> None:
    writer = Writer(seed)
    text = "\n".join(writer.write(tree)) + "\n"
    assert is_same(read_yaml(text), tree)
    chosen = data.draw(st.sampled_from(sorted({*writer.paths}, key=str)))
    scalar = data.draw(st.booleans())
    edit: Edit = Put(chosen, "new") if scalar else Drop(chosen)
    changed = change(text, edit)

    lost = {note for note in writer.notes if note not in changed}
    inside = {note for note, path in writer.notes.items() if path[: len(chosen)] == chosen and len(path) > len(chosen)}
    about = {note for note, path in writer.notes.items() if path == chosen}
    siblings = {note for note, path in writer.notes.items() if path == chosen[:-1]}
    assert lost <= inside | about | (set() if scalar else siblings)
    if not scalar and chosen[:-1] in writer.paths and len(_at(tree, chosen[:-1])) > 1:
        assert not lost & siblings
        assert about <= lost


@settings(max_examples=examples(100), deadline=None)
@given(tree=_TREES, seed=st.integers(0, 2**32), data=st.data())
def test_no_comment_is_lost_but_with_what_it_is_about(tree: object, seed: int, data: st.DataObject) -> None:
    writer = Writer(seed)
    text = "\n".join(writer.write(tree)) + "\n"
    edits = data.draw(edits_of(tree))
    try:
        changed = edit_yaml(text, edits)
    except (EditError, NotInPlaceError):
        return

    touched = {edit.path for edit in edits}
    emptied = {path for path in writer.paths if not _find(read_yaml(text), path, edits)} | {()}
    for note, path in writer.notes.items():
        if note not in changed:
            assert any(path[: len(edited)] == edited for edited in touched) or path in emptied


def _find(value: object, path: Path, edits: list[Edit]) -> bool:
    """Whether something that stands in the list or mapping at ``path`` stays."""
    gone = {edit.path[len(path)] for edit in edits if isinstance(edit, Drop) and edit.path[:-1] == path}
    inside = _at(value, path) if path else value
    return isinstance(inside, dict | list) and len(inside) > len(gone)


def _at(value: object, path: Path) -> Any:
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


_HOSTILE = st.lists(
    st.sampled_from(
        "a|b:|: |- |\n|\n  |\n    |[|]|{|}|,|, | #c|'|\"|>+\n|? |!t |&x |*x|---\n|...\n|\t|\r\n|\r|\0|\u2028|\ufeff|办|0|~|%".split(
            "|"
        )
    )
    | st.just("|\n"),
    max_size=25,
).map("".join)


@settings(max_examples=examples(400), deadline=None)
@given(text=_HOSTILE, path=st.lists(st.sampled_from(["a", "b", 0, 1]), max_size=3), value=st.sampled_from(VALUES))
def test_a_hostile_text_is_changed_rightly_or_refused_with_a_typed_error(
    text: str, path: list[str | int], value: object
) -> None:
    for edit in (Drop(tuple(path)), Put(tuple(path), value)):
        try:
            changed = edit_yaml(text, [edit], form=FORM)
        except (InputError, Refusal):
            continue
        assert is_same(read_yaml(changed), edit_plain(read_yaml(text), [edit], form=FORM))


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_a_broken_file_is_refused_with_a_typed_error(path: FilePath) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    for edit in (Put(("a",), 1), Drop(("a",)), Put((), {"x": [1]})):
        try:
            changed = edit_yaml(text, [edit])
        except (InputError, Refusal):
            continue
        assert is_same(read_yaml(changed), edit_plain(read_yaml(text), [edit]))


def test_a_difference_is_shown_as_a_unified_diff() -> None:
    old = "".join(f"line {number % 3}\n" for number in range(300)) + "end"
    new = old.replace("end", "END\n")

    assert show_difference(old, new, file="x.yaml") == (
        "--- x.yaml\n+++ x.yaml\n@@ -298,4 +298,4 @@\n line 0\n line 1\n line 2\n"
        "-end\n\\ No newline at end of file\n+END\n"
    )
    assert show_difference(old, old, file="x.yaml") == ""
    assert show_difference("", "a\n", file="f") == "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n"
