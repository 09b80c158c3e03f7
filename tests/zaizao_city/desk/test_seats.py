"""The page on which the system administrator says which organisation acts as which organ of a territory."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from desk_town import CLOCK
from two_districts import TwoDistricts
from zaizao_city.casework.models import Seat
from zaizao_city.casework.selectors.seats import Acting
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Organisation

SEATS = "/desk/admin/organisations/yunhe/seats/"
WINDOW = f"{SEATS}window/"
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
LATER_ORGANS = ("hotline-centre", "government-office")


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> TwoDistricts:
    made = TwoDistricts("restaurant")
    monkeypatch.setattr(CLOCK, lambda: made.now)
    made.open_account("system", "系统", Role.SYSTEM_ADMIN)
    Organisation.objects.filter(code="lanchuan").update(name="澜川市", name_en="Lanchuan")
    return made


@pytest.fixture
def admin(town: TwoDistricts) -> Client:
    return town.sign_in("system")


def _read_rows(client: Client, address: str = SEATS) -> dict[str, list[str]]:
    """The words of each row of the page's tables by the first of them."""
    page = client.get(address).content.decode()
    rows = [re.findall(r"[^<>]+", re.sub(r"\s*<[^>]+>\s*", "<>", row)) for row in ROW.findall(page)]
    return {row[0]: row[1:] for row in rows if row}


def _find(client: Client, organ: str) -> Acting:
    context = client.get(SEATS).context
    return next(one for one in [*context["needed"], *context["asked"]] if one.organ == organ)


def test_the_page_says_how_many_organs_are_nobody_and_what_follows(admin: Client) -> None:
    page = admin.get(SEATS).content.decode()

    assert "8 个机关中有 2 个还没有落实单位：它们要办的事暂时收不了件。" in page
    rows = _read_rows(admin)
    assert list(rows)[:3] == ["机关", "市政府办公室", "市民服务热线中心"]
    assert rows["综合窗口"] == ["开办餐饮店", "云河区政务服务大厅", "改", "：综合窗口"]


def test_an_organ_is_set_changed_and_taken_back(town: TwoDistricts, admin: Client) -> None:
    hall = town._add_organisation("lanchuan-hall", town.city, "organ")
    Organisation.objects.filter(pk=hall.pk).update(name="市民之家")
    before = len(read_stream(StreamRef("organisation", "yunhe")))

    changed = admin.post(WINDOW, {"organisation": hall.code, "once": "a"}, follow=True)
    taken = admin.post(WINDOW, {"organisation": "-", "once": "b"}, follow=True)

    assert "已落实：综合窗口由“市民之家”来办" in changed.content.decode()
    told = taken.content.decode()
    assert "已取消：现在没有单位办“综合窗口”的事，1 个流程暂时收不了件" in told
    assert "8 个机关中有 3 个还没有落实单位" in told
    assert _find(admin, "window").is_lacking
    events = read_stream(StreamRef("organisation", "yunhe"))[before:]
    assert [(event.name, event.body) for event in events] == [
        ("OrganSeated", {"organ": "window", "before": "yunhe-window", "after": "lanchuan-hall"}),
        ("OrganUnseated", {"organ": "window", "before": "lanchuan-hall", "after": None}),
    ]


def test_what_is_taken_back_is_inherited_and_the_page_says_from_where(town: TwoDistricts, admin: Client) -> None:
    hall = town._add_organisation("lanchuan-hall", town.city, "organ")
    Organisation.objects.filter(pk=hall.pk).update(name="市民之家")
    admin.post("/desk/admin/organisations/lanchuan/seats/window/", {"organisation": hall.code})

    form = admin.get(WINDOW).content.decode()
    told = admin.post(WINDOW, {"organisation": "-"}, follow=True).content.decode()

    assert "本级不指定：由上级的“市民之家”来办" in form
    assert "已改回：综合窗口由上级的“市民之家”来办" in told
    assert _read_rows(admin)["综合窗口"] == [
        "开办餐饮店", "市民之家", "从上级继承：澜川市", "改", "：综合窗口",
    ]  # fmt: skip
    assert "现在由“市民之家”来办，从上级继承：澜川市" in admin.get(WINDOW).content.decode()


def test_an_organisation_of_another_district_is_refused_with_the_way_forward(town: TwoDistricts, admin: Client) -> None:
    answer = admin.post(WINDOW, {"organisation": "qinghe-window", "once": "a"})

    page = answer.content.decode()
    assert (answer.status_code, answer.context["refused"]["code"]) == (409, "seat-elsewhere")
    assert "不是“云河区”的单位，也不是它下级或上级区域的单位" in page
    assert "请在两地共同的上级区域里落实" in page
    assert Seat.objects.get(territory=town.district, organ="window").organisation.code == "yunhe-window"


