"""The three chains and the seven matters, played: what happened is as recorded, and as the law and the brief demand.

ZAIZAO_UPDATE_GOLDEN=1 writes the recorded runs anew; read the difference before committing it.
"""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from zaizao.definition import ProcessDefinition, check_definition, load_pack, runnability
from zaizao.law import shipped_library
from zaizao.net import Context, commands, fire, open_case, preview_migration, replay
from zaizao.net import events as happened
from zaizao.net.saving import events_to_jsonl, state_to_json
from zaizao.net.scripts import Played, PlayedCase, play, read_script
from zaizao.worktime import SHANGHAI, china

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden" / "runs"
RUNS = sorted((ROOT / "packs").glob("*/runs/*.yaml"))
E = TypeVar("E", bound=happened.Event)
UPDATE = os.environ.get("ZAIZAO_UPDATE_GOLDEN") == "1"


@functools.cache
def played(name: str) -> Played:
    (path,) = [path for path in RUNS if path.stem == name]
    return play(read_script(path))


@functools.cache
def definitions() -> tuple[ProcessDefinition, ...]:
    folders = ("restaurant", "enterprise", "construction", "matters", "matters/versions")
    return tuple(each for folder in folders for each in load_pack(ROOT / "packs" / folder).definitions.values())


def all_events(case: PlayedCase, kind: type[E]) -> list[E]:
    return [event for event in case.events if isinstance(event, kind)]


def describe_case(case: PlayedCase) -> str:
    """Where a case ended, and everything that happened by name: what the golden files hold."""
    state = case.state
    lines = [f"case {state.case} {state.status} {state.ending or '-'}"]
    for name, item in state.items.items():
        stops = " ".join(f"{stop.first}..{stop.last}:{stop.ground}" for stop in item.stops)
        lines.append(f"item {name} {item.outcome} due {item.due} promised {item.promised} {stops}".rstrip())
    for name, act in state.acts.sorted_items():
        turn = f" turn {act.more.turn}" if act.more.turn > 1 else ""
        lines.append(f"activity {name} {act.status} {act.outcome or act.more.reason or '-'} round {act.round}{turn}")
    lines += [f"open {name} {work.holder}" for name, work in state.work.sorted_items()]
    statuses = sorted(member.status for member in state.members.values())
    lines += [f"members {status} {statuses.count(status)}" for status in dict.fromkeys(statuses)]
    lines += [f"entries {name} {count}" for name, count in sorted(state.counts.items())]
    lines += [f"{event.seq} {event.at:%Y-%m-%d %H:%M} {type(event).__name__}" for event in case.events]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", [path.stem for path in RUNS])
def test_a_run_goes_as_it_is_recorded(name: str) -> None:
    found = "\n".join(describe_case(case) for case in played(name).cases.values())
    recorded = GOLDEN / f"{name}.txt"
    if UPDATE:
        recorded.write_text(found, encoding="utf-8")
    assert found == recorded.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", RUNS, ids=lambda path: path.stem)
def test_a_run_gives_the_same_bytes_twice_and_replays_to_its_state(path: Path) -> None:
    again = play(read_script(path))
    for name, case in played(path.stem).cases.items():
        other = again.cases[name]
        assert events_to_jsonl(case.events) == events_to_jsonl(other.events)
        assert state_to_json(case.state) == state_to_json(other.state)
        assert replay({each.digest: each for each in case.definitions}, case.events) == case.state


@pytest.mark.parametrize("path", RUNS, ids=lambda path: path.stem)
def test_a_run_tells_its_story_in_both_languages(path: Path) -> None:
    script = read_script(path)
    notes = [script.name, script.says, *(step.note for step in script.steps if step.note)]
    assert all(text is not None and text.zh and text.en for text in notes)


def test_the_shipped_definitions_are_sound_founded_and_runnable() -> None:
    for definition in definitions():
        assert list(check_definition(definition)) == []
        assert list(runnability(definition)) == []


def test_every_basis_cited_is_in_the_law_texts_and_in_force_when_the_runs_are_played() -> None:
    for definition in definitions():
        found = check_definition(definition, library=shipped_library(), on=date(2026, 3, 2))
        assert [(definition.process, finding.code, finding.path) for finding in found] == []


def test_the_shipped_definitions_have_english_names_throughout() -> None:
    for definition in definitions():
        tables = (
            definition.organs,
            definition.items,
            definition.activities,
            definition.materials,
            definition.parties,
            definition.fields,
            definition.entries,
            definition.interrupts,
        )
        names = [definition.name, *(each.name for table in tables for each in table.values())]
        assert [name for name in names if name is None or not name.en] == []
        purposes = [each.purpose for each in definition.fields.values()]
        assert [purpose for purpose in purposes if purpose is None or not purpose.en] == []


