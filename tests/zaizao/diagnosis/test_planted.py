"""Defects planted at random places are all found, named by step, rule and remedy; the clean twin has none (ZC1).

The four kinds are those of 邹城: 不适应的制度、没有依据的程序、互为前置、没有必要的审核会签盖章.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

import rule_pages
from examples import examples
from zaizao.definition.reading import from_plain
from zaizao.diagnosis import Finding, diagnose

DAY = dt.date(2026, 3, 2)
STEPS = {
    "check": "licensing-34",
    "visit_site": "licensing-34",
    "consult": "licensing-36",
    "examine": "licensing-45",
    "appraise": "licensing-45",
    "expert_review": "licensing-45",
    "hold_hearing": "licensing-46",
}
"""What may come before a decision, and the article of 行政许可法 that it rests on."""
Plain = dict[str, Any]


class Planted(Struct, frozen=True):
    """One defect: where it is, which rules may name it, and by which operators it is remedied."""

    at: str
    rules: frozenset[str]
    operators: frozenset[str | None]

    def is_named_by(self, finding: Finding) -> bool:
        named = finding.anchor == self.at or finding.anchor.startswith((f"{self.at}.", f"{self.at}["))
        remedy = finding.remedy
        return named and finding.rule.code in self.rules and remedy is not None and remedy.operator in self.operators


@st.composite
def clean_processes(draw: st.DrawFn) -> Plain:
    """A permit: taken in, looked at in some order that the law demands, decided, delivered."""
    verbs = draw(st.lists(st.sampled_from(sorted(STEPS)), min_size=2, max_size=len(STEPS), unique=True))
    activities: dict[str, Plain] = {
        "intake": {
            "does": "accept",
            "by": "window",
            "outcomes": ["accepted"],
            "bases": ["licensing-32"],
            "limit": "1wd",
        }
    }
    earlier = ["intake"]
    for verb in verbs:
        sources = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=2, unique=True))
        activities[verb] = {
            "does": verb,
            "item": "permit",
            "by": draw(st.sampled_from(["bureau", "health", "housing", "fire"])),
            "after": [{"activity": source, "ground": "law", "of": STEPS[verb]} for source in sources],
            "bases": [STEPS[verb]],
            "limit": "1wd",
        }
        earlier.append(verb)
    activities["decide"] = {
        "does": "decide",
        "item": "permit",
        "after": [{"activity": verb, "ground": "law", "of": "licensing-38"} for verb in verbs],
        "outcomes": ["granted", "refused"],
        "bases": ["licensing-38"],
        "limit": "1wd",
        "gives": ["paper"],
    }
    activities["deliver"] = {
        "does": "deliver",
        "by": "window",
        "takes": ["paper"],
        "after": [{"activity": "decide", "ground": "data", "of": "paper", "on": ["granted"]}],
        "bases": ["licensing-44"],
        "limit": "1wd",
    }
    clock = {"limit": "20wd", "from": "intake.done", "to": "decide.done", "basis": "licensing-42"}
    return {
        **rule_pages.HEAD,
        "kind": "item",
        "materials": {"paper": {"name": "许可证", "from": "decide", "basis": "licensing-39"}},
        "items": {"permit": {"organ": "bureau", "bases": ["licensing-12"], "clock": clock}},
        "activities": activities,
    }


def list_steps(process: Plain) -> list[str]:
    return [name for name in process["activities"] if name in STEPS]


def plant_repealed(draw: st.DrawFn, process: Plain) -> Planted:
    """不适应的制度: a step that stands on a law that has ended."""
    name = draw(st.sampled_from(list_steps(process)))
    process["activities"][name]["bases"] = ["individual-9"]
    return Planted(f"activities.{name}.bases", frozenset({"ZL202"}), frozenset({"eliminate"}))


def plant_unfounded(draw: st.DrawFn, process: Plain) -> Planted:
    """没有依据的程序: a step that no law knows."""
    verb = draw(st.sampled_from(["report", "verify", "test", "inspect_enterprise", "quarantine"]))
    name = insert_step(draw, process, f"extra-{verb}", verb)
    return Planted(f"activities.{name}", frozenset({"ZL205"}), frozenset({"eliminate"}))


def plant_approval(draw: st.DrawFn, process: Plain) -> Planted:
    """没有必要的审核会签盖章: somebody approves what others decide."""
    verb = draw(st.sampled_from(["review", "countersign", "seal"]))
    name = insert_step(draw, process, f"extra-{verb}", verb)
    rules = frozenset({"ZL205", "ZL401", "ZL402", "ZL403", "ZL404"})
    return Planted(f"activities.{name}", rules, frozenset({"eliminate"}))


def insert_step(draw: st.DrawFn, process: Plain, name: str, verb: str) -> str:
    """A step between a random one and the decision, by habit."""
    source = draw(st.sampled_from(["intake", *list_steps(process)]))
    process["activities"][name] = {
        "does": verb,
        "item": "permit",
        "by": draw(st.sampled_from(["bureau", "health", "street"])),
        "after": [{"activity": source, "ground": "custom"}],
        "assumption": draw(st.booleans()),
        "limit": "1wd",
    }
    process["activities"]["decide"]["after"].append({"activity": name, "ground": "custom"})
    return name


def plant_circle(draw: st.DrawFn, process: Plain) -> Planted:
    """互为前置: a step that waits, by habit, for one that waits for it."""
    process["as_is"] = True
    last = draw(st.sampled_from(list_steps(process)))
    first = draw(st.sampled_from(sorted(list_sources(process, last))))
    process["activities"][first].setdefault("after", []).append({"activity": last, "ground": "custom"})
    return Planted(f"activities.{first}.after[{last}]", frozenset({"ZL101"}), frozenset({"parallelise"}))


def list_sources(process: Plain, name: str) -> set[str]:
    """All that comes before a step."""
    found: set[str] = set()
    todo = [name]
    for current in todo:
        sources = {link["activity"] for link in process["activities"][current].get("after", [])} - found
        found |= sources
        todo.extend(sorted(sources))
    return found


KINDS: dict[str, Callable[[st.DrawFn, Plain], Planted]] = {
    "不适应的制度": plant_repealed,
    "没有依据的程序": plant_unfounded,
    "互为前置": plant_circle,
    "没有必要的审核会签盖章": plant_approval,
}


@given(process=clean_processes())
@settings(max_examples=examples(20))
def test_a_clean_process_has_no_finding(process: Plain) -> None:
    assert [(one.rule.code, one.at, one.say("en")) for one in diagnose(from_plain(process), on=DAY)] == []


@pytest.mark.parametrize("kind", KINDS)
@given(draw=st.data())
@settings(max_examples=examples(15))
def test_a_defect_planted_anywhere_is_found_with_its_step_rule_and_remedy(kind: str, draw: st.DataObject) -> None:
    process = draw.draw(clean_processes())
    planted = KINDS[kind](draw.draw, copied := copy.deepcopy(process))

    findings = diagnose(from_plain(copied), on=DAY)

    assert [one for one in findings if planted.is_named_by(one)], [(one.rule.code, one.anchor) for one in findings]


@given(draw=st.data())
@settings(max_examples=examples(15))
def test_all_four_kinds_planted_together_are_found(draw: st.DataObject) -> None:
    process = copy.deepcopy(draw.draw(clean_processes()))
    order = draw.draw(st.permutations(sorted(KINDS)))
    planted = {kind: KINDS[kind](draw.draw, process) for kind in order}

    findings = diagnose(from_plain(process), on=DAY)

    missed = [kind for kind, one in planted.items() if not any(map(one.is_named_by, findings))]
    assert missed == []
