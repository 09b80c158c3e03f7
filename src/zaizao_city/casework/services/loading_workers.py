"""Who plays a batch: this process, or one beside it that never touches the database.

A player is given a batch, says which results want numbers, gets them, and gives the rows. In between it is not waited
for: others play and phrase while one batch is written. What comes out is the same, whoever played.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from types import MappingProxyType
from typing import NamedTuple, Protocol

from msgspec import msgpack

from zaizao.definition import ProcessDefinition
from zaizao.errors import ZaizaoError
from zaizao.net.commands import NO_FACTS
from zaizao_city.casework.conf import get_calendar
from zaizao_city.casework.selectors.authority import Seats
from zaizao_city.casework.services.loading_lookup import Batch
from zaizao_city.casework.services.loading_phrasing import Written, phrase_cases
from zaizao_city.casework.services.loading_playing import (
    Accounts,
    Assigned,
    AssignedLine,
    Known,
    PlayedCase,
    play_case,
    read_line,
)

Assignments = Mapping[int, Assigned | AssignedLine]
Refused = dict[int, ZaizaoError]
_pack, _unpack = msgpack.Encoder().encode, msgpack.Decoder(Written).decode

SELDOM = 1_500_000
"""Objects more than at the last search for rings of garbage before the next: a batch has some hundred thousand, which are
gone with it and leave no rings.
"""
LOOK_UP = 2.0
"""Seconds after which a process that waits looks whether the one that it works for is still there."""


def _reduce_facts(facts: MappingProxyType[str, object]) -> tuple[object, ...]:
    return (_restore_facts, (dict(facts),) if facts else ())


def _restore_facts(facts: Mapping[str, object] = NO_FACTS) -> Mapping[str, object]:
    return facts


ForkingPickler.register(MappingProxyType, _reduce_facts)
# The facts of a command that names none are a mapping that cannot be written to, nor sent without this.


class Player(Protocol):
    """Plays one batch at a time."""

    def start(self, batch: Batch) -> None:
        """Begin with a batch."""

    def is_ready(self) -> bool:
        """Whether what is asked for next need not be waited for."""

    def answer(self) -> tuple[Refused, list[int]]:
        """The cases that cannot have run so, and the year of every result that the others issue, in their order."""

    def give(self, numbers: Sequence[str]) -> None:
        """The numbers for these results; with them the rows are begun."""

    def finish(self) -> Written:
        """The rows of the cases that ran, in their order."""


class OwnPlayer:
    """Plays in this process."""

    def __init__(self) -> None:
        self._played: list[PlayedCase] = []
        self._refused: Refused = {}
        self._numbers: Sequence[str] = ()

    def start(self, batch: Batch) -> None:
        """Run all cases."""
        self.play(batch.assigned, {one.number: one for one in batch.known.values()}, batch.accounts)

    def play(self, cases: Assignments, known: Mapping[int, Known], accounts: Accounts) -> None:
        """Run cases, one definition after the other, since the engine keeps only so many at hand."""
        calendar, played = get_calendar(), dict[int, PlayedCase]()
        self._refused = {}
        for place, one in sorted(cases.items(), key=lambda entry: (entry[1].known, entry[0])):
            shared = known[one.known]
            assigned = read_line(one, shared, accounts) if isinstance(one, AssignedLine) else one
            try:
                played[place] = play_case(assigned, shared, calendar)
            except ZaizaoError as error:
                self._refused[place] = error
        self._played = [played[place] for place in sorted(played)]

    def is_ready(self) -> bool:
        """It is: whoever starts it waits for it."""
        return True

    def answer(self) -> tuple[Refused, list[int]]:
        """What came of running them."""
        return self._refused, [year for case in self._played for year in case.list_years()]

    def give(self, numbers: Sequence[str]) -> None:
        """Keep the numbers."""
        self._numbers = numbers

    def finish(self) -> Written:
        """Their rows."""
        return phrase_cases(self._played, iter(self._numbers))


class _Job(NamedTuple):
    """A batch on its way; definitions and seats that the other side has not met yet travel with it."""

    cases: Assignments
    definitions: dict[str, ProcessDefinition]
    known: list[tuple[int, str, Seats, int, str]]
    accounts: Accounts


class _Broken(NamedTuple):
    """A bug over there."""

    traceback: str


_OURS: list[Connection] = []
"""Our ends of the pipes to other players. They inherit them, and close them first: else nobody of them would ever hear
that we were killed while they were reading.
"""


class OtherPlayer:
    """Plays in a process of its own, which ends with ours."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, other = context.Pipe()
        _OURS.append(self._pipe)
        self._process = context.Process(target=_play_all, args=(other,), daemon=True)
        self._process.start()
        other.close()
        self._met: set[str] = set()
        self._known: set[int] = set()

    def start(self, batch: Batch) -> None:
        """Send the batch."""
        known = {one.number: one for one in batch.known.values() if one.number not in self._known}
        self._known |= known.keys()
        new = {
            one.definition.digest: one.definition for one in known.values() if one.definition.digest not in self._met
        }
        self._met |= new.keys()
        told = [
            (one.number, one.definition.digest, one.seats, one.territory_id, one.territory) for one in known.values()
        ]
        self._pipe.send(_Job(batch.assigned, new, told, batch.accounts))

    def is_ready(self) -> bool:
        """Whether something has come back."""
        return self._pipe.poll()

    def answer(self) -> tuple[Refused, list[int]]:
        """Wait for what came of it."""
        refused, years = self._receive()  # type: ignore[misc]
        return refused, years

    def give(self, numbers: Sequence[str]) -> None:
        """Send the numbers."""
        self._pipe.send(numbers)

    def finish(self) -> Written:
        """Wait for the rows."""
        rows = self._receive()
        assert isinstance(rows, bytes)
        return _unpack(rows)

    def close(self) -> None:
        """End the process."""
        _OURS.remove(self._pipe)
        self._pipe.close()
        self._process.terminate()
        self._process.join()

    def _receive(self) -> object:
        try:
            answer = self._pipe.recv()
        except EOFError:
            raise RuntimeError("a process that played cases has ended") from None
        if isinstance(answer, _Broken):
            raise RuntimeError(answer.traceback)  # noqa: TRY004 - not of a wrong type, but a bug over there
        return answer


