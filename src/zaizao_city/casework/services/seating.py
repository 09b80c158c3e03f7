"""Who acts as which organ of the definitions in a territory, set and looked up; every change is on record.

What a page shows of it, with the processes that need an organ, is `selectors.seats`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.errors import NoSeatError, SeatElsewhereError
from zaizao_city.casework.events import ORGAN_SEATED, ORGAN_UNSEATED
from zaizao_city.casework.models import Seat
from zaizao_city.casework.selectors.authority import Seats
from zaizao_city.casework.selectors.implementing import is_statutory, list_implementers
from zaizao_city.casework.selectors.organs import list_needed
from zaizao_city.casework.selectors.paths import find_home, list_paths
from zaizao_city.catalogue.mapping.statutory import ORGAN
from zaizao_city.foundation.record.values import NewEvent, StreamRef
from zaizao_city.foundation.record.writing import append
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import OrganisationKind
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import require

SeatRow = tuple[str, str, int, str]
"""An organ, the path of the territory, the organisation that is the organ there, and that organisation's path."""


@transaction.atomic
def seat_organs(
    *, territory: Organisation, seats: Mapping[str, Organisation], actor: Actor, now: datetime
) -> list[str]:
    """Say which organisation acts as each organ, with ``OrganSeated`` for every organ whose organisation changes.

    An organ seated before is seated anew; running cases keep theirs. The organs that changed.

    Raises:
        NotPermittedError: only a system administrator may.
        SeatElsewhereError: an organisation is neither of the territory nor of one below or above it.
    """
    require(actor, "casework.seat_organs", territory)
    held = _hold_seats(territory, seats)
    changed = {
        organ: organisation
        for organ, organisation in seats.items()
        if organ not in held or held[organ].organisation_id != organisation.pk
    }
    if not changed:
        return []
    _check_within(territory, changed.values())
    Seat.objects.bulk_create(
        [Seat(territory=territory, organ=organ, organisation=organisation) for organ, organisation in changed.items()],
        update_conflicts=True,
        unique_fields=["territory", "organ"],
        update_fields=["organisation"],
    )
    before = {organ: seat.organisation.code for organ, seat in held.items()}
    bodies = [{"organ": organ, "before": before.get(organ), "after": changed[organ].code} for organ in sorted(changed)]
    events = [NewEvent(ORGAN_SEATED, body) for body in bodies]
    append(_stream_of(territory), events, at=now, actor=actor.account_key, expected=None)
    return sorted(changed)


@transaction.atomic
def unseat_organ(*, territory: Organisation, organ: str, actor: Actor, now: datetime) -> bool:
    """Take an organ's own seat from a territory, with ``OrganUnseated``; the one above it holds again, if there is one.

    Whether there was anything to take. Where nobody holds the organ then, new cases that need it are refused with
    `NoSeatError`; running cases keep their seats.

    Raises:
        NotPermittedError: only a system administrator may.
    """
    require(actor, "casework.seat_organs", territory)
    seat = _hold_seats(territory, [organ]).get(organ)
    if seat is None:
        return False
    body = {"organ": organ, "before": seat.organisation.code, "after": None}
    seat.delete()
    event = NewEvent(ORGAN_UNSEATED, body)
    append(_stream_of(territory), [event], at=now, actor=actor.account_key, expected=None)
    return True


def _hold_seats(territory: Organisation, organs: Iterable[str]) -> dict[str, Seat]:
    """The territory's own seats of the organs; two administrators at once change them one after the other."""
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=territory.pk).values_list("pk"))
    rows = Seat.objects.filter(territory=territory, organ__in=list(organs)).select_related("organisation")
    return {seat.organ: seat for seat in rows}


def _stream_of(territory: Organisation) -> StreamRef:
    return StreamRef("organisation", territory.code)


def _check_within(territory: Organisation, organisations: Iterable[Organisation]) -> None:
    """Refuse whoever belongs to a territory beside this one: neither below nor above it."""
    others = [one for one in organisations if not one.path.startswith(territory.path)]
    if not others:
        return
    paths = {path for one in others for path in list_paths(one.path)}
    rows = Organisation.objects.filter(path__in=paths, kind=OrganisationKind.TERRITORY)
    homes = set(rows.values_list("path", flat=True))
    for one in others:
        home = find_home(one.path, homes)
        if home is None or not territory.path.startswith(home):
            raise SeatElsewhereError(organisation=one.name, territory=territory.name)


def find_seats(
    territory: Organisation, definition: ProcessDefinition, *, own: Mapping[str, int] | None = None
) -> Seats:
    """Each organ's seat in the territory, or in the nearest one above it; ``own`` names organisations that go first.

    An item that nobody has written down goes to the organisation that the implementation list names, where it acts there.

    Raises:
        NoSeatError: an organ that has work to do by the definition has none.
    """
    return choose_seats(list_seats(territory, definition), territory, definition, own=own)


def find_seat(territory: Organisation, organ: str) -> int | None:
    """The organisation that is one organ in the territory, or in the nearest one above it; one query."""
    rows = Seat.objects.filter(organ=organ, territory__path__in=list_paths(territory.path))
    return max(
        ((len(path), pk) for path, pk in rows.values_list("territory__path", "organisation_id")), default=(0, None)
    )[1]


def list_seats(territory: Organisation, definition: ProcessDefinition | None = None) -> list[SeatRow]:
    """The seats in a territory and above it: of a definition's organs, or all of them."""
    rows = Seat.objects.filter(territory__path__in=list_paths(territory.path))
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
    if is_statutory(definition):
        implementers = list_implementers(definition.process).get(definition.process, ())
        for one in [one for one in implementers if one.acts_in(territory.path)][:1]:
            seats[ORGAN] = (one.organisation_id, one.path)
    if own:
        paths = dict(Organisation.objects.filter(pk__in=own.values()).values_list("pk", "path"))
        seats |= {organ: (pk, paths[pk]) for organ, pk in own.items()}
    for organ in list_needed(definition):
        if organ not in seats:
            name = definition.organs[organ].name.zh if organ in definition.organs else organ
            raise NoSeatError(territory=territory.name, organ=name)
    return seats


def _list_organs(definition: ProcessDefinition) -> list[str]:
    return sorted({*definition.organs, *list_needed(definition)})
