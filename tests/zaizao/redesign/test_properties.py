"""Whatever process is drawn: the redesign is proved, nothing gets worse, nothing is left to be done, and it runs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import cases
from choices import among, between
from examples import examples
from zaizao.definition import check_definition, digest_of, from_plain, to_plain
from zaizao.definition.finding import Severity
from zaizao.definition.model import (
    Activity,
    Basis,
    Clock,
    Field,
    Ground,
    IfSkipped,
    Item,
    Kind,
    Link,
    Material,
    Organ,
    ProcessDefinition,
)
from zaizao.net import commands
from zaizao.redesign import Redesign, redesign
from zaizao.redesign.search import is_no_worse
from zaizao.testing import runnable_definitions
from zaizao.testing.definitions import with_needed_skips
from zaizao.units import Text, parse_limit

ORGANS = {"window": Organ(Text("窗口"), kind="window"), "bureau": Organ(Text("局")), "office": Organ(Text("处"))}
BASES = {
    "old": Basis("个体工商户条例", "第九条", until="2022-11-01"),
    "licensing-32": Basis("行政许可法", "第三十二条"),
    "licensing-34": Basis("行政许可法", "第三十四条"),
    "licensing-38": Basis("行政许可法", "第三十八条"),
}
FACTS = {"large": Field("boolean", purpose=Text("条件")), "urgent": Field("boolean", purpose=Text("条件"))}
NAMES = ("身份证", "营业执照", "房产证明", "图纸")


@st.composite
def materials(draw: st.DrawFn, item: str) -> dict[str, Material]:
    """Two or three papers of one item, some of which other items ask for too."""
    found = {f"form-{item}": Material(Text(f"{item}申请表"), holds=("large",), basis="licensing-34")}
    for index in range(draw(between(1, 3))):
        found[f"paper-{item}-{index}"] = Material(
            Text(draw(among(*NAMES))),
            held=draw(among(None, "shared/a/b")),
            certificate=draw(st.booleans()),
            secondary=draw(st.booleans()),
            risks=draw(among(None, (), ("公共安全",))),
            copies=draw(between(1, 3)),
            basis=draw(among("licensing-34", "licensing-34", "old", None)),
        )
    return found


@st.composite
def steps(draw: st.DrawFn, item: str, earlier: str | None, papers: tuple[str, ...]) -> dict[str, Activity]:
    """One item as it is found: intake, steps of all kinds in series, decision, stamp, delivery, filing."""
    visit, limit = draw(between(0, 1)), parse_limit(draw(among("1wd", "3wd", "2wh")))
    first = () if earlier is None else (Link(earlier, Ground.CUSTOM, if_skipped=IfSkipped.RUN),)
    found = {
        f"intake-{item}": Activity(
            "accept", by="window", item=item, takes=papers, outcomes=("accepted", "not_accepted"), after=first,
            limit=limit, visit=visit, bases=("licensing-32",),
        )
    }  # fmt: skip
    last, checks = f"intake-{item}", []
    for index in range(draw(between(1, 3))):
        name = f"check-{item}-{index}"
        founded = index == 0 or draw(st.booleans())
        links = [Link(f"intake-{item}", Ground.LAW, of="licensing-32", on=("accepted",), if_skipped=IfSkipped.SKIP)]
        if index:
            links.append(Link(last, Ground.CUSTOM, if_skipped=draw(among(*IfSkipped))))
        if not founded:
            links = links[1:] or links
        found[name] = Activity(
            draw(among("check", "check", "review", "visit_site")),
            by=draw(among("bureau", "office")), item=item, after=tuple(links), limit=limit,
            outcomes=draw(among((), ("passed", "failed"))),
            when=draw(among(None, None, "large")), bases=("licensing-34",) if founded else (),
            assumption=not founded, visit=0 if founded else visit,
        )  # fmt: skip
        last = name
        checks.append((name, founded))
    decision = tuple(
        Link(name, Ground.LAW if founded else Ground.CUSTOM, of="licensing-34" if founded else None,
             if_skipped=IfSkipped.RUN)
        for name, founded in checks
    )  # fmt: skip
    found[f"decide-{item}"] = Activity(
        "decide", by="bureau", item=item, outcomes=("granted", "refused"), gives=(f"result-{item}",), limit=limit,
        after=decision, bases=("licensing-38",),
    )  # fmt: skip
    granted = Link(f"decide-{item}", Ground.DATA, of=f"result-{item}", on=("granted",), if_skipped=IfSkipped.SKIP)
    found[f"deliver-{item}"] = Activity(
        "deliver", by="window", item=item, takes=(f"result-{item}",), after=(granted,), limit=limit, visit=visit,
        bases=("licensing-38",),
    )  # fmt: skip
    return found


@st.composite
def as_found(draw: st.DrawFn, names: tuple[str, ...] = ("first", "second", "third")) -> ProcessDefinition:
    """A process as it is found: one to three items, filed one after another."""
    activities: dict[str, Activity] = {}
    declared: dict[str, Material] = {}
    items: dict[str, Item] = {}
    earlier = None
    for item in names[: draw(between(1, len(names)))]:
        papers = draw(materials(item))
        activities |= draw(steps(item, earlier, tuple(papers)))
        declared |= papers
        clock = Clock(parse_limit("60wd"), f"intake-{item}.done", f"decide-{item}.done", basis="licensing-38")
        items[item] = Item("bureau", bases=("licensing-38",), clock=clock, risks=draw(among(None, ())))
        earlier = f"deliver-{item}"
    definition = ProcessDefinition(
        "found", Text("现状"), Kind.CHAIN, "bureau", activities, as_is=True, organs=ORGANS, bases=BASES, fields=FACTS,
        items=items, materials=declared,
    )  # fmt: skip
    ready = with_needed_skips(definition)
    return replace(ready, digest=digest_of(ready))


def check_promises(found: Redesign) -> None:
    """What is true of every redesign."""
    assert found.verdict.losses == ()
    assert is_no_worse(found.measures_after, found.measures_before)
    assert [f for f in check_definition(found.after) if f.severity is Severity.ERROR] == []
    assert from_plain(to_plain(found.after)) == found.after
    for kind in ("everything", "founded"):
        before, after = getattr(found.measures_before, kind), getattr(found.measures_after, kind)
        for name, value in after.list_values().items():
            moved = sum(getattr(change.effect, kind).get(name, 0) for change in found.changes)
            assert before.list_values()[name] + moved == value


def check_done(found: Redesign) -> None:
    """Redesigning again finds nothing."""
    again = redesign([found.after])
    assert [(change.operator, change.elements) for change in again.changes] == []
    assert again.after == found.after


def play_through(definition: ProcessDefinition, *, fact: bool) -> dict[str, str | None]:
    """The outcomes of a case in which all items are applied for and everything ends as it ordinarily does."""
    facts: dict[str, object] = {name: fact for name, each in definition.fields.items() if each.type == "boolean"}
    case = cases.begin(definition, facts=facts, items=tuple(definition.items), saved=False)
    for _ in range(3 * len(definition.activities)):
        work = next(iter(case.state.work.values()), None)
        if work is None:
            break
        officers = ("甲", "乙", "丙")
        activity = definition.activities[work.activity]
        outcome = activity.outcomes[0] if activity.outcomes else None
        case.do(commands.Complete(work.id, outcome, officers=officers, by="甲"))
    return case.outcomes()


@settings(max_examples=examples(10, proof=250))
@given(as_found())
def test_a_process_as_found_is_redesigned_with_proof_and_runs(definition: ProcessDefinition) -> None:
    found = redesign([definition])

    check_promises(found)
    check_done(found)
    assert not found.after.as_is
    assert set(play_through(found.after, fact=True).values()) == {"granted"}


@settings(max_examples=examples(4, proof=100))
@given(as_found(("one", "two")), as_found(("three", "four")))
def test_two_processes_become_one_chain_with_proof(first: ProcessDefinition, second: ProcessDefinition) -> None:
    found = redesign([first, replace(second, process="other", digest="")])

    check_promises(found)
    check_done(found)
    assert len([each for each in found.after.activities.values() if each.does == "accept"]) == 1
    assert set(play_through(found.after, fact=True).values()) == {"granted"}


@settings(max_examples=examples(10, proof=250))
@given(runnable_definitions(max_activities=8))
def test_any_process_is_redesigned_with_proof(definition: ProcessDefinition) -> None:
    found = redesign([definition])

    check_promises(found)
    check_done(found)
