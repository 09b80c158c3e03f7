"""The quick way of reading and the careful one: what both accept, both read alike, and only one of them judges."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from examples import examples
from zaizao.definition import to_plain
from zaizao.definition.codec import Fault, structure
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.quick import structure_quickly
from zaizao.testing.definitions import runnable_definitions
from zaizao.units.yaml import read_yaml_file

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.yaml"))
PLAIN = [read_yaml_file(path) for path in SAMPLES]
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, 1, -1, 10**12, 0.5, "", " ", "a", "1wd", "1.5wd", "all", [], [""], ["a", 1], {}]
)


def read_carefully(plain: object) -> tuple[ProcessDefinition | None, list[Fault]]:
    faults: list[Fault] = []
    return structure(plain, ProcessDefinition, faults=faults), faults


def list_nodes(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a plain value as (container, key)."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in ((value, key), *list_nodes(value[key]))]


def copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copy(member) for key, member in value.items()}
    return [copy(member) for member in value] if isinstance(value, list) else value


@pytest.mark.parametrize("plain", PLAIN, ids=[path.stem for path in SAMPLES])
def test_a_faultless_definition_is_read_the_quick_way(plain: object) -> None:
    assert (structure_quickly(plain, ProcessDefinition), []) == read_carefully(plain)


@settings(max_examples=examples(40), deadline=None)
@given(runnable_definitions())
def test_drawn_definitions_are_read_alike(definition: ProcessDefinition) -> None:
    plain = to_plain(definition)
    quick, (careful, faults) = structure_quickly(plain, ProcessDefinition), read_carefully(plain)

    assert (quick, []) == (careful, faults)
    assert asdict(quick) == asdict(careful)


@settings(max_examples=examples(400), deadline=None)
@given(st.sampled_from(PLAIN), st.data())
def test_the_quick_way_takes_nothing_that_the_careful_one_refuses(plain: object, data: st.DataObject) -> None:
    spoilt = copy(plain)
    container, key = data.draw(st.sampled_from(list_nodes(spoilt)))
    if data.draw(st.booleans()) or not isinstance(container, dict):
        container[key] = data.draw(JUNK)
    else:
        container[data.draw(st.sampled_from(["", "x y", "unheard_of", "when", "by", "fields"]))] = container.pop(key)

    quick = structure_quickly(spoilt, ProcessDefinition)

    assert quick is None or (quick, []) == read_carefully(spoilt)


def test_contexts_in_contexts_are_read_and_deep_ones_left_to_the_careful_way() -> None:
    def nest(levels: int) -> dict[str, Any]:
        inner: dict[str, Any] = {"type": "string"}
        for _ in range(levels):
            inner = {"type": "context", "fields": {"part": inner}}
        assert isinstance(PLAIN[0], dict)
        return {**PLAIN[0], "fields": {"whole": inner}}

    assert structure_quickly(nest(3), ProcessDefinition) == read_carefully(nest(3))[0]
    assert structure_quickly(nest(12), ProcessDefinition) is None
    assert read_carefully(nest(12))[1] == []
