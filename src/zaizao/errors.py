"""The tree of anticipated refusals; everything that is not in it is a bug.

    ZaizaoError                 code + fields + a way forward; the docstring is the default message
    ├── InputError              something handed in is malformed; carries every Problem found, located
    └── Refusal                 a request that is well formed but may not be carried out now

Rooms add their own subclasses beside the code that raises them.
Words for people are not here: `zaizao.wording` turns a code and its fields into Chinese and English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from msgspec import Struct


class Location(Struct, frozen=True):
    """Where in an input something stands; unknown parts are None (lines and columns count from 1)."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str = ""
    """The field's address inside the input, e.g. ``activities.permit.after[0].ground``."""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place} {self.path}".strip()


class Problem(Struct, frozen=True):
    """One thing wrong with an input: a stable code, the values a reader needs, and the place."""

    code: str
    fields: Mapping[str, object] = {}
    where: Location = Location()


class ZaizaoError(Exception):
    """Something anticipated went wrong."""

    code: ClassVar[str] = "error"

    def __init__(self, **fields: object) -> None:
        self.fields: dict[str, object] = fields
        detail = ", ".join(f"{name}={value!r}" for name, value in fields.items())
        text = (type(self).__doc__ or self.code).strip().splitlines()[0]
        super().__init__(f"{text} ({detail})" if detail else text)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.fields))


def _rebuild(cls: type[ZaizaoError], fields: dict[str, object]) -> ZaizaoError:
    return cls(**fields)


class InputError(ZaizaoError):
    """What was handed in is malformed."""

    code = "input"

    def __init__(self, problems: Iterable[Problem] = (), **fields: object) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(**fields)
        if self.problems:
            self.args = ("; ".join(f"{p.where}: {p.code} {dict(p.fields)}".strip() for p in self.problems),)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_input, (type(self), self.problems, self.fields))


def _rebuild_input(cls: type[InputError], problems: tuple[Problem, ...], fields: dict[str, object]) -> InputError:
    return cls(problems, **fields)


class Refusal(ZaizaoError):
    """The request is understood but may not be carried out now."""

    code = "refusal"
