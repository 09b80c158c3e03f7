"""The published schema and the reference in docs/language.md agree with the model, and the samples with the schema."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from zaizao.definition import definition_schema, read_definition, to_plain
from zaizao.definition.manual import insert_reference, render_reference
from zaizao.definition.schema import render_schema
from zaizao.definition.vocabulary import VERBS
from zaizao.units.yaml import read_yaml_file

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = Path(__file__).parent / "samples"
SCHEMA = definition_schema()


def test_the_schema_in_the_docs_is_fresh() -> None:
    published = (ROOT / "docs/schema/process.schema.json").read_text(encoding="utf-8")

    assert published == render_schema(), "run `make docs`"


def test_the_reference_in_the_docs_is_fresh() -> None:
    page = (ROOT / "docs/language.md").read_text(encoding="utf-8")

    assert insert_reference(page) == page, "run `make docs`"
    assert all(f"`{word}`" in render_reference() for word in VERBS)


def list_mismatches(value: Any, schema: dict[str, Any], path: str = "") -> list[str]:
    """Where ``value`` is not what ``schema`` says; the part of JSON Schema that ours uses."""
    if "$ref" in schema:
        return list_mismatches(value, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], path)
    for word in ("anyOf", "oneOf"):
        if word in schema:
            found = [list_mismatches(value, option, path) for option in schema[word]]
            return [] if [] in found else min(found, key=len)
    if "enum" in schema and value not in schema["enum"]:
        return [f"{path}: {value!r} not among {schema['enum']}"]
    if "type" in schema and not _is_of_type(value, schema["type"]):
        return [f"{path}: {value!r} is not {schema['type']}"]
    return _list_inner_mismatches(value, schema, path)


def _list_inner_mismatches(value: Any, schema: dict[str, Any], path: str) -> list[str]:
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{path}: {value!r} does not match {schema['pattern']}"]
    if isinstance(value, list):
        return [m for i, v in enumerate(value) for m in list_mismatches(v, schema.get("items", {}), f"{path}[{i}]")]
    if not isinstance(value, dict):
        return []
    found = [f"{path}: {key} is missing" for key in schema.get("required", ()) if key not in value]
    for key, member in value.items():
        inner = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
        found += [f"{path}: no key {key}"] if inner is False else list_mismatches(member, inner, f"{path}.{key}")
    return found


def _is_of_type(value: Any, names: Any) -> bool:
    kinds = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}
    for name in [names] if isinstance(names, str) else names:
        if name in ("integer", "number"):
            if isinstance(value, int | float) and not isinstance(value, bool):
                return True
        elif isinstance(value, kinds[name]):
            return True
    return False


@pytest.mark.parametrize("name", ["restaurant", "matter"])
def test_samples_are_what_the_schema_says_as_written_and_in_plain_form(name: str) -> None:
    path = SAMPLES / f"{name}.yaml"

    assert list_mismatches(read_yaml_file(path), SCHEMA) == []
    assert list_mismatches(to_plain(read_definition(path)), SCHEMA) == []


def test_the_samples_use_every_construct() -> None:
    plain = [to_plain(read_definition(SAMPLES / f"{name}.yaml")) for name in ("restaurant", "matter")]
    used = {key for activities in plain for a in activities["activities"].values() for key in a}

    assert set(SCHEMA["$defs"]["activity"]["properties"]) - used == {"choice"}


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    good = to_plain(read_definition(SAMPLES / "restaurant.yaml"))

    assert list_mismatches({**good, "kinds": 1}, SCHEMA) == [": no key kinds"]
    assert list_mismatches({**good, "kind": "thing"}, SCHEMA) != []
    assert list_mismatches({key: value for key, value in good.items() if key != "name"}, SCHEMA) != []


def test_every_reference_in_the_schema_is_defined_and_every_key_described() -> None:
    text = json.dumps(SCHEMA)
    objects = [SCHEMA, *SCHEMA["$defs"].values()]

    assert set(re.findall(r'"#/\$defs/([^"]+)"', text)) <= set(SCHEMA["$defs"])
    assert all(slot["description"] for one in objects for slot in one.get("properties", {}).values())
