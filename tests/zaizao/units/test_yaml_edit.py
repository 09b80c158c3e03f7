"""Small changes to plain values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.units.yaml_edit import Drop, Edit, EditError, Form, Put, edit_plain, is_same

LIST = Form(is_list=True, may_vanish=True)
OPEN = Form(keys=("zh", "en"), expand=lambda value: {"zh": value} if isinstance(value, str) else None)
FORM = Form(
    keys=("name", "takes", "allow", "table", "last"),
    child=lambda step: {
        "name": OPEN,
        "takes": LIST,
        "allow": Form(is_list=True),
        "table": Form(may_vanish=True, child=lambda _: OPEN),
    }.get(str(step), Form()),
)


def refuse(value: object, *edits: Edit, form: Form = FORM) -> list[tuple[str, str]]:
    with pytest.raises(EditError) as caught:
        edit_plain(value, edits, form=form)
    return sorted((problem.code, problem.where.path) for problem in caught.value.problems)


def test_keys_and_elements_are_dropped_put_and_added() -> None:
    value = {"a": [1, 2, 3], "b": {"c": True}}
    edits = [Drop(("a", 0)), Put(("a", 1), "x"), Put(("a", 3), 4), Drop(("b", "c")), Put(("d",), [])]

    assert edit_plain(value, edits) == {"a": ["x", 3, 4], "b": {}, "d": []}
    assert value == {"a": [1, 2, 3], "b": {"c": True}}


def test_indices_are_those_of_the_original_in_whatever_order_the_edits_come() -> None:
    edits: list[Edit] = [Drop(("a", 0)), Put(("a", 2), "x"), Drop(("a", 1)), Put(("a", 4), "end"), Put(("a", 5), "z")]

    assert edit_plain({"a": [0, 1, 2, 3]}, edits) == {"a": ["x", 3, "end", "z"]}
    assert edit_plain({"a": [0, 1, 2, 3]}, edits[::-1]) == {"a": ["x", 3, "end", "z"]}


def test_two_elements_put_behind_the_last_are_both_added_and_the_same_only_once() -> None:
    edits = [Put(("takes", 1), "b"), Put(("takes", 1), "c"), Put(("takes", 1), "b")]

    assert edit_plain({"takes": ["a"]}, edits, form=FORM) == {"takes": ["a", "b", "c"]}


def test_new_keys_stand_where_the_schema_puts_them() -> None:
    edited = edit_plain(
        {"name": "n", "last": 1}, [Put(("other",), 0), Put(("table",), {}), Put(("takes",), [])], form=FORM
    )

    assert isinstance(edited, dict)
    assert list(edited) == ["name", "takes", "table", "last", "other"]


def test_the_only_element_may_stand_without_brackets() -> None:
    assert edit_plain({"takes": "a"}, [Put(("takes", 0), "b")], form=FORM) == {"takes": "b"}
    assert edit_plain({"takes": "a"}, [Put(("takes", 1), "b")], form=FORM) == {"takes": ["a", "b"]}
    assert edit_plain({"takes": {"x": 1}}, [Put(("takes", 0, "y"), 2)], form=FORM) == {"takes": {"x": 1, "y": 2}}
    assert edit_plain({"takes": "a"}, [Drop(("takes", 0)), Put(("takes", 1), "b")], form=FORM) == {"takes": ["b"]}


def test_a_list_or_table_that_may_be_absent_is_not_left_empty() -> None:
    value = {"takes": ["a"], "allow": ["a"], "table": {"t": {}}}
    edits = [Drop(("takes", 0)), Drop(("allow", 0)), Drop(("table", "t"))]

    assert edit_plain(value, edits, form=FORM) == {"allow": []}


def test_a_list_or_table_that_is_absent_is_begun() -> None:
    edits = [Put(("takes", 0), "a"), Put(("takes", 1), "b"), Put(("table", "t"), "x")]

    assert edit_plain({}, edits, form=FORM) == {"takes": ["a", "b"], "table": {"t": "x"}}
    assert refuse({}, Put(("allow", 0), "a")) == [("edit-path-missing", "allow[0]")]


def test_a_short_way_of_writing_opens_when_something_in_it_changes() -> None:
    assert edit_plain({"name": "办"}, [Put(("name", "en"), "Do")], form=FORM) == {"name": {"zh": "办", "en": "Do"}}


def test_every_edit_that_names_no_place_is_reported() -> None:
    edits = [Drop(("x",)), Drop(("a", 2)), Put(("a", 3), 1), Put(("a", "k"), 1), Put(("s", "k"), 1), Put((0,), 1)]

    assert refuse({"a": [1, 2], "s": "text"}, *edits) == [
        ("edit-path-missing", path) for path in ("[0]", "a.k", "a[2]", "a[3]", "s.k", "x")
    ]


def test_edits_that_contradict_each_other_are_refused() -> None:
    value = {"a": {"b": 1}}

    assert refuse(value, Drop(("a",)), Put(("a", "b"), 2)) == [("edit-conflict", "a"), ("edit-conflict", "a.b")]
    assert refuse(value, Put(("a",), 1), Put(("a",), 2)) == [("edit-conflict", "a"), ("edit-conflict", "a")]
    assert refuse(value, Drop(())) == [("edit-conflict", "")]
    assert edit_plain(value, [Drop(("a",)), Drop(("a", "b")), Drop(("a",))]) == {}


def test_nothing_changes_where_the_value_stands_already() -> None:
    value = {"a": [1, {"b": True}]}

    assert edit_plain(value, [Put(("a", 1), {"b": True})]) is value
    assert edit_plain(value, [Put(("a", 0), True)]) == {"a": [True, {"b": True}]}
    assert not is_same(1, True)


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.text("ab办", max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", min_size=1, max_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=examples(200), deadline=None)
@given(old=_PLAIN, new=_PLAIN)
def test_whatever_is_put_then_stands_there(old: object, new: object) -> None:
    assert is_same(edit_plain({"a": old}, [Put(("a",), new)]), {"a": new})
    assert is_same(edit_plain([old], [Put((0,), new)]), [new])
