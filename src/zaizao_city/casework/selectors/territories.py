"""Where an application can be handed in: the territories in which every organ of the process is somebody."""

from __future__ import annotations

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.models import Seat
from zaizao_city.identity.enums import Level, OrganisationKind
from zaizao_city.identity.models import Organisation

LEVELS = (Level.DISTRICT, Level.CITY)


def list_territories(definition: ProcessDefinition) -> list[Organisation]:
    """The districts that can take it in; where there is none, the city as a whole. Two queries."""
    organs = _list_needed(definition)
    seated: dict[str, set[str]] = {}
    rows = Seat.objects.filter(organ__in=organs).values_list("organ", "territory__path")
    for organ, path in rows:
        seated.setdefault(organ, set()).add(path)
    places = Organisation.objects.filter(kind=OrganisationKind.TERRITORY, level__in=LEVELS).order_by("path")
    fitting = [place for place in places if all(_is_seated(place, seated.get(organ, set())) for organ in organs)]
    for level in LEVELS:
        if found := [place for place in fitting if place.level == level]:
            return found
    return []


def _is_seated(place: Organisation, paths: set[str]) -> bool:
    """Whether the organ is somebody there, or in a territory above."""
    return any(place.path.startswith(path) for path in paths)


def _list_needed(definition: ProcessDefinition) -> list[str]:
    named = {definition.competent, *(activity.by for activity in definition.activities.values() if activity.by)}
    named |= {item.organ for item in definition.items.values()}
    return sorted(named - set(definition.parties) - {"applicant"})
