"""What the verifier says about redesigns: those that keep the law, and those that do not, each with its reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from examples import examples
from zaizao.definition import ProcessDefinition, digest_of, read_definition
from zaizao.definition.model import Ground, IfSkipped, Link
from zaizao.definition.reading import from_plain
from zaizao.testing.definitions import runnable_definitions
from zaizao.verification import (
    Account,
    Certificate,
    CertificateError,
    Entry,
    Loss,
    Verdict,
    claim_accounts,
    lineage,
    verify,
)
from zaizao.wording import LANGUAGES, say
from zaizao.wording.texts.verification import TEXTS

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = Path(__file__).parent / "samples" / "permit.yaml"

HEAD: dict[str, Any] = {
    "name": "试流程",
    "kind": "item",
    "competent": "bureau",
    "organs": {
        "bureau": {"name": "主管局"},
        "window": {"name": "综合窗口", "kind": "window"},
        "other": {"name": "别局"},
    },
    "bases": {
        "act": {"law": "行政许可法", "article": "第三十四条"},
        "old": {"law": "旧办法", "article": "第一条", "until": "2019-01-01"},
    },
}


def define(process: str = "before", **parts: Any) -> ProcessDefinition:
    return from_plain({**HEAD, "process": process, **parts})


def link(source: str, ground: str = "law", **more: Any) -> dict[str, Any]:
    of = {"law": {"of": "act"}, "data": {}, "custom": {}}[ground]
    return {"activity": source, "ground": ground, **of, **more}


def change(definition: ProcessDefinition, name: str, **changes: Any) -> ProcessDefinition:
    activity = replace(definition.activities[name], **changes)
    return replace(definition, activities={**definition.activities, name: activity})


def tell(verdict: Verdict) -> list[tuple[str, str]]:
    return [(loss.code, loss.path) for loss in verdict.losses]


CHAIN = define(
    fields={"large": {"type": "boolean", "purpose": "大小"}, "area": {"type": "number", "purpose": "面积"}},
    activities={
        "intake": {"does": "accept", "by": "window", "outcomes": ["accepted", "not_accepted"]},
        "check": {"does": "check", "bases": ["act"], "after": [link("intake", on=["accepted"])]},
        "review": {"does": "review", "after": [link("check", "custom", if_skipped="run")]},
        "issue": {
            "does": "issue",
            "bases": ["act"],
            "when": "large and area > 10",
            "after": [link("check", if_skipped="skip"), link("review", "custom", if_skipped="run")],
        },
    },
)


# what holds


@pytest.mark.parametrize("pack", ["restaurant", "construction", "enterprise", "matters"])
def test_every_process_that_can_run_keeps_what_it_demands_itself(pack: str) -> None:
    paths = sorted((ROOT / "packs" / pack).glob("*.yaml"))
    found = [read_definition(path) for path in paths if path.name != "pack.yaml"]
    runnable = [one for one in found if not one.as_is]

    assert [one.process for one in runnable if not verify([one], one).holds] == []


@settings(max_examples=examples(60, proof=1000), deadline=None)
@given(runnable_definitions())
def test_any_definition_keeps_what_it_demands_itself(definition: ProcessDefinition) -> None:
    verdict = verify([definition], definition)

    assert verdict.losses == ()
    assert [account for account in verdict.accounts if account.change != "unproved"] == []


def test_a_step_of_habit_may_go_and_the_ground_is_said() -> None:
    activities = {name: each for name, each in CHAIN.activities.items() if name != "review"}
    issue = replace(activities["issue"], after=activities["issue"].after[:1])

    verdict = verify([CHAIN], replace(CHAIN, activities={**activities, "issue": issue}))

    assert verdict.losses == ()
    assert verdict.accounts == (Account("before/activities/review", "dropped", "no-basis"),)


def test_a_habitual_prerequisite_may_go() -> None:
    after = change(CHAIN, "issue", after=CHAIN.activities["issue"].after[:1])

    assert verify([CHAIN], after).accounts == (Account("before/activities/issue/after/review", "dropped", "habit"),)


def test_a_prerequisite_of_a_repealed_law_may_go() -> None:
    before = change(CHAIN, "check", after=(*CHAIN.activities["check"].after,))
    old = Link("review", Ground.LAW, of="old", if_skipped=IfSkipped.RUN)
    before = change(before, "issue", after=(before.activities["issue"].after[0], old))
    after = change(before, "issue", after=before.activities["issue"].after[:1])

    verdict = verify([before], after)

    assert verdict.losses == ()
    assert verdict.accounts == (Account("before/activities/issue/after/review", "dropped", "not-in-force", "old"),)


def test_the_day_decides_whether_a_basis_is_in_force() -> None:
    bases = {**CHAIN.bases, "act": replace(CHAIN.bases["act"], until="2030-01-01", since="2004-07-01")}
    before = replace(CHAIN, bases=bases)
    after = change(before, "check", bases=())

    assert tell(verify([before], after, on=dt.date(2026, 1, 1))) == [("basis-lost", "before/activities/check")]
    assert verify([before], after, on=dt.date(2031, 1, 1)).losses == ()


def test_a_guard_may_be_written_otherwise_when_it_means_the_same() -> None:
    after = change(CHAIN, "issue", when="not (area <= 10 or not large)")

    verdict = verify([CHAIN], after)

    assert verdict.losses == ()
    assert verdict.accounts == (Account("before/activities/issue/when", "changed", "equivalent"),)


# what is lost


@pytest.mark.parametrize(
    ("when", "situation"),
    [
        ("false", {"large": True, "area": 11}),
        ("large and area > 11", {"large": True, "area": 11}),
        ("large and large", {"large": True, "area": 9}),
        ("area > 10", {"large": False, "area": 11}),
    ],
)
def test_another_guard_is_refused_with_a_situation_in_which_it_matters(when: str, situation: dict[str, Any]) -> None:
    verdict = verify([CHAIN], change(CHAIN, "issue", when=when))

    assert not verdict.holds
    found = verdict.losses[0].fields["situation"]
    assert isinstance(found, dict)
    assert found["large"] == situation["large"]
    assert (found["area"] > 10) == (situation["area"] > 10)


def test_a_prerequisite_kept_only_by_a_step_that_the_law_does_not_want_is_lost() -> None:
    dropped = Link("review", Ground.CUSTOM, if_skipped=IfSkipped.RUN)

    verdict = verify([CHAIN], change(CHAIN, "issue", after=(dropped,)))

    assert ("prerequisite-lost", "before/activities/issue") in tell(verdict)


def test_a_circle_of_law_and_data_is_a_contradiction_and_one_of_habit_is_not() -> None:
    back = Link("issue", Ground.CUSTOM, if_skipped=IfSkipped.RUN)
    habit = replace(change(CHAIN, "check", after=(*CHAIN.activities["check"].after, back)), as_is=True)
    law = change(habit, "check", after=(*CHAIN.activities["check"].after, replace(back, ground=Ground.LAW, of="act")))

    assert verify([habit], CHAIN).losses == ()
    assert verify([law], CHAIN).losses == (Loss("before-contradictory", "before", {"activities": ("check", "issue")}),)
    assert tell(verify([CHAIN], habit)) == [("after-circle", "before")]


def test_what_is_taken_comes_after_what_gives_it_whatever_the_author_calls_the_link() -> None:
    before = define(
        materials={"paper": {"name": "证", "from": "first"}},
        activities={
            "first": {"does": "issue", "bases": ["act"], "gives": ["paper"]},
            "then": {"does": "publish", "bases": ["act"], "takes": ["paper"], "after": [link("first", "custom")]},
        },
    )

    assert tell(verify([before], change(before, "then", after=()))) == [("data-lost", "before/activities/then")]


# several processes


def make_item(name: str, **more: Any) -> ProcessDefinition:
    return define(
        name,
        items={
            name: {
                "organ": "bureau",
                "bases": ["act"],
                "clock": {"limit": "20wd", "from": f"in-{name}.done", "to": f"do-{name}.done"},
            }
        },
        materials={f"id-{name}": {"name": "身份证", "basis": "act", "held": "shared/police/id"}},
        activities={
            f"in-{name}": {"does": "accept", "by": "window", "takes": [f"id-{name}"], "bases": ["act"]},
            f"do-{name}": {
                "does": "decide",
                "item": name,
                "bases": ["act"],
                "outcomes": ["granted", "refused"],
                "after": [link(f"in-{name}")],
            },
        },
    )


ONE, TWO = make_item("one"), make_item("two")


def merge(*, decisions: bool = False) -> ProcessDefinition:
    do = {name: one.activities[f"do-{name}"] for name, one in (("one", ONE), ("two", TWO))}
    decided = {f"do-{name}": replace(act, after=(replace(act.after[0], activity="in"),)) for name, act in do.items()}
    if decisions:
        decided = {"do": replace(decided["do-one"], replaces=("one/do-one", "two/do-two"))}
    intake = replace(ONE.activities["in-one"], takes=("id",), replaces=("one/in-one", "two/in-two"))
    clocks = {
        name: replace(item, clock=replace(item.clock, start="in.done", end="do.done" if decisions else item.clock.end))
        for one in (ONE, TWO)
        for name, item in one.items.items()
        if item.clock is not None
    }
    paper = replace(ONE.materials["id-one"], replaces=("one/id-one", "two/id-two"), source="shared/police/id")
    return replace(ONE, process="both", activities={"in": intake, **decided}, items=clocks, materials={"id": paper})


def test_two_processes_become_one_chain_with_one_intake_and_one_paper() -> None:
    verdict = verify([ONE, TWO], merge())

    assert verdict.losses == ()
    assert [account for account in verdict.accounts if account.change != "unproved"] == [
        Account("one/activities/in-one", "united", "joint", "in"),
        Account("two/activities/in-two", "united", "joint", "in"),
        Account("one/materials/id-one", "united", "same-document", "id"),
        Account("two/materials/id-two", "united", "same-document", "id"),
        Account("one/materials/id-one/from", "changed", "shared-source", "shared/police/id"),
        Account("two/materials/id-two/from", "changed", "shared-source", "shared/police/id"),
    ]


def test_two_decisions_never_become_one() -> None:
    assert ("decisions-united", "both/activities/do") in tell(verify([ONE, TWO], merge(decisions=True)))


def test_the_lineage_says_what_stands_for_what() -> None:
    line = lineage([ONE, TWO], merge())

    assert line.origins_of("activities", "in") == ((0, "in-one"), (1, "in-two"))
    assert line.image("activities", 1, "in-two") == "in"
    assert line.image("materials", 1, "id-two") == "id"
    assert line.images_of("items", 0, "one") == ("one",)


# the certificate


def certify(before: list[ProcessDefinition], after: ProcessDefinition) -> Certificate:
    return claim_accounts(before, after, accounts=verify(before, after).accounts)


def test_a_certificate_that_claims_what_was_found_holds_and_survives_saving() -> None:
    after = merge()
    certificate = certify([ONE, TWO], after)

    assert verify([ONE, TWO], after, certificate=certificate).losses == ()
    assert Certificate.from_json(certificate.to_json()) == certificate
    assert certificate.after == digest_of(after)


def test_every_false_claim_is_found() -> None:
    after = merge()
    true = certify([ONE, TWO], after)
    first, *rest = true.entries
    false = {
        "claim-untrue": replace(true, entries=(replace(first, ground="habit"), *rest)),
        "change-unclaimed": replace(true, entries=tuple(rest)),
        "claim-of-nothing": replace(true, entries=(*true.entries, Entry("one/items/one", "dropped", "habit"))),
        "certificate-other-before": replace(true, before=("zd1:0", "zd1:1")),
        "certificate-other-after": replace(true, after="zd1:2"),
    }

    found = {code: verify([ONE, TWO], after, certificate=certificate) for code, certificate in false.items()}

    assert {code: [loss.code for loss in verdict.losses] for code, verdict in found.items()} == {
        code: [code] for code in false
    }


@pytest.mark.parametrize(
    ("plain", "codes"),
    [
        ([], ["certificate-form"]),
        ({"certificate": "other"}, ["certificate-form"]),
        ({"certificate": "zaizao-certificate-1"}, ["certificate-digests"]),
        (
            {"certificate": "zaizao-certificate-1", "before": ["a"], "after": 1, "entries": [{}, 3]},
            ["certificate-digests", "certificate-entry", "certificate-entry"],
        ),
        ({"certificate": "zaizao-certificate-1", "before": [], "after": "b", "entries": 3}, ["certificate-entry"]),
    ],
)
def test_a_malformed_certificate_is_refused_with_every_problem(plain: object, codes: list[str]) -> None:
    with pytest.raises(CertificateError) as error:
        Certificate.from_plain(plain)

    assert [problem.code for problem in error.value.problems] == codes


def test_text_that_is_no_json_is_no_certificate() -> None:
    with pytest.raises(CertificateError):
        Certificate.from_json("{")


# words


def test_every_loss_and_ground_of_the_sample_can_be_said() -> None:
    sample = read_definition(SAMPLE)
    after = change(replace(sample, promised=None), "visit", who=None, when=None, outcomes=("passed",))

    for loss in verify([sample], after).losses:
        problem = loss.to_problem()
        assert all(say(problem.code, problem.fields, language) for language in LANGUAGES)
    for account in verify([CHAIN], change(CHAIN, "issue", after=CHAIN.activities["issue"].after[:1])).accounts:
        problem = account.to_problem()
        assert "before/activities/issue/after/review" in say(problem.code, problem.fields, "en")


def test_every_code_that_the_room_can_say_has_words() -> None:
    room = ROOT / "src" / "zaizao" / "verification"
    source = "".join(path.read_text(encoding="utf-8") for path in room.rglob("*.py"))

    unused = [code for code in TEXTS if f'"{code.removeprefix("ground-")}"' not in source]

    assert unused == []
