"""Every basis cited exists and is in force on the date asked.

What: a basis whose law or article the library of law texts does not have, or that is not in force on the date.
Only looked at when a library or a date is given.
Why: a repealed article founds nothing. Source: design §3 (a basis in force on the date asked).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from zaizao.definition.checks.basis_dates import read_date
from zaizao.definition.finding import Check, Path, Severity, Spot
from zaizao.definition.model import Basis
from zaizao.definition.survey import Survey
from zaizao.errors import ZaizaoError

if TYPE_CHECKING:
    from zaizao.law import Library


def _look(survey: Survey) -> Iterator[Spot]:
    for name, basis in survey.definition.bases.items():
        path: Path = ("bases", name)
        cited = f"《{basis.law}》{basis.article}"
        if survey.on is not None and not _holds(basis, survey.on):
            fields = {"basis": cited, "on": survey.on, "since": basis.since or "", "until": basis.until or ""}
            yield Spot(path, fields, "basis-not-in-force")
        elif survey.library is not None:
            yield from _look_up(basis, cited, survey.library, path, on=survey.on)


def _holds(basis: Basis, day: dt.date) -> bool:
    since, until = read_date(basis.since), read_date(basis.until)
    return (since is None or since <= day) and (until is None or day < until)


def _look_up(basis: Basis, cited: str, library: Library, path: Path, *, on: dt.date | None) -> Iterator[Spot]:
    try:
        day = on or max(version.since for version in library.law(basis.law).versions)
        library.resolve(cited, on=day)
    except ZaizaoError as error:
        yield Spot(path, {"basis": cited, "reason": error.code})


CHECK = Check("basis-not-found", Severity.WARNING, _look)
