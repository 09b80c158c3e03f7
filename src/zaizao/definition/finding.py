"""What a check says: a code, how grave it is, where in the definition, and the values a reader needs.

Words for people are in `zaizao.wording.texts.definition`; places in files are added by the reader (`reading`).
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from zaizao.errors import Location, Problem
from zaizao.units.yaml import dotted

if TYPE_CHECKING:
    from zaizao.definition.survey import Survey

Path: TypeAlias = tuple[str | int, ...]


class Severity(enum.Enum):
    """What a finding does: keep the definition from loading, or only ask for a look."""

    ERROR = "error"
    WARNING = "warning"


class Spot(Struct, frozen=True):
    """One place that a check objects to; ``code`` only where it is finer than the check's own."""

    path: Path
    fields: Mapping[str, object] = {}
    code: str | None = None


class Finding(Struct, frozen=True):
    """One result of a check."""

    code: str
    severity: Severity
    path: Path
    fields: Mapping[str, object] = {}
    where: Location = field(default_factory=Location)
    """The place in the file, when the definition came from one."""

    def to_problem(self) -> Problem:
        """The finding as the errors tree knows it."""
        where = Location(self.where.file, self.where.line, self.where.column, dotted(self.path))
        return Problem(self.code, self.fields, where)


class Check(Struct, frozen=True):
    """One rule a definition must obey; its module's docstring says what, why, and on what source."""

    code: str
    severity: Severity
    look: Callable[[Survey], Iterator[Spot]]
    tolerated_as_is: bool = False
    """An `as_is` definition still loads with it; it is then reported as a warning."""

    @property
    def manual(self) -> str:
        """What, why and source: the docstring of the module the check stands in."""
        return (sys.modules[self.look.__module__].__doc__ or "").strip()

    def find(self, survey: Survey) -> list[Finding]:
        """Everything this check objects to in the definition surveyed."""
        spots = list(self.look(survey))
        if not spots:
            return []  # nearly always
        tolerated = self.tolerated_as_is and survey.definition.as_is
        severity = Severity.WARNING if tolerated else self.severity
        return [Finding(spot.code or self.code, severity, spot.path, spot.fields) for spot in spots]
