"""Taken in anywhere, decided where competent: a window of the city takes in for any of the city's districts.

Nothing else moves: the case is of its own territory, whose organs decide it; the counter may see how far it is
(`selectors.taken_in`).
"""

from __future__ import annotations

from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Level, OrganisationKind
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.places.models import Counter

TAKE_IN = "casework.take_in_elsewhere"
APPLICATION = "casework.open_case"


def may_take_in(actor: Actor, counter: Counter | None, territory: Organisation, *, permission: str) -> bool:
    """Whether a case of the territory may be opened because it comes in at the counter. Applications only.

    Raises:
        NotPermittedError: the counter is none of the actor's.
    """
    if counter is None:
        return False
    require(actor, TAKE_IN, counter.organisation)
    return permission == APPLICATION and _are_of_one_city(counter.organisation.path, territory.path)


def _are_of_one_city(one: str, other: str) -> bool:
    cities = Organisation.objects.filter(kind=OrganisationKind.TERRITORY, level=Level.CITY).values_list(
        "path", flat=True
    )
    return any(one.startswith(city) and other.startswith(city) for city in cities)
