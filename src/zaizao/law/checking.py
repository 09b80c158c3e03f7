"""Reading plain YAML values into the law room's own, with every fault located and none left out.

Only the kinds of field that the room's files contain are here.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct, field

from zaizao.errors import Location, Problem
from zaizao.law.errors import LawDataError
from zaizao.units import Text
from zaizao.units.yaml import dotted, locate_all

Path = tuple[str | int, ...]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
Choice = TypeVar("Choice", bound=enum.Enum)


@functools.cache
def _list_members(of: type[Choice]) -> dict[str, Choice]:
    return {str(member.value): member for member in of}


class Fault(Struct):
    """A problem before its place is looked up."""

    code: str
    fields: dict[str, object]
    path: Path
    at_key: bool = False


class Checker(Struct):
    """Collects faults while a file is read; `close` raises them all at once."""

    text: str
    file: str | None
    faults: list[Fault] = field(default_factory=list)

    def report(self, code: str, path: Path, /, **fields: object) -> None:
        """Note a fault of the value at ``path``."""
        self.faults.append(Fault(code, fields, path))

    def close(self) -> None:
        """Raise LawDataError when anything was reported."""
        if self.faults:
            raise LawDataError(self._place(fault) for fault in self.faults)

    def _place(self, fault: Fault) -> Problem:
        where = locate_all(self.text, [fault.path], key=fault.at_key)[fault.path]
        return Problem(fault.code, fault.fields, Location(self.file, *where, dotted(fault.path)))

    def read_mapping(
        self, value: object, path: Path, *, required: Sequence[str], optional: Sequence[str] = ()
    ) -> dict[str, object]:
        """A mapping with these keys and no other; an empty one after a fault."""
        if not isinstance(value, dict):
            self.report("law-field-type", path, expected="mapping")
            return {}
        for key in value:
            if key not in required and key not in optional:
                allowed = ", ".join((*required, *optional))
                self.faults.append(Fault("law-field-unknown", {"key": key, "allowed": allowed}, (*path, key), True))
        missing = [key for key in required if key not in value]
        for key in missing:
            self.report("law-field-missing", path, key=key)
        return {} if missing else value

    def read_text(self, value: object, path: Path, *, default: str = "?") -> str:
        """Words that are not empty."""
        if isinstance(value, str) and value.strip():
            return value
        self.report("law-field-type", path, expected="text")
        return default

    def read_optional_text(self, value: object, path: Path) -> str | None:
        """Words or nothing."""
        return None if value is None else self.read_text(value, path)

    def read_words(self, value: object, path: Path) -> Text:
        """Chinese and English words, both there."""
        fields = self.read_mapping(value, path, required=("zh", "en"))
        return Text(*(self.read_text(fields.get(key, "?"), (*path, key)) for key in ("zh", "en")))

    def read_date(self, value: object, path: Path) -> dt.date:
        """A day written 2026-01-31."""
        try:
            if isinstance(value, str) and _DATE.fullmatch(value):
                return dt.date.fromisoformat(value)
        except ValueError:
            pass
        self.report("law-field-type", path, expected="date")
        return dt.date.min

    def read_optional_date(self, value: object, path: Path) -> dt.date | None:
        """A day or nothing."""
        return None if value is None else self.read_date(value, path)

    def read_choice(self, value: object, path: Path, *, of: type[Choice]) -> Choice:
        """One word of a closed list."""
        members: dict[str, Choice] = _list_members(of)
        if isinstance(value, str) and value in members:
            return members[value]
        self.report("law-field-choice", path, value=str(value), allowed=", ".join(members))
        return next(iter(members.values()))

    def read_list(self, value: object, path: Path) -> list[object]:
        """A list; an empty one after a fault."""
        if isinstance(value, list):
            return value
        self.report("law-field-type", path, expected="list")
        return []

    def read_texts(self, value: object, path: Path) -> tuple[str, ...]:
        """A list of words."""
        items = self.read_list(value, path)
        return tuple(self.read_text(item, (*path, index)) for index, item in enumerate(items))
