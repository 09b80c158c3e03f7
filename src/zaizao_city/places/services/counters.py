"""Setting a counter: where it stands, when it is open, how many desks it has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import asdict, frozen
from django.db import transaction
from django.utils.translation import gettext as _

from zaizao.worktime.errors import OfficeHoursError
from zaizao.worktime.office_hours import parse_intervals, write_intervals
from zaizao_city.foundation.record.values import NewEvent, StreamRef
from zaizao_city.foundation.record.writing import append
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import OrganisationKind
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.places.errors import CounterFaultyError
from zaizao_city.places.events import COUNTER_SET
from zaizao_city.places.models import Counter

DAYS = 7
MOST_DESKS = 200


@frozen(kw_only=True)
class CounterSetting:
    """What is said of a counter; ``weekly``: opening times from Monday to Sunday, ``9:00-12:00, 13:30-17:00``."""

    address: str
    longitude: float
    latitude: float
    weekly: Sequence[str]
    phone: str = ""
    desks: int = 1


@transaction.atomic
def set_counter(organisation: Organisation, setting: CounterSetting, *, actor: Actor, now: datetime) -> Counter:
    """Set the counter of a window organisation, with ``CounterSet``; one that is set already is set anew.

    Raises:
        NotPermittedError: only a system administrator may.
        CounterFaultyError: something said cannot be; everything that is wrong at once.
    """
    require(actor, "places.set_counter", organisation)
    if problems := [*_find_problems(organisation, setting)]:
        raise CounterFaultyError(problems=_("；").join(problems))
    said = {**asdict(setting), "weekly": [write_intervals(parse_intervals(text)) for text in setting.weekly]}
    counter, _made = Counter.objects.update_or_create(organisation=organisation, defaults=said)
    stream = StreamRef("counter", organisation.code)
    append(stream, [NewEvent(COUNTER_SET, said)], at=now, actor=actor.account_key, expected=None)
    return counter


def _find_problems(organisation: Organisation, setting: CounterSetting) -> list[str]:
    found = []
    if organisation.kind == OrganisationKind.TERRITORY:
        found.append(_("行政区域不是窗口单位"))
    if not setting.address.strip():
        found.append(_("没有写地址"))
    if not (abs(setting.longitude) <= 180 and abs(setting.latitude) <= 90):
        found.append(_("经度、纬度超出范围"))
    if not 1 <= setting.desks <= MOST_DESKS:
        found.append(_("席位数要在 1 到 {most} 之间").format(most=MOST_DESKS))
    if len(setting.weekly) != DAYS:
        found.append(_("开放时间要写满周一到周日七天"))
    return [*found, *(_("看不懂开放时间“{text}”").format(text=text) for text in setting.weekly if not _can_read(text))]


def _can_read(text: str) -> bool:
    try:
        parse_intervals(text)
    except OfficeHoursError:
        return False
    return True