# -- the restaurant chain (rules.md 1, 2, 7; look/public-progress)


def test_the_food_clock_stands_still_while_the_water_is_tested() -> None:
    food = played("spring-festival").first.state.items["food"]
    assert food.started is not None
    assert food.started.date().isoformat() == "2026-02-12"
    assert [(str(stop.first), str(stop.last), stop.ground) for stop in food.stops] == [
        ("2026-02-24", "2026-03-02", "testing")
    ]
    # 20 working days would end on 18 March; six working days of the test do not count
    assert food.due is not None
    assert food.due.isoformat() == "2026-03-27T00:00:00+08:00"
    assert food.promised is not None
    assert food.promised.isoformat() == "2026-03-07T00:00:00+08:00"


def test_seven_working_days_from_12_february_2026_end_with_28_february() -> None:
    (promise,) = all_events(played("spring-festival").first, happened.PromiseMade)
    assert promise.due.isoformat() == "2026-03-01T00:00:00+08:00"


def test_a_return_in_the_food_branch_leaves_the_other_branches_alone() -> None:
    case = played("spring-festival").first
    (back,) = all_events(case, happened.SentBack)
    assert set(back.reset) == {"check-layout", "visit-site", "permit-food", "deliver", "archive"}
    rounds = {name: act.round for name, act in case.state.acts.sorted_items()}
    assert (rounds["permit-sign"], rounds["permit-fire"], rounds["register"]) == (1, 1, 1)
    assert rounds["visit-site"] == 2


def test_the_words_of_a_command_that_came_too_late_are_kept() -> None:
    (late,) = all_events(played("spring-festival").first, happened.LateTextKept)
    assert (late.work, late.said) == ("visit-site#1", {"text": "洗消间距出餐口 0.8 米，未设隔断，已拍照。"})


def test_a_gap_filled_on_a_make_up_workday_does_not_lapse() -> None:
    case = played("spring-festival").first
    (supplied,) = [event for event in all_events(case, happened.Supplied) if "lease" in event.materials]
    assert supplied.at.date().isoformat() == "2026-02-14"
    assert all_events(case, happened.GapLapsed) == []


def test_four_items_of_one_case_come_to_the_four_ends() -> None:
    items = played("four-ends").first.state.items
    assert {name: item.outcome for name, item in items.items()} == {
        "licence": "granted",
        "food": "withdrawn",
        "fire": "refused",
        "sign": "not_required",
    }
    assert items["sign"].because is not None
    assert items["sign"].because["guard"] == "signboard"
    assert items["sign"].started is None  # what is not required has no clock


def test_silence_at_the_intake_is_acceptance_from_the_day_of_receipt() -> None:
    case = played("silence").first
    (done,) = [event for event in all_events(case, happened.ActivityDone) if event.activity == "intake"]
    assert (done.how, str(done.effective.date()), str(done.at.date())) == ("silent", "2026-02-05", "2026-02-13")


def test_the_clock_of_an_item_found_to_be_required_later_starts_where_it_should_have() -> None:
    (chain,) = [each for each in definitions() if each.process == "open-restaurant"]

    def at(day: int) -> Context:
        return Context(datetime(2026, 3, day, 9, tzinfo=SHANGHAI), china())

    known = {"fire_pledged": True, "own_water": False}
    state = open_case(chain, commands.Open("R-1", facts=known, items=("sign",)), at(2)).state
    state = fire(chain, state, commands.Complete("intake#1", "accepted", by="刘倩"), at(3)).state
    assert state.items["sign"].started is None
    state = fire(chain, state, commands.StateFacts({"signboard": True}), at(6)).state
    assert state.items["sign"].started == at(3).now


# -- the two other chains (LC8, ZC2)


def test_a_company_is_open_within_two_hours_and_before_everything_that_was_promised() -> None:
    case = played("two-hours").first
    assert case.events[-1].at - case.events[0].at < timedelta(hours=2)
    assert all_events(case, happened.DeadlinePassed) == []
    promised = {name: item.promised for name, item in case.state.items.items() if item.promised is not None}
    ended = {event.item: event.at for event in all_events(case, happened.ClockEnded)}
    assert set(promised) == set(ended) == {"licence", "tax", "social"}
    assert all(ended[name] < due for name, due in promised.items())


