"""“办不成事”: an applicant who is stuck has somebody else look at it, of their own accord (JN15)."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve

from portal_town import VIEWS, PortalTown, make_key
from small_town import NOW, case_of, state_of
from zaizao.definition import read_definition, write_definition
from zaizao_city.casework.errors import OwnHandlingError
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.accepting import request_correction
from zaizao_city.casework.services.deciding import complete_work
from zaizao_city.casework.services.own_processes import read_own
from zaizao_city.catalogue.services.packs import publish_shipped
from zaizao_city.identity.enums import Role

LATER = NOW + dt.timedelta(minutes=30)
WORDS = "窗口说少一份图，我交过了，两次都退回来。"


def _return(town: PortalTown) -> Case:
    """A case that was sent back for correction."""
    done = town.apply(materials=town.papers_without("layout-plan"))
    request_correction(
        done.case_id, work="intake#1", gaps=("layout-plan",), reason="缺图", actor=town.clerk, key=make_key(), now=LATER
    )
    return case_of(done.case_id)


def _ask(town: PortalTown, case: Case, *, once: str = "", words: str = WORDS) -> int:
    said = {"once": once or make_key(), "complaint": words}
    return int(town.client.post(f"/cases/{case.reference}/stuck/", said).status_code)


def _list_reviews() -> list[Case]:
    return list(Case.objects.filter(process="refusal-review"))


def test_who_is_sent_back_has_somebody_else_look_at_it(town: PortalTown) -> None:
    case = _return(town)
    page = town.client.get(f"/cases/{case.reference}/").content.decode()

    assert f"/cases/{case.reference}/stuck/" in page
    assert _ask(town, case) == 302

    [review] = _list_reviews()
    facts = state_of(review.pk).facts
    assert (review.applicant_id, facts.get("reference")) == (town.applicant.person_id, case.reference)
    assert (facts.get("complaint"), facts.get("grounds")) == (WORDS, ["returned"])
    assert facts.get("handled_by") == [str(town.clerk.person_key)]
    assert "申请人反映办不成" in town.client.get(f"/cases/{case.reference}/").content.decode()


def test_whoever_handled_it_does_not_review_it(town: PortalTown) -> None:
    _ask(town, _return(town))
    [review] = _list_reviews()
    asked = {"work": "review#1", "outcome": "helped", "facts": {"finding": "图在", "help": "已收"}, "now": LATER}
    supervisor = town.make_actor("督查员", Role.SUPERVISOR)
    handler = evolve(supervisor, person_key=town.clerk.person_key, person_id=town.clerk.person_id)

    with pytest.raises(OwnHandlingError):
        complete_work(review.pk, actor=handler, key="1", **asked)
    complete_work(review.pk, actor=supervisor, key="2", **asked)

    assert state_of(review.pk).facts.get("finding") == "图在"


def test_once_while_one_is_open_and_again_afterwards(town: PortalTown) -> None:
    case, key = _return(town), make_key()

    answers = [_ask(town, case, once=key), _ask(town, case, once=key), _ask(town, case)]
    page = town.client.get(f"/cases/{case.reference}/stuck/").content.decode()

    assert answers == [302, 302, 422]
    [review] = _list_reviews()
    assert f"/cases/{review.reference}/" in page
    assert "<textarea" not in page

    Case.objects.filter(pk=review.pk).update(status="closed")
    assert _ask(town, case) == 302
    assert len(_list_reviews()) == 2


def test_what_goes_on_in_its_time_is_not_reviewed(town: PortalTown) -> None:
    done = town.apply()
    case = case_of(done.case_id)

    assert f"/cases/{case.reference}/stuck/" not in town.client.get(f"/cases/{case.reference}/").content.decode()
    assert "正在期限内办理" in town.client.get(f"/cases/{case.reference}/stuck/").content.decode()
    assert _ask(town, case) == 422
    assert _list_reviews() == []


@pytest.mark.parametrize(("day", "status"), [(25, 422), (28, 302)])
def test_what_stands_still_for_working_days_may_be_reviewed(
    town: PortalTown, monkeypatch: pytest.MonkeyPatch, day: int, status: int
) -> None:
    done = town.apply()
    for module in VIEWS:
        monkeypatch.setattr(f"{module}.read_clock", lambda: dt.datetime(2026, 2, day, 9))

    assert _ask(town, case_of(done.case_id)) == status


@pytest.mark.parametrize("column", ["is_late", "is_promise_broken"])
def test_what_is_overdue_may_be_reviewed(town: PortalTown, column: str) -> None:
    done = town.apply()
    Case.objects.filter(pk=done.case_id).update(**{column: True})

    assert _ask(town, case_of(done.case_id)) == 302
    assert state_of(_list_reviews()[0].pk).facts.get("grounds") == ["overdue"]


def test_nothing_said_is_asked_for_again_and_nobody_else_asks(town: PortalTown) -> None:
    case = _return(town)
    stranger = town.sign_in(town.make_actor("李四"))

    assert _ask(town, case, words="  ") == 422
    said = {"once": make_key(), "complaint": WORDS}
    assert stranger.post(f"/cases/{case.reference}/stuck/", said).status_code == 404
    assert _list_reviews() == []


def test_the_page_is_written_in_english_too(town: PortalTown) -> None:
    case = _return(town)

    town.client.post("/preference/", {"language": "en"})
    page = town.client.get(f"/cases/{case.reference}/stuck/").content.decode()

    assert "What can&#x27;t you get done?" in page
    assert "It was sent back to you for correction" in page


def test_where_an_older_version_is_in_force_the_one_of_today_is_published(town: PortalTown) -> None:
    own = read_own("refusal-review")
    older = read_definition(write_definition(own).replace("3wd", "5wd"))
    publish_shipped(older, effective_from=dt.date(2020, 1, 1), by="system", now=NOW)

    _ask(town, _return(town))

    assert older.digest != own.digest
    assert _list_reviews()[0].digest == own.digest
