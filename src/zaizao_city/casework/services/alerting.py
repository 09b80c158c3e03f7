"""Nothing is late unseen: time runs short on work that nobody has taken, and whoever may take it is told.

Gathered: of an organisation each of them hears once a day and colour, with how much there is by then. What somebody has
taken is told to them alone, by `telling`.
"""

from __future__ import annotations

from datetime import datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from zaizao.definition.vocabulary import DECIDING_VERBS
from zaizao_city.casework.models import WorkItem
from zaizao_city.casework.permissions import PERMISSIONS
from zaizao_city.foundation.notices.models import Notice
from zaizao_city.foundation.notices.notifying import notify
from zaizao_city.identity.enums import Role, Scope
from zaizao_city.identity.models import Organisation, Person
from zaizao_city.identity.selectors.people import list_holders_of

YELLOW, RED = "soon", "late"
"""The colours of the light at a piece of work, by the list of work that shows them."""
LIGHTS = frozenset({"Escalated", "DeadlinePassed"})
"""The entries of the record that turn a light on."""


class Alarm(Struct, frozen=True):
    """A light that went on at some work that nobody has taken."""

    work: WorkItem
    at: datetime

    @property
    def colour(self) -> str:
        """Red from the moment at which it was due."""
        return RED if self.work.sort_at <= self.at else YELLOW


def sound_alarm(alarm: Alarm) -> None:
    """Tell whoever may take the work and was not told of that colour today; at red, whoever leads the organisation too.

    The link names the organisation, so that a notice is known by it whatever language it was written in.
    """
    place = alarm.work.organisation
    if place is None:
        return
    link, today = f"/desk/?view={alarm.colour}&place={place.code}", alarm.at.date()
    people = list_holders_of(list_roles(alarm), organisation=place, on=today)
    told = Notice.objects.filter(
        person_key__in=[person.key for person in people], link=link, at__gte=datetime.combine(today, time())
    )
    heard = set(told.values_list("person_key", flat=True))
    for person in people:
        if person.key not in heard:
            _tell(person, place, alarm, link=link)


def list_roles(alarm: Alarm) -> list[Role]:
    """Who may take such work in its organisation; at red, whoever leads the organisation hears it too."""
    granted = PERMISSIONS[_name_permission(alarm.work)]
    roles = [role for role, scope in granted.items() if scope == Scope.ORGANISATION]
    return [*roles, Role.LEADER] if alarm.colour == RED else roles


def _name_permission(work: WorkItem) -> str:
    if work.does == "accept":
        return "casework.accept_case"
    return "casework.decide_item" if work.does in DECIDING_VERBS and work.item else "casework.complete_work"


def _tell(person: Person, place: Organisation, alarm: Alarm, *, link: str) -> None:
    waiting, urgent = WorkItem.objects.filter(organisation=place, assignee=None), alarm.colour == RED
    if urgent:
        title, count = _("超期任务没有人接手：{place}"), waiting.filter(sort_at__lte=alarm.at).count()
        text = ngettext(
            "现在有 {count} 件已经超期、还没有人接手。请今天安排人办；今天再有，都在列表里，不再另行通知。",
            "现在有 {count} 件已经超期、还没有人接手。请今天安排人办；今天再有，都在列表里，不再另行通知。",
            count,
        )
    else:
        title = _("快到期的任务没有人接手：{place}")
        count = waiting.filter(is_warned=True, sort_at__gt=alarm.at).count()
        text = ngettext(
            "现在有 {count} 件快到期、还没有人接手。今天再有，都在列表里，不再另行通知。",
            "现在有 {count} 件快到期、还没有人接手。今天再有，都在列表里，不再另行通知。",
            count,
        )
    notify(
        person_key=person.key, title=title.format(place=place.name), text=text.format(count=count), link=link,
        urgent=urgent, now=alarm.at,
    )  # fmt: skip
