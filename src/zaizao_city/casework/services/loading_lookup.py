"""What has to be looked up before cases of the past can be played: versions, seats, people, numbers. A batch at a time.

What many cases share is asked once: a query for each case would cost more than running it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import define, field
from django.db import connection

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.errors import NoSeatError
from zaizao_city.casework.kinds import find_kind
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.loading_cases import PastCase
from zaizao_city.casework.services.loading_playing import Assigned, Known
from zaizao_city.casework.services.seating import find_seats
from zaizao_city.catalogue.enums import VersionStatus
from zaizao_city.catalogue.errors import NoVersionInForceError
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.foundation.numbering.taking import take_numbers
from zaizao_city.foundation.record.writing_new import Subject, take_subjects
from zaizao_city.identity.models import Enterprise, Organisation, Person

Unknown = NoVersionInForceError | NoSeatError
"""Why a case cannot be played at all."""


@define
class Lookup:
    """Versions and seats, asked once for each process and each territory."""

    versions: dict[str, list[DefinitionVersion]] = field(factory=dict)
    known: dict[tuple[str, int, tuple[tuple[str, int], ...]], Known] = field(factory=dict)

    def find_known(self, past: PastCase) -> Known:
        """The definition of a case, and who its organs are.

        Raises:
            NoVersionInForceError, NoSeatError.
        """
        opening = past.opening
        digest = opening.digest or self._find_digest(opening.process, past.opened_at.date(), opening.territory)
        place = (digest, opening.territory.pk, tuple(sorted(opening.seats.items())))
        if place not in self.known:
            definition = get_definition(digest)
            self.known[place] = Known(definition, find_seats(opening.territory, definition, own=opening.seats))
        return self.known[place]

    def _find_digest(self, process: str, on: date, territory: Organisation) -> str:
        """As `choose_version` does it, of versions that are asked for once."""
        if process not in self.versions:
            rows = DefinitionVersion.objects.filter(process=process, status=VersionStatus.PUBLISHED)
            self.versions[process] = list(rows.select_related("district").defer("source"))
        fitting = [one for one in self.versions[process] if _serves(one, on, territory.path)]
        if not fitting:
            raise NoVersionInForceError(process=process, on=on.isoformat())
        return max(fitting, key=_rank_version).digest


def _serves(version: DefinitionVersion, on: date, path: str) -> bool:
    begun = version.effective_from is not None and version.effective_from <= on
    going = version.effective_until is None or version.effective_until > on
    return begun and going and (version.district is None or path.startswith(version.district.path))


def _rank_version(version: DefinitionVersion) -> tuple[int, date, int]:
    assert version.effective_from is not None
    return len(version.district.path) if version.district else -1, version.effective_from, version.pk


class Batch:
    """Cases of the past that are played and written together, and what was looked up for them."""

    def __init__(self, cases: Sequence[PastCase], lookup: Lookup) -> None:
        self.cases = cases
        self.known: list[Known] = []
        self.refused: dict[int, Unknown] = {}
        self.assigned: dict[int, Assigned] = {}
        self._assign(lookup)

    def _assign(self, lookup: Lookup) -> None:
        places: dict[int, int] = {}
        of_case: dict[int, int] = {}
        for number, past in enumerate(self.cases):
            try:
                known = lookup.find_known(past)
            except (NoVersionInForceError, NoSeatError) as error:
                self.refused[number] = error
                continue
            of_case[number] = places.setdefault(id(known), len(self.known))
            if of_case[number] == len(self.known):
                self.known.append(known)
        people, subjects, enterprises, parents = _find_concerned(self.cases)
        references = _number([(self.known[place].definition, self.cases[nr]) for nr, place in of_case.items()])
        for (number, place), reference in zip(of_case.items(), references, strict=True):
            opening = self.cases[number].opening
            self.assigned[number] = _assign_case(
                self.cases[number], place, reference, subject=subjects.get(people.get(opening.applicant_id or 0, "")),
                applicant=people.get(opening.applicant_id or 0), enterprise=enterprises.get(opening.enterprise_id or 0),
                parent=parents.get(opening.parent_id or 0),
            )  # fmt: skip


def _find_concerned(
    cases: Iterable[PastCase],
) -> tuple[Mapping[int, str], Mapping[str, Subject], Mapping[int, str], Mapping[int, str]]:
    """The keys of applicants and enterprises, the ciphers of the applicants, the references of the cases above."""
    openings = [past.opening for past in cases]
    wanted = {one.applicant_id for one in openings} - {None}
    people = {pk: str(key) for pk, key in Person.objects.filter(pk__in=wanted).values_list("pk", "key")}
    firms = {one.enterprise_id for one in openings} - {None}
    enterprises = {pk: str(key) for pk, key in Enterprise.objects.filter(pk__in=firms).values_list("pk", "key")}
    above = {one.parent_id for one in openings} - {None}
    parents = dict(Case.objects.filter(pk__in=above).values_list("pk", "reference")) if above else {}
    with connection.cursor() as cursor:
        subjects = take_subjects(cursor, people.values())
    return people, subjects, enterprises, parents


def _number(cases: Sequence[tuple[ProcessDefinition, PastCase]]) -> Iterator[str]:
    """A number for each case, taken for all of them by series and year."""
    series = [(find_kind(definition).series, past.opened_at.year) for definition, past in cases]
    taken = take_by_year(series)
    return (next(taken[key]) for key in series)


def take_by_year(wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Iterator[str]]:
    """The next numbers of each series and year, as many as are wanted."""
    counts: dict[tuple[str, int], int] = {}
    for key in wanted:
        counts[key] = counts.get(key, 0) + 1
    return {key: iter(take_numbers(key[0], year=key[1], count=counts[key])) for key in sorted(counts)}


def _assign_case(
    past: PastCase, known: int, reference: str, *, subject: Subject | None, applicant: str | None,
    enterprise: str | None, parent: str | None,
) -> Assigned:  # fmt: skip
    opening = past.opening
    counter = None if opening.counter is None else opening.counter.organisation
    taken_in = {
        "channel": str(opening.channel), "applicant": applicant, "enterprise": enterprise,
        "territory": opening.territory.code, "counter": counter and counter.code, "counter_name": counter and counter.name,
    }  # fmt: skip
    columns = {
        "channel": str(opening.channel), "applicant_id": opening.applicant_id, "enterprise_id": opening.enterprise_id,
        "territory_id": opening.territory.pk, "counter_id": opening.counter and opening.counter.pk,
        "owner_id": opening.owner_id, "parent_id": opening.parent_id, "child_name": opening.child_name,
    }  # fmt: skip
    steps = [(one.at, one.command, one.actor) for one in past.steps]
    return Assigned(
        reference, known, past.opened_at, past.by, past.actor, dict(opening.facts), opening.items, opening.materials,
        steps, columns, taken_in, parent, subject,
    )  # fmt: skip
