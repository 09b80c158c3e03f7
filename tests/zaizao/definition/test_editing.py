"""Definitions changed by small edits: as values, and in the text they were written in."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.definition import (
    DefinitionError,
    Drop,
    Edit,
    EditError,
    NotInPlaceError,
    ProcessDefinition,
    Put,
    compare_definitions,
    digest_of,
    edit_definition,
    edit_text,
    from_plain,
    read_definition,
    show_difference,
    to_plain,
    write_definition,
)
from zaizao.definition.editing import form_of
from zaizao.testing.definitions import runnable_definitions
from zaizao.units.yaml import read_yaml
from zaizao.units.yaml_edit import edit_plain, is_same
from zaizao.wording import describe

ROOT = Path(__file__).resolve().parents[3]
RESTAURANT = ROOT / "packs" / "restaurant" / "open-restaurant.yaml"
BY_HAND = ROOT / "packs" / "restaurant" / "open-restaurant.as-is.yaml"
FILES = sorted((ROOT / "packs" / "restaurant").glob("*.yaml")) + sorted((ROOT / "packs" / "matters").glob("*.yaml"))
TEXTS = {path.name: path.read_bytes().decode("utf-8") for path in FILES}
FORM = form_of(ProcessDefinition)
VALUES: tuple[object, ...] = (
    "intake", "办理 事项", "3wd", 2, True, ["intake", "a, b"], {"activity": "intake", "ground": "law"}, {"zh": "办", "en": "Do"},
    "price > 3 and not(done)", {"does": "check", "after": [{"activity": "x", "ground": "data"}], "who": {"count": 2}},
)  # fmt: skip


def test_an_edited_definition_differs_in_what_was_edited_only() -> None:
    before = read_definition(RESTAURANT)
    edits = [
        Drop(("activities", "permit-food", "after", 1)),
        Put(("activities", "permit-food", "limit"), "1wd"),
        Put(("activities", "register", "name", "en"), "Register"),
        Put(("organs", "approval-bureau", "duties", 1), "register"),
    ]

    after = edit_definition(before, edits)

    assert [change.code for change in compare_definitions(before, after)] == [
        "value-changed",
        "link-removed",
        "limit-tightened",
        "listed-now",
    ]
    assert after.digest == digest_of(after) != before.digest
    assert edit_definition(before, []) == before


def test_dropping_the_last_element_of_a_list_drops_its_key_and_of_an_examined_one_leaves_it_empty() -> None:
    before = read_definition(RESTAURANT)
    name, activity = next((name, a) for name, a in before.activities.items() if len(a.bases) == 1)
    after = edit_definition(before, [Drop(("activities", name, "bases", 0))])
    examined = edit_definition(before, [Put(("items", "food", "risks"), ["public-safety"])])

    assert activity.bases
    assert "bases" not in to_plain(after)["activities"][name]
    assert edit_definition(examined, [Drop(("items", "food", "risks", 0))]).items["food"].risks == ()


def test_an_edit_that_breaks_the_definition_is_refused_with_every_problem() -> None:
    before = read_definition(RESTAURANT)

    with pytest.raises(DefinitionError) as caught:
        edit_definition(before, [Put(("promised",), "soon"), Put(("activities", "register", "do"), "x")])

    assert {problem.code for problem in caught.value.problems} == {"limit-malformed", "unknown-key"}


def test_an_edit_that_names_no_place_is_refused_in_both_languages() -> None:
    with pytest.raises(EditError) as caught:
        edit_definition(read_definition(RESTAURANT), [Drop(("activities", "nobody"))])

    assert "没有“activities.nobody”这个位置" in describe(caught.value)
    assert "There is no “activities.nobody” to change" in describe(caught.value, "en")


def test_what_cannot_be_edited_in_place_says_what_to_do() -> None:
    with pytest.raises(NotInPlaceError) as caught:
        edit_text("? name\n: x\n", [Put(("name",), "y")], file="a.yaml")

    assert describe(caught.value).startswith("a.yaml 无法就地修改（name）")
    assert "Change it by hand" in describe(caught.value, "en")


def test_the_text_of_a_process_is_edited_in_the_manner_of_its_writer() -> None:
    text = TEXTS[BY_HAND.name]
    activity = ("activities", "permit-food")
    edits: list[Edit] = [
        Drop((*activity, "after", 1)),
        Put((*activity, "after", 0, "assumption"), True),
        Put((*activity, "who"), {"count": 2, "not": ["visit-site"]}),
        Put(("activities", "visit-site", "reads", 0), "area"),
    ]

    shown = show_difference(text, edit_text(text, edits), file=BY_HAND.name)

    assert [line for line in shown.splitlines()[2:] if line[0] in "+-"] == [
        "+    reads: [area]",
        "-      - {activity: register, ground: data, of: business-licence, if_skipped: skip}",
        "-      - {activity: check-layout, ground: law, of: food-35, if_skipped: skip}",
        "+      - {activity: register, ground: data, of: business-licence, if_skipped: skip, assumption: true}",
        "+    who: {count: 2, not: [visit-site]}",
    ]


def test_shorthands_are_edited_as_what_they_stand_for() -> None:
    text = "activities:\n  a: {does: check, after: intake, takes: x, name: 审核}  # c\n"
    edits = [
        Put(("activities", "a", "after", 0, "ground"), "law"),
        Put(("activities", "a", "takes", 1), "y"),
        Put(("activities", "a", "name", "en"), "Check"),
    ]

    assert edit_text(text, edits) == (
        "activities:\n  a: {does: check, after: {activity: intake, ground: law}, "
        "takes: [x, y], name: {zh: 审核, en: Check}}  # c\n"
    )
    assert edit_text(text, [Drop(("activities", "a", "after", 0))]) == (
        "activities:\n  a: {does: check, takes: x, name: 审核}  # c\n"
    )


def walk(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        yield from walk(child, (*path, step))
    if isinstance(value, dict | list):
        yield (*path, "assumption" if isinstance(value, dict) else len(value))


@st.composite
def edits_of(draw: st.DrawFn, plain: object) -> list[Edit]:
    """Edits of a few places near each other, or anywhere."""
    paths = [path for path in walk(plain) if path]
    if draw(st.booleans()):
        above = draw(st.sampled_from(paths))[:-1]
        paths = [path for path in paths if path[: len(above)] == above and len(path) > len(above)]
    chosen = draw(st.lists(st.sampled_from(paths), min_size=1, max_size=6, unique=True))
    return [Drop(path) if draw(st.booleans()) else Put(path, draw(st.sampled_from(VALUES))) for path in chosen]


@settings(max_examples=examples(30, proof=800), deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(TEXTS)))
def test_editing_a_pack_by_text_is_editing_it_by_value(data: st.DataObject, name: str) -> None:
    text = TEXTS[name].replace("\n", data.draw(st.sampled_from(["\n", "\r\n"])))
    plain = read_yaml(text)
    edits = data.draw(edits_of(plain))
    try:
        wanted = edit_plain(plain, edits, form=FORM)
    except EditError:
        return

    changed = edit_text(text, edits)

    assert is_same(read_yaml(changed), wanted)
    assert ("\r\n" in changed) == ("\r\n" in text)
    if all(isinstance(edit, Put) for edit in edits):
        assert edit_text(changed, edits) == changed


@settings(max_examples=examples(25, proof=600), deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(TEXTS)))
def test_a_new_word_changes_one_line_and_no_comment(data: st.DataObject, name: str) -> None:
    text = TEXTS[name]
    plain = read_yaml(text)
    paths = [path for path in walk(plain) if path and not isinstance(_at(plain, path), dict | list | None)]
    changed = edit_text(text, [Put(data.draw(st.sampled_from(paths)), "new")])

    old, new = text.split("\n"), changed.split("\n")
    touched = [
        tag for tag, *_ in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if tag != "equal"
    ]
    assert touched == ["replace"]
    assert len([line for line in new if line not in old]) == 1  # a value over several lines becomes one
    assert re.findall(" #.*|^#.*", changed, re.MULTILINE) == re.findall(" #.*|^#.*", text, re.MULTILINE)


def _at(value: object, path: tuple[str | int, ...]) -> object:
    """What stands at a path, None for one where something could be added."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step] if step < len(value) else None
    return value


@settings(max_examples=examples(15, proof=400), deadline=None)
@given(definition=runnable_definitions(), data=st.data())
def test_editing_what_was_written_is_editing_the_definition(definition: ProcessDefinition, data: st.DataObject) -> None:
    plain = to_plain(definition)
    edits = data.draw(edits_of(plain))
    try:
        wanted = edit_plain(plain, edits, form=FORM)
    except EditError:
        return

    changed = edit_text(write_definition(definition), edits)

    assert is_same(read_yaml(changed), wanted)
    try:
        expected = from_plain(wanted)
    except DefinitionError:
        with pytest.raises(DefinitionError):
            edit_definition(definition, edits)
        return
    assert edit_definition(definition, edits) == expected == read_definition(changed)
