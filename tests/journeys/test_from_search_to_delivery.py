"""The whole way in a real browser: from everyday words to four results, with one gap, one pledge, one stop, three departments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

import browsing
from desk_town import CLOCK, DeskTown
from portal_town import VIEWS
from uploads import PDF
from zaizao_city.casework.models import Case, Document, IssuedResult, ItemDecision
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.catalogue.services.indexing import index_items
from zaizao_city.catalogue.services.packs import list_shipped
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account

ORGANS = {"market": "market-regulation", "fire": "fire-rescue", "urban": "city-management"}
DETAILS = {"phone": "13800138000", "shop_name": "泉边小馆", "premises_address": "泉城路 88 号", "premises_area": "180"}
Open = Callable[[str, str], Any]


@pytest.fixture
def town(browser: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> DeskTown:
    made = DeskTown("restaurant")
    for place in (CLOCK, *(f"{view}.read_clock" for view in VIEWS)):
        monkeypatch.setattr(place, lambda: made.now)
    index_items([list_shipped(definition, now=made.now) for definition in made.definitions.values()])
    Account.objects.create(login="zhou", person_id=made.applicant.person_id)
    for login, organ in ORGANS.items():
        for number in ("", "-2"):
            made.open_account(f"{login}{number}", f"{login}{number}", Role.APPROVER, organ)
    return made


@pytest.fixture
def open_page(browser: Any, live_server: Any, town: DeskTown) -> Iterator[Open]:
    """Opens an address as somebody, who stays signed in; it is one page, given from one to the next."""
    sessions: dict[str, str] = {}
    name = settings.SESSION_COOKIE_NAME
    with browsing.open_page(browser, live_server.url, width=1280) as page:
        page.set_default_timeout(20_000)

        def open_as(login: str, path: str) -> Any:
            if login not in sessions:
                sessions[login] = town.sign_in(login).cookies[name].value
            browsing.set_cookies(page, live_server.url, {name: sessions[login]})
            page.goto(live_server.url + path)
            return page

        yield open_as


def _apply(citizen: Any, folder: Path) -> str:
    """Search, answer, fill in, hand in, pledge, submit; the number of the case."""
    paper = folder / "布局图.pdf"
    paper.write_bytes(PDF)
    citizen.fill("main input[name=words]", "开饭店")
    citizen.press("main input[name=words]", "Enter")
    citizen.click("main a:has-text('开办餐饮店')")
    citizen.click("main a:has-text('先看我要准备什么')")
    for answer in ("yes", "yes", "no"):
        citizen.check(f"main input[type=radio][value={answer}]")
        citizen.click("main button:has-text('下一步')")
    citizen.click("main a:has-text('开始填表')")
    citizen.click("main form button.main")
    citizen.click("main form button.main")
    for name, value in DETAILS.items():
        citizen.fill(f"main [name={name}]", value)
    citizen.fill("main [name=marital_status]", "已婚")
    citizen.click("main form button.main")
    for material in ("premises-proof", "layout-plan", "food-safety-rules", "sign-picture"):
        citizen.set_input_files(f"main [name=file_{material}]", paper)
    citizen.check("main [name=way_fire-conformity][value=pledge]")
    citizen.check("main [name=way_lease][value=later]")
    citizen.click("main form button.main")
    citizen.check("main [name=agree_fire-conformity]")
    citizen.fill("main [name=signed_name]", "周小满")
    citizen.click("main form button:has-text('提交申请')")
    citizen.wait_for_url("**/cases/**")
    return str(Case.objects.get().reference)


def _act(page: Any, summary: str, *, check: str = "", officers: int = 0, **said: str) -> None:
    """One of the acts the page offers, by the words on it; confirmed where it is asked once more."""
    part = page.locator(".decide details", has=page.locator("summary b", has_text=summary)).first
    if part.get_attribute("open") is None:
        part.locator("> summary").click()
    if check:
        part.locator(f"input[value={check}]").check()
    if officers:
        part.locator(".people summary").first.click()
    for place in range(officers):
        part.locator(".people input[type=checkbox]").nth(place).check()
    for name, value in said.items():
        part.locator(f"[name={name}]").fill(value)
    part.locator("button").last.click()
    page.wait_for_load_state()
    if page.locator("input[name=confirmed]").count():
        page.locator("main form button").first.click()
    page.wait_for_selector(f"#told:has-text('已办：{summary}')")


def test_a_restaurant_goes_from_the_search_to_its_four_results(town: DeskTown, open_page: Open, tmp_path: Path) -> None:
    reference = _apply(open_page("zhou", "/"), tmp_path)
    desk = f"/desk/cases/{reference}/"

    clerk = open_page("clerk", f"{desk}intake/")
    assert clerk.locator("a[href^='/files/']").count() == 4
    clerk.check("input[name=m-lease][value=gap]")
    clerk.click("button[name=way][value=accept]")
    clerk.wait_for_selector("#told:has-text('已受理')")
    assert dict(Document.objects.filter(status__in=["gap", "pledged"]).values_list("material", "status")) == {
        "lease": "gap", "fire-conformity": "pledged",
    }  # fmt: skip

    town.now += dt.timedelta(hours=2)
    _act(open_page("market", desk), "形式审查", check="passed")
    _act(open_page("market-2", desk), "准予", text="准予登记")
    _act(open_page("fire", desk), "准予", text="按承诺准予")
    _act(open_page("urban", desk), "店招位置勘查", check="passed", officers=2)
    _act(open_page("market", desk), "暂停计时", check="testing", notice="抽样检测，约两天")
    assert ItemDecision.objects.get(item="food").is_stopped
    _act(open_page("urban-2", desk), "准予", text="同意设置")
    town.now += dt.timedelta(days=1)
    _act(open_page("market", desk), "恢复计时")
    citizen = open_page("zhou", f"/cases/{reference}/")
    citizen.set_input_files("main [name=file_lease]", tmp_path / "布局图.pdf")
    citizen.click("main form button:has-text('交上去')")
    citizen.wait_for_selector("#told:has-text('已经收到')")
    _act(open_page("market", desk), "布局审核", check="passed")
    _act(open_page("market", desk), "现场核查", check="passed", officers=2)
    _act(open_page("market-2", desk), "准予", text="符合食品安全法第三十三条")
    _act(open_page("clerk", desk), "一次送达", text="四证一次领")

    case = Case.objects.get()
    assert (case.status, set(case.decisions.values_list("outcome", flat=True))) == ("closed", {"granted"})
    assert open_page("zhou", "/results/").locator("main h3").count() == IssuedResult.objects.count() == 4
    assert prove_case(case.pk).differences == ()
