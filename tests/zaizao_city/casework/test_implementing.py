"""An item that nobody has written down is carried out by the organisation that the implementation list names."""

from __future__ import annotations

import pytest

from small_town import NOW
from two_districts import TwoDistricts
from zaizao_city.casework.errors import NoSeatError
from zaizao_city.casework.models import Case, WorkItem
from zaizao_city.casework.selectors.online import count_online
from zaizao_city.casework.selectors.seats import list_acting
from zaizao_city.casework.selectors.territories import list_territories
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.seating import seat_organs
from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.catalogue.services.importing import publish_statutory
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.models import Organisation

TODAY = NOW.date()


@pytest.fixture
def city(db: None) -> TwoDistricts:
    return TwoDistricts("restaurant")


def _list_item(organisation: Organisation | None, code: str = "A1") -> str:
    item = ServiceItem(
        code=code, name="养蜂证申领", kind="licence", department="某局", changed_at=NOW, organisation=organisation
    )
    publish_statutory([item], by="system", now=NOW)
    item.save()
    return item.process


def _open(process: str, territory: Organisation, **more: object) -> Organisation:
    """Who has to take in a case of the process there."""
    done = open_case(Opening(process=process, territory=territory, **more), actor=SYSTEM, key=None, now=NOW)
    answers = Case.objects.get(pk=done.case_id).organisation
    assert WorkItem.objects.get(case_id=done.case_id).organisation == answers
    return answers


def _list_places(process: str) -> list[str]:
    definition = get_definition(choose_version(process, on=TODAY).digest)
    return [place.code for place in list_territories(definition)]


def _count_lacking(territory: Organisation) -> int:
    found = {one.organ: one.need.unmapped for one in list_acting(territory, on=TODAY)}
    return found.get("organ", 0)


def test_a_district_s_organ_acts_in_its_district_and_nowhere_else(city: TwoDistricts) -> None:
    organ = city.organs["market-regulation"]
    process = _list_item(organ)

    assert _open(process, city.district) == organ
    with pytest.raises(NoSeatError):
        _open(process, city.other_district)
    assert _list_places(process) == [city.district.code]
    assert [_count_lacking(place) for place in (city.district, city.other_district, city.city)] == [0, 1, 0]
    assert [one.item.process for one in count_online(on=TODAY).offline] == []


def test_an_organ_of_the_city_acts_in_every_district(city: TwoDistricts) -> None:
    organ = city._add_organisation("lanchuan-bees", city.city, "organ")
    unit = city._add_organisation("lanchuan-bees-hives", organ, "unit")
    process = _list_item(unit)

    assert [_open(process, place) for place in (city.district, city.other_district)] == [unit, unit]
    assert sorted(_list_places(process)) == sorted([city.district.code, city.other_district.code])


def test_the_list_goes_before_the_seat_and_what_the_case_itself_names_before_both(city: TwoDistricts) -> None:
    listed, seated, named = (city.organs[name] for name in ("market-regulation", "window", "fire-rescue"))
    process, nameless = _list_item(listed), _list_item(None, code="A2")
    seat_organs(territory=city.district, seats={"organ": seated}, actor=SYSTEM, now=NOW)

    assert _open(process, city.district) == listed
    assert _open(nameless, city.district) == seated
    assert _open(process, city.district, seats={"organ": named.pk}) == named
    assert _count_lacking(city.district) == 1


def test_an_item_whose_process_is_written_down_goes_by_its_seats(city: TwoDistricts) -> None:
    ServiceItem.objects.create(
        code="A3", name="开办餐饮店", department="某局", changed_at=NOW, process="open-restaurant", unmapped=False,
        organisation=city.organs["fire-rescue"],
    )  # fmt: skip

    done = city.apply(key="one")

    assert Case.objects.get(pk=done.case_id).organisation != city.organs["fire-rescue"]
