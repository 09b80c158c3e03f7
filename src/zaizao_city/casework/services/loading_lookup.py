"""What has to be looked up before cases of the past can be played: versions, seats, people, numbers. A batch at a time.

What many cases share is asked once: a query for each case would cost more than running it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from attrs import define, field
from django.db import connection

from zaizao_city.casework.errors import NoSeatError
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.loading_cases import PastCase, PastLine
from zaizao_city.casework.services.loading_playing import Assigned, AssignedLine, Intake, Known, Party
from zaizao_city.casework.services.opening import Opening
from zaizao_city.casework.services.seating import SeatRow, choose_seats, list_seats
from zaizao_city.catalogue.enums import VersionStatus
from zaizao_city.catalogue.errors import NoVersionInForceError
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.foundation.numbering.taking import take_numbers
from zaizao_city.foundation.record.writing_new import Subject, take_subjects
from zaizao_city.identity.models import Enterprise, Organisation, Person

NO_SEATS: Mapping[str, int] = MappingProxyType({})
Unknown = NoVersionInForceError | NoSeatError
"""Why a case cannot be played at all."""


@define
class Lookup:
    """Versions and seats, asked once for each process and each territory."""

    versions: dict[str, list[_Version]] = field(factory=dict)
    seats: dict[int, list[SeatRow]] = field(factory=dict)
    known: dict[tuple[str, int, tuple[tuple[str, int], ...]], Known] = field(factory=dict)

    def find_known(
        self, process: str, *, on: date, territory: Organisation, digest: str | None = None,
        own: Mapping[str, int] = NO_SEATS,
    ) -> Known:  # fmt: skip
        """The definition of a case that was opened then and there, and who its organs are.

        Raises:
            NoVersionInForceError, NoSeatError.
        """
        found = digest or self._find_digest(process, on, territory)
        place = (found, territory.pk, tuple(sorted(own.items())) if own else ())
        known = self.known.get(place)
        if known is None:
            definition = get_definition(found)
            if territory.pk not in self.seats:
                self.seats[territory.pk] = list_seats(territory)
            seats = choose_seats(self.seats[territory.pk], territory, definition, own=own)
            known = Known(len(self.known), definition, seats, territory.pk, territory.code)
            self.known[place] = known
        return known

    def _find_digest(self, process: str, on: date, territory: Organisation) -> str:
        """As `choose_version` does it, of versions that are asked for once."""
        if process not in self.versions:
            rows = DefinitionVersion.objects.filter(process=process, status=VersionStatus.PUBLISHED)
            self.versions[process] = [_take_version(row) for row in rows.select_related("district").defer("source")]
        path = territory.path
        fitting = [one for one in self.versions[process] if one.begins <= on < one.ends and path.startswith(one.path)]
        if not fitting:
            raise NoVersionInForceError(process=process, on=on.isoformat())
        return max(fitting).digest


class _Version(NamedTuple):
    """A published version; the greatest of those that serve somewhere on a day is in force."""

    depth: int
    """How long the path of its district is; -1 for the whole city."""
    begins: date
    pk: int
    ends: date
    path: str
    digest: str


def _take_version(row: DefinitionVersion) -> _Version:
    path, depth = (row.district.path, len(row.district.path)) if row.district is not None else ("", -1)
    return _Version(depth, row.effective_from or date.max, row.pk, row.effective_until or date.max, path, row.digest)


class Batch:
    """Cases of the past that are played and written together, and what was looked up for them."""

    def __init__(self, cases: Sequence[PastCase | PastLine], lookup: Lookup) -> None:
        self.cases = cases
        self.refused: dict[int, Unknown] = {}
        self.known: dict[int, Known] = {}
        """The definition and the seats of every case that has some, by its place."""
        self.accounts: dict[str, tuple[str, str]] = {}
        """Those whom lines name: the keys of the person and of the account."""
        self._find_known(lookup)
        self.assigned: dict[int, Assigned | AssignedLine] = self._assign()

    def _find_known(self, lookup: Lookup) -> None:
        for place, past in enumerate(self.cases):
            if isinstance(past, PastLine):
                self.known[place] = past.known
                self.accounts = past.accounts  # one for all lines of a part
                continue
            opening, on = past.opening, past.opened_at.date()
            try:
                self.known[place] = lookup.find_known(
                    opening.process, on=on, territory=opening.territory, digest=opening.digest, own=opening.seats
                )
            except (NoVersionInForceError, NoSeatError) as error:
                self.refused[place] = error

    def _assign(self) -> dict[int, Assigned | AssignedLine]:
        cases = {place: self.cases[place] for place in self.known}
        references = _number(
            [(known.kind.series, self.cases[place].opened_at.year) for place, known in self.known.items()]
        )
        openings = [past.opening for past in cases.values() if isinstance(past, PastCase)]
        found = _find_concerned(openings)
        applicants = {
            past.applicant if isinstance(past, PastLine) else found.people.get(past.opening.applicant_id or 0)
            for past in cases.values()
        }
        with connection.cursor() as cursor:
            subjects = take_subjects(cursor, [one.key for one in applicants if one is not None])
        assigned: dict[int, Assigned | AssignedLine] = {}
        for (place, past), reference in zip(cases.items(), references, strict=True):
            number = self.known[place].number
            if isinstance(past, PastLine):
                subject = subjects[past.applicant.key] if past.applicant is not None else None
                assigned[place] = AssignedLine(past.text, number, reference, past.applicant, past.enterprise, subject)
            else:
                assigned[place] = _assign_case(past, number, reference, found, subjects)
        return assigned


class _Concerned(NamedTuple):
    """Whom openings name by their rows."""

    people: Mapping[int, Party]
    enterprises: Mapping[int, Party]
    parents: Mapping[int, str]


def _find_concerned(openings: Sequence[Opening]) -> _Concerned:
    """The keys of applicants and enterprises, and the references of the cases above."""
    people = Person.objects.filter(pk__in={one.applicant_id for one in openings} - {None})
    firms = Enterprise.objects.filter(pk__in={one.enterprise_id for one in openings} - {None})
    above = {one.parent_id for one in openings} - {None}
    return _Concerned(
        {pk: Party(pk, str(key)) for pk, key in people.values_list("pk", "key")},
        {pk: Party(pk, str(key)) for pk, key in firms.values_list("pk", "key")},
        dict(Case.objects.filter(pk__in=above).values_list("pk", "reference")) if above else {},
    )


def _number(series: Sequence[tuple[str, int]]) -> Iterator[str]:
    """A number for each case, taken for all of them by series and year."""
    taken = take_by_year(series)
    return (next(taken[key]) for key in series)


def take_by_year(wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Iterator[str]]:
    """The next numbers of each series and year, as many as are wanted."""
    counts: dict[tuple[str, int], int] = {}
    for key in wanted:
        counts[key] = counts.get(key, 0) + 1
    return {key: iter(take_numbers(key[0], year=key[1], count=counts[key])) for key in sorted(counts)}


def _assign_case(
    past: PastCase, known: int, reference: str, found: _Concerned, subjects: Mapping[str, Subject]
) -> Assigned:
    opening = past.opening
    applicant = found.people.get(opening.applicant_id or 0)
    counter = opening.counter
    intake = Intake(
        channel=str(opening.channel),
        applicant=applicant,
        enterprise=found.enterprises.get(opening.enterprise_id or 0),
        counter=None if counter is None else (counter.pk, counter.organisation.code, counter.organisation.name),
        owner_id=opening.owner_id,
        parent_id=opening.parent_id,
        parent=found.parents.get(opening.parent_id or 0),
        child_name=opening.child_name,
        subject=None if applicant is None else subjects[applicant.key],
    )
    steps = [(one.at, one.command, one.actor) for one in past.steps]
    asked = (dict(opening.facts), opening.items, opening.materials)
    return Assigned(reference, known, past.opened_at, past.by, past.actor, *asked, steps, intake)
