"""Loading history in bulk: cases that have run elsewhere, or are played in memory, written a thousand at a time.

    look up (`loading_lookup`) → play, in this process or in others (`loading_playing`) → write (`loading_rows`)

Every case runs through the engine as it would have: commands at their moments, by their people. What is not done again is
what was done then: permissions, guards, notices. The record gets every step with its own time and actor.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from attrs import frozen
from django.db import transaction

from zaizao_city.casework.services.loading_cases import PastCase, PastLine, PastStep
from zaizao_city.casework.services.loading_lookup import Batch, Lookup, take_by_year
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

    With ``workers`` the numbers of cases are taken when a part is sent to be played: those of cases that are refused,
    or that a crash kept from being written, are not given to others.

    Raises:
        NotPermittedError: only who may import cases; what the parts raise.
    """
    if not actor.is_system:
        require_somewhere(actor, "casework.import_cases")
    lookup, people = lookup or Lookup(), dict[str, int]()
    with open_players(workers) as players:
        if not workers:
            for part in parts:
                with transaction.atomic():
                    batch = _start(part, players[0], lookup)
                    done = _write(part, batch, players[0], people)
                yield done
            return
        idle, busy = deque(players), deque[tuple[Part, Batch, Player]]()
        for part in parts:
            if not idle:
                idle.append(busy[0][2])
                yield _write(*busy.popleft(), people)
            player = idle.popleft()
            busy.append((part, _start(part, player, lookup), player))
        while busy:
            yield _write(*busy.popleft(), people)


@transaction.atomic
def _start(part: Part, player: Player, lookup: Lookup) -> Batch:
    batch = Batch(part.cases, lookup)
    player.start(batch)
    return batch


@transaction.atomic
def _write(part: Part, batch: Batch, player: Player, people: dict[str, int]) -> int:
    refused, years = player.answer()
    part.begin({**batch.refused, **refused})
    taken = take_by_year([(SERIES, year) for year in years])
    written = player.finish([next(taken[SERIES, year]) for year in years])
    if written.cases:
        write_cases(written, people)
    part.end()
    return len(written.cases)
