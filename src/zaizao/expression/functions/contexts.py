"""Built-ins over contexts: reading, building and merging their entries."""

from __future__ import annotations

from collections.abc import Mapping

from zaizao.expression.functions.registry import builtin
from zaizao.expression.values import Value


@builtin("get value(m: context, key: string) -> any")
def get_value(m: Mapping[str, Value], key: str) -> Value:
    """The entry's value, or null."""
    return m.get(key)


@builtin("get entries(m: context) -> list")
def list_entries(m: Mapping[str, Value]) -> Value:
    """The entries as contexts ``{key: …, value: …}``."""
    return [{"key": key, "value": value} for key, value in m.items()]


@builtin("context(entries: list) -> context")
def build_context(entries: list[Value]) -> Value:
    """The context with these entries ``{key: …, value: …}``; null when a key is missing or comes twice."""
    made: dict[str, Value] = {}
    for entry in entries:
        if not isinstance(entry, Mapping) or "value" not in entry or not isinstance(entry.get("key"), str):
            return None
        if entry["key"] in made:
            return None
        made[entry["key"]] = entry["value"]
    return made


@builtin("context put(context: context, key: string, value: any) -> context")
def put_entry(context: Mapping[str, Value], key: str, value: Value) -> Value:
    """The context with one entry set."""
    return {**context, key: value}


@builtin("context put(context: context, keys: list, value: any) -> context")
def put_nested(context: Mapping[str, Value], keys: list[Value], value: Value) -> Value:
    """The context with the entry at a path of keys set."""
    if not keys or not isinstance(keys[0], str):
        return None
    if len(keys) == 1:
        return {**context, keys[0]: value}
    inner = context.get(keys[0], {})
    below = put_nested(inner, keys[1:], value) if isinstance(inner, Mapping) else None
    return None if below is None else {**context, keys[0]: below}


@builtin("context merge(contexts: list) -> context")
def merge_contexts(contexts: list[Value]) -> Value:
    """All entries; of equal keys the last one counts."""
    merged: dict[str, Value] = {}
    for context in contexts:
        if not isinstance(context, Mapping):
            return None
        merged.update(context)
    return merged
