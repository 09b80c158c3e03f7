"""Who acts as each organ of the definitions in force, territory by territory: seated there, taken from above, or nobody.

Organs that a definition gives work to must be somebody; those that it only names are asked when a case is passed on.
Not here: parties of a case, and the organ of a revocation, which the case itself names. Setting a seat is
`services.seating`; who acts in a running case stands in the case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from attrs import define, field, frozen
from django.db.models import Count
from django.utils.translation import gettext as _

from zaizao.definition import ProcessDefinition
from zaizao.units import Text
from zaizao_city.casework.models import Seat
from zaizao_city.casework.selectors.implementing import Implementer, list_implementers
from zaizao_city.casework.selectors.organs import list_asked, list_needed
from zaizao_city.casework.selectors.own_definitions import DECIDING, OWN, REVOCATION, WINDOW, read_own
from zaizao_city.casework.selectors.paths import find_home, list_paths
from zaizao_city.casework.selectors.territories import read_seating
from zaizao_city.catalogue.selectors.definitions import list_in_force, read_sources
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.enums import OrganisationKind
from zaizao_city.identity.models import Organisation


class Naming(NamedTuple):
    """One organ of one definition: what it is called there, and whether the definition gives it work."""

    organ: str
    name: Text
    is_needed: bool


_ORGANS: dict[str, list[Naming]] = {}
"""By digest: the organs of a definition, kept for as long as the process runs; a digest never changes its meaning."""


class Version(NamedTuple):
    """A definition in force as far as it matters here; the process and who it is for decide which of two serves."""

    process: str
    name: Text
    digest: str
    unmapped: bool
    district: str
    since: dt.date
    pk: int
    implementers: tuple[Implementer, ...] = ()
    """Who carries it out by the implementation list, where nobody has written it down."""

    def needs_organs_in(self, path: str) -> bool:
        """Whether its organs must be seated for the territory: the list names nobody who acts there, nor below it."""
        return not any(one.acts_in(path) or one.home.startswith(path) for one in self.implementers)


@define
class Need:
    """What the definitions in force in one territory say of an organ."""

    organ: str
    names: list[Text] = field(factory=list)
    processes: list[Text] = field(factory=list)
    """Those that somebody has written down; of the others there are ``unmapped``, less those with an implementer there."""
    unmapped: int = 0
    is_needed: bool = False

    @property
    def count(self) -> int:
        """How many processes need the organ, or name it where none does."""
        return len(self.processes) + self.unmapped


@frozen
class Acting:
    """An organ in a territory, and who it is there."""

    need: Need
    own: Organisation | None = None
    above: Organisation | None = None
    """Who it is where the territory has no seat of its own, in ``above_in``, the nearest territory above that has one."""
    above_in: Organisation | None = None
    below: int = 0
    """In how many territories below it is somebody."""

    @property
    def organ(self) -> str:
        """The organ's identifier in the definitions."""
        return self.need.organ

    @property
    def name(self) -> str:
        """What the definitions call it; the first of them, where they differ."""
        names = self.names
        return names[0] if names else _("未梳理事项的实施机关") if self.need.unmapped else self.organ

    @property
    def names(self) -> list[str]:
        """All that the definitions call it, in the language in force."""
        return list(dict.fromkeys(name.say(speak()) for name in self.need.names))

    @property
    def processes(self) -> list[str]:
        """What the processes are called that somebody has written down."""
        return [name.say(speak()) for name in self.need.processes]

    @property
    def acting(self) -> Organisation | None:
        """Who acts."""
        return self.own or self.above

    @property
    def is_lacking(self) -> bool:
        """Whether nobody acts, here, above or below, though a process cannot do without."""
        return self.need.is_needed and self.acting is None and not self.below


@frozen
class Standing:
    """A territory with the number of organs that processes need there, and of those that nobody is."""

    territory: Organisation
    needed: int
    lacking: int


def list_acting(territory: Organisation, *, on: dt.date) -> list[Acting]:
    """Every organ of the definitions in force in the territory; those that lack somebody first, then the most needed.

    Five queries, and one more when a definition is seen for the first time.
    """
    versions = _read_versions(on)
    needs = _gather(_choose(versions, territory.path), _read_organs(versions))
    rows = Seat.objects.filter(territory__path__in=list_paths(territory.path))
    own: dict[str, Organisation] = {}
    above: dict[str, Seat] = {}
    for seat in rows.select_related("organisation", "territory").order_by("territory__path"):
        if seat.territory_id == territory.pk:
            own[seat.organ] = seat.organisation
        else:
            above[seat.organ] = seat  # by path: the nearest comes last
    below = dict(
        Seat.objects.filter(territory__path__startswith=territory.path).exclude(territory=territory)
        .values_list("organ").annotate(Count("pk")).order_by("organ")
    )  # fmt: skip
    found = []
    for organ, need in needs.items():
        seat = above.get(organ)
        higher = (seat.organisation, seat.territory) if seat else (None, None)
        found.append(Acting(need, own.get(organ), *higher, below.get(organ, 0)))
    return sorted(found, key=_rank)


def _rank(one: Acting) -> tuple[bool, bool, bool, int, str]:
    return not one.need.is_needed, not one.is_lacking, one.acting is not None, -one.need.count, one.organ


