"""What somebody can apply for: the version that serves today, its definition, its entry in the list of items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from attrs import frozen
from django.db.models import Count, Q

from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Kind
from zaizao_city.casework.enums import KindCode
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.kept_figures import keep_figure
from zaizao_city.catalogue.enums import ItemKind, ItemStatus
from zaizao_city.catalogue.errors import NoVersionInForceError
from zaizao_city.catalogue.models import DefinitionVersion, ServiceItem
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition, list_in_force
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.models import Organisation
from zaizao_city.portal.selectors.refusals import NothingToApplyForError

LOOK_BACK = dt.timedelta(days=90)
RANKED = 100
_SHOWN = ("process", "name", "name_en", "kind", "department", "unmapped")
"""What a list says of a single item."""


@frozen
class Thing:
    """One process that people apply for."""

    version: DefinitionVersion
    definition: ProcessDefinition
    item: ServiceItem | None

    @property
    def code(self) -> str:
        """Its identifier, which stands in the address."""
        return self.version.process

    @property
    def name(self) -> str:
        """Its name in the language in force."""
        return self.definition.name.say(speak())

    @property
    def is_chain(self) -> bool:
        """Whether several items are done as one (一件事)."""
        return self.definition.kind is Kind.CHAIN

    @property
    def is_unmapped(self) -> bool:
        """Whether nobody has written its process down (未梳理): it runs as the statutory minimum."""
        return self.version.unmapped or bool(self.item and self.item.unmapped)


def get_thing(process: str, *, on: dt.date, district: Organisation | None = None) -> Thing:
    """The thing as it is done on the day; three queries.

    Raises:
        NothingToApplyForError: there is none, or nobody applies for it.
    """
    try:
        version = choose_version(process, on=on, district=district)
    except NoVersionInForceError as error:
        raise NothingToApplyForError(process=process) from error
    definition = get_definition(version.digest)
    if definition.kind is Kind.MATTER:
        raise NothingToApplyForError(process=process)
    item = ServiceItem.objects.filter(process=process, status=ItemStatus.ACTIVE).order_by("pk").first()
    return Thing(version, definition, item)


def list_listed(thing: Thing) -> list[str]:
    """The materials that the list of items names for a thing whose process nobody has written down; one query."""
    if not thing.is_unmapped or thing.item is None:
        return []
    return list(thing.item.materials.order_by("position").values_list("material__name", flat=True))


def list_chains(*, on: dt.date) -> list[Thing]:
    """The chains (一件事) that serve today, by name; two queries beside the definitions, which are kept."""
    versions = list(list_in_force(on=on).filter(kind=Kind.CHAIN.value, district=None).defer("source").order_by("name"))
    items = {item.process: item for item in ServiceItem.objects.filter(kind=ItemKind.CHAIN, status=ItemStatus.ACTIVE)}
    latest = {version.process: version for version in versions}
    return [
        Thing(version, get_definition(version.digest), items.get(process))
        for process, version in latest.items()
        if process in items
    ]


def list_asked_for(*, now: dt.datetime, limit: int) -> list[ServiceItem]:
    """Single items that people applied for in the last 90 days, most first; then those whose process is written down.

    Three queries.
    """
    counted = keep_figure("asked for", lambda: _count_asked_for(now=now), now=now)
    rows = ServiceItem.objects.filter(status=ItemStatus.ACTIVE).exclude(kind=ItemKind.CHAIN).exclude(process="")
    wanted = rows.filter(Q(process__in=list(counted)) | Q(unmapped=False)).only(*_SHOWN)
    return sorted(wanted[:RANKED], key=lambda item: (-counted.get(item.process, 0), item.name))[:limit]


def _count_asked_for(*, now: dt.datetime) -> dict[str, int]:
    recent = Case.objects.filter(kind=KindCode.APPLICATION, opened_at__gt=now - LOOK_BACK).values("process")
    return dict(recent.annotate(n=Count("pk")).order_by("-n").values_list("process", "n")[:RANKED])


def list_names(processes: Iterable[str]) -> dict[str, str]:
    """The names of processes by their identifiers, in the language in force; one query."""
    rows = DefinitionVersion.objects.filter(process__in=set(processes)).order_by("effective_from", "pk")
    english = speak() == "en"
    return {
        process: (name_en or name) if english else name
        for process, name, name_en in rows.values_list("process", "name", "name_en")
    }


def list_places(thing: Thing, candidates: Sequence[Organisation]) -> list[Organisation]:
    """Of some territories, those that lie where the version of the thing holds."""
    district = thing.version.district
    return [place for place in candidates if district is None or place.path.startswith(district.path)]
