"""Every check: one edit of a sound definition, and exactly what is then said of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings

from examples import examples
from zaizao.definition import (
    CHECKS,
    DefinitionError,
    ProcessDefinition,
    Severity,
    check_definition,
    read_definition,
    runnability,
)
from zaizao.errors import Problem
from zaizao.testing.definitions import runnable_definitions
from zaizao.wording import describe

SAMPLES = Path(__file__).parent / "samples"
RESTAURANT = (SAMPLES / "restaurant.yaml").read_text(encoding="utf-8")
MATTER = (SAMPLES / "matter.yaml").read_text(encoding="utf-8")


def find_problems(text: str) -> tuple[Problem, ...]:
    try:
        read_definition(text)
    except DefinitionError as error:
        return error.problems
    return ()


def list_errors(text: str) -> list[tuple[str, str]]:
    problems = find_problems(text)
    assert all(describe(problem) and describe(problem, "en") for problem in problems)
    return [(problem.code, problem.where.path) for problem in problems]


def list_warnings(text: str, *, on: dt.date | None = None) -> list[tuple[str, tuple[str | int, ...]]]:
    findings = check_definition(read_definition(text), on=on)
    assert all(describe(f.to_problem()) and describe(f.to_problem(), "en") for f in findings)
    return [(finding.code, finding.path) for finding in findings]


def edit(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{text.count(old)} times: {old}"
    return text.replace(old, new)


@pytest.mark.parametrize("text", [RESTAURANT, MATTER])
def test_the_samples_are_sound_without_a_warning(text: str) -> None:
    assert list_errors(text) == []
    assert list_warnings(text) == []
    assert runnability(read_definition(text)) == ()


ERRORS_OF_THE_RESTAURANT = [
    ("competent: approval-bureau", "competent: nobody", "unknown-reference", "competent"),
    ("above: approval-bureau", "above: nobody", "unknown-reference", "organs.market-regulation.above"),
    ("powers: [food-35]", "powers: [eat-36]", "unknown-reference", "organs.market-regulation.powers[0]"),
    ("takes: [lease, id, health]", "takes: [lease, idd, health]", "unknown-reference", "activities.intake.takes[1]"),
    ("reads: signboard", "reads: sign", "unknown-reference", "activities.intake.reads[0]"),
    ("bases: food-35", "bases: [food-35, x]", "unknown-reference", "activities.intake.bases[1]"),
    ("gap_limit: 10wd", "holds: [signboards]", "unknown-reference", "materials.lease.holds[0]"),
    ("item: licence", "item: license", "unknown-reference", "activities.register.item"),
    ("of: registration-19", "of: registering-20", "unknown-reference", "activities.register.after[0].of"),
    ("of: business-licence", "of: licence", "unknown-reference", "activities.site.after[0].of"),
    ("not: [intake]", "not: [intakes]", "unknown-reference", "activities.site.who.not[0]"),
    ("from: site}", "from: sight}", "unknown-reference", "fields.findings.from"),
    ("by: approval-bureau, basis", "by: mayor, basis", "unknown-reference", "items.food.clock.extend.by"),
    ("raise: approval-bureau", "raise: mayor", "unknown-reference", "activities.intake.escalate[1].raise"),
    ("undo: {does: revoke, basis: licensing-69}", "undo: {does: revoke, basis: x}", "unknown-reference", "activities.permit.undo.basis"),
    ("undo: {does: revoke,", "undo: {does: forget,", "undo-malformed", "activities.permit.undo.does"),
    ("does: visit_site", "does: visit", "unknown-verb", "activities.site.does"),
    ("activity: intake,", "activity: register,", "self-link", "activities.register.after[0].activity"),
    ("on: granted", "on: grant", "unknown-outcome", "activities.deliver.after[0].on[0]"),
    (", on: granted, if_skipped: skip", ", on: granted", "missing-if-skipped", "activities.deliver.after[0]"),
    (", if_skipped: run", "", "missing-if-skipped", "activities.site.after[0]"),
    ("to: register.done", "to: registered.done", "unknown-point", "items.licence.clock.to"),
    ("to: register.done", "to: case.opened", "unknown-point", "items.licence.clock.to"),
    ("to: register.done", "to: register.ended", "unknown-point", "items.licence.clock.to"),
    ("stopped_by: [inspection,", "stopped_by: [site-visit,", "unlawful-stop", "items.food.clock.stopped_by[0]"),
    ("promised: 10wd", "promised: 21wd", "promised-longer", "items.food.promised"),
    ("at: 80%", "at: 0%", "escalation-malformed", "activities.intake.escalate[0].at"),
    ("    limit: 4wh\n", "", "share-of-no-limit", "activities.intake.escalate[0].at"),
    ("{at: 80%, warn}", "{at: 80%}", "escalation-without-effect", "activities.intake.escalate[0]"),
    ("count: 2", "count: 0", "number-too-small", "activities.site.who.count"),
    ("gap: minor", "gap: major", "unknown-word", "materials.lease.gap"),
    ("pledge: allowed", "pledge: yes", "unknown-word", "materials.health.pledge"),
    ("type: string", "type: text area", "expression-unknown-type", "fields.findings.type"),
    ('findings != "grave"', 'findings != "awful"', "expression-no-option", "activities.permit.when"),
    ('findings != "grave"', "findings", "expression-wrong-kind", "activities.permit.when"),
    ('findings != "grave"', "finding = 3", "expression-unknown-name", "activities.permit.when"),
    ('findings != "grave"', "findings = (", "expression-syntax", "activities.permit.when"),
    ("does: accept", 'does: accept\n    when: findings = "none"', "early-read", "activities.intake.when"),
    ("from: 2022-03-01", "from: 2022-3-1", "date-malformed", "bases.registration-19.from"),
    ("from: 2022-03-01", "from: 2022-03-01, until: 2021-01-01", "basis-ends-before", "bases.registration-19.until"),
    ("  signboard: {", "  sign-board: {type: boolean}\n  signboard: {", "field-name-malformed", "fields.sign-board"),
    ("  signboard: {", "  done: {type: boolean}\n  signboard: {", "reserved-name", "fields.done"),
    ("  window: {", "  applicant: {name: 人}\n  window: {", "reserved-name", "organs.applicant"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "path"), ERRORS_OF_THE_RESTAURANT)
def test_one_fault_is_found_where_it_stands(old: str, new: str, code: str, path: str) -> None:
    assert (code, path) in list_errors(edit(RESTAURANT, old, new))


ERRORS_OF_THE_MATTER = [
    ("promised_from: case.opened", "promised_from: noon", [("unknown-point", "promised_from")]),
    ("by: [complainant, bureau]", "by: [complainer]", [("unknown-reference", "entries.questions.by[0]")]),
    ("then: close_early", "then: rate", [("interrupt-target", "interrupts.to_court.then")]),
    ("answer: answer,", "answer: reply,", [("unknown-reference", "group.answer")]),
    ("max_refusals: 2, lapse: 2wh, arbiter: street", "max_refusals: 2", [("offer-without-arbiter", "activities.hand_over.offer")]),
    ("to: [bureau, street], max", "to: [], max", [("offer-to-nobody", "activities.hand_over.offer")]),
    ("allow: [countersign, consult]", "allow: [countersign, dance]", [("unknown-verb", "activities.hand_over.adhoc.allow[1]")]),
    ("        n: 3\n", "", [("join-without-number", "activities.score.each.join")]),
    ("join: any", "join: {wait: any, n: 2}", [("join-number-unused", "activities.children.opens.join.n")]),
    ("wait: quorum\n        n: 3", "wait: none", [("join-waits-for-nothing", "activities.score.each.join.wait")]),
    ('member = "other"', "member", [("expression-wrong-kind", "activities.score.each.join.recusal")]),
    ("count(results)", "'\"many\"'", [("expression-wrong-kind", "activities.score.each.join.aggregate.total")]),
    ("in: members", "in: total", [("expression-wrong-kind", "activities.score.each.in")]),
    ("title: topic.name", "title: topics.title", [("expression-no-member", "activities.children.opens.fields.title")]),
    ("at: held_on", "at: members", [("expression-wrong-kind", "activities.session.at")]),
    ("every: 10d", "every: 0d", [("interval-of-nothing", "activities.session.repeat.every")]),
    ("max: 3, on_max", "max: 0, on_max", [("number-too-small", "activities.session.repeat.max")]),
    ("until: agreed,", "until: agreed, body: [score],", [("repeat-without-owner", "activities.session.repeat.body")]),
    ("while: children", "while: childs", [("unknown-reference", "activities.progress.recurs.while")]),
    ("correlate: level", "correlate: levels", [("expression-unknown-name", "activities.notice.awaits.correlate")]),
    ("needs: any", "needs: 3", [("needs-out-of-range", "activities.answer.needs")]),
    ("silent: {outcome: done", "silent: {outcome: granted", [("unknown-outcome", "activities.answer.silent.outcome")]),
    ("outcomes: [pass, fail]", "outcomes: [pass, fail, pass]", [("outcome-twice", "activities.score.outcomes")]),
    ("same_as: report", "same_as: reporter", [("unknown-reference", "activities.answer.who.same_as")]),
    ("  close_early:\n", "  case:\n    does: archive\n    assumption: true\n  close_early:\n", [("reserved-name", "activities.case")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), ERRORS_OF_THE_MATTER)
def test_faults_of_the_less_common_constructs_are_found(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert list_errors(edit(MATTER, old, new))[: len(expected)] == expected


def _chain(*lines: str, top: str = "") -> str:
    body = "\n".join(f"  {line}" for line in lines)
    return (
        "process: p\nname: 名\nkind: matter\ncompetent: o\norgans: {o: {name: 局}, g: {name: 网格, kind: grid}}\n"
        f"{top}activities:\n{body}\n"
    )


def test_grid_workers_do_not_inspect_enterprises() -> None:
    text = _chain("a: {does: inspect_enterprise, by: g}")

    assert list_errors(text) == [("forbidden-actor", "activities.a.by")]


def test_a_take_over_by_one_who_may_not_is_refused_but_informing_him_is_not() -> None:
    text = _chain("a: {does: visit_site, limit: 3wd, escalate: {at: 80%, raise: g, mode: take_over}}")

    assert list_errors(text) == [("forbidden-actor", "activities.a.escalate[0].raise")]
    assert list_errors(text.replace("take_over", "inform")) == []


CIRCLE = _chain(
    "a: {does: check, after: [{activity: b, ground: custom}, {activity: c, ground: custom}]}",
    "b: {does: check, after: [{activity: d, ground: custom}]}",
    "d: {does: check, after: [{activity: a, ground: custom}]}",
    "c: {does: check, after: [{activity: a, ground: custom}]}",
)


def test_a_circle_is_shown_by_its_shortest_round() -> None:
    with pytest.raises(DefinitionError) as caught:
        read_definition(CIRCLE)

    assert [(p.code, p.fields) for p in caught.value.problems] == [("circle", {"circle": ("a", "c")})]
    assert "互为前置：a、c" in describe(caught.value)


def test_the_process_as_found_may_have_circles_is_reported_and_cannot_be_run() -> None:
    definition = read_definition(CIRCLE.replace("kind: matter", "kind: matter\nas_is: true"))

    found = [(f.code, f.severity) for f in check_definition(definition) if f.code.endswith("circle")]
    assert found == [("circle", Severity.WARNING), ("cannot-run-circle", Severity.WARNING)]
    assert [problem.code for problem in runnability(definition)] == ["cannot-run-circle"]


def test_a_mined_branch_loads_and_cannot_be_run() -> None:
    definition = read_definition(_chain("a: {does: check, choice: unknown}"))

    assert [problem.code for problem in runnability(definition)] == ["cannot-run-choice"]


def test_two_links_from_one_source_must_exclude_each_other() -> None:
    twice = "b: {does: check, after: [{activity: a, ground: custom, on: x}, {activity: a, ground: custom, on: %s}]}"
    a = "a: {does: check, outcomes: [x, y]}"

    assert list_errors(_chain(a, twice % "y")) == []
    assert list_errors(_chain(a, twice % "x")) == [("duplicate-link", "activities.b.after[1]")]


def test_an_item_needs_a_decision() -> None:
    items = "items: {i: {organ: o}}\n"

    assert list_errors(_chain("a: {does: check, item: i}", top=items)) == [("undecided-item", "items.i")]
    assert list_errors(_chain("a: {does: decide, item: i}", top=items)) == [
        ("decision-outcomes", "activities.a.outcomes")
    ]
    assert list_errors(_chain("a: {does: confirm, item: i, outcomes: [granted]}", top=items)) == []


FLAG = "fields: {f: {type: boolean}, g: {type: boolean}}\n"


def test_two_writers_at_the_same_time_are_refused() -> None:
    both = ["a: {does: check, writes: f}", "b: {does: check, writes: f}"]

    assert list_errors(_chain(*both, top=FLAG)) == [("concurrent-writers", "fields.f")]


def test_writers_in_a_row_are_fine() -> None:
    text = _chain(
        "a: {does: check, writes: f}", "b: {does: check, writes: f, after: {activity: a, ground: custom}}", top=FLAG
    )

    assert list_errors(text) == []


def test_writers_on_branches_that_exclude_each_other_are_fine() -> None:
    by_outcome = _chain(
        "s: {does: check, outcomes: [x, y]}",
        "a: {does: check, writes: f, after: {activity: s, ground: custom, on: x}}",
        "b: {does: check, writes: f, after: {activity: s, ground: custom, on: y}}",
        top=FLAG,
    )
    by_guard = _chain("a: {does: check, writes: f, when: g}", "b: {does: check, writes: f, when: not g}", top=FLAG)

    assert list_errors(by_outcome) == []
    assert list_errors(by_guard) == []


def test_what_is_written_at_the_same_time_may_not_be_read() -> None:
    text = _chain(
        "a: {does: check, writes: f}",
        "b: {does: check, when: f, after: {activity: a, ground: custom}}",
        "c: {does: check, writes: f, after: {activity: a, ground: custom}}",
        top=FLAG,
    )

    assert list_errors(text) == [("read-while-written", "activities.b.when")]


def test_what_the_system_sets_it_may_read_at_once() -> None:
    text = _chain('a: {does: compute, automatic: {sets: {f: "true"}, outcome: \'if f then "x" else "y"\'}}', top=FLAG)

    assert list_errors(text) == []


def test_a_counted_join_may_end_without_enough() -> None:
    text = _chain(
        "a: {does: score, each: {in: '[1, 2]', join: %s}}",
        "b: {does: check, after: {activity: a, ground: custom, on: no_quorum, if_skipped: skip}}",
    )

    assert list_errors(text % "2") == []
    assert list_errors(text % "all") == [("unknown-outcome", "activities.b.after[0].on[0]")]


def test_a_hasty_join_guarantees_only_what_all_its_links_have_in_common() -> None:
    text = _chain(
        "a: {does: check}",
        "b: {does: check, writes: f}",
        "c: {does: check, when: f, needs: 1, after: [{activity: a, ground: custom}, {activity: b, ground: custom}]}",
        top=FLAG,
    )

    assert list_errors(text) == [("early-read", "activities.c.when")]
    assert list_errors(text.replace("needs: 1", "needs: 2")) == []


def test_an_item_that_is_required_sometimes_reads_its_condition_in_time() -> None:
    text = _chain(
        "a: {does: decide, item: i, outcomes: granted}",
        "b: {does: check, writes: f, after: {activity: a, ground: custom, if_skipped: run}}",
        top=FLAG + "items: {i: {organ: o, when: f}}\n",
    )

    assert list_errors(text) == [("early-read", "items.i.when")]


REPEAT = [
    "a: {does: check}",
    "b: {does: check, after: {activity: a, ground: custom}}",
    "c: {does: check, after: {activity: b, ground: custom}, repeat: {until: f, body: [b, c]}}",
    "d: {does: check, after: {activity: c, ground: custom}}",
]


def test_what_is_repeated_is_closed() -> None:
    leak = "e: {does: check, after: {activity: b, ground: custom}}"
    beside = REPEAT[2].replace("[b, c]", "[b, c, a2]")

    assert list_errors(_chain(*REPEAT, top=FLAG)) == []
    assert list_errors(_chain(*REPEAT, leak, top=FLAG)) == [("repeat-open", "activities.c.repeat.body")]
    assert list_errors(_chain(*REPEAT[:2], beside, REPEAT[3], "a2: {does: check}", top=FLAG)) == [
        ("repeat-does-not-reach-owner", "activities.c.repeat.body")
    ]


def test_skipping_is_worked_out_through_links_and_needs() -> None:
    text = _chain(
        "a: {does: check, when: g}",
        "b: {does: check, after: {activity: a, ground: custom, if_skipped: %s}}",
        "c: {does: check, after: {activity: b, ground: custom}}",
        top=FLAG,
    )
    some = _chain(
        "a: {does: check, when: g}",
        "z: {does: check}",
        "b: {does: check, needs: any, after: [{activity: a, ground: custom, if_skipped: skip}, {activity: z, ground: custom}]}",
        "c: {does: check, after: {activity: b, ground: custom}}",
        top=FLAG,
    )

    assert list_errors(text % "run") == []
    assert list_errors(text % "skip") == [("missing-if-skipped", "activities.c.after[0]")]
    assert list_errors(some) == []


WARNINGS = [
    ("    bases: food-35\n", "", ("no-basis", ("activities", "intake"))),
    ("gap_limit: 10wd, basis: food-35", "gap_limit: 10wd", ("no-basis", ("materials", "lease"))),
    ("from: applicant, basis: food-35}\n  has", "from: applicant}\n  has", ("no-basis", ("fields", "signboard"))),
    ("ground: law, of: registration-19", "ground: law", ("no-basis", ("activities", "register", "after", 0))),
    ("reads: signboard", "reads: []", ("unused", ("fields", "signboard"))),
    ("takes: [lease, id, health]", "takes: [lease, id]", ("unused", ("materials", "health"))),
    ("of: food-permit", "of: lease", ("data-not-given", ("activities", "deliver", "after", 0))),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), WARNINGS)
def test_what_is_sound_but_doubtful_is_a_warning(
    old: str, new: str, expected: tuple[str, tuple[str | int, ...]]
) -> None:
    assert list_warnings(edit(RESTAURANT, old, new)) == [expected]


def test_a_basis_must_be_in_force_on_the_day_asked() -> None:
    assert list_warnings(RESTAURANT, on=dt.date(2022, 2, 28)) == [("basis-not-in-force", ("bases", "registration-19"))]
    assert list_warnings(RESTAURANT, on=dt.date(2022, 3, 1)) == []


def test_every_check_has_a_code_of_its_own_and_a_manual() -> None:
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert [check.code for check in CHECKS if "What:" not in check.manual or "Source:" not in check.manual] == []


@settings(max_examples=examples(60), deadline=None)
@given(runnable_definitions())
def test_drawn_definitions_are_sound_and_run(definition: ProcessDefinition) -> None:
    assert [f for f in check_definition(definition) if f.severity is Severity.ERROR] == []
    assert runnability(definition) == ()