def _play_all(pipe: Connection) -> None:
    """The other process: batch after batch, until nobody asks any more. A bug travels back as its traceback."""
    for ours in _OURS:
        ours.close()
    definitions: dict[str, ProcessDefinition] = {}
    known: dict[int, Known] = {}
    player = OwnPlayer()
    gc.set_threshold(SELDOM)
    try:
        while _is_asked(pipe):
            job: _Job = pipe.recv()
            definitions |= job.definitions
            known |= {number: Known(number, definitions[digest], *place) for number, digest, *place in job.known}
            player.play(job.cases, known, job.accounts)
            pipe.send(player.answer())
            player.give(pipe.recv())
            pipe.send(_pack(player.finish()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception:  # noqa: BLE001 - whatever it is, the one who waits is told
        pipe.send(_Broken(traceback.format_exc()))


def _is_asked(pipe: Connection) -> bool:
    """Wait for the next batch; whether there is one, and not nobody any more who would send it."""
    parent = os.getppid()
    while not pipe.poll(LOOK_UP):
        if os.getppid() != parent:
            return False
    return True


@contextmanager
def open_players(count: int) -> Iterator[list[Player]]:
    """That many processes beside this one, ended afterwards; of none, this one alone."""
    others, thresholds = [OtherPlayer() for _ in range(count)], gc.get_threshold()
    gc.set_threshold(SELDOM)
    try:
        yield [*others] or [OwnPlayer()]
    finally:
        gc.set_threshold(*thresholds)
        for one in others:
            one.close()
