"""Facts: stated, corrected, unknown; lists that only grow; messages; words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cases import Case, begin, moment
from zaizao.net import commands
from zaizao.net import events as happened
from zaizao.net.refusals import EntryError, FactTypeError, MessageError, NetRefusal, OutcomeError, UnknownFactError
from zaizao.net.state import NULL

GUARDED = """
fields:
  large: {type: boolean}
  area: {type: number}
  level: {type: string, options: [low, high]}
  held_on: {type: date}
  seats: {type: list of number}
  owner: {type: context, fields: {name: {type: string}, age: {type: number}}}
activities:
  intake: {does: accept}
  survey: {does: verify, when: large and area > 100, after: [{activity: intake, ground: custom}]}
  archive: {does: archive, after: [{activity: survey, ground: custom, if_skipped: run}]}
"""


def waiting() -> Case:
    case = begin(GUARDED)
    case.finish("intake")
    return case


def test_unknown_never_decides_and_says_what_is_missing() -> None:
    case = waiting()

    assert case.events[-1] == happened.ActivityUndecided(4, case.now, None, "survey", ("area", "large"))
    assert case.state.undecided == ("survey",)
    case.do(commands.StateFacts({"large": True}))
    assert (case.act("survey").status, case.act("survey").more.missing) == ("undecided", ("area",))
    step = case.do(commands.StateFacts({"area": 120}))

    assert step.events[0] == happened.FactsStated(case.state.seq - 1, case.now, None, {"area": Decimal(120)})
    assert step.events[1].guard == {"large": True, "area": Decimal(120)}
    assert case.act("survey").status == "open"
    assert case.state.undecided == ()


def test_what_decides_alone_decides_though_the_rest_is_unknown() -> None:
    case = waiting()
    case.do(commands.StateFacts({"large": False}))

    assert (case.act("survey").status, case.act("archive").status) == ("skipped", "open")
    skipped = case.kinds(happened.ActivitySkipped)[0]
    assert (skipped.reason, skipped.guard) == ("guard", {"large": False})


def test_null_is_known_and_is_not_unknown() -> None:
    case = begin("fields: {owner: {type: string}}\nactivities: {check: {does: check, when: owner = null}}")
    case.do(commands.StateFacts({"owner": None}))

    assert case.state.facts.get("owner") is NULL
    assert case.act("check").status == "open"


def test_a_corrected_fact_is_on_record_with_both_values_and_decided_guards_stay() -> None:
    case = waiting()
    case.do(commands.StateFacts({"large": False, "area": 90}))
    step = case.do(commands.CorrectFact("large", True, "量错了", by="甲"))

    assert step.events == (happened.FactCorrected(case.state.seq, case.now, "甲", "large", False, True, "量错了"),)
    assert case.act("survey").status == "skipped"


def test_a_correction_decides_what_waited_for_it() -> None:
    case = waiting()
    step = case.do(commands.CorrectFact("large", False, "补录"))

    assert step.events[0].old is None
    assert case.act("survey").status == "skipped"


def test_looked_up_facts_decide_where_the_case_has_none_and_are_recorded_with_the_guard() -> None:
    case = begin(GUARDED, facts_found={"large": True, "area": Decimal(300)})
    case.finish("intake")

    assert case.kinds(happened.ActivityOpened)[-1].guard == {"large": True, "area": Decimal(300)}
    assert case.state.facts.get("large") is None


@pytest.mark.parametrize(
    ("facts", "kind", "fields"),
    [
        ({"colour": 1}, UnknownFactError, {"name": "colour"}),
        ({"large": 1}, FactTypeError, {"name": "large", "value": 1, "expected": "boolean"}),
        ({"area": "9"}, FactTypeError, {"name": "area", "value": "9", "expected": "number"}),
        ({"level": "mid"}, FactTypeError, {"name": "level", "value": "mid", "expected": ("low", "high")}),
        (
            {"held_on": moment("2026-03-02")},
            FactTypeError,
            {"name": "held_on", "value": moment("2026-03-02"), "expected": "date"},
        ),
        ({"seats": [1, "x"]}, FactTypeError, {"name": "seats", "value": [1, "x"], "expected": "list of number"}),
        (
            {"owner": {"name": "甲", "height": 3}},
            FactTypeError,
            {"name": "owner", "value": {"name": "甲", "height": 3}, "expected": "context"},
        ),
    ],
)
def test_only_fields_and_fitting_values_are_recorded(
    facts: dict[str, object], kind: type[NetRefusal], fields: dict[str, object]
) -> None:
    found = waiting().refuse(kind, commands.StateFacts(facts))

    assert {name: found[name] for name in fields} == fields


def test_values_are_kept_exact() -> None:
    case = waiting()
    facts = {"area": 0.1, "held_on": date(2026, 5, 1), "seats": [1, 2.5], "owner": {"name": "甲", "age": 40}}
    case.do(commands.StateFacts(facts))

    assert dict(case.state.facts.sorted_items()) == {
        "area": Decimal("0.1"),
        "held_on": date(2026, 5, 1),
        "seats": [Decimal(1), Decimal("2.5")],
        "owner": {"name": "甲", "age": Decimal(40)},
    }


LISTS = """
parties: {citizen: {name: 群众}}
fields: {enough: {type: boolean}}
entries:
  questions: {by: [citizen, bureau], during: [session], fields: {text: {type: string}, asked_on: {type: date}}}
  notes: {fields: {text: {type: string}}}
