"""What the verifier says: whether all is kept, what was lost, and the ground of every change that it found itself.

Values only; words are in `zaizao.wording.texts.verification`.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from zaizao.errors import Location, Problem

DROPPED = "dropped"
UNITED = "united"
CHANGED = "changed"
ADDED = "added"
UNPROVED = "unproved"


class Loss(Struct, frozen=True):
    """Something the law demands that AFTER does not keep, or a claim that is not true."""

    code: str
    path: str
    """``PROCESS/table/ID`` of what was lost, in BEFORE; in AFTER where it has no counterpart."""
    fields: Mapping[str, object] = {}
    """``situation``, where there is one: values and outcomes in which it is lost."""

    def to_problem(self) -> Problem:
        """In the shape that `zaizao.wording` describes."""
        return Problem(self.code, {"path": self.path, **self.fields}, Location(path=self.path))


class Account(Struct, frozen=True):
    """One change and the ground that the verifier found for it."""

    element: str
    """``PROCESS/table/ID``, with the attribute behind it where only that has changed."""
    change: str
    """dropped, united, changed, added or unproved."""
    ground: str
    of: str | None = None
    """What the ground rests on: a law and its article, the element that stands for it, the shared source."""

    def to_problem(self) -> Problem:
        """In the shape that `zaizao.wording` describes."""
        fields = {"element": self.element, "change": self.change, "of": self.of or ""}
        return Problem(f"ground-{self.ground}", fields, Location(path=self.element))


class Verdict(Struct, frozen=True):
    """The answer of one verification."""

    holds: bool
    """Nothing the law demands was lost, and every claim is true."""
    losses: tuple[Loss, ...]
    accounts: tuple[Account, ...]
    situations: int
    """Every combination of guard values and outcomes, all of which were looked at."""
