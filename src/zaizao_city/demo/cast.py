"""Who acts in the demo city: a hand is a person with an account, an office the hands that work in it.

Values only; they are made in `services.founding` and read by whoever plays the history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Organisation


class Hand(Struct, frozen=True, kw_only=True):
    """Somebody who acts: as the record names them, and as the services know them."""

    actor: Actor
    login: str
    firm_id: int | None = None
    firm: str = ""

    @property
    def person(self) -> str:
        """The person's key."""
        return str(self.actor.person_key)


class Place(Struct, frozen=True, kw_only=True):
    """Where cases are done: the territory, and who works for each organ of the definitions there."""

    territory: Organisation
    hands: Mapping[str, Sequence[Hand]]
    share: Mapping[str, int]
    streets: Sequence[Place] = ()


class Cast(Struct, frozen=True, kw_only=True):
    """Everybody: the districts with their staff, the citizens, and the citizens who have a login of their own."""

    places: Sequence[Place]
    citizens: Sequence[Hand]
    personas: Mapping[str, Hand]