activities:
  session: {does: hold_session}
  answer: {does: answer, when: count(questions) > 0, after: [{activity: session, ground: custom}]}
"""


def test_an_entry_is_added_and_expressions_read_the_list() -> None:
    case = begin(LISTS)
    step = case.do(
        commands.Enter(
            "questions", {"text": "何时完工？", "asked_on": date(2026, 3, 2)}, by="群众甲", acting_for="citizen"
        )
    )

    values = {"text": "何时完工？", "asked_on": date(2026, 3, 2)}
    assert step.events == (happened.EntryMade(3, case.now, "群众甲", "questions", 1, values, "citizen"),)
    assert dict(case.state.entries.sorted_items()) == {"questions/000001": values}
    assert case.state.counts == {"questions": 1}
    case.finish("session")
    assert case.act("answer").status == "open"


def test_an_empty_list_is_known_to_be_empty() -> None:
    case = begin(LISTS)
    case.finish("session")

    assert case.act("answer").status == "skipped"


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (commands.Enter("votes", {}), {"log": "votes", "why": "unknown", "known": ("questions", "notes")}),
        (
            commands.Enter("questions", {"text": "x"}, acting_for="street"),
            {"log": "questions", "why": "not-theirs", "by": ("citizen", "bureau")},
        ),
        (
            commands.Enter("questions", {"text": "x"}),
            {"log": "questions", "why": "not-theirs", "by": ("citizen", "bureau")},
        ),
        (
            commands.Enter("notes", {"colour": "x"}),
            {"log": "notes", "why": "unknown-field", "fields": ("colour",), "known": ("text",)},
        ),
    ],
)
def test_an_entry_is_refused_with_the_reason(command: commands.Enter, fields: dict[str, object]) -> None:
    assert begin(LISTS).refuse(EntryError, command) == fields


def test_an_entry_is_refused_outside_its_time_and_with_a_wrong_value() -> None:
    case = begin(LISTS)
    wrong = case.refuse(FactTypeError, commands.Enter("notes", {"text": 3}))
    assert wrong == {"name": "text", "value": 3, "expected": "string"}
    case.do(commands.Enter("questions", {"text": "早"}, acting_for="citizen"))
    case.finish("session")

    fields = case.refuse(EntryError, commands.Enter("questions", {"text": "晚了"}, acting_for="citizen"))

    assert fields == {"log": "questions", "why": "not-now", "during": ("session",)}


MESSAGES = """
fields: {order: {type: string}, sum: {type: number}}
activities:
  pay:
    does: wait
    awaits: {message: paid, correlate: order, timeout: 5wd, on_timeout: unpaid}
    writes: [sum]
    outcomes: [full, part]
  other: {does: wait, awaits: {message: bell}}
"""


def test_a_message_with_its_key_ends_what_awaits_it() -> None:
    case = begin(MESSAGES, facts={"order": "A-1"})
    step = case.do(commands.Deliver("paid", "A-1", {"sum": 20}, "part", by="支付平台"))

    assert step.events == (
        happened.ActivityDone(
            4, case.now, "支付平台", "pay", "part", None, (), {"sum": Decimal(20)}, None, case.now, "message",
            {"message": "paid"},
        ),
    )  # fmt: skip
    assert case.state.timers.get("wait:pay") is None


@pytest.mark.parametrize(
    ("command", "kind", "fields"),
    [
        (commands.Deliver("lost"), MessageError, {"message": "lost", "key": None}),
        (commands.Deliver("paid", "B-2"), MessageError, {"message": "paid", "key": "B-2"}),
        (
            commands.Deliver("paid", "A-1", {}, "none"),
            OutcomeError,
            {"activity": "pay", "outcome": "none", "allowed": ("full", "part")},
        ),
        (commands.Deliver("paid", "A-1", {"order": "x"}), UnknownFactError, {"name": "order", "allowed": ("sum",)}),
    ],
)
def test_a_message_is_refused_with_the_reason(
    command: commands.Deliver, kind: type[NetRefusal], fields: dict[str, object]
) -> None:
    assert begin(MESSAGES, facts={"order": "A-1"}).refuse(kind, command) == fields


def test_a_message_that_does_not_come_is_not_waited_for_for_ever() -> None:
    case = begin(MESSAGES, facts={"order": "A-1"})
    case.tick("2026-03-10 09:00")

    assert (case.act("pay").outcome, case.act("pay").ended) == ("unpaid", moment("2026-03-10"))
    assert case.act("other").status == "open"


def test_words_are_kept_and_move_nothing() -> None:
    case = begin(MESSAGES)
    step = case.do(commands.Comment("请尽快", "pay", by="甲"))

    assert step.events == (happened.Commented(4, case.now, "甲", "请尽快", "pay"),)
