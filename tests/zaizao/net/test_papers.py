"""Materials: the one-time correction, and handing in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import START, Case, begin
from zaizao.net import commands
from zaizao.net import events as happened
from zaizao.net.refusals import CorrectionError, MaterialError, NetRefusal, UnknownWorkError, WorkBlockedError
from zaizao.net.state import Paper

NOW = START + timedelta(hours=1)

INTAKE = """
materials:
  lease: {name: 租赁合同, gap: minor, gap_limit: 5wd}
  id: {name: 身份证}
activities:
  intake: {does: accept, takes: [lease, id], outcomes: [accepted], limit: 5wd, silent: {outcome: accepted, basis: act, backdate: true}}
  check: {does: check, after: [{activity: intake, ground: custom}]}
"""


def corrected() -> Case:
    case = begin(INTAKE)
    case.do(commands.RequestCorrection("intake#1", ("lease", "id"), "缺两份", by="甲"))
    return case


def test_a_correction_names_all_gaps_at_once_and_the_intake_waits_for_them() -> None:
    case = corrected()

    assert case.events[-1] == happened.CorrectionRequested(3, NOW, "甲", "intake#1", ("lease", "id"), "缺两份", None)
    assert (case.work("intake").status, case.work("intake").asked) == ("correcting", ("lease", "id"))
    assert case.act("intake").more.corrections == 1
    assert case.effects[-1].details == {"what": "correction", "materials": ("lease", "id")}
    fields = case.refuse(WorkBlockedError, commands.Complete("intake#1"))
    assert fields == {"work": "intake#1", "why": "correcting", "waits_for": ("lease", "id")}


def test_what_is_supplied_is_crossed_off_and_the_last_piece_frees_the_intake() -> None:
    case = corrected()
    step = case.do(commands.Supply(("id",)))
    assert step.events == (happened.Supplied(4, case.now, None, ("id",), ("intake#1",)),)
    assert (case.work("intake").status, case.work("intake").asked) == ("correcting", ("lease",))

    case.do(commands.Supply(("lease",)))

    assert (case.work("intake").status, case.work("intake").asked) == ("open", ())
    assert dict(case.state.papers.sorted_items()) == {"id": Paper("supplied"), "lease": Paper("supplied")}
    case.finish("intake")
    assert case.act("check").status == "open"


def test_a_second_notice_needs_a_supervisor_and_is_marked() -> None:
    case = corrected()
    case.do(commands.Supply(("id", "lease")))

    fields = case.refuse(CorrectionError, commands.RequestCorrection("intake#1", ("id",), "又缺"))
    assert fields == {"work": "intake#1", "why": "already-told"}

    step = case.do(commands.RequestCorrection("intake#1", ("id",), "又缺", "分管局长"))
    assert step.events[0].supervisor == "分管局长"
    assert case.act("intake").more.corrections == 2


@pytest.mark.parametrize(
    ("command", "kind", "fields"),
    [
        (commands.RequestCorrection("x#1", ("id",), "缺"), UnknownWorkError, {"work": "x#1"}),
        (
            commands.RequestCorrection("intake#1", (), "缺"),
            CorrectionError,
            {"work": "intake#1", "why": "nothing-named"},
        ),
        (
            commands.RequestCorrection("intake#1", ("map",), "缺"),
            MaterialError,
            {"material": "map", "known": ("lease", "id")},
        ),
        (commands.Supply(("map",)), MaterialError, {"material": "map", "known": ("lease", "id")}),
    ],
)
def test_only_materials_of_the_definition_may_be_asked_for_or_handed_in(
    command: commands.Command, kind: type[NetRefusal], fields: dict[str, object]
) -> None:
    assert begin(INTAKE).refuse(kind, command) == fields


def test_only_an_intake_may_ask_for_a_correction() -> None:
    case = begin(INTAKE)
    case.finish("intake")

    fields = case.refuse(CorrectionError, commands.RequestCorrection("check#1", ("id",), "缺"))

    assert fields == {"work": "check#1", "why": "not-an-intake"}


def test_while_a_correction_is_open_silence_does_not_count_as_acceptance() -> None:
    case = corrected()
    case.tick("2026-04-01 09:00")

    assert case.act("intake").status == "open"


def test_without_a_notice_in_time_the_application_counts_as_accepted_from_the_day_it_came() -> None:
    case = begin(INTAKE)
    case.tick("2026-04-01 09:00")

    done = case.kinds(happened.ActivityDone)[0]
    assert (done.how, done.effective, done.said) == ("silent", START, {"basis": "act"})
    assert case.act("intake").ended == START


def test_a_gap_that_is_filled_in_time_does_not_lapse() -> None:
    case = begin(INTAKE)
    case.finish("intake", gaps=("lease",))
    case.do(commands.Supply(("lease",)))
    case.tick("2026-05-01 09:00")

    assert case.state.papers.get("lease") == Paper("supplied")
    assert case.kinds(happened.GapLapsed) == []


def test_a_gap_handed_in_with_the_completion_of_another_step_is_filled() -> None:
    case = begin(INTAKE)
    case.finish("intake", gaps=("lease",))
    case.finish("check", materials=("lease",))

    assert case.state.papers.get("lease") == Paper("supplied")
    assert case.state.timers.get("gap:lease") is None
