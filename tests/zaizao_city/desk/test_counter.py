"""The counter at the desk: people called in order, and applications taken in for another district of the city."""

from __future__ import annotations

import pytest
from django.test import Client

from desk_town import CLOCK
from small_town import NOW
from two_districts import TwoDistricts
from zaizao_city.casework.enums import Channel
from zaizao_city.casework.errors import NoSuchCaseError
from zaizao_city.casework.models import Case, Visit
from zaizao_city.casework.selectors.cases import get_matter
from zaizao_city.casework.selectors.taken_in import list_taken_in
from zaizao_city.casework.services.opening import Opening, open_case
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Organisation
from zaizao_city.places.models import Counter, Ticket

ANSWERS = "fact-signboard=yes&fact-fire_pledged=yes&fact-own_water=no"
FACTS = {"signboard": True, "fire_pledged": True, "own_water": False}
ADDRESS = "/desk/counter/yunhe-window/"


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> TwoDistricts:
    made = TwoDistricts("restaurant")
    monkeypatch.setattr(CLOCK, lambda: made.now)
    return made


def _take_in(clerk: Client, *, once: str = "o1") -> str:
    """Li Si, who lives in the other district, applies at this window; where the clerk is led afterwards."""
    said = {"number": "11010119900307803X", "name": "李四", "fact-shop_name": "阿莲烘焙", "visited": "on", "once": once}
    answer = clerk.post(
        f"/desk/intake/open-restaurant/?territory=qinghe&{ANSWERS}", {**said, "here": ["application-form"]}
    )
    return str(answer.headers.get("Location", answer.status_code))


def _opening(town: TwoDistricts, **changed: object) -> Opening:
    asked = {
        "process": "open-restaurant", "territory": town.other_district, "facts": FACTS,
        "applicant_id": town.applicant.person_id, "channel": Channel.WINDOW, "counter": town.counter, **changed,
    }  # fmt: skip
    return Opening(**asked)  # type: ignore[arg-type]


def test_the_clerk_calls_the_next_and_says_what_became_of_them(town: TwoDistricts) -> None:
    first, second = town.wait(town.counter, people=2)
    clerk = town.sign_in("clerk")

    clerk.post(f"{ADDRESS}call/", {"once": "a"})
    assert clerk.get("/desk/counter/").context["queue"].mine.ticket == first
    clerk.post(f"{ADDRESS}done/", {"once": "b", "ticket": first.pk})
    clerk.post(f"{ADDRESS}call/", {"once": "c"})
    clerk.post(f"{ADDRESS}no-show/", {"once": "d", "ticket": second.pk})

    first.refresh_from_db()
    second.refresh_from_db()
    assert [first.served_at, second.served_at, second.given_up_at] == [NOW, None, NOW]


def test_what_cannot_be_called_is_refused_above_the_queue_as_it_is(town: TwoDistricts) -> None:
    answer = town.sign_in("clerk").post(f"{ADDRESS}call/", {"once": "a"})

    assert (answer.status_code, answer.context["refused"]["code"]) == (409, "nobody-waits")


def test_a_number_is_drawn_for_whoever_stands_there(town: TwoDistricts) -> None:
    town.sign_in("clerk").post(f"{ADDRESS}take/", {"once": "a"})

    assert list(Ticket.objects.values_list("number", "person")) == [(1, None)]


def test_somebody_else_s_counter_is_no_counter_of_the_reader(town: TwoDistricts) -> None:
    town.other_clerk()
    town.open_account("approver", "王勇", Role.APPROVER, "market-regulation")

    assert town.sign_in("other-clerk").get("/desk/counter/?at=yunhe-window").status_code == 404
    assert town.sign_in("other-clerk").post(f"{ADDRESS}call/", {"once": "a"}).status_code == 404
    assert town.sign_in("approver").get("/desk/counter/").status_code == 403


def test_the_own_district_comes_first_and_without_a_counter_there_is_no_choice(town: TwoDistricts) -> None:
    clerk, address = town.sign_in("clerk"), f"/desk/intake/open-restaurant/?{ANSWERS}"

    page = clerk.get(address)
    assert [one.code for one in page.context["place_chosen"].choices] == ["yunhe", "qinghe"]
    assert page.context["place_chosen"].territory.code == "yunhe"
    Counter.objects.filter(pk=town.counter.pk).delete()
    assert [one.code for one in clerk.get(address).context["place_chosen"].choices] == ["yunhe"]