def list_standing(*, on: dt.date) -> list[Standing]:
    """The city and its districts with how many organs lack somebody; five queries, one more as in `list_acting`."""
    versions, seating = _read_versions(on), read_seating()
    organs = _read_organs(versions)
    districts = sorted({version.district for version in versions if version.district})
    listed = {version.implementers: version for version in versions if version.unmapped}.values()
    known: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    found = []
    for place in seating.places:
        own = tuple(district for district in districts if place.path.startswith(district))
        here = (any(version.needs_organs_in(place.path) for version in listed), own)
        if here not in known:
            needs = _gather(_choose(versions, place.path), organs)
            known[here] = [organ for organ, need in needs.items() if need.is_needed]
        lacking = sum(not _is_met(place.path, seating.seated.get(organ, set())) for organ in known[here])
        found.append(Standing(place, len(known[here]), lacking))
    return found


def _is_met(path: str, seated: Iterable[str]) -> bool:
    return any(path.startswith(one) or one.startswith(path) for one in seated)


def list_candidates(territory: Organisation) -> list[tuple[Organisation, list[Organisation]]]:
    """Who may act in a territory: the organisations in it, above and below, each with its own territory; one query.

    The territory's own come first, then those of the others from the top down; within each by path.
    """
    top = list_paths(territory.path)[0]
    rows = sorted(Organisation.objects.filter(path__startswith=top), key=lambda row: row.path.split("/"))
    homes = {row.path: row for row in rows if row.kind == OrganisationKind.TERRITORY}
    known = {row.pk: row for row in rows}
    groups: dict[str, list[Organisation]] = {territory.path: []}
    for row in rows:
        home = find_home(row.path, homes)
        if row.path in homes or home is None:
            continue
        if home.startswith(territory.path) or territory.path.startswith(home):
            row.parent = known.get(row.parent_id)  # at hand: whoever says of what a unit is a part asks nothing more
            groups.setdefault(home, []).append(row)
    return [(homes.get(home, territory), found) for home, found in groups.items() if found]


def _read_versions(on: dt.date) -> list[Version]:
    """What is in force on the day, and what the application would put in force as soon as it is needed."""
    rows = list_in_force(on=on).values_list(
        "process", "name", "name_en", "digest", "unmapped", "district__path", "effective_from", "pk"
    )
    implementers = {process: tuple(some) for process, some in list_implementers().items()}
    found = [
        Version(
            process, Text(name, name_en or None), digest, unmapped, district or "", since, pk,
            implementers.get(process, ()) if unmapped else (),
        )
        for process, name, name_en, digest, unmapped, district, since, pk in rows
    ]  # fmt: skip
    served = {version.process for version in found if not version.district}
    own = [read_own(process) for process in OWN if process not in served]
    return [*(Version(one.process, one.name, one.digest, False, "", dt.date.min, 0) for one in own), *found]


def _choose(versions: Iterable[Version], path: str) -> list[Version]:
    """The version of each process that serves there and needs seats: the nearest district's own, else the whole city's."""
    fitting = [version for version in versions if path.startswith(version.district) and version.needs_organs_in(path)]
    fitting.sort(key=lambda version: (len(version.district), version.since, version.pk))
    return sorted({version.process: version for version in fitting}.values(), key=lambda version: version.process)


def _read_organs(versions: Sequence[Version]) -> Mapping[str, list[Naming]]:
    """The organs of each definition; of those that nobody has written down one answers for all, they run alike."""
    alike = next((version.digest for version in versions if version.unmapped), None)
    wanted = {version.digest for version in versions if not version.unmapped} | ({alike} if alike else set())
    for process in OWN:
        one = read_own(process)
        if one.digest in wanted:
            _ORGANS.setdefault(one.digest, _list_organs(one))
    fresh = wanted - _ORGANS.keys()
    if fresh:
        _ORGANS.update({digest: _list_organs(one) for digest, one in read_sources(fresh).items()})
    organs = {digest: _ORGANS[digest] for digest in wanted}
    if alike:
        organs |= dict.fromkeys((version.digest for version in versions if version.unmapped), organs[alike])
    return organs


def _list_organs(definition: ProcessDefinition) -> list[Naming]:
    # A review is done by whoever answers for the case where there is no window, so that it never lacks somebody.
    needed = set(list_needed(definition)) - {WINDOW}
    found = sorted({*list_needed(definition), *list_asked(definition)})
    if definition.process == REVOCATION:
        found.remove(DECIDING)
    named = {organ: definition.organs[organ].name if organ in definition.organs else Text(organ) for organ in found}
    return [Naming(organ, named[organ], organ in needed) for organ in found]


def _gather(versions: Iterable[Version], organs: Mapping[str, list[Naming]]) -> dict[str, Need]:
    needs: dict[str, Need] = {}
    for version in versions:
        for naming in organs[version.digest]:
            need = needs.setdefault(naming.organ, Need(naming.organ))
            if naming.is_needed and not need.is_needed:
                need.is_needed, need.processes, need.unmapped = (
                    True,
                    [],
                    0,
                )  # what only names it does not count any more
            if naming.is_needed != need.is_needed:
                continue
            if version.unmapped:
                need.unmapped += 1  # its name is the department's of one item, and says nothing of the others
                continue
            need.processes.append(version.name)
            if naming.name not in need.names:
                need.names.append(naming.name)
    return needs
