"""Loading history in bulk: cases that have run elsewhere, or are played in memory, written a thousand at a time.

    look up (`loading_lookup`) → play, in this process or in others (`loading_playing`) → write (`loading_rows`)

Every case runs through the engine as it would have: commands at their moments, by their people. What is not done again is
what was done then: permissions, guards, notices. The record gets every step with its own time and actor.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from attrs import define, frozen
from django.db import transaction

from zaizao_city.casework.services.loading_cases import PastCase, PastLine, PastStep
from zaizao_city.casework.services.loading_lookup import Batch, Lookup, take_by_year
from zaizao_city.casework.services.loading_phrasing import Written
from zaizao_city.casework.services.loading_rows import write_cases
from zaizao_city.casework.services.loading_workers import Player, open_players
from zaizao_city.casework.services.results import SERIES
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import require_somewhere

__all__ = ["AT_ONCE", "Part", "PastCase", "PastStep", "load_history", "load_parts"]

AT_ONCE = 1_000
"""Cases in one transaction."""


@frozen(eq=False)
class Part:
    """Cases that are loaded in one transaction; a subclass may take a refusal for itself instead of losing all of them."""

    cases: Sequence[PastCase | PastLine]

    def begin(self, refused: Mapping[int, Exception]) -> None:
        """First in the transaction: the cases that cannot have run so, by their place in the part."""
        for number in sorted(refused):
            raise refused[number]

    def end(self) -> None:
        """Last in the transaction."""


def load_history(past: Iterable[PastCase], *, actor: Actor, workers: int = 0) -> int:
    """Load cases of the past, as many as are given, a thousand in a transaction; how many.

    ``workers``: processes that play while this one writes; 0: this one plays, too. What is written is the same.

    Raises:
        NotPermittedError: only who may import cases. NoVersionInForceError, NoSeatError; a refusal of the engine, for a
        case that cannot have run so: nothing of its batch is loaded then.
    """
    return sum(load_parts(_split(past), actor=actor, workers=workers))


def _split(past: Iterable[PastCase]) -> Iterator[Part]:
    cases = iter(past)
    while some := list(islice(cases, AT_ONCE)):
        yield Part(some)


def load_parts(parts: Iterable[Part], *, actor: Actor, workers: int = 0, lookup: Lookup | None = None) -> Iterator[int]:
    """Load parts in their order, each in a transaction of its own; for each, when it is in, how many cases.

    With ``workers`` the numbers of cases are taken when a part is sent to be played, those of results when it has been:
    what is refused, or what a crash kept from being written, leaves its numbers unused.

    Raises:
        NotPermittedError: only who may import cases; what the parts raise.
    """
    if not actor.is_system:
        require_somewhere(actor, "casework.import_cases")
    lookup = lookup or Lookup()
    with open_players(workers) as players:
        yield from _load_beside(parts, players, lookup) if workers else _load_here(parts, players[0], lookup)


def _load_here(parts: Iterable[Part], player: Player, lookup: Lookup) -> Iterator[int]:
    people: dict[str, int] = {}
    for part in parts:
        with transaction.atomic():
            run = _Run(part, Batch(part.cases, lookup), player)
            run.number()
            done = run.write(player.finish(), people)
        yield done


def _load_beside(parts: Iterable[Part], players: Sequence[Player], lookup: Lookup) -> Iterator[int]:
    """One part is written here while the next is phrased and the one after it is played, each in a process of its own."""
    people: dict[str, int] = {}
    idle, busy = deque(players), deque[_Run]()
    coming = iter(parts)
    while True:
        while idle and (part := next(coming, None)) is not None:
            busy.append(_start(part, idle.popleft(), lookup))
        if not busy:
            return
        run = busy.popleft()
        _number_apart(run)
        written = run.player.finish()
        idle.append(run.player)
        if (part := next(coming, None)) is not None:
            busy.append(_start(part, idle.popleft(), lookup))
        for number, one in enumerate(busy):
            if number and not one.player.is_ready():
                break
            _number_apart(one)
        with transaction.atomic():
            done = run.write(written, people)
        yield done


@define(eq=False)
class _Run:
    """A part that is played by somebody."""

    part: Part
    batch: Batch
    player: Player
    refused: Mapping[int, Exception] | None = None
    """Known when it has been played."""

    def __attrs_post_init__(self) -> None:
        self.player.start(self.batch)

    def number(self) -> None:
        """Wait until it has been played, and number its results."""
        refused, years = self.player.answer()
        self.refused = {**self.batch.refused, **refused}
        taken = take_by_year([(SERIES, year) for year in years])
        self.player.give([next(taken[SERIES, year]) for year in years])

    def write(self, written: Written, people: dict[str, int]) -> int:
        """Write what came of it."""
        self.part.begin(self.refused or {})
        if written.cases:
            write_cases(written, people)
        self.part.end()
        return len(written.cases)


@transaction.atomic
def _start(part: Part, player: Player, lookup: Lookup) -> _Run:
    return _Run(part, Batch(part.cases, lookup), player)


def _number_apart(run: _Run) -> None:
    """Number the results of a part in a transaction of their own, before those of the part that is written meanwhile."""
    if run.refused is None:
        with transaction.atomic():
            run.number()
