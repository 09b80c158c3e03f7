"""The restaurant chain through the desk, over HTTP: taken in, decided side by side, stopped and resumed, delivered (LC2–LC6)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from desk_town import CLOCK, DeskTown
from small_town import NOW
from zaizao_city.casework.models import Case, IssuedResult, ItemDecision
from zaizao_city.casework.services.applying import supply_materials
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.identity.enums import Role

FACTS = {"signboard": True, "fire_pledged": True, "own_water": False}
ORGANS = {"market": "market-regulation", "fire": "fire-rescue", "city": "city-management"}


class Walk:
    """One case on its way through the desk; every act is a form of its page, sent as a browser sends it."""

    def __init__(self, town: DeskTown, reference: str) -> None:
        self.town, self.reference, self.sent = town, reference, 0
        self.officers: dict[str, list[str]] = {}
        for login, organ in ORGANS.items():
            people = [town.open_account(f"{login}{n}", f"{login} {n}", Role.APPROVER, organ) for n in ("", "-2")]
            self.officers[login] = [str(one.person_key) for one in people]

    def open(self, login: str) -> Client:
        """A browser of somebody, with the page of the case seen."""
        client = self.town.sign_in(login)
        assert client.get(f"/desk/cases/{self.reference}/").status_code == 200
        return client

    def act(self, login: str, slug: str, of: str = "", **said: object) -> None:
        """Do something that the page offers; what cannot be undone is confirmed."""
        client = self.open(login)
        offered = client.get(f"/desk/cases/{self.reference}/").context
        names = [(one.act.slug, one.act.of) for one in (*offered["nexts"], *offered["others"])]
        assert (slug, of) in names, f"{login} is offered {names}"
        self.sent += 1
        whole = {"of": of, "once": f"key-{self.sent}", "confirmed": "yes", **said}
        answer = client.post(f"/desk/cases/{self.reference}/act/{slug}/", whole)
        assert answer.status_code == 302, answer.content.decode()[-2000:]

    def pass_hours(self, hours: int) -> None:
        """Let the clock of the town go on."""
        self.town.now += dt.timedelta(hours=hours)


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> DeskTown:
    made = DeskTown("restaurant")
    monkeypatch.setattr(CLOCK, lambda: made.now)
    return made


def _take_in(town: DeskTown) -> Walk:
    """A clerk accepts with one gap and one pledge that the applicant signs at the counter."""
    done = town.apply(facts=FACTS, materials=town.papers_without("lease", "fire-conformity"))
    clerk, address = town.sign_in("clerk"), f"/desk/cases/{done.reference}/intake/"
    sign = f"/desk/cases/{done.reference}/pledge/fire-conformity/"
    digest = clerk.get(sign).context["form"].initial["digest"]
    clerk.post(sign, {"signed_name": "周小满", "digest": digest, "once": "sign"})
    marks = {f"m-{one.name}": "here" for one in clerk.get(address).context["wanted"]}
    marks |= {"m-lease": "gap", "m-fire-conformity": "pledge"}
    assert clerk.post(address, {**marks, "way": "accept", "once": "accept"}).status_code == 302
    return Walk(town, done.reference)


def test_the_restaurant_is_taken_in_decided_by_three_departments_and_delivered(town: DeskTown) -> None:
    walk = _take_in(town)
    case = Case.objects.get()

    walk.pass_hours(2)
    walk.act("market", "finish", "check-licence#1", outcome="passed")
    walk.act("market-2", "grant", "register#1", text="准予登记")
    walk.act("fire", "grant", "permit-fire#1", text="按承诺准予")
    walk.act("city", "finish", "visit-sign#1", outcome="passed", officers=walk.officers["city"])
    walk.act("market", "suspend", "food", ground="testing", notice="水质抽检，约两天")
    assert ItemDecision.objects.get(item="food").is_stopped
    walk.act("city", "grant", "permit-sign#1", text="同意设置")
    walk.pass_hours(24)
    walk.act("market", "resume", "food")
    supply_materials(case.pk, materials=["lease"], actor=town.applicant, key="lease", now=town.now)
    walk.act("market", "finish", "check-layout#1", outcome="passed")
    walk.act("market", "finish", "visit-site#1", outcome="passed", officers=walk.officers["market"])
    walk.act("market-2", "grant", "permit-food#1", text="符合食品安全法第三十三条")
    walk.act("clerk", "finish", "deliver#1", text="四证一次领")

    case.refresh_from_db()
    assert (case.status, set(case.decisions.values_list("outcome", flat=True))) == ("closed", {"granted"})
    assert IssuedResult.objects.filter(case=case).count() == 4
    assert prove_case(case.pk).differences == ()
    page = walk.open("market").get(f"/desk/cases/{walk.reference}/")
    assert (page.context["nexts"], page.context["matter"].chain.broken_at) == ([], None)


def test_two_clerks_on_one_case_and_one_is_told(town: DeskTown) -> None:
    done = town.apply(facts=FACTS)
    town.open_account("clerk-2", "李静", Role.WINDOW_CLERK, "window")
    address = f"/desk/cases/{done.reference}/intake/"
    first, second = town.sign_in("clerk"), town.sign_in("clerk-2")
    pages = [client.get(address) for client in (first, second)]
    marks = {f"m-{one.name}": "here" for one in pages[0].context["wanted"]}
    said = [{**marks, "way": "accept", "seen": page.context["length"]} for page in pages]

    won = first.post(address, {**said[0], "once": "1"})
    late = second.post(address, {**said[1], "once": "2", "text": "我也核对过了"})

    assert (won.status_code, late.status_code, late.context["refused"]["code"]) == (302, 409, "somebody-was-quicker")
    assert "刘倩" in late.content.decode()
    assert "我也核对过了" in late.content.decode()
    assert len([one for one in Case.objects.all() if one.status == "open"]) == 1


def test_a_clerk_of_another_district_is_refused_everywhere(town: DeskTown) -> None:
    walk = _take_in(town)
    elsewhere = town._add_organisation("beihe", None, "territory")
    town.organs["beihe-window"] = town._add_organisation("beihe-window", elsewhere, "organ")
    town.open_account("stranger", "外区窗口", Role.WINDOW_CLERK, "beihe-window")
    stranger, address = town.sign_in("stranger"), f"/desk/cases/{walk.reference}/"

    asked = [stranger.get(f"{address}{rest}").status_code for rest in ("", "intake/", "picture/", "act/comment/")]
    posted = stranger.post(f"{address}act/grant/", {"of": "register#1", "confirmed": "yes"}).status_code
    signed = stranger.post(f"{address}pledge/lease/", {"signed_name": "x", "digest": "y"}).status_code

    assert (asked, posted, signed) == ([404] * 4, 404, 404)
    assert Case.objects.get().opened_at == NOW


def test_a_form_from_another_site_is_refused(town: DeskTown) -> None:
    walk = _take_in(town)
    client = town.sign_in("market", enforce_csrf_checks=True)

    answer = client.post(f"/desk/cases/{walk.reference}/act/finish/", {"of": "check-licence#1", "outcome": "passed"})

    assert answer.status_code == 403
    assert ItemDecision.objects.filter(outcome="granted").count() == 0


def test_words_that_are_markup_stay_words(town: DeskTown) -> None:
    walk = _take_in(town)
    walk.act("market", "comment", text="<script>alert(1)</script>")

    page = walk.open("market").get(f"/desk/cases/{walk.reference}/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