def test_one_form_and_one_pledge_are_all_that_is_brought_for_a_building_site() -> None:
    case = played("one-form").first
    assert {name: paper.status for name, paper in case.state.papers.items() if paper.status != "made"} == {
        "application-form": "supplied",
        "funds-proof": "pledged",
    }
    refused = [step.refusal.code for step in played("one-form").steps if step.refusal is not None]
    assert refused == ["pledge", "refusal-incomplete"]


def test_a_permit_on_a_false_pledge_is_revoked_before_it_is_decided_again_and_the_rest_stands() -> None:
    case = played("false-pledge").first
    (pledge,) = all_events(case, happened.PledgeTaken)
    (reopened,) = all_events(case, happened.CaseReopened)
    assert pledge.check is not None
    assert reopened.at < pledge.check
    undone = [event.at for event in all_events(case, happened.ActivityDone) if "~undo" in event.activity]
    decided = [event.at for event in all_events(case, happened.ItemDecided) if event.item == "permit"]
    assert (len(undone), len(decided)) == (2, 2)
    assert decided[0] < reopened.at < max(undone) < decided[1]
    rounds = {name: case.state.acts[name].round for name in ("decide-permit", "register-quality", "register-safety")}
    assert rounds == {"decide-permit": 2, "register-quality": 1, "register-safety": 1}


# -- the grid event (DY13, DY16)


def holders_over_time(case: PlayedCase, activity: str) -> list[tuple[str, list[str | None]]]:
    """After each event: its name, and who has work of the activity."""
    known = {each.digest: each for each in case.definitions}
    found = []
    for count in range(1, len(case.events) + 1):
        state = replay(known, case.events[:count])
        holders = [work.holder for work in state.work.values() if work.activity == activity]
        found.append((type(case.events[count - 1]).__name__, holders))
    return found


def test_a_grid_event_climbs_the_levels_when_nobody_acts() -> None:
    raised = all_events(played("grid-event").first, happened.Escalated)
    assert [(event.to, event.mode) for event in raised] == [("community", "take_over"), ("street", "take_over")]


def test_the_arbiter_is_called_after_two_refusals_and_each_has_its_reason() -> None:
    case = played("grid-event").first
    assert [event.to for event in all_events(case, happened.OfferRefused)] == ["housing", "city-management"]
    assert all(event.reason for event in all_events(case, happened.OfferRefused))
    (assigned,) = all_events(case, happened.Assigned)
    assert (assigned.to, assigned.final) == ("housing", True)


def test_a_comment_moves_no_clock() -> None:
    case = played("grid-event").first
    (comment,) = all_events(case, happened.Commented)
    before, after = (replay(case.definition, case.events[:count]) for count in (comment.seq - 1, comment.seq))
    assert before.work == after.work
    assert before.timers == after.timers


def test_a_no_at_the_call_back_opens_a_new_round() -> None:
    case = played("grid-event").first
    (began,) = all_events(case, happened.TurnBegan)
    assert (began.turn, set(began.reset)) == (2, {"handle", "verify", "call-back"})


# -- the clue (QD8)


def test_a_clue_has_exactly_one_holder_after_every_event_until_it_is_decided() -> None:
    for name in ("clue", "clue-bulletin"):
        over_time = holders_over_time(played(name).first, "handle")
        held = [holders for _, holders in over_time if holders]
        first = next(index for index, (_, holders) in enumerate(over_time) if holders)
        assert all(len(holders) == 1 and holders[0] is not None for holders in held)
        assert [bool(holders) for _, holders in over_time[first : first + len(held)]] == [True] * len(held)


def test_a_clue_changes_hands_only_by_acknowledgement_or_arbiter() -> None:
    over_time = holders_over_time(played("clue").first, "handle")
    changes = [
        (event, now[0])
        for (_, before), (event, now) in itertools.pairwise(over_time)
        if before and now and before != now
    ]
    assert changes == [("OfferAccepted", "congress-supervision"), ("OfferAccepted", "discipline-inspection")]


def test_an_offer_never_goes_to_the_one_who_has_the_work() -> None:
    case = played("clue").first
    assert "government-inspection" not in [event.to for event in all_events(case, happened.OfferMade)]
    assert [event.arbiter for event in all_events(case, happened.ArbiterCalled)] == ["supervision-index"]


def test_a_matter_of_discipline_is_not_in_the_bulletin() -> None:
    ends = {name: played(name).first.state.acts.get("bulletin") for name in ("clue", "clue-bulletin")}
    assert {name: act and act.status for name, act in ends.items()} == {"clue": "skipped", "clue-bulletin": "done"}


# -- the hearing (QD5)


def test_questions_belong_to_the_session() -> None:
    run = played("hearing")
    assert [step.refusal.code for step in run.steps if step.refusal is not None] == ["entry"]
    assert run.first.state.counts == {"questions": 4}


