"""Who of many is registered, in a question for each kind: for loads, which know people by their numbers alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from attrs import define, field

from zaizao_city.identity.models import Enterprise, EnterpriseAgent, Person
from zaizao_city.identity.selectors.actors import in_force


@define
class Registered:
    """Names by the digest of the number and by the credit code, and who represents which enterprise (code, digest)."""

    people: dict[str, str] = field(factory=dict)
    enterprises: dict[str, str] = field(factory=dict)
    representatives: set[tuple[str, str]] = field(factory=set)

    def add(self, other: Registered) -> None:
        """These too; who is in both has the name that the other says."""
        self.people |= other.people
        self.enterprises |= other.enterprises
        self.representatives |= other.representatives


def find_registered(digests: Collection[str], codes: Collection[str], *, on: date) -> Registered:
    """Who of them is registered, and represents one of the enterprises on the day."""
    agents = EnterpriseAgent.objects.filter(in_force(on), enterprise__credit_code__in=codes, is_representative=True)
    return Registered(
        dict(Person.objects.filter(number_digest__in=digests).values_list("number_digest", "name")),
        dict(Enterprise.objects.filter(credit_code__in=codes).values_list("credit_code", "name")),
        set(agents.values_list("enterprise__credit_code", "person__number_digest")),
    )
