"""Who acts as which organ of the definitions in a territory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.errors import NoSeatError
from zaizao_city.casework.models import Seat
from zaizao_city.casework.selectors.authority import Seats
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import require

SeatRow = tuple[str, str, int, str]
"""An organ, the path of the territory, the organisation that is the organ there, and that organisation's path."""


@transaction.atomic
def seat_organs(*, territory: Organisation, seats: Mapping[str, Organisation], actor: Actor) -> None:
    """Say which organisation acts as each organ; an organ seated before is seated anew. Running cases keep theirs.

    Raises:
        NotPermittedError: only a system administrator may.
    """
    require(actor, "casework.seat_organs", territory)
    Seat.objects.bulk_create(
        [Seat(territory=territory, organ=organ, organisation=organisation) for organ, organisation in seats.items()],
        update_conflicts=True,
        unique_fields=["territory", "organ"],
        update_fields=["organisation"],
    )


def find_seats(
    territory: Organisation, definition: ProcessDefinition, *, own: Mapping[str, int] | None = None
) -> Seats:
    """Each organ's seat in the territory, or in the nearest one above it; ``own`` names organisations that go first.

    Raises:
        NoSeatError: an organ that has work to do by the definition has none.
    """
    return choose_seats(list_seats(territory, definition), territory, definition, own=own)


def list_seats(territory: Organisation, definition: ProcessDefinition | None = None) -> list[SeatRow]:
    """The seats in a territory and above it: of a definition's organs, or all of them."""
    rows = Seat.objects.filter(territory__path__in=_list_above(territory.path))
    if definition is not None:
        rows = rows.filter(organ__in=_list_organs(definition))
    return list(rows.values_list("organ", "territory__path", "organisation_id", "organisation__path"))


def choose_seats(
    rows: Iterable[SeatRow],
    territory: Organisation,
    definition: ProcessDefinition,
    *,
    own: Mapping[str, int] | None = None,
) -> Seats:
    """`find_seats` among seats that were asked for before.

    Raises:
        NoSeatError: an organ that has work to do by the definition has none.
    """
    seats: Seats = {}
    nearest: dict[str, int] = {}
    organs = set(_list_organs(definition))
    for organ, path, pk, seated in rows:
        if organ in organs and len(path) >= nearest.get(organ, 0):
            nearest[organ], seats[organ] = len(path), (pk, seated)
    if own:
        paths = dict(Organisation.objects.filter(pk__in=own.values()).values_list("pk", "path"))
        seats |= {organ: (pk, paths[pk]) for organ, pk in own.items()}
    for organ in _list_needed(definition):
        if organ not in seats:
            name = definition.organs[organ].name.zh if organ in definition.organs else organ
            raise NoSeatError(territory=territory.name, organ=name)
    return seats


def _list_above(path: str) -> list[str]:
    """The path itself and those of everything above it."""
    parts = path.strip("/").split("/")
    return ["/".join(parts[: count + 1]) + "/" for count in range(len(parts))]


def _list_organs(definition: ProcessDefinition) -> list[str]:
    return sorted({*definition.organs, *_list_needed(definition)})


def _list_needed(definition: ProcessDefinition) -> list[str]:
    """Organs that get work by the definition itself; parties of the case are none."""
    named = {definition.competent, *(activity.by for activity in definition.activities.values() if activity.by)}
    named |= {item.organ for item in definition.items.values()}
    return sorted(named - set(definition.parties) - {"applicant"})
