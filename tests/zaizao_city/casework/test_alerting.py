"""Nothing is late unseen: work that nobody has taken, and time that runs short on it."""

from __future__ import annotations

import datetime as dt

from django.utils import translation

from small_town import NOW, Town
from zaizao_city.casework.mapping.records import stream_of
from zaizao_city.casework.models import WorkItem
from zaizao_city.casework.services.telling import tell_entries
from zaizao_city.casework.services.ticking import tick_due
from zaizao_city.foundation.notices.models import Notice
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Mandate, Person, RoleAssignment

YELLOW_AT, RED_AT, NEXT_DAY = (dt.datetime(2026, 2, day, hour) for day, hour in ((13, 20), (14, 9), (15, 9)))
SOON = "快到期的任务没有人接手：yunhe-window"
LATE = "超期任务没有人接手：yunhe-window"


def _employ(town: Town, name: str, role: Role, organ: str = "window") -> Actor:
    actor = town.make_actor(name, role, organ)
    RoleAssignment.objects.create(
        person_id=actor.person_id, role=role, organisation=town.organs[organ], from_on=NOW.date(), granted_by="system"
    )
    return actor


def _let_pass(*references: str, until: dt.datetime) -> None:
    tick_due(now=until)
    _tell(*references, of=until)


def _tell(*references: str, of: dt.datetime) -> None:
    for reference in references:
        tell_entries([entry for entry in read_stream(stream_of(reference)) if entry.at == of])


def _list_told() -> list[tuple[str, str]]:
    names = dict(Person.objects.values_list("key", "name"))
    rows = Notice.objects.filter(link__startswith="/desk/?").order_by("id")
    return [(names[row.person_key], row.title) for row in rows]


def test_who_may_take_the_work_hears_of_it_once_a_day_and_colour(town: Town) -> None:
    _employ(town, "刘倩倩", Role.WINDOW_CLERK)
    _employ(town, "高处长", Role.LEADER)
    _employ(town, "别处的人", Role.WINDOW_CLERK, "fire-rescue")
    first, second = (town.apply(key=key).reference for key in "ab")

    _let_pass(first, second, until=YELLOW_AT)
    assert _list_told() == [("刘倩倩", SOON)]

    _let_pass(first, second, until=RED_AT)
    assert _list_told() == [("刘倩倩", SOON), ("刘倩倩", LATE), ("高处长", LATE)]
    assert Notice.objects.filter(title=LATE).values_list("link", "urgent").distinct().get() == (
        "/desk/?view=late&place=yunhe-window",
        True,
    )
    assert Notice.objects.filter(title=LATE).first().text.startswith("现在有 2 件已经超期、还没有人接手。")


def test_what_turns_red_on_another_day_is_told_again(town: Town) -> None:
    _employ(town, "刘倩倩", Role.WINDOW_CLERK)
    first = town.apply(key="a").reference
    second = town.apply(key="b", now=dt.datetime(2026, 2, 13, 9)).reference

    _let_pass(first, until=RED_AT)
    _let_pass(second, until=NEXT_DAY)

    assert [title for _name, title in _list_told()] == [LATE, LATE]


def test_what_somebody_has_taken_is_told_to_them_alone(town: Town) -> None:
    _employ(town, "刘倩倩", Role.WINDOW_CLERK)
    other = _employ(town, "马小军", Role.WINDOW_CLERK)
    reference = town.apply(key="a").reference
    tick_due(now=RED_AT)
    WorkItem.objects.update(assignee_id=other.person_id)

    _tell(reference, of=RED_AT)

    assert _list_told() == []
    assert set(Notice.objects.filter(link=f"/desk/cases/{reference}/").values_list("person_key", flat=True)) == {
        other.person_key
    }


def test_a_stand_in_hears_what_the_principal_would(town: Town) -> None:
    principal, other = _employ(town, "刘倩倩", Role.WINDOW_CLERK), town.make_actor("代班的人")
    Mandate.objects.create(
        principal_id=principal.person_id, stand_in_id=other.person_id, organisation=town.organs["window"],
        from_on=NOW.date(), until_on=RED_AT.date(), reason="休假",
    )  # fmt: skip
    reference = town.apply(key="a").reference

    _let_pass(reference, until=RED_AT)

    assert _list_told() == [("刘倩倩", LATE), ("代班的人", LATE)]


def test_an_alarm_is_written_in_english_too_and_known_whatever_its_language(town: Town) -> None:
    _employ(town, "刘倩倩", Role.WINDOW_CLERK)
    reference = town.apply(key="a").reference

    with translation.override("en"):
        _let_pass(reference, until=YELLOW_AT)
    _tell(reference, of=YELLOW_AT)

    [notice] = Notice.objects.filter(link__startswith="/desk/?")
    assert notice.title == "Nobody has taken work that is nearly due: yunhe-window"
    assert notice.text.startswith("1 piece of work is nearly due and nobody has taken it.")
