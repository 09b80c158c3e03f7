"""Loading history: cases of the past run through the engine and stand in record and rows as if they had run here."""

from __future__ import annotations

import datetime as dt

import pytest

from small_town import LATER, NOW, RESTAURANT_FACTS, RESTAURANT_PAPERS, Town, case_of
from zaizao.errors import Refusal
from zaizao.net import commands as asked
from zaizao_city.casework.mapping.records import stream_of
from zaizao_city.casework.models import Case, IssuedResult, WorkItem
from zaizao_city.casework.services.loading import PastCase, PastStep, load_history
from zaizao_city.casework.services.opening import Opening
from zaizao_city.casework.services.rebuilding import prove_case
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.verifying import verify
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.errors import NotPermittedError


def _past(town: Town, *steps: PastStep, at: dt.datetime = NOW) -> PastCase:
    opening = Opening(
        process="open-restaurant", territory=town.district, facts=RESTAURANT_FACTS, materials=RESTAURANT_PAPERS,
        applicant_id=town.applicant.person_id,
    )  # fmt: skip
    return PastCase(opening, at, steps, by=str(town.applicant.person_key), actor=town.applicant.account_key)


def _steps(town: Town) -> list[PastStep]:
    officer = town.approver("market-regulation")
    say = {"by": str(officer.person_key), "acting_for": "market-regulation"}
    accept = asked.Complete("intake#1", "accepted", by=str(town.clerk.person_key), acting_for="window")
    return [
        PastStep(LATER, accept, town.clerk.account_key),
        PastStep(
            LATER + dt.timedelta(hours=1), asked.Complete("check-licence#1", "passed", **say), officer.account_key
        ),
        PastStep(LATER + dt.timedelta(hours=2), asked.Complete("register#1", "granted", **say), officer.account_key),
    ]


def test_a_loaded_case_is_as_if_it_had_run_here(town: Town) -> None:
    assert load_history([_past(town, *_steps(town))], actor=SYSTEM) == 1

    case = Case.objects.get()
    assert (case.reference, case.status, case.opened_at) == ("JN-2026-000001", "open", NOW)
    assert prove_case(case.pk).differences == ()
    assert IssuedResult.objects.get().number == "ZZ-2026-000001"
    assert set(WorkItem.objects.values_list("activity", flat=True)) == {"check-layout", "visit-sign", "permit-fire"}


def test_every_step_keeps_its_own_time_and_actor(town: Town) -> None:
    load_history([_past(town, *_steps(town))], actor=SYSTEM)

    entries = read_stream(stream_of("JN-2026-000001"))
    done = [(entry.at, entry.actor) for entry in entries if entry.name == "ActivityDone"]
    assert [at for at, _ in done] == [LATER, LATER + dt.timedelta(hours=1), LATER + dt.timedelta(hours=2)]
    assert done[0][1] == town.clerk.account_key
    assert verify().findings == []


def test_many_are_loaded_and_the_clock_goes_on_where_they_stand(town: Town) -> None:
    past = [_past(town, at=NOW + dt.timedelta(minutes=number)) for number in range(7)]

    assert load_history(past, actor=SYSTEM) == 7
    assert Case.objects.filter(next_due__isnull=False).count() == 7
    assert all(prove_case(pk).differences == () for pk in Case.objects.values_list("pk", flat=True))


def test_a_past_that_cannot_have_been_is_refused_and_leaves_nothing(town: Town) -> None:
    wrong = PastStep(LATER, asked.Complete("register#1", "granted", acting_for="market-regulation"))

    with pytest.raises(Refusal):
        load_history([_past(town), _past(town, wrong)], actor=SYSTEM)

    assert not Case.objects.exists()


def test_only_who_may_import_loads(town: Town) -> None:
    with pytest.raises(NotPermittedError):
        load_history([_past(town)], actor=town.clerk)


def test_loaded_and_opened_cases_have_different_numbers(town: Town) -> None:
    load_history([_past(town)], actor=SYSTEM)

    assert case_of(town.apply().case_id).reference == "JN-2026-000002"
