"""Pledges after the decision at the desk: checked by who relies on them, and what follows a broken one is a person's act."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from desk_town import DeskTown
from zaizao_city.casework.models import Case, CreditEntry, Pledge
from zaizao_city.casework.services.own_processes import publish_own
from zaizao_city.identity.enums import Role


@pytest.fixture
def pledge(town: DeskTown) -> Pledge:
    """The fire pledge of a restaurant, taken at acceptance."""
    publish_own(now=town.now)
    done = town.apply(materials=town.papers_without("fire-conformity"))
    clerk, address = town.sign_in("clerk"), f"/desk/cases/{done.reference}/intake/"
    sign = f"/desk/cases/{done.reference}/pledge/fire-conformity/"
    clerk.post(
        sign, {"signed_name": "周小满", "digest": clerk.get(sign).context["form"].initial["digest"], "once": "p"}
    )
    wanted = clerk.get(address).context["wanted"]
    marks = {f"m-{one.name}": "pledge" if one.name == "fire-conformity" else "here" for one in wanted}
    clerk.post(address, {**marks, "way": "accept", "once": "a"})
    town.open_account("fire", "孙明", Role.APPROVER, "fire-rescue")
    town.now += dt.timedelta(days=1)
    return Pledge.objects.get()


def _find_broken(fire: Client, pledge: Pledge) -> None:
    fire.post(f"/desk/pledges/{pledge.pk}/check/", {"kept": "no", "finding": "没有安全出口"})


def test_a_pledge_waits_for_its_check_where_it_is_relied_on(town: DeskTown, pledge: Pledge) -> None:
    town.open_account("city", "何平", Role.APPROVER, "city-management")

    lists = [town.sign_in(login).get("/desk/pledges/").context["pledges"].rows for login in ("fire", "city")]

    assert [[row.number for row in rows] for rows in lists] == [[pledge.pk], []]
    assert town.sign_in("city").get(f"/desk/pledges/{pledge.pk}/").status_code == 404


def test_a_check_needs_what_was_seen(town: DeskTown, pledge: Pledge) -> None:
    fire, address = town.sign_in("fire"), f"/desk/pledges/{pledge.pk}/check/"

    empty = fire.post(address, {"kept": "yes", "finding": " "})
    fire.post(address, {"kept": "yes", "finding": "6月3日到店，出口畅通"})

    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["finding"])
    page = fire.get(f"/desk/pledges/{pledge.pk}/")
    assert (page.context["page"].pledge.result, page.context["page"].acts) == ("kept", [])


def test_what_follows_a_broken_pledge_is_done_by_a_person_and_once(town: DeskTown, pledge: Pledge) -> None:
    fire = town.sign_in("fire")
    _find_broken(fire, pledge)
    assert (Case.objects.filter(process="revocation").count(), CreditEntry.objects.count()) == (0, 0)

    said = {"reason": "承诺不实", "basis": "国办发〔2020〕42号"}
    assert fire.post(f"/desk/pledges/{pledge.pk}/credit/", said).status_code == 302
    again = fire.post(f"/desk/pledges/{pledge.pk}/credit/", said)

    assert (again.status_code, again.context["refused"]["code"]) == (409, "pledge-state")
    assert CreditEntry.objects.get().person_id == pledge.signed_by_id
    assert [act.slug for act in fire.get(f"/desk/pledges/{pledge.pk}/").context["page"].acts] == ["revoke"]


def test_whoever_pledged_falsely_pledges_again_only_when_the_record_is_mended(town: DeskTown, pledge: Pledge) -> None:
    fire, clerk = town.sign_in("fire"), town.sign_in("clerk")
    _find_broken(fire, pledge)
    fire.post(f"/desk/pledges/{pledge.pk}/credit/", {"reason": "承诺不实", "basis": "国办发〔2020〕42号"})
    other = town.apply(materials=town.papers_without("fire-conformity"), key="second")
    sign = f"/desk/cases/{other.reference}/pledge/fire-conformity/"
    said = {"signed_name": "周小满", "digest": clerk.get(sign).context["form"].initial["digest"], "once": "p2"}

    refused = clerk.post(sign, said)
    assert refused.context["refused"]["code"] == "pledge-state"

    town.open_account("watch", "督查员", Role.SUPERVISOR)
    town.sign_in("watch").post(f"/desk/pledges/{pledge.pk}/mend/", {"reason": "已整改，现场核实"})
    clerk.post(sign, {**said, "once": "p3"})
    assert Pledge.objects.count() == 2


def test_an_entry_is_mended_by_the_supervisor_with_a_reason(town: DeskTown, pledge: Pledge) -> None:
    fire = town.sign_in("fire")
    _find_broken(fire, pledge)
    fire.post(f"/desk/pledges/{pledge.pk}/credit/", {"reason": "承诺不实", "basis": "国办发〔2020〕42号"})
    town.open_account("watch", "督查员", Role.SUPERVISOR)
    watch = town.sign_in("watch")

    assert fire.get(f"/desk/pledges/{pledge.pk}/mend/").status_code == 404
    watch.post(f"/desk/pledges/{pledge.pk}/mend/", {"reason": "已整改，现场核实"})

    entry = CreditEntry.objects.get()
    assert (entry.mended_why, entry.mended_at) == ("已整改，现场核实", town.now)


def test_the_list_costs_the_same_however_long_it_is(town: DeskTown, pledge: Pledge) -> None:
    fire = town.sign_in("fire")
    fire.get("/desk/pledges/")
    counts = []
    for number in range(3):
        other = Pledge.objects.get(pk=pledge.pk)
        other.pk, other.material, other.check_at = None, f"copy-{number}", town.now + dt.timedelta(days=number)
        other.save()
        with CaptureQueriesContext(connection) as asked:
            fire.get("/desk/pledges/")
        counts.append(len(asked))

    assert len(set(counts)) == 1
