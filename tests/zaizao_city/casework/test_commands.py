"""The write port: one transaction for each command, from the question to the rows."""

from __future__ import annotations

import datetime as dt

import pytest

from small_town import NOW, RESTAURANT_PAPERS, Town, case_of, state_of
from zaizao.net import commands as asked
from zaizao_city.casework.errors import CommandRefusedError, NoSuchCaseError, SomebodyWasQuickerError
from zaizao_city.casework.mapping.records import stream_of
from zaizao_city.casework.models import Case, CorrectionNotice, Document, ItemDecision, WorkItem
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.rebuilding import prove_case, rebuild_case
from zaizao_city.casework.services.ticking import tick_due
from zaizao_city.foundation.record.errors import RequestChangedError
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError

LATER = NOW + dt.timedelta(minutes=30)


def test_opening_a_case_gives_it_a_number_work_items_and_a_record(town: Town) -> None:
    done = town.apply()

    case = case_of(done.case_id)
    assert (case.reference, case.kind, case.title, case.status) == (
        "JN-2026-000001",
        "application",
        "开办餐饮店",
        "open",
    )
    assert list(WorkItem.objects.values_list("work", "organisation__code")) == [("intake#1", "yunhe-window")]
    assert sorted(ItemDecision.objects.values_list("item", "outcome")) == [
        ("fire", ""), ("food", ""), ("licence", ""), ("sign", ""),
    ]  # fmt: skip
    assert set(Document.objects.values_list("material", "status")) == {(name, "supplied") for name in RESTAURANT_PAPERS}
    names = [entry.name for entry in read_stream(stream_of(case.reference))]
    assert names[:2] == ["CaseTakenIn", "CaseOpened"]
    assert case.length == done.length == len(names)


def test_the_same_submission_five_times_is_one_case(town: Town) -> None:
    answers = [town.apply(key="the-form") for _ in range(5)]

    assert Case.objects.count() == 1
    assert {answer.reference for answer in answers} == {"JN-2026-000001"}
    assert [answer.repeated for answer in answers] == [False, True, True, True, True]


def test_a_key_that_comes_again_with_other_contents_is_refused(town: Town) -> None:
    town.apply(key="the-form")

    with pytest.raises(RequestChangedError):
        town.apply(key="the-form", items=("licence",))


def test_accepting_starts_the_clocks_and_hands_out_the_work_in_parallel(town: Town) -> None:
    done = town.apply(materials=town.papers_without("lease", "premises-proof"))
    town.accept(done.case_id, gaps=("lease",), pledges=("premises-proof",), now=LATER)

    assert set(WorkItem.objects.values_list("activity", "organ")) == {
        ("check-licence", "market-regulation"),
        ("check-layout", "market-regulation"),
        ("visit-sign", "city-management"),
    }
    assert ItemDecision.objects.get(item="food").due_at == dt.datetime(2026, 3, 19)
    assert case_of(done.case_id).due_at == ItemDecision.objects.get(item="licence").due_at
    assert set(Document.objects.filter(status__in=["gap", "pledged"]).values_list("material", "status")) == {
        ("lease", "gap"), ("premises-proof", "pledged"),
    }  # fmt: skip


def test_what_is_kept_is_what_the_record_amounts_to(town: Town) -> None:
    done = town.apply()
    town.accept(done.case_id, gaps=("lease",), now=LATER)

    assert prove_case(done.case_id).differences == ()


def test_rows_made_again_from_the_record_are_the_rows_that_were_kept(town: Town) -> None:
    done = town.apply()
    town.accept(done.case_id, gaps=("lease",), now=LATER)
    tables = (WorkItem, ItemDecision, Document, CorrectionNotice)
    before = [sorted(map(str, table.objects.values_list(*_columns(table)))) for table in tables]
    WorkItem.objects.all().delete()
    ItemDecision.objects.update(due_at=None)

    rebuild_case(done.case_id)

    assert [sorted(map(str, table.objects.values_list(*_columns(table)))) for table in tables] == before


def _columns(table: type) -> list[str]:
    return [field.attname for field in table._meta.concrete_fields if field.attname not in ("id", "supplied_at")]


def test_a_damaged_state_is_found_by_the_proof(town: Town) -> None:
    done = town.apply()
    case = case_of(done.case_id)
    case.state.state = case.state.state.replace('"status":"open"', '"status":"closed"')
    case.state.save()

    assert prove_case(done.case_id).differences == ("state: not what the events amount to",)


def test_a_clerk_of_another_window_may_not_accept(town: Town) -> None:
    done = town.apply()
    stranger = town.make_actor("外人", Role.WINDOW_CLERK, "city-management")

    with pytest.raises(NotPermittedError):
        carry_out(done.case_id, asked.Complete("intake#1", "accepted"), actor=stranger, key="k", now=LATER)

    assert case_of(done.case_id).length == done.length


