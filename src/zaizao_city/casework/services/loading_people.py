"""Whom the lines of an old system's export name, looked up for many lines at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from attrs import define, field

from zaizao_city.casework.services.loading_playing import Party
from zaizao_city.casework.services.loading_quick import Line
from zaizao_city.identity.models import Account, Enterprise, Organisation, Person
from zaizao_city.identity.numbers import normalise_number
from zaizao_city.identity.vault import digest_text

Names = tuple[set[str], set[str], set[str], set[str]]
"""Accounts, applicants, enterprises, territories."""


@define
class People:
    """Who has been looked up so far; those who are unknown are looked up again with the next lines."""

    accounts: dict[str, tuple[str, str]] = field(factory=dict)
    """Logins, or keys: the person's key and the account's."""
    persons: dict[str, Party] = field(factory=dict)
    enterprises: dict[str, Party] = field(factory=dict)
    territories: dict[str, Organisation] = field(factory=dict)

    def meet(self, names: Names) -> bool:
        """Look up whoever has not been met before; whether all of them are known now."""
        known = (self.accounts, self.persons, self.enterprises, self.territories)
        new = [named.difference(met) for named, met in zip(names, known, strict=True)]
        accounts, persons, enterprises, territories = new
        if accounts:
            self._meet_accounts(accounts)
        if persons:
            self._meet_persons(persons)
        if enterprises:
            rows = Enterprise.objects.filter(credit_code__in=enterprises).values_list("credit_code", "pk", "key")
            self.enterprises |= {code: Party(pk, str(key)) for code, pk, key in rows}
        if territories:
            self.territories |= {one.code: one for one in Organisation.objects.filter(code__in=territories)}
        return all(named <= met.keys() for named, met in zip(new, known, strict=True))

    def knows(self, names: Names) -> bool:
        """Whether all of them have been met."""
        known = (self.accounts, self.persons, self.enterprises, self.territories)
        return all(named <= met.keys() for named, met in zip(names, known, strict=True))

    def _meet_accounts(self, named: set[str]) -> None:
        for login, person, key in Account.objects.filter(login__in=named).values_list("login", "person__key", "key"):
            self.accounts[login] = (str(person), str(key))
        for person, key in Account.objects.filter(person__key__in=_keep_keys(named)).values_list("person__key", "key"):
            self.accounts[str(person)] = (str(person), str(key))

    def _meet_persons(self, named: set[str]) -> None:
        for key, pk in Person.objects.filter(key__in=_keep_keys(named)).values_list("key", "pk"):
            self.persons[str(key)] = Party(pk, str(key))
        digests = {digest_text(normalise_number(one), field="number"): one for one in named - self.persons.keys()}
        found = Person.objects.filter(number_digest__in=digests).values_list("number_digest", "pk", "key")
        self.persons |= {digests[digest]: Party(pk, str(key)) for digest, pk, key in found}


def list_names(lines: Iterable[Line]) -> Names:
    """Whom lines name."""
    lines = list(lines)
    accounts = {one.by for one in lines} | {step.by for one in lines for step in one.steps or ()}
    named = (accounts, {one.applicant for one in lines}, {one.enterprise for one in lines})
    return *(each - {None} for each in named), {one.territory for one in lines}  # type: ignore[return-value]


def list_plain_names(lines: Iterable[Mapping[str, Any]]) -> Names:
    """Whom lines name of which nothing is known but that they are mappings."""
    lines = list(lines)
    steps = [step for one in lines if isinstance(one.get("steps"), list) for step in one["steps"]]
    acting = [one.get("by") for one in (*lines, *steps) if isinstance(one, dict)]
    named = (acting, *([one.get(name) for one in lines] for name in ("applicant", "enterprise", "territory")))
    return tuple({one for one in each if isinstance(one, str)} for each in named)  # type: ignore[return-value]


def _keep_keys(texts: Iterable[str]) -> list[UUID]:
    """Those that are keys."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
