"""A definition as plain values, canonical JSON and YAML text, and the digest that identifies it for ever."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from zaizao.definition.codec import unstructure
from zaizao.definition.model import ProcessDefinition
from zaizao.units.yaml_write import write_yaml

DIGEST_VERSION = "zd1"
"""Names the canonical form below; a new form gets a new name and the old one stays computable."""


def to_plain(definition: ProcessDefinition) -> dict[str, Any]:
    """The definition as dicts, lists and scalars: defaults left out, keys in the language's order."""
    plain: dict[str, Any] = unstructure(definition)
    return plain


def to_json(definition: ProcessDefinition) -> str:
    """The definition as one line of JSON, keys in the language's order."""
    return json.dumps(to_plain(definition), ensure_ascii=False)


def write_definition(definition: ProcessDefinition) -> str:
    """The definition as a YAML text; reading it again gives an equal definition. Comments are not kept."""
    return write_yaml(to_plain(definition))


def digest_of(definition: ProcessDefinition) -> str:
    """``zd1:`` and the SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8) of the plain form.

    Formatting, comments, key order and shorthands do not change it; everything that means something does.
    """
    canonical = json.dumps(to_plain(definition), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{DIGEST_VERSION}:{hashlib.sha256(canonical.encode('utf-8', 'surrogatepass')).hexdigest()}"
