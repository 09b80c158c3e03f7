"""Who carries out the items whose process nobody has written down: the organisation that the implementation list names.

It acts in its own territory and in those below; elsewhere, and where the list names nobody, whoever is seated does.
"""

from __future__ import annotations

from attrs import frozen

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.selectors.paths import find_home, list_paths
from zaizao_city.catalogue.mapping.statutory import ORGAN
from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.identity.enums import OrganisationKind
from zaizao_city.identity.models import Organisation


@frozen
class Implementer:
    """An organisation with its path, and the path of the territory in which it acts."""

    organisation_id: int
    path: str
    home: str

    def acts_in(self, path: str) -> bool:
        """Whether it acts in the territory with that path."""
        return path.startswith(self.home)


def is_statutory(definition: ProcessDefinition) -> bool:
    """Whether it is the course of an item that nobody has written down."""
    return definition.competent == ORGAN


def list_implementers(*processes: str) -> dict[str, list[Implementer]]:
    """By process: who carries out the items of these statutory courses, or of all of them. Two queries."""
    items = ServiceItem.objects.filter(unmapped=True, organisation__isnull=False).exclude(process="")
    if processes:
        items = items.filter(process__in=processes)
    rows = list(items.order_by("pk").values_list("process", "organisation_id", "organisation__path"))
    above = {path for _process, _pk, own in rows for path in list_paths(own)}
    territories = Organisation.objects.filter(path__in=above, kind=OrganisationKind.TERRITORY) if above else ()
    homes = {one.path for one in territories}
    found: dict[str, list[Implementer]] = {}
    for process, pk, path in rows:
        home = find_home(path, homes)
        if home is not None:
            found.setdefault(process, []).append(Implementer(pk, path, home))
    return found
