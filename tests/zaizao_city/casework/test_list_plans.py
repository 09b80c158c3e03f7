"""Lists stay fast with millions of cases: each is answered from an index, none reads or sorts all there is."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from attrs import evolve

from list_plans import find_long_reads
from small_town import LATER, NOW, Town
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors import cases
from zaizao_city.casework.selectors.cases import CaseFilter, list_cases, list_helped_cases, list_own_cases
from zaizao_city.casework.selectors.pledges import list_pledges
from zaizao_city.casework.selectors.taken_in import list_taken_in
from zaizao_city.casework.selectors.work import count_by_chain, count_open, list_offers, list_work
from zaizao_city.casework.selectors.work_lines import WorkFilter
from zaizao_city.foundation.notices.listing import count_unread, list_notices
from zaizao_city.identity.actor import Actor, HeldRole
from zaizao_city.identity.enums import Role
from zaizao_city.identity.selectors.access import list_views

AFTER = "WyIyMDI2LTAyLTEyVDA5OjEwOjAwIiwgNV0"
"""A cursor: 12 February 2026 at 9:10, row 5."""


@pytest.fixture
def town(db: None) -> Town:
    made = Town("restaurant", "matters")
    for number in range(3):
        made.accept(made.apply(key=str(number)).case_id)
    return made


def _work_of_two(town: Town) -> Actor:
    """Somebody who decides in two organisations."""
    first, second = town.approver("market-regulation"), town.organs["fire-rescue"]
    return evolve(first, roles=(*first.roles, HeldRole(Role.APPROVER, second.pk, second.path)))


@pytest.mark.parametrize("after", [None, AFTER])
def test_work_is_read_from_an_index_in_its_order(town: Town, after: str | None) -> None:
    one, two = town.approver("market-regulation"), _work_of_two(town)
    soon = WorkFilter(due_before=NOW + dt.timedelta(days=3))

    found = [
        *find_long_reads(lambda: list_work(one, after=after)),
        *find_long_reads(lambda: list_work(two, after=after)),
        *find_long_reads(lambda: list_work(two, narrow=WorkFilter(late_at=LATER), after=after)),
        *find_long_reads(lambda: list_work(two, narrow=soon, after=after)),
        *find_long_reads(lambda: list_work(one, mine=True, after=after)),
        *find_long_reads(lambda: list_offers(two, after=after)),
        *find_long_reads(lambda: list_work(two, narrow=WorkFilter(process="restaurant"), after=after)),
        *find_long_reads(lambda: list_work(one, narrow=WorkFilter(kind="matter", does="accept"), after=after)),
        *find_long_reads(lambda: count_by_chain(two, now=LATER)),
        *find_long_reads(lambda: count_open(two)),
    ]

    assert found == []


@pytest.mark.parametrize("after", [None, AFTER])
@pytest.mark.parametrize("few", [cases.FEW, 1])
@pytest.mark.parametrize(
    "narrow",
    [
        CaseFilter(kind="application"),
        CaseFilter(kind="application", status="open"),
        CaseFilter(kind="application", late=True),
        CaseFilter(kind="matter", process="refusal-review"),
        CaseFilter(kind="hotline_order", category="noise"),
        CaseFilter(kind="hotline_order", category="noise", status="open", late=True),
    ],
)  # fmt: skip
def test_cases_are_read_from_an_index_in_their_order(
    town: Town, monkeypatch: pytest.MonkeyPatch, narrow: CaseFilter, few: int, after: str | None
) -> None:
    monkeypatch.setattr(cases, "FEW", few)
    readers = [town.make_actor("袁洁", Role.LEADER), town.make_actor("郑芳", Role.DISPATCHER), _work_of_two(town)]

    reads = [partial(list_cases, reader, narrow=narrow, after=after) for reader in readers]
    found = [step for read in reads for step in find_long_reads(read)]

    assert found == []


@pytest.mark.parametrize("after", [None, AFTER])
@pytest.mark.parametrize("few", [cases.FEW, 1])
def test_pledges_are_read_from_an_index_in_their_order(
    town: Town, monkeypatch: pytest.MonkeyPatch, few: int, after: str | None
) -> None:
    monkeypatch.setattr(cases, "FEW", few)
    readers = [town.make_actor("袁洁", Role.LEADER), town.approver("market-regulation"), _work_of_two(town)]

    reads = [partial(list_pledges, reader, after=after) for reader in readers]
    found = [step for read in reads for step in find_long_reads(read)]

    assert found == []


def test_messages_and_views_are_read_from_an_index(town: Town) -> None:
    person, auditor = town.applicant.person_key, town.make_actor("何平", Role.AUDIT_ADMIN)

    found = [
        *find_long_reads(lambda: list_notices(person, before=9)),
        *find_long_reads(lambda: list_notices(person, unread=True)),
        *find_long_reads(lambda: count_unread(person)),
        *find_long_reads(lambda: list_views(actor=auditor, person=person, before=9)),
        *find_long_reads(lambda: list_views(actor=auditor, account=person)),
    ]

    assert found == []


def test_what_people_see_of_their_own_is_read_from_an_index(town: Town) -> None:
    found = [
        *find_long_reads(lambda: list_own_cases(town.applicant)),
        *find_long_reads(lambda: list_own_cases(town.applicant, after=AFTER)),
        *find_long_reads(lambda: list_helped_cases(town.make_actor("沈静", Role.HELPER))),
        *find_long_reads(lambda: list_taken_in(town.clerk)),
    ]

    assert found == []


def test_a_list_that_no_index_serves_is_found(town: Town) -> None:
    found = find_long_reads(lambda: list(Case.objects.order_by("title")))

    assert found != []
