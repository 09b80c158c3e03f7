"""Every item online: how many of the active items can be applied for online, and which cannot and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from attrs import frozen
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from zaizao.definition.model import Kind
from zaizao_city.casework.selectors.implementing import list_implementers
from zaizao_city.casework.selectors.territories import Seating, find_fitting, read_seating
from zaizao_city.catalogue.enums import ItemStatus
from zaizao_city.catalogue.models import DefinitionVersion, ServiceItem
from zaizao_city.catalogue.selectors.definitions import get_definition, list_in_force


class Obstacle(TextChoices):
    """Why nobody can apply for an item online."""

    NO_PROCESS = "no-process", _("没有可以运行的流程")
    NOT_IN_FORCE = "not-in-force", _("流程今天没有生效的版本")
    NO_APPLICATION = "no-application", _("流程不是依申请办理的")
    NO_SEAT = "no-seat", _("流程里的机关在哪个区都没有设置承办单位")


@frozen
class Offline:
    """An item that cannot be applied for online."""

    item: ServiceItem
    why: Obstacle


@frozen
class Online:
    """The active items: how many there are, and those that cannot be applied for online."""

    total: int
    offline: Sequence[Offline]

    @property
    def count(self) -> int:
        """How many can be applied for online."""
        return self.total - len(self.offline)


def count_online(*, on: dt.date) -> Online:
    """Which of the active items can be applied for online on the day.

    Five queries, and one more where the list names organisations, beside the definitions, which are kept. The unmapped
    ones all run the same course, by the organisation that the list names or else by one organ, so that one of them
    answers for all.
    """
    items = list(ServiceItem.objects.filter(status=ItemStatus.ACTIVE).defer("elements").order_by("pk"))
    versions = {one.process: one for one in list_in_force(on=on).defer("source").order_by("effective_from", "pk")}
    seating = read_seating()
    unmapped = next((one for one in versions.values() if one.unmapped), None)
    has_organ = unmapped is not None and _is_seated(unmapped, seating)
    implemented = list_implementers().keys()
    offline = []
    for item in items:
        version = versions.get(item.process)
        obstacle = _find_obstacle(item, version, seating, has_organ=has_organ or item.process in implemented)
        if obstacle is not None:
            offline.append(Offline(item, obstacle))
    return Online(len(items), offline)


def _find_obstacle(
    item: ServiceItem, version: DefinitionVersion | None, seating: Seating, *, has_organ: bool
) -> Obstacle | None:
    if not item.process:
        return Obstacle.NO_PROCESS
    if version is None:
        return Obstacle.NOT_IN_FORCE
    if version.kind == Kind.MATTER.value:
        return Obstacle.NO_APPLICATION
    return None if (has_organ if version.unmapped else _is_seated(version, seating)) else Obstacle.NO_SEAT


def _is_seated(version: DefinitionVersion, seating: Seating) -> bool:
    """Whether the organs of the version are somebody in at least one territory."""
    return bool(find_fitting(get_definition(version.digest), seating))
