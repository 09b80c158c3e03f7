"""What a small change to plain values is. Carrying it out is `yaml_edit`; in a text, `yaml_edit_text`."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from zaizao.units.yaml_marks import Path


class Drop(Struct, frozen=True):
    """What stands at ``path`` goes."""

    path: Path


class Put(Struct, frozen=True):
    """At ``path`` stands ``value`` (plain: text, number, true, false, list, mapping), whatever stood there before.

    A key that is not there is added, and so is the element of a list behind its last one.
    """

    path: Path
    value: object


Edit: TypeAlias = Drop | Put
"""One change. Paths are keys and indices of the original; several changes at once never shift one another."""
