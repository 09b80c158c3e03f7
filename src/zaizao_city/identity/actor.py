"""Who acts: one frozen value per request, made by ``selectors.get_actor`` and handed down to every service.

No rows and no queries: services and selectors of every app compare with what stands here.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from attrs import frozen

from zaizao_city.identity.enums import Role

NOBODY = UUID(int=0)
SYSTEM_KEY = "system"


class HeldRole(NamedTuple):
    """A role in an organisation, on the day the actor was made; ``lent_by`` is the key of the principal of a mandate."""

    role: Role
    organisation_id: int
    organisation_path: str
    lent_by: UUID | None = None


class HeldEnterprise(NamedTuple):
    """An enterprise for which the person may act."""

    enterprise_id: int
    key: UUID
    name: str


@frozen
class Actor:
    """Who acts, in which roles, and for whom.

    ``account_key`` is what the record names; ``acting_for`` is the enterprise in whose name the person acts now, one
    of ``enterprises``.
    """

    account_key: str
    person_key: UUID
    person_id: int
    name: str
    is_staff: bool = False
    roles: tuple[HeldRole, ...] = ()
    enterprises: tuple[HeldEnterprise, ...] = ()
    acting_for: HeldEnterprise | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether a person is known."""
        return self.person_key != NOBODY

    @property
    def is_system(self) -> bool:
        """Whether the application acts by itself: a clock that ran out, a subscriber."""
        return self.account_key == SYSTEM_KEY

    def has_role(self, role: Role) -> bool:
        """Whether the role is held anywhere; everyone signed in is a citizen."""
        return any(held.role == role for held in self.roles) or (role == Role.CITIZEN and self.is_signed_in)


ANONYMOUS = Actor(account_key="", person_key=NOBODY, person_id=0, name="")
"""A visitor who has not signed in: no role, not even a citizen's."""

SYSTEM = Actor(account_key=SYSTEM_KEY, person_key=NOBODY, person_id=0, name="")
"""The application itself, for what the law or a clock makes it do; it passes every permission."""
