"""Files of one's own case: opened by who handed them in and by who works on it; every other view refused, each noted."""

from __future__ import annotations

import pytest
from django.test import Client

from desk_town import CLOCK
from portal_town import PortalTown, make_key
from small_town import NOW
from uploads import PDF, upload
from zaizao_city.casework.models import Case, CorrectionNotice, Document
from zaizao_city.identity.enums import Role
from zaizao_city.identity.models import Account, Person, PersonalDataView, RoleAssignment


@pytest.fixture
def submitted(town: PortalTown, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(CLOCK, lambda: NOW)
    town.begin()
    town.fill_in()
    town.hand_in()
    town.submit()
    return Case.objects.get()


def _open_clerk(town: PortalTown, organ: str = "window") -> Client:
    person = Person.objects.create(name="何静")
    account = Account.objects.create(login=f"at-{organ}", person=person, is_staff=True)
    place = town.organs[organ]
    RoleAssignment.objects.create(
        person=person, role=Role.WINDOW_CLERK, organisation=place, from_on=NOW.date(), granted_by="system"
    )
    client = Client()
    client.force_login(account)
    return client


def _address() -> str:
    return f"/files/{Document.objects.get(material='layout-plan').file}/"


def _read(client: Client, query: str = "") -> bytes:
    answer = client.get(_address() + query)
    content = b"".join(answer.streaming_content)
    answer.close()
    return content


def test_the_clerk_opens_what_was_uploaded_from_the_case_and_from_the_check_list(
    town: PortalTown, submitted: Case
) -> None:
    clerk = _open_clerk(town)

    pages = [clerk.get(f"/desk/cases/{submitted.reference}/{page}").content.decode() for page in ("", "intake/")]
    shown = _read(clerk, "?show")

    assert [f'href="{_address()}?show"' in page and "布局图.pdf" in page for page in pages] == [True, True]
    assert shown == PDF


def test_a_view_of_somebodys_papers_goes_to_the_log(town: PortalTown, submitted: Case) -> None:
    clerk = _open_clerk(town)

    assert [_read(client) for client in (clerk, town.client)] == [PDF, PDF]

    (seen,) = PersonalDataView.objects.all()
    assert (seen.viewer, str(seen.person_key)) == ("何静", str(town.applicant.person_key))
    assert (seen.matter, seen.fields) == (submitted.reference, "材料：厨房平面布局图")


def test_the_applicant_sees_what_was_handed_in_and_opens_it(town: PortalTown, submitted: Case) -> None:
    page = town.client.get(f"/cases/{submitted.reference}/")

    files = {item.name: item.file.name for item in page.context["papers"] if item.file is not None}
    assert files == {"厨房平面布局图": "布局图.pdf", "食品安全管理制度": "制度.pdf"}
    assert f'href="{_address()}?show"' in page.content.decode()


def test_nobody_else_opens_it(town: PortalTown, submitted: Case) -> None:
    stranger = town.sign_in(town.make_actor("李四"))
    elsewhere = _open_clerk(town, "water-laboratory")

    assert [client.get(_address()).status_code for client in (stranger, elsewhere, Client())] == [404, 404, 404]
    assert PersonalDataView.objects.count() == 0


def test_what_replaces_a_file_is_opened_and_the_old_one_is_gone(town: PortalTown, submitted: Case) -> None:
    before = _address()
    clerk = _open_clerk(town)
    wanted = clerk.get(f"/desk/cases/{submitted.reference}/intake/").context["wanted"]
    marks = {f"m-{one.name}": "here" if one.is_here else "gap" if one.may_be_gap else one.chosen for one in wanted}
    answer = clerk.post(
        f"/desk/cases/{submitted.reference}/intake/",
        {**marks, "m-layout-plan": "missing", "way": "correct", "reason": "看不清", "once": make_key()},
    )
    assert answer.status_code == 302, answer.content.decode()[-1000:]

    sent = {"file_layout-plan": upload("新布局图.pdf", PDF)}
    asked = town.client.get(f"/cases/{submitted.reference}/").context["step"]
    town.client.post(f"/cases/{submitted.reference}/supply/", {"once": make_key(), **sent})

    assert [one.material for one in asked.wanted] == ["layout-plan"]
    assert clerk.get(before).status_code == 410
    assert CorrectionNotice.objects.get().answered_at == NOW
    assert "新布局图.pdf" in clerk.get(f"/desk/cases/{submitted.reference}/").content.decode()


def test_what_was_pledged_or_may_follow_is_not_called_missing(town: PortalTown, submitted: Case) -> None:
    papers = town.client.get(f"/cases/{submitted.reference}/").context["papers"]

    said = {item.name: (item.mark, item.say) for item in papers}
    assert said["场所符合消防技术标准的材料"] == ("pledge", "承诺书已签署")
    assert said["房屋租赁合同"] == ("give", "还没有交，受理后可以补")
