"""Where an application can be handed in: the territories in which every organ of the process is somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.models import Seat
from zaizao_city.casework.selectors.implementing import is_statutory, list_implementers
from zaizao_city.casework.selectors.organs import list_needed
from zaizao_city.catalogue.mapping.statutory import ORGAN
from zaizao_city.identity.enums import Level, OrganisationKind
from zaizao_city.identity.models import Organisation

LEVELS = (Level.DISTRICT, Level.CITY)


@frozen
class Seating:
    """The territories there are, and for each organ the paths of those in which it is seated."""

    places: Sequence[Organisation]
    seated: dict[str, set[str]]


def read_seating(organs: Iterable[str] | None = None) -> Seating:
    """Who is seated where, of all organs or of some; two queries."""
    rows = Seat.objects.all() if organs is None else Seat.objects.filter(organ__in=organs)
    seated: dict[str, set[str]] = {}
    for organ, path in rows.values_list("organ", "territory__path"):
        seated.setdefault(organ, set()).add(path)
    places = Organisation.objects.filter(kind=OrganisationKind.TERRITORY, level__in=LEVELS).order_by("path")
    return Seating(list(places), seated)


def list_territories(definition: ProcessDefinition) -> list[Organisation]:
    """The districts that can take it in; where there is none, the city as a whole.

    Two queries, and two more for an item that nobody has written down.
    """
    seating = read_seating(list_needed(definition))
    if is_statutory(definition):
        implementers = list_implementers(definition.process).get(definition.process, ())
        seating.seated.setdefault(ORGAN, set()).update(one.home for one in implementers)
    return find_fitting(definition, seating)


def find_fitting(definition: ProcessDefinition, seating: Seating) -> list[Organisation]:
    """As `list_territories`, for a caller that has the seating at hand."""
    organs = list_needed(definition)
    fitting = [
        place
        for place in seating.places
        if all(_is_seated(place, seating.seated.get(organ, set())) for organ in organs)
    ]
    for level in LEVELS:
        if found := [place for place in fitting if place.level == level]:
            return found
    return []


def _is_seated(place: Organisation, paths: set[str]) -> bool:
    """Whether the organ is somebody there, or in a territory above."""
    return any(place.path.startswith(path) for path in paths)