def test_an_applicant_may_not_decide_their_own_case(town: Town) -> None:
    done = town.apply()

    with pytest.raises(NotPermittedError):
        carry_out(done.case_id, asked.Complete("intake#1", "accepted"), actor=town.applicant, key="k", now=LATER)


def test_nobody_acts_for_an_organ_that_is_not_theirs(town: Town) -> None:
    done = town.apply()
    command = asked.Complete("intake#1", "accepted", acting_for="market-regulation")
    stranger = town.approver("market-regulation")

    with pytest.raises(NotPermittedError):
        carry_out(done.case_id, command, actor=stranger, key="k", now=LATER)


def test_an_unknown_case_is_not_found(town: Town) -> None:
    with pytest.raises(NoSuchCaseError):
        carry_out(404, asked.Comment("?"), actor=town.clerk, key="k", now=LATER)


def test_the_engine_refuses_in_its_own_words_and_nothing_has_happened(town: Town) -> None:
    done = town.apply()

    with pytest.raises(CommandRefusedError) as refused:
        town.accept(done.case_id, gaps=("layout-plan",))

    assert refused.value.code == "gap"
    assert "厨房平面布局图" in refused.value.tell()[0]
    assert case_of(done.case_id).length == done.length


def test_of_two_clerks_one_wins_and_the_other_is_told_who_and_what(town: Town) -> None:
    done = town.apply()
    other = town.make_actor("李静", Role.WINDOW_CLERK, "window")
    town.accept(done.case_id, now=LATER)

    with pytest.raises(SomebodyWasQuickerError) as told:
        carry_out(
            done.case_id, asked.Complete("intake#1", "not_accepted"), actor=other, key="k", now=LATER, seen=done.length
        )

    assert told.value.fields == {"who": "刘倩", "what": "“综合受理”办结：受理"}


def test_words_for_a_round_that_is_over_are_refused_and_kept(town: Town) -> None:
    done = town.apply()
    town.accept(done.case_id, now=LATER)
    approver = town.approver("market-regulation")
    carry_out(done.case_id, asked.Complete("check-layout#1", "passed"), actor=approver, key="1", now=LATER)
    back = asked.SendBack("check-layout", "图纸不符", acting_for="market-regulation")
    carry_out(done.case_id, back, actor=approver, key="2", now=LATER)

    late = asked.Complete("visit-site#1", "failed", text="已拍照")
    with pytest.raises(CommandRefusedError) as refused:
        carry_out(done.case_id, late, actor=approver, key="3", now=LATER)

    assert refused.value.code == "superseded-work"
    assert [entry.name for entry in read_stream(stream_of("JN-2026-000001"))][-1] == "LateTextKept"
    assert prove_case(done.case_id).differences == ()


def test_a_clock_turned_back_stands_still(town: Town) -> None:
    done = town.apply()
    town.accept(done.case_id, now=NOW - dt.timedelta(hours=5))

    assert state_of(done.case_id).last.replace(tzinfo=None) == NOW


def test_silence_is_acceptance_when_the_clock_is_run(town: Town) -> None:
    done = town.apply(now=dt.datetime(2026, 2, 5, 16, 0))
    assert case_of(done.case_id).next_due is not None

    ticked = tick_due(now=dt.datetime(2026, 2, 13, 9, 0))

    assert (ticked.moved, ticked.refused) == (1, ())
    assert ItemDecision.objects.get(item="food").started_at == dt.datetime(2026, 2, 5, 16, 0)
    assert tick_due(now=dt.datetime(2026, 2, 13, 9, 0)).moved == 0
    assert prove_case(done.case_id).differences == ()


def test_a_correction_names_every_gap_once_and_is_answered_when_they_come(town: Town) -> None:
    done = town.apply(materials=town.papers_without("layout-plan", "sign-picture"))
    command = asked.RequestCorrection("intake#1", ("layout-plan", "sign-picture"), "缺两件")
    carry_out(done.case_id, command, actor=town.clerk, key="1", now=LATER)
    assert CorrectionNotice.objects.get().gaps == ["layout-plan", "sign-picture"]
    assert WorkItem.objects.get().status == "correcting"

    supply = asked.Supply(("layout-plan", "sign-picture"))
    carry_out(done.case_id, supply, actor=town.applicant, key="2", now=LATER)

    assert CorrectionNotice.objects.get().answered_at == LATER
    assert WorkItem.objects.get().status == "open"


def test_withdrawing_everything_closes_the_case(town: Town) -> None:
    done = town.apply()
    carry_out(done.case_id, asked.Withdraw(), actor=town.applicant, key="1", now=LATER)

    case = case_of(done.case_id)
    assert (case.status, case.outcome, case.closed_at, case.next_due) == ("closed", "withdrawn", LATER, None)
    assert not WorkItem.objects.exists()
    assert set(ItemDecision.objects.values_list("outcome", flat=True)) == {"withdrawn"}