def test_what_one_counter_takes_in_for_another_district_is_decided_there(town: TwoDistricts) -> None:
    assert _take_in(town.sign_in("clerk")) == "/desk/intake/"

    case = Case.objects.get()
    (taken_in, *_rest) = read_stream(StreamRef("case", case.reference))
    assert (case.territory, case.counter, case.channel) == (town.other_district, town.counter, "window")
    assert case.organisation.path.startswith(town.other_district.path)
    assert {seat[1].split("/")[1] for seat in case.state.seats.values()} == {"qinghe"}
    assert (taken_in.name, taken_in.body["counter"]) == ("CaseTakenIn", "yunhe-window")
    assert Visit.objects.get().organisation == town.organs["window"]
    assert prove_case(case.pk).differences == ()


def test_the_counter_sees_how_far_it_is_and_nothing_of_the_case(town: TwoDistricts) -> None:
    town.other_clerk()
    clerk = town.sign_in("clerk")
    _take_in(clerk)
    case = Case.objects.get()

    (row,) = clerk.get("/desk/intake/").context["taken_in"]
    assert (row.case.reference, row.case.territory, row.case.is_closed) == (case.reference, "青河区", False)
    assert row.case.at == (town.other_organs["window"].name,)
    assert clerk.get(f"/desk/cases/{case.reference}/").status_code == 404
    with pytest.raises(NoSuchCaseError):
        get_matter(town.clerk, case.reference)

    other = town.sign_in("other-clerk")
    assert other.get(f"/desk/cases/{case.reference}/intake/").status_code == 200
    assert "在云河区政务服务大厅收件" in other.get(f"/desk/cases/{case.reference}/").content.decode()
    assert other.get("/desk/intake/").context["taken_in"] == []


def test_what_the_window_takes_in_for_its_own_district_goes_on_as_ever_and_names_its_counter(
    town: TwoDistricts,
) -> None:
    done = open_case(_opening(town, territory=town.district), actor=town.clerk, key="k", now=NOW)

    assert Case.objects.get().counter == town.counter
    assert get_matter(town.clerk, done.reference)[1].case.reference == done.reference
    assert list_taken_in(town.clerk) == []


def test_a_clerk_opens_nothing_elsewhere_without_a_counter_or_at_somebody_else_s(town: TwoDistricts) -> None:
    for counter in (None, town.other_counter):
        with pytest.raises(NotPermittedError):
            open_case(_opening(town, counter=counter), actor=town.clerk, key="k", now=NOW)

    assert not Case.objects.exists()


@pytest.mark.parametrize("role", [Role.APPROVER, Role.HELPER, Role.DISPATCHER])
def test_only_window_clerks_take_in_for_another_district(town: TwoDistricts, role: Role) -> None:
    actor = town.make_actor("某人", role, "window")

    with pytest.raises(NotPermittedError):
        open_case(_opening(town), actor=actor, key="k", now=NOW)


def test_a_district_of_another_city_is_not_taken_in_for(town: TwoDistricts) -> None:
    Organisation.objects.filter(pk=town.other_district.pk).update(path="elsewhere/qinghe/")
    town.other_district.refresh_from_db()
    for organ in town.other_organs.values():
        Organisation.objects.filter(pk=organ.pk).update(path=f"elsewhere/qinghe/{organ.code}/")

    with pytest.raises(NotPermittedError):
        open_case(_opening(town), actor=town.clerk, key="k", now=NOW)


def test_the_system_administrator_sets_a_counter_and_hours_that_cannot_be_are_told(town: TwoDistricts) -> None:
    town.open_account("sysadmin", "李志强", Role.SYSTEM_ADMIN)
    admin, address = town.sign_in("sysadmin"), "/desk/admin/organisations/yunhe-fire-rescue/counter/"
    said = {"address": "消防路 3 号", "longitude": "118.02", "latitude": "36.01", "desks": "1", "day0": "9:00-12:00"}

    wrong = admin.post(address, {**said, "day1": "早上"})
    assert (wrong.context["refused"]["code"], "早上" in wrong.content.decode()) == ("counter-faulty", True)
    admin.post(address, said)

    counter = Counter.objects.get(organisation__code="yunhe-fire-rescue")
    assert (counter.address, counter.weekly) == ("消防路 3 号", ["9:00-12:00", "", "", "", "", "", ""])
    assert town.sign_in("clerk").get(address).status_code == 403


def test_the_list_of_items_says_how_many_are_online_and_why_the_others_are_not(town: TwoDistricts) -> None:
    town.open_account("editor", "赵敏", Role.CATALOGUE_EDITOR)
    for number, process in enumerate(("open-restaurant", "")):
        ServiceItem.objects.create(
            code=f"i-{number}", name=f"事项{number}", department="某局", process=process, changed_at=NOW
        )

    page = town.sign_in("editor").get("/desk/admin/items/").content.decode()

    assert "在用的 2 项里，1 项能在网上申请。" in page
    assert "没有可以运行的流程" in page
