"""Plain YAML values read in the forms a script takes, with every fault gathered and located.

What the values mean is `reading`'s business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from zaizao.errors import Location, Problem
from zaizao.net.scripts.forms import read_moment
from zaizao.net.scripts.model import ScriptError
from zaizao.units import Text
from zaizao.units.yaml import dotted, locate_all

At = tuple[str | int, ...]


class PlainReader(Struct):
    """Reads values of one file; gathers faults and places them at the end."""

    path: Path
    text: str
    faults: list[tuple[Problem, At, bool]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, at: At, /, *, key: bool = False, **fields: object) -> None:
        """Note a fault of the value, or of the key, at ``at``."""
        self.faults.append((Problem(code, fields), at, key))

    def close(self) -> None:
        """Raise ScriptError when anything was reported."""
        for key in (True, False):
            chosen = [(problem, at) for problem, at, by_key in self.faults if by_key is key]
            found = locate_all(self.text, [at for _, at in chosen], key=key) if chosen else {}
            for problem, at in chosen:
                where = Location(str(self.path), *found[at], dotted(at))
                self.problems.append(Problem(problem.code, problem.fields, where))
        if self.problems:
            raise ScriptError(sorted(self.problems, key=lambda each: (each.where.line or 0, each.where.column or 0)))

    def check_keys(
        self, plain: Mapping[str, object], at: At, *, allowed: frozenset[str], required: Sequence[str]
    ) -> None:
        """Report keys that mean nothing here and keys that are missing."""
        for key in plain:
            if key not in allowed:
                self.report("script-key", (*at, key), key=True, name=key, known=tuple(sorted(allowed)))
        for key in dict.fromkeys(required):
            if key not in plain:
                self.report("script-key-missing", at, name=key)

    def mapping(self, value: object, at: At) -> Mapping[str, object]:
        """A mapping; an empty one for nothing or after a fault."""
        if isinstance(value, dict):
            return value
        if value is not None or at == ():
            self.report("script-form", at, expected="mapping")
        return {}

    def sequence(self, value: object, at: At) -> list[object]:
        """A list; an empty one for nothing or after a fault."""
        if isinstance(value, list):
            return value
        if value is not None:
            self.report("script-form", at, expected="list")
        return []

    def texts(self, value: object, at: At) -> tuple[str, ...]:
        """Several texts; one alone may stand without brackets."""
        listed = [value] if isinstance(value, str) else self.sequence(value, at)
        for index, each in enumerate(listed):
            if not isinstance(each, str):
                self.report("script-form", (*at, index), expected="text")
        return tuple(str(each) for each in listed)

    def text_at(self, plain: Mapping[str, object], key: str, at: At) -> str | None:
        """A text under a key, or nothing."""
        value = plain.get(key)
        if value is not None and not isinstance(value, str):
            self.report("script-form", (*at, key), expected="text")
            return str(value)
        return value

    def words(self, plain: Mapping[str, object], key: str, at: At) -> Text | None:
        """Words in two languages, or in Chinese alone."""
        value = plain.get(key)
        if value is None or isinstance(value, str):
            return None if value is None else Text(value)
        both = self.mapping(value, (*at, key))
        zh, en = both.get("zh"), both.get("en")
        if not isinstance(zh, str) or not (en is None or isinstance(en, str)) or set(both) - {"zh", "en"}:
            self.report("script-form", (*at, key), expected="words")
            return None
        return Text(zh, en)

    def moment(self, plain: Mapping[str, object], at: At) -> datetime | None:
        """The moment under `at` (of the whole script: under `now`)."""
        key = "at" if at else "now"
        if key not in plain:
            return None
        found = read_moment(plain[key])
        if found is None:
            self.report("script-moment", (*at, key), value=plain[key])
        return found
