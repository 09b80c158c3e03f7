"""A result is revoked at the desk by who issued it, with reason and basis; from then on nobody uses it, and its holder knows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from desk_town import DeskTown
from zaizao_city.casework.errors import ResultRevokedError
from zaizao_city.casework.models import Case, IssuedResult
from zaizao_city.casework.services.deciding import complete_work, grant_item
from zaizao_city.casework.services.own_processes import publish_own
from zaizao_city.casework.services.pledging import check_pledge, open_revocation
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.casework.services.results import use_result
from zaizao_city.foundation.notices.models import Notice
from zaizao_city.foundation.record.subscribing import run_subscribers
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account

SAID = {"reason": "虚构住所，已听取陈述申辩", "basis": "行政许可法第六十九条", "confirmed": "yes"}


@pytest.fixture
def licence(town: DeskTown) -> IssuedResult:
    """The business licence of a restaurant, granted by 王勇 of the market regulation."""
    town.open_account("wang", "王勇", Role.APPROVER, "market-regulation")
    town.open_account("sun", "孙明", Role.APPROVER, "fire-rescue")
    done = town.apply()
    town.accept(done.case_id, pledges=("fire-conformity",))
    town.now += dt.timedelta(hours=1)
    by = {"actor": town.approver("market-regulation"), "now": town.now}
    complete_work(done.case_id, work="check-licence#1", outcome="passed", key="c", **by)
    by["actor"] = town.approver("market-regulation", "赵敏")
    grant_item(done.case_id, work="register#1", key="g", text="准予登记", **by)
    return IssuedResult.objects.get()


def _act(licence: IssuedResult) -> str:
    return f"/desk/cases/{licence.case.reference}/act/revoke-result/"


def _open_portal(town: DeskTown) -> Client:
    client = Client()
    client.force_login(Account.objects.create(login="zhou", person_id=town.applicant.person_id))
    return client


def test_only_who_issued_it_is_offered_to_revoke_it(town: DeskTown, licence: IssuedResult) -> None:
    address = f"/desk/cases/{licence.case.reference}/"

    offered = {
        login: [
            one.act.of for one in town.sign_in(login).get(address).context["others"] if one.act.slug == "revoke-result"
        ]
        for login in ("wang", "sun", "clerk")
    }
    refused = town.sign_in("sun").post(_act(licence), {"of": licence.number, **SAID})

    assert offered == {"wang": [licence.number], "sun": [], "clerk": []}
    assert (refused.status_code, refused.context["refused"]["code"]) == (403, "not-permitted")
    licence.refresh_from_db()
    assert licence.status == "valid"


def test_revoking_needs_reason_and_basis_and_is_asked_once_more(town: DeskTown, licence: IssuedResult) -> None:
    wang = town.sign_in("wang")

    lacking = wang.post(_act(licence), {"of": licence.number, "reason": " ", "confirmed": "yes"})
    asked = wang.post(_act(licence), {"of": licence.number, "reason": SAID["reason"], "basis": SAID["basis"]})

    assert (lacking.status_code, sorted(lacking.context["form"].errors)) == (422, ["basis", "reason"])
    assert "谁也不能再用它" in asked.content.decode()
    licence.refresh_from_db()
    assert licence.status == "valid"


def test_from_then_on_it_cannot_be_used_and_everybody_can_read_why(town: DeskTown, licence: IssuedResult) -> None:
    wang, portal = town.sign_in("wang"), _open_portal(town)
    other = town.apply(key="second")
    use_result(
        other.case_id, material="business-licence", number=licence.number, actor=town.applicant, key="u", now=town.now
    )

    assert wang.post(_act(licence), {"of": licence.number, **SAID}).status_code == 302
    run_subscribers()

    pages = [
        wang.get(f"/desk/cases/{licence.case.reference}/").content.decode(),
        portal.get(f"/results/{licence.number}/").content.decode(),
    ]
    assert ["虚构住所" in page and "行政许可法第六十九条" in page for page in pages] == [True, True]
    assert "引用的结果已撤销" in town.sign_in("clerk").get(f"/desk/cases/{other.reference}/").content.decode()
    notice = Notice.objects.get(title__startswith="结果被撤销")
    assert (notice.person_key, notice.urgent) == (town.applicant.person_key, True)
    assert "虚构住所" in notice.text
    with pytest.raises(ResultRevokedError) as caught:
        use_result(
            other.case_id,
            material="business-licence",
            number=licence.number,
            actor=town.applicant,
            key="v",
            now=town.now,
        )
    assert caught.value.tell()[0] == f"您的“营业执照”（{licence.number}）已于2月12日（周四）撤销，不能再用来办事。"
    assert prove_case(licence.case_id).differences == ()


def test_a_result_is_anothers_business_to_nobody(town: DeskTown, licence: IssuedResult) -> None:
    stranger = Client()
    stranger.force_login(Account.objects.create(login="li", person_id=town.make_actor("李四").person_id))

    assert stranger.get(f"/results/{licence.number}/").status_code == 404
    assert Client().get(f"/results/{licence.number}/").status_code == 302


def test_what_a_revocation_decided_is_carried_out_on_its_page(town: DeskTown, licence: IssuedResult) -> None:
    publish_own(now=town.now)
    sun = town.approver("fire-rescue", "孙明")
    pledge = licence.case.pledges.get()
    check_pledge(pledge.pk, kept=False, finding="没有安全出口", actor=sun, now=town.now)
    done = open_revocation(pledge.pk, result=licence.number, ground="承诺不实", actor=sun, key="r", now=town.now)
    IssuedResult.objects.filter(pk=licence.pk).update(organisation=town.organs["fire-rescue"])
    by = {"actor": sun, "now": town.now}
    complete_work(done.case_id, work="notify#1", outcome=None, key="1", **by)
    complete_work(done.case_id, work="hear#1", outcome=None, facts={"statement": "没有异议"}, key="2", **by)

    address = f"/desk/cases/{done.reference}/"
    before = [one.act.slug for one in town.sign_in("sun").get(address).context["others"]]
    complete_work(done.case_id, work="decide#1", outcome="revoked", facts={"revoked": True}, key="3", **by)
    after = town.sign_in("sun").get(address).context["others"]
    form = town.sign_in("sun").get(f"{address}act/revoke-result/?of={licence.number}").context["form"]
    town.sign_in("sun").post(f"{address}act/revoke-result/", {"of": licence.number, **SAID})

    assert ("revoke-result" in before, [one.act.of for one in after if one.act.slug == "revoke-result"]) == (
        False, [licence.number],
    )  # fmt: skip
    assert form["reason"].value() == "承诺不实"
    licence.refresh_from_db()
    assert (licence.status, licence.revoked_why) == ("revoked", SAID["reason"])
    assert Case.objects.get(pk=done.case_id).process == "revocation"