def test_nobody_scores_the_plan_of_their_own_unit() -> None:
    case = played("hearing").first
    (opened,) = [event for event in all_events(case, happened.ActivityOpened) if event.activity == "score"]
    people = [work.assignees for work in opened.work]
    assert opened.recused == 1
    assert ("丁二",) not in people
    assert len(people) == 6
    (stepped_down,) = all_events(case, happened.Recused)
    assert stepped_down.work == "score#1.5"


def test_the_panel_decides_by_the_average_of_those_who_scored() -> None:
    case = played("hearing").first
    (scored,) = [event for event in all_events(case, happened.ActivityDone) if event.activity == "score"]
    assert (scored.outcome, scored.facts) == ("passed", {"average": Decimal(85)})


def test_the_hearing_is_broadcast_only_after_the_secrecy_check() -> None:
    case = played("hearing").first
    cleared, aired = (
        next(event for event in all_events(case, happened.ActivityDone) if event.activity == name)
        for name in ("check-secrecy", "broadcast")
    )
    assert (cleared.outcome, cleared.seq < aired.seq) == ("cleared", True)


def test_the_inquiry_opens_on_the_day_a_year_after_the_decision_once_for_each_commitment() -> None:
    case = played("hearing").first
    (opened,) = [event for event in all_events(case, happened.ActivityOpened) if event.activity == "inquire"]
    assert case.state.facts.get("decided_on") == date(2026, 4, 24)
    assert opened.at == datetime(2027, 4, 24, tzinfo=SHANGHAI)
    assert [dict(work.element)["what"] for work in opened.work if isinstance(work.element, Mapping)] == [
        "二百家中小企业进入采购链",
        "夜间噪声不超标",
        "技工培训三千人",
    ]


# -- the opinions (LC1)


def test_a_hundred_and_twenty_one_members_are_answered_the_late_one_at_once() -> None:
    case = played("opinions").first
    together, late = all_events(case, happened.MembersAnswered)
    assert (len(together.members), late.members) == (120, ("YJ-4-1",))
    (joined,) = [event for event in all_events(case, happened.MemberJoined) if event.member == "YJ-4-1"]
    assert joined.at == late.at


def test_every_opinion_keeps_its_own_day_and_limit() -> None:
    members = played("opinions").first.state.members
    dues = {name: members.get(name) for name in ("YJ-1-1", "YJ-2-1", "YJ-3-1")}
    assert {name: str(member.due)[:10] for name, member in dues.items() if member is not None} == {
        "YJ-1-1": "2026-06-09",
        "YJ-2-1": "2026-06-10",
        "YJ-3-1": "2026-06-11",
    }  # midnight after the fifth working day


def test_answered_is_not_solved() -> None:
    state = played("opinions").first.state
    assert (state.facts.get("asked"), state.facts.get("solved")) == (Decimal(3), Decimal(2))
    follow_up = state.acts.get("follow-up")
    assert follow_up is not None
    assert follow_up.status == "done"


# -- the dispute (ZC7)


def test_a_party_may_leave_for_the_court_and_nobody_else_may_do_it_for_them() -> None:
    run = played("dispute-court")
    assert [step.refusal.code for step in run.steps if step.refusal is not None] == ["interrupt"]
    (left,) = all_events(run.first, happened.Interrupted)
    assert left.acting_for == "complainant"
    mediate = run.first.state.acts.get("mediate")
    assert mediate is not None
    assert (mediate.status, mediate.more.turn) == ("cancelled", 2)


def test_the_next_session_begins_a_week_after_the_last_began() -> None:
    began = all_events(played("dispute-agreed").first, happened.TurnBegan)
    assert [(event.turn, str(event.at.date())) for event in began] == [(2, "2026-07-13"), (3, "2026-07-20")]


def test_the_court_may_be_asked_to_confirm_within_thirty_days_of_the_agreement() -> None:
    case = played("dispute-agreed").first
    (opened,) = [event for event in all_events(case, happened.ActivityOpened) if event.activity == "ask-confirmation"]
    assert opened.work[0].due == datetime(
        2026, 8, 22, tzinfo=SHANGHAI
    )  # 22 July and thirty days: until 21 August, 24:00
    reminders = [str(event.at.date()) for event in all_events(case, happened.Escalated)]
    assert reminders == ["2026-08-12", "2026-08-20"]


# -- the leader's task (QD1)


