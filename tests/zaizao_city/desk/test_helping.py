"""A helper owns a case from beginning to end: named at the desk, shown to the applicant with the way to reach them."""

from __future__ import annotations

import pytest
from django.test import Client

from desk_town import DeskTown
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.applying import comment_case
from zaizao_city.foundation.notices.models import Notice
from zaizao_city.foundation.record.subscribing import run_subscribers
from zaizao_city.identity.actor import SYSTEM, Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Person
from zaizao_city.identity.services.people import change_contact


@pytest.fixture
def helper(town: DeskTown) -> Actor:
    actor = town.open_account("lan", "兰芳", Role.HELPER, "approval-bureau")
    person = Person.objects.get(pk=actor.person_id)
    change_contact(person, mobile="13800138000", email="", actor=SYSTEM, now=town.now)
    return actor


def _name(town: DeskTown, reference: str, key: str, login: str = "clerk") -> Client:
    client = town.sign_in(login)
    answer = client.post(f"/desk/cases/{reference}/act/helper/", {"helper": key, "once": key})
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    return client


def _open_portal(town: DeskTown) -> Client:
    client = Client()
    client.force_login(Account.objects.create(login="zhou", person_id=town.applicant.person_id))
    return client


def test_the_clerk_names_a_helper_and_both_are_told(town: DeskTown, helper: Actor) -> None:
    done = town.apply()
    form = town.sign_in("clerk").get(f"/desk/cases/{done.reference}/act/helper/").context["form"]
    assert [choice for choice in form.fields["helper"].choices if choice[0]] == [
        (town.organs["approval-bureau"].name, [(str(helper.person_key), "兰芳")])
    ]

    _name(town, done.reference, str(helper.person_key))
    run_subscribers()

    assert Case.objects.get().owner_id == helper.person_id
    told = {notice.person_key: notice.title for notice in Notice.objects.all()}
    assert told[helper.person_key].startswith("由您帮办")
    assert told[town.applicant.person_key].startswith("有人全程帮您办")


def test_the_applicant_sees_who_helps_and_how_to_reach_them(town: DeskTown, helper: Actor) -> None:
    done = town.apply()
    portal = _open_portal(town)
    before = portal.get(f"/cases/{done.reference}/").content.decode()
    _name(town, done.reference, str(helper.person_key))

    page = portal.get(f"/cases/{done.reference}/").content.decode()

    assert "帮您办的人" not in before
    assert ["兰芳" in page, 'href="tel:13800138000"' in page, town.organs["approval-bureau"].name in page] == [True] * 3


def test_the_helper_has_a_list_and_hears_when_somebody_writes(town: DeskTown, helper: Actor) -> None:
    done = town.apply()
    town.apply(key="another")
    _name(town, done.reference, str(helper.person_key))
    lan = town.sign_in("lan")

    assert [row.reference for row in lan.get("/desk/helped/").context["cases"].rows] == [done.reference]
    assert lan.get("/desk/helped/?status=closed").context["cases"].rows == []
    assert lan.get(f"/desk/cases/{done.reference}/").status_code == 200
    comment_case(done.case_id, text="能上门吗？", actor=town.applicant, key="c", now=town.now)
    run_subscribers()
    assert Notice.objects.filter(person_key=helper.person_key, title__startswith="有人留言").count() == 1


def test_a_helper_is_changed_and_taken_away_with_a_record(town: DeskTown, helper: Actor) -> None:
    done = town.apply()
    other = town.open_account("mei", "梅青", Role.HELPER, "approval-bureau")

    _name(town, done.reference, str(helper.person_key))
    _name(town, done.reference, str(other.person_key))
    page = _name(town, done.reference, "nobody").get(f"/desk/cases/{done.reference}/")

    assert Case.objects.get().owner_id is None
    said = [entry.what for entry in page.context["matter"].entries]
    assert said[:3] == ["不再由帮办员代办", "由梅青全程帮办", "由兰芳全程帮办"]


def test_nobody_is_named_who_helps_nobody(town: DeskTown, helper: Actor) -> None:
    done = town.apply()
    approver = town.open_account("wang", "王勇", Role.APPROVER, "approval-bureau")
    clerk, address = town.sign_in("clerk"), f"/desk/cases/{done.reference}/act/helper/"

    answers = [clerk.post(address, {"helper": key}) for key in ("", str(approver.person_key), "x")]

    assert [(one.status_code, list(one.context["form"].errors)) for one in answers] == [(422, ["helper"])] * 3
    assert wang_is_not_offered(town, done.reference)


def wang_is_not_offered(town: DeskTown, reference: str) -> bool:
    """An approver decides; who helps is for the window, the applicant and the helpers to say."""
    others = town.sign_in("wang").get(f"/desk/cases/{reference}/").context["others"]
    return "helper" not in [one.act.slug for one in others]
