"""What came of reading: the log, how many records were read, kept and reported, and what was found on the way.

Nothing is dropped in silence: read = kept + reported. A record that is kept although something about it had to be
decided (a name made up, a second value of one key) is among the problems and not among the reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from zaizao.errors import Location, Problem
from zaizao.eventlog.errors import LogRefused
from zaizao.eventlog.log import EventLog

OnBroken = Literal["skip", "stop"]
"""What a record that cannot be kept does to the load: it is reported and left out, or the load ends there."""

SHOWN_OF_A_KIND: Final = 20
"""Problems of one code that are listed one by one; the rest are counted (``log-and-more``)."""


class Account(Struct, frozen=True):
    """Records (events, or rows of a table) read, kept in the log, and left out with a report."""

    read: int
    kept: int
    reported: int

    def __post_init__(self) -> None:
        if self.read != self.kept + self.reported:
            raise ValueError(f"{self.read} read, {self.kept} kept, {self.reported} reported: records were lost")


class ReadLog(Struct, frozen=True):
    """A log as it was read, with the account of it."""

    log: EventLog
    account: Account
    problems: tuple[Problem, ...] = ()
    guess: tuple[Problem, ...] = ()
    """Where nobody said which column of a table is what: what was taken for what, and why."""


class Reporter:
    """Collects what is found in one file while it is read. Of each code the first few are kept, the rest counted."""

    def __init__(self, file: str | None = None, *, on_broken: OnBroken = "skip") -> None:
        self.file = file
        self.on_broken = on_broken
        self.reported = 0
        self._found: dict[str, list[Problem]] = {}
        self._counts: dict[str, int] = {}

    def note(
        self,
        code: str,
        fields: Mapping[str, object] | None = None,
        *,
        line: int | None = None,
        path: str = "",
        count: int = 1,
    ) -> None:
        """Something was decided about a record that is kept; ``count`` records share this one note."""
        self._add(Problem(code, fields or {}, Location(self.file, line, path=path)), count)

    def drop(
        self, code: str, fields: Mapping[str, object] | None = None, *, line: int | None = None, path: str = ""
    ) -> None:
        """A record cannot be kept: it is reported and left out, or raises LogRefused where broken records stop."""
        self.reported += 1
        problem = Problem(code, fields or {}, Location(self.file, line, path=path))
        if self.on_broken == "stop":
            raise LogRefused([problem])
        self._add(problem, 1)

    def refuse(self, code: str, fields: Mapping[str, object] | None = None, *, line: int | None = None) -> LogRefused:
        """The error for a file that cannot be read at all, with what was found before."""
        return LogRefused([*self.list_problems(), Problem(code, fields or {}, Location(self.file, line))])

    def list_problems(self) -> tuple[Problem, ...]:
        """What was found, by code in the order of first appearance."""
        listed: list[Problem] = []
        for code, found in self._found.items():
            listed += found
            if more := self._counts[code] - len(found):
                listed.append(Problem("log-and-more", {"code": code, "count": more}, Location(self.file)))
        return tuple(listed)

    def close(self, log: EventLog) -> ReadLog:
        """The log with its account. Raises LogRefused when records were read and none could be kept."""
        if self.reported and not len(log):
            raise self.refuse("log-nothing-kept", {"count": self.reported})
        account = Account(read=len(log) + self.reported, kept=len(log), reported=self.reported)
        return ReadLog(log=log, account=account, problems=self.list_problems())

    def _add(self, problem: Problem, count: int) -> None:
        self._counts[problem.code] = self._counts.get(problem.code, 0) + count
        found = self._found.setdefault(problem.code, [])
        if len(found) < SHOWN_OF_A_KIND:
            found.append(problem)
            self._counts[problem.code] -= count - 1
