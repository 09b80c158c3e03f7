"""The window: the check list of the notice and nothing else; accept, tell once, do not accept; a case opened for somebody."""

from __future__ import annotations

import pytest

from desk_town import DeskTown
from zaizao_city.casework.models import Case, CorrectionNotice, Pledge, Visit
from zaizao_city.identity.models import Person

ID_NUMBER = "11010119900307803X"
ANSWERS = "?fact-signboard=yes&fact-fire_pledged=yes&fact-own_water=no"


def _marks(page: object, **changed: str) -> dict[str, str]:
    """What the clerk ticks: everything that lies there, and what is said otherwise."""
    wanted = page.context["wanted"]  # type: ignore[attr-defined]
    return {f"m-{one.name}": changed.get(one.name.replace("-", "_"), "here") for one in wanted}


def test_the_check_list_is_the_notice_and_nothing_else(town: DeskTown) -> None:
    done = town.apply(
        facts={"signboard": False, "fire_pledged": True, "own_water": False},
        materials=town.papers_without("sign-picture"),
    )

    page = town.sign_in("clerk").get(f"/desk/cases/{done.reference}/intake/")

    assert [one.name for one in page.context["wanted"]] == [
        "application-form", "premises-proof", "lease", "layout-plan", "food-safety-rules", "fire-conformity",
    ]  # fmt: skip


@pytest.mark.parametrize("strange", ["id-card", "health-certificates", "sponsor-letter"])
def test_a_material_that_the_notice_does_not_name_cannot_be_asked_for(town: DeskTown, strange: str) -> None:
    done = town.apply(materials=town.papers_without("layout-plan"))
    clerk, address = town.sign_in("clerk"), f"/desk/cases/{done.reference}/intake/"

    answer = clerk.post(
        address,
        {
            **_marks(clerk.get(address), layout_plan="missing"),
            f"m-{strange}": "missing",
            "way": "correct",
            "reason": "缺件",
        },
    )

    assert (answer.status_code, answer.context["refused"]["code"]) == (409, "not-named")
    assert not CorrectionNotice.objects.exists()


def test_a_correction_names_every_gap_at_once(town: DeskTown) -> None:
    done = town.apply(materials=town.papers_without("layout-plan", "sign-picture"))
    clerk, address = town.sign_in("clerk"), f"/desk/cases/{done.reference}/intake/"
    said = {"way": "correct", "reason": "请补交平面图和效果图"}

    partly = clerk.post(address, {**_marks(clerk.get(address), layout_plan="missing", sign_picture=""), **said})
    assert partly.context["refused"]["code"] == "notice-incomplete"
    assert "请补交平面图和效果图" in partly.content.decode()

    clerk.post(address, {**_marks(clerk.get(address), layout_plan="missing", sign_picture="missing"), **said})
    assert CorrectionNotice.objects.get().gaps == ["layout-plan", "sign-picture"]


def test_accepting_with_a_gap_and_a_signed_pledge(town: DeskTown) -> None:
    done = town.apply(materials=town.papers_without("lease", "fire-conformity"))
    clerk, address = town.sign_in("clerk"), f"/desk/cases/{done.reference}/intake/"
    marks = _marks(clerk.get(address), lease="gap", fire_conformity="pledge")

    unsigned = clerk.post(address, {**marks, "way": "accept"})
    assert unsigned.context["refused"]["code"] == "pledge-not-signed"

    sign = f"/desk/cases/{done.reference}/pledge/fire-conformity/"
    text = clerk.get(sign).context["form"].initial["digest"]
    clerk.post(sign, {"signed_name": "周小满", "digest": text, "once": "p1"})
    clerk.post(address, {**marks, "way": "accept", "once": "a1"})

    case = Case.objects.get()
    assert {one.material: one.status for one in case.documents.all()}["lease"] == "gap"
    assert Pledge.objects.get().taken_at == town.now
    assert case.decisions.filter(started_at__isnull=False).count() == 4


def test_not_accepting_needs_reason_basis_and_way_forward_and_is_asked_again(town: DeskTown) -> None:
    done = town.apply()
    clerk, address = town.sign_in("clerk"), f"/desk/cases/{done.reference}/intake/"

    lacking = clerk.post(address, {"way": "decline", "why": "不属本机关职权"})
    assert (lacking.status_code, set(lacking.context["form"].errors)) == (422, {"basis", "way_forward"})

    said = {
        "way": "decline",
        "why": "不属本机关职权",
        "basis": "《行政许可法》第三十二条",
        "way_forward": "请到县行政审批局办理",
    }
    assert "再确认" not in clerk.post(address, said).content.decode()
    assert Case.objects.get().status == "open"
    clerk.post(address, {**said, "confirmed": "yes", "once": "d1"})
    assert Case.objects.get().status == "closed"


def test_a_case_is_opened_for_whoever_stands_at_the_window(town: DeskTown) -> None:
    clerk, address = town.sign_in("clerk"), f"/desk/intake/open-restaurant/{ANSWERS}"
    asked = clerk.get("/desk/intake/open-restaurant/")
    assert list(asked.context["form"].fields) == ["fact-signboard", "fact-fire_pledged", "fact-own_water"]
    said = {"number": ID_NUMBER, "name": "李四", "fact-shop_name": "阿莲烘焙", "visited": "on", "once": "o1"}

    answer = clerk.post(address, {**said, "here": ["application-form", "layout-plan", "id-card"]})

    case = Case.objects.get()
    assert answer.headers["Location"] == f"/desk/cases/{case.reference}/intake/"
    assert (case.title, case.channel, case.applicant.name) == ("开办餐饮店：阿莲烘焙", "window", "李四")
    assert sorted(case.documents.values_list("material", flat=True)) == ["application-form", "layout-plan"]
    assert Visit.objects.count() == 1


def test_a_number_of_somebody_else_is_told_at_the_name(town: DeskTown) -> None:
    clerk, address = town.sign_in("clerk"), f"/desk/intake/open-restaurant/{ANSWERS}"
    clerk.post(address, {"number": ID_NUMBER, "name": "李四", "once": "o1"})

    answer = clerk.post(address, {"number": ID_NUMBER, "name": "张三", "once": "o2"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
    assert Person.objects.filter(name="张三").count() == 0


def test_the_window_finds_items_by_everyday_words(town: DeskTown) -> None:
    page = town.sign_in("clerk").get("/desk/intake/?words=%E5%BC%80%E9%A5%AD%E5%BA%97")

    assert page.status_code == 200
    assert page.context["words"] == "开饭店"


def test_a_form_whose_answer_was_lost_is_answered_as_the_first_time_and_does_nothing_again(town: DeskTown) -> None:
    done = town.apply(materials=town.papers_without("lease"))
    clerk, address = town.sign_in("clerk"), f"/desk/cases/{done.reference}/intake/"
    said = {**_marks(clerk.get(address), lease="here"), "way": "accept", "once": "a1"}

    told = []
    for _ in range(2):
        answer = clerk.post(address, said)
        told.append((answer.status_code, answer.headers.get("Location"), Case.objects.get().length))
    other = clerk.post(address, {**said, "once": "a2"})

    assert told == [(302, f"/desk/cases/{done.reference}/", told[0][2])] * 2
    assert (other.status_code, Case.objects.get().length) == (409, told[0][2])
