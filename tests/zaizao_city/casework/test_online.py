"""Every item online: how many can be applied for, and why the others cannot."""

from __future__ import annotations

from pytest_django import DjangoAssertNumQueries

from small_town import NOW, Town
from zaizao_city.casework.models import Seat
from zaizao_city.casework.selectors.online import Obstacle, count_online
from zaizao_city.catalogue.models import ServiceItem


def _add(process: str, **more: object) -> ServiceItem:
    number = ServiceItem.objects.count()
    return ServiceItem.objects.create(
        code=f"item-{number}", name=f"事项{number}", department="某局", process=process, changed_at=NOW, **more
    )


def test_an_item_is_online_where_a_process_in_force_has_all_its_organs(town: Town) -> None:
    _add("open-restaurant")
    _add("open-restaurant", status="cancelled")
    without, gone = _add(""), _add("nothing-in-force")

    online = count_online(on=NOW.date())

    assert (online.total, online.count) == (3, 1)
    assert [(one.item, one.why) for one in online.offline] == [
        (without, Obstacle.NO_PROCESS), (gone, Obstacle.NOT_IN_FORCE),
    ]  # fmt: skip


def test_what_is_no_application_is_not_applied_for(grid: Town) -> None:
    matter = next(name for name, one in grid.definitions.items() if one.kind.value == "matter")
    _add(matter)

    assert [one.why for one in count_online(on=NOW.date()).offline] == [Obstacle.NO_APPLICATION]


def test_an_organ_that_is_nobody_anywhere_keeps_an_item_offline(town: Town) -> None:
    _add("open-restaurant")
    Seat.objects.filter(organ="fire-rescue").delete()

    assert [one.why for one in count_online(on=NOW.date()).offline] == [Obstacle.NO_SEAT]


def test_a_longer_list_of_items_asks_no_more_questions(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _add("open-restaurant")
    count_online(on=NOW.date())
    with django_assert_num_queries(5):
        count_online(on=NOW.date())
    for _number in range(5):
        _add("open-restaurant")

    with django_assert_num_queries(5):
        assert count_online(on=NOW.date()).count == 6
