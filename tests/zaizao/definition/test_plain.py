"""Canonical forms and the digest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from examples import examples
from zaizao.definition import (
    DefinitionError,
    ProcessDefinition,
    digest_of,
    from_json,
    from_plain,
    read_definition,
    to_json,
    to_plain,
    write_definition,
)
from zaizao.testing.definitions import runnable_definitions

SAMPLES = Path(__file__).parent / "samples"


@settings(max_examples=examples(60), deadline=None)
@given(runnable_definitions())
def test_writing_and_reading_gives_the_same_definition(definition: ProcessDefinition) -> None:
    again = read_definition(write_definition(definition))

    assert (again, again.digest) == (definition, definition.digest)
    assert from_json(to_json(definition)) == definition


def _reverse(value: object) -> object:
    if isinstance(value, dict):
        return {key: _reverse(value[key]) for key in reversed(value)}
    return [_reverse(element) for element in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["restaurant", "matter"])
def test_the_digest_does_not_see_formatting_or_the_order_of_keys(name: str) -> None:
    text = (SAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    definition = read_definition(text)

    assert read_definition(text.replace("\n", "  # remark\n")).digest == definition.digest
    assert from_plain(_reverse(to_plain(definition))).digest == definition.digest
    assert definition.digest.startswith("zd1:")


def test_the_digest_is_the_same_for_ever() -> None:
    assert digest_of(read_definition(SAMPLES / "restaurant.yaml")) == (
        "zd1:10df517fe5c5013bd42eb425f225044d270a3278eafda074a4840f4dc0e865cc"
    )


def test_the_digest_sees_every_value() -> None:
    plain = to_plain(read_definition(SAMPLES / "restaurant.yaml"))
    digests = {from_plain(plain).digest}
    changes = [
        ("版本", "version", "2"),
        ("承诺", "promised", "4wd"),
        ("名称", "name", "开店"),
        ("来源", "source", "某地"),
    ]
    for _, key, value in changes:
        digests.add(from_plain({**plain, key: value}).digest)

    assert len(digests) == len(changes) + 1


@pytest.mark.parametrize("text", ["{", "[" * 100_000, '{"process": 1, "process": 2}', "null", "NaN", "[1e999]", ""])
def test_json_that_is_no_definition_is_refused(text: str) -> None:
    with pytest.raises(DefinitionError):
        from_json(text)


def test_json_names_the_line_where_it_breaks() -> None:
    with pytest.raises(DefinitionError) as caught:
        from_json('{"process": "x",\n oops}', file="x.json")

    assert str(caught.value.problems[0].where) == "x.json:2:2"


def test_the_plain_form_holds_only_what_json_can() -> None:
    plain = to_plain(read_definition(SAMPLES / "matter.yaml"))

    assert json.loads(json.dumps(plain)) == plain