def test_progress_falls_due_every_seven_days_while_the_task_is_open() -> None:
    case = played("leader-task").first
    fell_due = [str(event.at.date()) for event in all_events(case, happened.Recurred)]
    # 6 April 2026 is a holiday: that report falls due on the first day at work
    assert fell_due == ["2026-03-16", "2026-03-23", "2026-03-30", "2026-04-07", "2026-04-17", "2026-04-24"]


def test_yellow_comes_before_red_and_the_limit_never_moves() -> None:
    case = played("leader-task").first
    raised = [(event.at_share, event.to, str(event.at.date())) for event in all_events(case, happened.Escalated)]
    assert raised == [("80%", None, "2026-04-01"), ("100%", "supervision-office", "2026-04-08")]


def test_a_delegate_brings_the_work_back_to_the_one_who_answers_for_it() -> None:
    case = played("leader-task").first
    (reported,) = all_events(case, happened.DelegateReported)
    done = next(event for event in all_events(case, happened.ActivityDone) if event.activity == "do-it")
    assert (reported.reported["people"], done.people) == (["园区主任"], ("秦川",))


def test_what_is_countersigned_first_holds_the_task_back() -> None:
    refused = {step.refusal.code for step in played("leader-task").steps if step.refusal is not None}
    assert refused == {"adding", "work-blocked"}


# -- the pilot (ZC12, ZC13)


def first_done(case: PlayedCase, activity: str) -> happened.ActivityDone:
    return next(event for event in all_events(case, happened.ActivityDone) if event.activity == activity)


def test_criteria_and_a_roll_back_that_works_come_before_the_pilot() -> None:
    case = played("pilot").first
    (began,) = [event for event in all_events(case, happened.ActivityOpened) if event.activity == "run-pilot"]
    filed, rehearsed = first_done(case, "file-criteria"), first_done(case, "rehearse")
    assert filed.seq < rehearsed.seq < began.seq
    assert [event.outcome for event in all_events(case, happened.TurnDone)] == ["fails", "works"]


def test_the_effect_of_the_pilot_comes_with_its_interval() -> None:
    facts = played("pilot").first.state.facts
    means = (facts.get("pilot_mean"), facts.get("control_mean"))
    interval = (facts.get("effect_low"), facts.get("effect_high"))
    # 4 days fewer; standard error 1/sqrt(3) of two arms of four with variance 2/3
    assert (means, interval) == ((Decimal(4), Decimal(8)), (Decimal("2.8"), Decimal("5.2")))


def test_a_stop_rule_ends_the_pilot_and_rolls_back_the_same_day() -> None:
    case = played("pilot-stopped").first
    (stopped,) = all_events(case, happened.Interrupted)
    assert first_done(case, "roll-back-now").at.date() == stopped.at.date()


def test_the_preview_says_what_stands_in_the_way_of_a_move() -> None:
    case = played("pilot").cases["TD-0301"]
    old, new = case.definitions
    moved = next(index for index, event in enumerate(case.events) if isinstance(event, happened.Migrated))
    preview = preview_migration(old, new, replay(old, case.events[:moved]), mapping={"visit": "look"})
    fates = {fate.activity: (fate.fate, fate.becomes) for fate in preview.fates}
    assert preview.obstacles == ("behind-the-case:fetch-plan",)
    assert (fates["visit"], fates["ask-street"], fates["fetch-plan"]) == (
        ("renamed", "look"),
        ("gone", None),
        ("passed", None),
    )


def test_a_case_that_moved_keeps_its_clock_and_is_decided_by_the_new_version() -> None:
    case = played("pilot").cases["TD-0301"]
    (started,) = all_events(case, happened.ClockStarted)
    assert case.state.items["stall"].started == started.start
    assert case.state.digest == case.definitions[1].digest
    assert case.state.items["stall"].outcome == "granted"


def test_a_case_that_is_moved_back_stands_exactly_as_before() -> None:
    case = played("pilot").cases["TD-0302"]
    known = {each.digest: each for each in case.definitions}
    moved = next(index for index, event in enumerate(case.events) if isinstance(event, happened.Migrated))
    back = next(index for index, event in enumerate(case.events) if isinstance(event, happened.MigrationReverted))
    before, after = replay(known, case.events[:moved]), replay(known, case.events[: back + 1])
    assert (after.acts, after.work, after.items, after.timers) == (
        before.acts,
        before.work,
        before.items,
        before.timers,
    )
    assert case.state.digest == case.definitions[0].digest


def test_a_case_that_has_gone_on_is_not_moved_back() -> None:
    refused = [(step.case, step.step.do) for step in played("pilot").steps if step.refusal is not None]
    assert refused == [("TD-0301", "migrate"), ("TD-0302", "migrate"), ("TD-0301", "revert_migration")]