def test_a_form_that_says_nothing_takes_nobody_s_seat_away(town: TwoDistricts, admin: Client) -> None:
    answer = admin.post(WINDOW, {"once": "a"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["organisation"])
    assert Seat.objects.filter(territory=town.district, organ="window").exists()


@pytest.mark.parametrize("code", ["nobody", "lanchuan"])
def test_what_is_no_organisation_is_said_at_the_field(admin: Client, code: str) -> None:
    answer = admin.post(WINDOW, {"organisation": code})

    assert (answer.status_code, answer.context["form"].errors["organisation"]) == (422, ["没有这个编码的单位。"])


def test_saving_what_is_there_changes_nothing(town: TwoDistricts, admin: Client) -> None:
    before = len(read_stream(StreamRef("organisation", "yunhe")))

    told = admin.post(WINDOW, {"organisation": "yunhe-window"}, follow=True).content.decode()

    assert "没有变化：综合窗口" in told
    assert len(read_stream(StreamRef("organisation", "yunhe"))) == before


def test_the_form_offers_the_territory_s_own_first_and_units_with_what_they_are_a_part_of(
    town: TwoDistricts, admin: Client
) -> None:
    unit = town._add_organisation("yunhe-fire-unit", town.organs["fire-rescue"], "unit")
    Organisation.objects.filter(pk=unit.pk).update(name="验收科")

    groups = admin.get(WINDOW).context["form"].fields["organisation"].widget.choices

    assert groups[0] == ("-", "本级不指定：暂时没有单位来办")
    assert groups[1][0] == "云河区"
    assert ("yunhe-fire-unit", "云河区消防救援大队 › 验收科") in groups[1][1]
    assert ("yunhe-window", "云河区政务服务大厅") in groups[1][1]


def test_only_the_system_administrator_comes_in(town: TwoDistricts) -> None:
    opened = {address: set() for address in (SEATS, WINDOW, "/desk/admin/seats/")}
    for role in sorted(set(Role) - {Role.CITIZEN, Role.SYSTEM_ADMIN}):
        town.open_account(role, role, role)
    for login in [*sorted(set(Role) - {Role.CITIZEN, Role.SYSTEM_ADMIN}), "system"]:
        client = town.sign_in(login)
        for address, found in opened.items():
            if client.get(address).status_code == 200:
                found.add(login)

    assert opened == {SEATS: {"system"}, WINDOW: {"system"}, "/desk/admin/seats/": {"system"}}
    refused = town.sign_in("clerk").post(WINDOW, {"organisation": "-"})
    assert (refused.status_code, Seat.objects.filter(territory=town.district, organ="window").count()) == (403, 1)


def test_only_a_territory_has_the_page_and_leads_to_it(admin: Client) -> None:
    territory = admin.get("/desk/admin/organisations/?under=yunhe").content.decode()
    organ = admin.get("/desk/admin/organisations/?under=yunhe-window").content.decode()

    assert f'href="{SEATS}"' in territory
    assert "/seats/" not in organ
    assert admin.get("/desk/admin/organisations/yunhe-window/seats/").status_code == 404
    assert admin.get(f"{SEATS}nobody-needs-it/").status_code == 404
    assert 'href="/desk/admin/seats/"' in admin.get("/desk/admin/").content.decode()


def test_the_overview_counts_for_the_city_and_each_district(town: TwoDistricts, admin: Client) -> None:
    Seat.objects.filter(territory=town.other_district, organ="window").delete()

    rows = _read_rows(admin, "/desk/admin/seats/")

    assert rows["澜川市"] == ["市", "8", "2 个未落实"]
    assert rows["青河区"] == ["区县", "8", "3 个未落实"]
    assert rows["云河区"] == ["区县", "8", "2 个未落实"]


def test_where_no_process_is_in_force_the_page_still_shows_the_application_s_own(town: TwoDistricts) -> None:
    DefinitionVersion.objects.all().delete()

    found = town.sign_in("system").get(SEATS).context["needed"]

    assert sorted(one.organ for one in found) == sorted(LATER_ORGANS)


def test_the_pages_cost_the_same_however_many_organisations_there_are(town: TwoDistricts, admin: Client) -> None:
    addresses = (SEATS, WINDOW, "/desk/admin/seats/")
    counts = []
    for _round in range(2):
        for address in addresses:
            admin.get(address)  # what is read once stays read
        for address in addresses:
            with CaptureQueriesContext(connection) as sent:
                admin.get(address)
            counts.append(len(sent))
        for number in range(6):
            street = town._add_organisation(f"street-{number}", town.district, "territory")
            office = town._add_organisation(f"street-{number}-office", street, "organ")
            town._add_organisation(f"street-{number}-unit", office, "unit")

    assert counts[:3] == counts[3:]


def test_the_pages_are_in_english_too(town: TwoDistricts, admin: Client) -> None:
    admin.post("/preference/", {"language": "en"})

    page, form = admin.get(SEATS).content.decode(), admin.get(WINDOW).content.decode()

    assert "2 of 8 organs are nobody yet: what needs them cannot be taken in for now." in page
    assert "One-stop window" in page
    assert "Which organisation acts" in form
    assert "Lanchuan" in admin.get("/desk/admin/seats/").content.decode()
