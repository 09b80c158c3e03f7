"""Plain values to the model and back: shorthands, every fault at once with its trail."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.definition import DefinitionError, from_plain, read_definition, to_plain
from zaizao.definition.model import (
    Escalation,
    Ground,
    IfSkipped,
    Join,
    Link,
    Material,
    Mode,
    ProcessDefinition,
    Wait,
)
from zaizao.units import Limit, Text, parse_limit
from zaizao.wording import describe

SAMPLES = Path(__file__).parent / "samples"
HEAD = "process: p\nname: 名\nkind: item\ncompetent: o\norgans: {o: {name: 局}}\n"


def read_activity(activity: str) -> ProcessDefinition:
    return read_definition(f"{HEAD}activities:\n  first: {{does: check, outcomes: [yes, no]}}\n  a: {activity}\n")


def list_faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionError) as caught:
        read_definition(text)
    return [(problem.code, problem.where.path) for problem in caught.value.problems]


def test_a_single_value_stands_for_a_list_of_one() -> None:
    definition = read_activity("{does: check, after: {activity: first, ground: custom, on: yes}, gives: paper}")

    assert definition.activities["a"].after == (Link("first", Ground.CUSTOM, on=("yes",)),)
    assert definition.activities["a"].gives == ("paper",)


def test_a_join_may_be_one_word_or_a_number() -> None:
    each = read_activity("{does: check, each: {in: '[1, 2]', join: any}}").activities["a"].each
    some = read_activity("{does: check, each: {in: '[1, 2]', join: 2}}").activities["a"].each

    assert each is not None
    assert each.join == Join(Wait.ANY)
    assert some is not None
    assert some.join == Join(Wait.N, 2)


def test_to_name_a_switch_is_to_turn_it_on() -> None:
    definition = read_activity("{does: check, limit: 5wd, escalate: [{at: 80%, warn}, {at: 2wd, raise: o}]}")

    assert definition.activities["a"].escalate == (
        Escalation("80%", warn=True),
        Escalation("2wd", to="o", mode=Mode.INFORM),
    )


def test_keys_that_are_words_of_python_or_old_yaml_are_read() -> None:
    definition = read_activity(
        "{does: check, who: {not: first}, after: [{activity: first, ground: custom, on: no}], recurs: {every: 1d, while: first}}"
    )
    activity = definition.activities["a"]

    assert activity.who is not None
    assert activity.who.not_ == ("first",)
    assert activity.after[0].on == ("no",)
    assert activity.recurs is not None
    assert activity.recurs.while_ == "first"


def test_a_guard_may_be_a_bare_truth_value() -> None:
    assert read_activity("{does: check, when: false}").activities["a"].when == "false"


def test_texts_are_chinese_alone_or_both() -> None:
    assert read_activity("{does: check, name: 审核}").activities["a"].name == Text("审核")
    assert read_activity("{does: check, name: {zh: 审核, en: Check}}").activities["a"].name == Text("审核", "Check")


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        ("{does: check, limt: 3wd}", [("unknown-key", "activities.a.limt")]),
        ("{}", [("missing-key", "activities.a")]),
        ("{does: check, after: [first]}", [("link-without-ground", "activities.a.after[0]")]),
        ("{does: check, after: [{activity: first}]}", [("link-without-ground", "activities.a.after[0]")]),
        (
            "{does: check, after: [{activity: first, ground: habit}]}",
            [("unknown-word", "activities.a.after[0].ground")],
        ),
        ("{does: check, limit: 3 days}", [("limit-malformed", "activities.a.limit")]),
        ("{does: check, limit: 3}", [("limit-malformed", "activities.a.limit")]),
        ("{does: check, visit: true}", [("wrong-type", "activities.a.visit")]),
        ("{does: check, visit: -1}", [("wrong-type", "activities.a.visit")]),
        ("{does: check, name: 3}", [("wrong-type", "activities.a.name")]),
        ("{does: check, name: {en: Check}}", [("missing-key", "activities.a.name")]),
        ("{does: check, name: {zh: 查, de: Pruefen}}", [("unknown-key", "activities.a.name.de")]),
        ("{does: check, when: }", [("empty-value", "activities.a.when")]),
        ("{does: check, when: [x]}", [("wrong-type", "activities.a.when")]),
        ("{does: check, needs: many}", [("wrong-type", "activities.a.needs")]),
        ("{does: check, assumption: 1}", [("wrong-type", "activities.a.assumption")]),
        ("{does: check, takes: [{x: 1}]}", [("wrong-type", "activities.a.takes[0]")]),
        ("{does: check, opens: later}", [("wrong-type", "activities.a.opens")]),
        ("{does: check, automatic: {sets: {1st: 2}}}", [("bad-identifier", "activities.a.automatic.sets['1st']")]),
        ("check", [("wrong-type", "activities.a")]),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(activity: str, expected: list[tuple[str, str]]) -> None:
    assert list_faults(f"{HEAD}activities:\n  first: {{does: check}}\n  a: {activity}\n") == expected


def test_all_faults_are_reported_at_once_with_line_and_column_in_their_order() -> None:
    text = (
        HEAD + "kinds: 3\nactivities:\n  a: {does: check, limit: 9days, by: x}\n  b:\n    after: [a]\n    dose: check\n"
    )

    with pytest.raises(DefinitionError) as caught:
        read_definition(text, file="x.yaml")

    found = [(p.code, str(p.where)) for p in caught.value.problems]
    assert found == [
        ("unknown-key", "x.yaml:6:1 kinds"),
        ("limit-malformed", "x.yaml:8:27 activities.a.limit"),
        ("unknown-reference", "x.yaml:8:38 activities.a.by"),
        ("missing-key", "x.yaml:10:5 activities.b"),
        ("link-without-ground", "x.yaml:10:13 activities.b.after[0]"),
        ("unknown-key", "x.yaml:11:5 activities.b.dose"),
    ]


def test_a_misspelt_key_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(DefinitionError) as caught:
        read_definition(f"{HEAD}activities:\n  a: {{does: check, aftr: []}}\n")

    assert "相近的：after" in describe(caught.value)
    assert "nearest: after" in describe(caught.value, "en")


def test_an_empty_file_says_what_it_needs() -> None:
    assert list_faults("# nothing\n") == [("empty-definition", "")]


def test_a_file_that_is_no_mapping_is_refused() -> None:
    assert list_faults("- a\n- b\n") == [("wrong-type", "")]


@pytest.mark.parametrize("name", ["restaurant", "matter"])
def test_writing_leaves_out_defaults_and_reads_back_equal(name: str) -> None:
    definition = read_definition(SAMPLES / f"{name}.yaml")

    assert from_plain(to_plain(definition)) == definition
    assert "adhoc" not in to_plain(definition)["activities"][next(iter(definition.activities))]


def test_the_model_stands_in_the_plain_form_as_written() -> None:
    material = read_definition(SAMPLES / "restaurant.yaml").materials["lease"]
    link = read_definition(SAMPLES / "restaurant.yaml").activities["deliver"].after[0]

    assert material == Material(Text("房屋租赁合同"), gap="minor", gap_limit=parse_limit("10wd"), basis="food-35")
    assert link == Link("permit", Ground.DATA, "food-permit", ("granted",), IfSkipped.SKIP)
    assert isinstance(material.gap_limit, Limit)


def test_contexts_nest_only_so_deep() -> None:
    inner: dict[str, object] = {"type": "number"}
    for _ in range(60):
        inner = {"type": "context", "fields": {"x": inner}}
    plain = to_plain(read_definition(SAMPLES / "restaurant.yaml")) | {"fields": {"deep": inner}}

    with pytest.raises(DefinitionError) as caught:
        from_plain(plain)

    assert "nested-too-deep" in {problem.code for problem in caught.value.problems}


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
KEYS = st.sampled_from(
    ["process", "activities", "after", "does", "name", "items", "clock", "limit", "each", "join", "zh", "fields", "a"]
) | st.text(max_size=5)
PLAIN = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)


@settings(max_examples=examples(80, proof=2000), deadline=None)
@given(PLAIN)
def test_noise_is_refused_and_nothing_else_happens(plain: object) -> None:
    with pytest.raises(DefinitionError):
        from_plain(plain)


def _list_paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, child in children for deeper in _list_paths(child, (*path, key)))]


def _replace(value: object, path: tuple[str | int, ...], new: object) -> object:
    if not path:
        return new
    if isinstance(value, dict):
        return {k: _replace(v, path[1:], new) if k == path[0] else v for k, v in value.items()}
    assert isinstance(value, list)
    return [_replace(v, path[1:], new) if i == path[0] else v for i, v in enumerate(value)]


@pytest.mark.parametrize("name", ["restaurant", "matter"])
@settings(max_examples=examples(80, proof=2000), deadline=None)
@given(data=st.data())
def test_a_mutated_definition_loads_or_is_refused_in_words(name: str, data: st.DataObject) -> None:
    plain: object = to_plain(read_definition(SAMPLES / f"{name}.yaml"))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(_list_paths(plain)))
        plain = _replace(plain, path, data.draw(PLAIN))
    words, definition = _load_or_describe(plain)

    assert bool(words) != (definition is not None)
    assert definition is None or from_plain(to_plain(definition)) == definition


def _load_or_describe(plain: object) -> tuple[str, ProcessDefinition | None]:
    try:
        return "", from_plain(plain)
    except DefinitionError as error:
        return describe(error) + describe(error, "en"), None
