"""A number served at the counter counts a visit of the case that the person came for (LC3)."""

from __future__ import annotations

import datetime as dt

import pytest

from desk_town import CLOCK
from small_town import NOW
from two_districts import TwoDistricts
from zaizao_city.casework.models import Case, Visit
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.casework.services.visiting import count_visit
from zaizao_city.places.models import Ticket

ADDRESS = "/desk/counter/yunhe-window/"


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> TwoDistricts:
    made = TwoDistricts("restaurant")
    monkeypatch.setattr(CLOCK, lambda: made.now)
    return made


def _draw(town: TwoDistricts, *, person: int | None, what_for: str = "") -> Ticket:
    number = Ticket.objects.filter(counter=town.counter).count() + 1
    return Ticket.objects.create(
        counter=town.counter, day=NOW.date(), number=number, person_id=person, what_for=what_for, taken_at=NOW
    )


def _serve(town: TwoDistricts, ticket: Ticket, *, end: str = "done", again: int = 1) -> None:
    clerk = town.sign_in("clerk")
    clerk.post(f"{ADDRESS}call/", {"once": f"call-{ticket.pk}"})
    for _ in range(again):
        clerk.post(f"{ADDRESS}{end}/", {"once": f"end-{ticket.pk}", "ticket": ticket.pk})


def test_a_number_served_counts_one_visit_of_the_open_case_of_whoever_drew_it(town: TwoDistricts) -> None:
    done = town.apply()

    _serve(town, _draw(town, person=town.applicant.person_id), again=3)

    [visit] = Visit.objects.all()
    assert (visit.case_id, visit.at, visit.reason) == (done.case_id, NOW, "窗口叫号 1 号")
    assert visit.organisation_id == town.counter.organisation_id
    assert Case.objects.get().visits == 1
    assert prove_case(done.case_id).differences == ()


def test_a_number_drawn_by_the_clerk_counts_for_the_case_it_names(town: TwoDistricts) -> None:
    first, second = town.apply(key="a"), town.apply(key="b")

    _serve(town, _draw(town, person=None, what_for=first.reference))
    _serve(town, _draw(town, person=None))

    assert [(row.case_id, row.reason) for row in Visit.objects.all()] == [(first.case_id, "窗口叫号 1 号")]
    assert Case.objects.get(pk=second.case_id).visits == 0


def test_whoever_did_not_come_or_has_no_case_here_is_not_counted(town: TwoDistricts) -> None:
    done = town.apply()
    stranger = town.make_actor("李四").person_id

    _serve(town, _draw(town, person=town.applicant.person_id), end="no-show")
    _serve(town, _draw(town, person=stranger))
    _serve(town, _draw(town, person=stranger, what_for=done.reference))

    assert Visit.objects.count() == 0


def test_what_the_clerk_counted_while_serving_is_not_counted_again(town: TwoDistricts) -> None:
    done = town.apply()
    ticket = _draw(town, person=town.applicant.person_id)
    clerk = town.sign_in("clerk")
    clerk.post(f"{ADDRESS}call/", {"once": "a"})
    count_visit(done.case_id, reason="补交材料", actor=town.clerk, key="v", now=NOW + dt.timedelta(minutes=5))

    clerk.post(f"{ADDRESS}done/", {"once": "b", "ticket": ticket.pk})

    assert [row.reason for row in Visit.objects.all()] == ["补交材料"]
    assert Ticket.objects.get(pk=ticket.pk).served_at == NOW
