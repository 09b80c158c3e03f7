"""BPMN files: nothing is lost, no token is left behind, nothing in the picture lies on anything else."""

import json
import os
import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bpmn_play import MODEL, Picture, Play
from choices import among, some_of
from examples import examples
from walks import begin, walk_home
from zaizao.definition import DefinitionError, read_definition
from zaizao.definition.model import (
    Activity,
    Awaits,
    Each,
    Escalation,
    Ground,
    IfSkipped,
    Interrupt,
    Item,
    Link,
    Material,
    OnRefused,
    Party,
    Recurs,
    Repeat,
    Silent,
)
from zaizao.definition.plain import to_plain
from zaizao.errors import Problem
from zaizao.expression import compile_expression, parse, to_feel
from zaizao.net.events import ActivityDone, ActivityOpened, ActivitySkipped
from zaizao.notation import BpmnError, describe_extension, from_bpmn, to_bpmn
from zaizao.testing.definitions import limits, runnable_definitions, with_needed_skips
from zaizao.units import Text, parse_limit

ROOT = Path(__file__).parents[3]
PACKS = sorted(path for path in ROOT.glob("packs/*/*.yaml") if path.name != "pack.yaml" and path.parent.name != "law")

pack = pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)


DRESSES = st.sampled_from(
    [
        {},
        {"each": Each("districts")},
        {"repeat": Repeat("urgent", max=3)},
        {"repeat": Repeat("urgent"), "each": Each("districts")},
        {"awaits": Awaits("reply", timeout=parse_limit("3d"))},
        {
            "escalate": (Escalation("2wd", warn=True), Escalation("3wd", to="window")),
            "not_before": "today()",
        },
        {"silent": Silent("done", after=parse_limit("5wd"))},
        {"when": "urgent", "not_later_than": "today()"},
    ]
)


@st.composite
def dressed(draw):
    """Runnable definitions with what else the language has: dates, silence, instances, rounds, interrupts, papers."""
    definition = draw(runnable_definitions(max_activities=8))
    materials = {f"m{i}": Material(Text(f"材料{i}（复印件加盖公章）"[: 3 + 5 * i])) for i in range(3)}
    activities = {}
    for name, activity in definition.activities.items():
        takes = tuple(draw(some_of(*materials, most=3)))
        more = draw(DRESSES)
        activities[name] = replace(activity, takes=takes, **more)
    if draw(st.booleans()):
        activities = repeat_all(activities)
    changed = replace(definition, activities=activities, materials=materials)
    return with_needed_skips(draw(among(with_interrupt, with_report, replace))(changed))


def repeat_all(activities):
    """A round over everything: one more activity that comes after all and asks whether it was enough."""
    followed = {link.activity for activity in activities.values() for link in activity.after}
    ends = tuple(
        Link(name, Ground.CUSTOM, if_skipped=IfSkipped.RUN)
        for name, activity in activities.items()
        if name not in followed and activity.repeat is None
    )
    body = tuple(name for name, activity in activities.items() if activity.repeat is None)
    if any(activity.repeat for activity in activities.values()):
        return activities
    return {**activities, "again": Activity("review", after=ends, repeat=Repeat("large", body=(*body, "again"), max=2))}


def with_interrupt(definition):
    first = next(iter(definition.activities))
    close = Activity("archive", after=(Link("stop", Ground.CUSTOM, if_skipped=IfSkipped.RUN),))
    close = replace(close, after=(*close.after, Link(first, Ground.CUSTOM, if_skipped=IfSkipped.RUN)))
    activities = {**definition.activities, "stop": Activity("notify", by="citizen")}
    if definition.activities[first].repeat is None and "again" not in activities:
        activities["close"] = close
    interrupts = {
        "leave": Interrupt(Text("退出，改走诉讼途径"), then="stop"),
        "halt": Interrupt(Text("叫停"), cancels=(first,)),
    }
    return replace(definition, activities=activities, interrupts=interrupts, parties={"citizen": Party(Text("市民"))})


def with_report(definition):
    first = next(iter(definition.activities))
    reports = {
        "weekly": Activity("progress", recurs=Recurs(parse_limit("7d"), while_=first)),
        "monthly": Activity("progress", by="window", recurs=Recurs(parse_limit("1mo"), while_="case")),
    }
    return replace(definition, activities={**definition.activities, **reports})


# Nothing is lost


@pack
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_process_of_the_packs_comes_back_as_it_was(path, language):
    definition = read_definition(path)

    back = from_bpmn(to_bpmn(definition, language=language))

    assert to_plain(back) == to_plain(definition)
    assert back.digest == definition.digest


@settings(max_examples=examples(8, proof=200), deadline=None)
@given(runnable_definitions())
def test_any_definition_comes_back_as_it_was(definition):
    written = to_bpmn(definition)

    assert to_plain(from_bpmn(written)) == to_plain(definition)
    assert to_bpmn(from_bpmn(written)) == written


def test_texts_that_xml_would_change_come_back_as_they_were(five):
    hard = " a\tb\r\nc  <&>\"' \n中 "
    definition = read_definition(PACKS[0])
    first = next(iter(definition.activities))
    changed = replace(
        definition, source=hard,
        activities={**definition.activities, first: replace(definition.activities[first], name=Text(hard, hard))},
    )  # fmt: skip

    back = from_bpmn(to_bpmn(changed))

    assert back.source == hard
    assert back.activities[first].name == Text(hard, hard)


def test_an_empty_list_that_was_said_differs_from_one_that_was_not():
    definition = read_definition(ROOT / "packs/restaurant/open-restaurant.yaml")
    examined = replace(definition.materials["lease"], risks=())
    unexamined = replace(definition.materials["lease"], risks=None)

    for lease in (examined, unexamined):
        changed = replace(definition, materials={**definition.materials, "lease": lease})
        assert from_bpmn(to_bpmn(changed)).materials["lease"] == lease


def test_a_circle_is_written_beside_the_flow_and_comes_back(circle):
    written = to_bpmn(circle)

    assert written.count("<bpmn:association ") == 1
    assert 'sourceRef="task.food" targetRef="join.sign"' in written or "circle.step.food.step.sign" in written
    assert Play(written, random.Random(0)).play().left == {}


def test_a_character_that_xml_cannot_hold_is_refused_with_its_place():
    definition = read_definition(PACKS[0])

    with pytest.raises(BpmnError) as caught:
        to_bpmn(replace(definition, source="a\x00b"))

    assert [(p.code, p.where.path) for p in caught.value.problems] == [("bpmn-character", "definition.source")]


# Reading refuses what it does not understand


def assert_refused(text, *expected):
    with pytest.raises(BpmnError) as caught:
        from_bpmn(text, file="a.bpmn")
    found = [(p.code, p.where.line, p.where.path) for p in caught.value.problems]
    assert found == list(expected)
    return caught.value.problems


def test_an_entity_is_refused_before_it_is_expanded():
    assert_refused('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>', ("bpmn-doctype", 2, ""))


def test_broken_xml_is_refused_with_line_and_column():
    assert_refused("<a>\n  <b>\n</a>", ("bpmn-syntax", 3, ""))


def test_deeply_nested_xml_is_refused():
    assert_refused("<a>\n" * 200 + "</a>" * 200, ("bpmn-too-deep", 129, ""))


def test_a_file_of_another_tool_is_refused(data):
    with zipfile.ZipFile(data / "bpmn/miwg-reference.zip") as files:
        names = [name for name in files.namelist() if name.endswith(".bpmn")]
        for name in names:
            with pytest.raises(BpmnError) as caught:
                from_bpmn(files.read(name).decode("utf-8-sig"))
            assert [problem.code for problem in caught.value.problems] == ["bpmn-foreign"]
    assert len(names) == 21


def test_another_format_of_the_extension_is_refused(five):
    written = to_bpmn(five).replace('format="1"', 'format="2"')

    assert [problem.code for problem in _problems(written)] == ["bpmn-format"]


def _problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(BpmnError) as caught:
        from_bpmn(text)
    return caught.value.problems


def test_every_change_to_what_is_drawn_is_told_and_none_is_lost():
    written = to_bpmn(read_definition(ROOT / "packs/matters/stall-permit.yaml"))
    changed = written.replace('name="送达"', 'name="寄达"').replace(
        'targetRef="end.deliver"', 'targetRef="start.event"'
    )
    assert changed != written

    told = {(problem.code, problem.fields["id"], problem.fields["detail"]) for problem in _problems(changed)}

    assert told == {
        ("bpmn-changed", "task.deliver", "图上改过"),
        ("bpmn-changed", "flow.task.deliver.end.deliver", "图上改过"),
    }


def test_moving_shapes_by_hand_changes_nothing():
    definition = read_definition(ROOT / "packs/matters/stall-permit.yaml")
    written = to_bpmn(definition)
    x = Picture(written).shapes["task.decide"].x

    moved = written.replace(f'<dc:Bounds x="{x:g}"', f'<dc:Bounds x="{x + 5:g}"')

    assert moved != written
    assert from_bpmn(moved) == definition


def test_what_the_extension_does_not_know_is_told_with_its_line():
    written = to_bpmn(read_definition(ROOT / "packs/matters/stall-permit.yaml"))
    line = next(i for i, text in enumerate(written.splitlines(), 1) if "<zaizao:activity " in text)

    problems = _problems(written.replace("<zaizao:activity ", '<zaizao:activity colour="red" ', 1))

    assert [(p.code, p.where.line, p.fields) for p in problems] == [("bpmn-unknown", line, {"name": "colour"})]


def test_a_definition_that_contradicts_itself_is_refused_as_anywhere():
    written = to_bpmn(read_definition(ROOT / "packs/matters/stall-permit.yaml"))

    with pytest.raises(DefinitionError):
        from_bpmn(written.replace('does="deliver"', 'does="dance"'))


# No token is left behind


@pack
def test_no_play_of_a_process_of_the_packs_leaves_anything_behind(path):
    written = to_bpmn(read_definition(path))

    left = [Play(written, random.Random(seed)).play().left for seed in range(examples(8))]

    assert left == [{}] * len(left)


@settings(max_examples=examples(15, proof=400), deadline=None)
@given(dressed(), st.integers(0, 1_000_000))
def test_no_play_of_any_process_leaves_anything_behind(definition, seed):
    assert Play(to_bpmn(definition), random.Random(seed)).play().left == {}


@settings(max_examples=examples(8, proof=200), deadline=None)
@given(runnable_definitions(), st.integers(0, 1_000_000))
def test_no_step_is_done_twice_where_nothing_is_repeated(definition, seed):
    played = Play(to_bpmn(definition), random.Random(seed)).play().played

    assert sorted(set(played)) == sorted(played)


def test_a_refusal_that_ends_the_case_ends_the_process(five):
    ends = replace(five, items={"food": Item(organ="market", on_refused=OnRefused.END)})
    activities = {**ends.activities, "permit": replace(ends.activities["permit"], outcomes=("granted", "refused"))}
    written = to_bpmn(replace(ends, activities=activities))

    over = {Play(written, random.Random(seed)).play().over for seed in range(20)}

    assert over == {True, False}


def test_a_link_with_an_outcome_becomes_a_condition(five):
    fields = {"big": read_definition(ROOT / "packs/restaurant/open-restaurant.yaml").fields["signboard"]}
    site = replace(five.activities["site"], when="big", outcomes=("pass", "fail"))
    link = Link("site", Ground.LAW, on=("pass",), if_skipped=IfSkipped.RUN)
    permit = replace(five.activities["permit"], after=(link,))
    definition = replace(five, fields=fields, activities={**five.activities, "site": site, "permit": permit})

    conditions = _list_expressions(to_bpmn(definition), "conditionExpression")

    assert conditions["flow.due.site.task.site"] == "big"
    assert conditions["flow.due.permit.task.permit"] == (
        'list contains(["pass", "skipped"], get value(outcomes, "site"))'
    )


@pytest.mark.parametrize(
    ("if_skipped", "expected"),
    [
        (IfSkipped.SKIP, 'not(list contains(["refused", "skipped"], get value(outcomes, "permit")))'),
        (IfSkipped.RUN, 'not(get value(outcomes, "permit") = "refused")'),
    ],
)
def test_a_refusal_that_skips_what_depends_on_it_stands_in_the_condition(five, if_skipped, expected):
    items = {"food": Item(organ="market", on_refused=OnRefused.SKIP_DEPENDENTS)}
    permit = replace(five.activities["permit"], outcomes=("granted", "refused"))
    deliver = replace(five.activities["deliver"], after=(Link("permit", Ground.LAW, if_skipped=if_skipped),))
    definition = replace(five, items=items, activities={**five.activities, "permit": permit, "deliver": deliver})

    conditions = _list_expressions(to_bpmn(definition), "conditionExpression")

    assert conditions["flow.due.deliver.task.deliver"] == expected


def test_what_serves_an_item_that_nobody_is_left_to_decide_is_not_done(five):
    fields = {"big": read_definition(ROOT / "packs/restaurant/open-restaurant.yaml").fields["signboard"]}
    permit = replace(five.activities["permit"], when="big")
    archive = Activity("archive", item="food", after=(Link("permit", Ground.CUSTOM, if_skipped=IfSkipped.RUN),))
    tell = Activity("notify", item="food", after=(Link("permit", Ground.LAW, if_skipped=IfSkipped.SKIP),))
    close = Activity("archive", after=(Link("archive", Ground.LAW),))
    more = {"permit": permit, "archive": archive, "tell": tell, "close": close}
    definition = replace(five, fields=fields, activities={**five.activities, **more})

    conditions = _list_expressions(to_bpmn(definition), "conditionExpression")

    unless = 'not(get value(outcomes, "{}") = "skipped")'
    assert conditions["flow.due.archive.task.archive"] == unless.format("permit")
    assert conditions["flow.due.tell.task.tell"] == unless.format("permit")
    assert conditions["flow.due.close.task.close"] == unless.format("archive")


def test_enough_links_become_a_complex_gateway_that_takes_the_rest_without_a_word(five):
    permit = replace(five.activities["permit"], needs=1)
    site = replace(five.activities["site"], outcomes=("pass", "fail"))
    on_pass = replace(permit.after[1], on=("pass",))
    activities = {**five.activities, "site": site, "permit": replace(permit, after=(permit.after[0], on_pass))}
    written = to_bpmn(replace(five, activities=activities))

    plays = [Play(written, random.Random(seed)).play() for seed in range(40)]

    assert [play.left for play in plays] == [{}] * 40
    assert {tuple(sorted(play.played)).count("task.permit") for play in plays} == {1}
    assert _list_expressions(written, "activationCondition") == {
        "join.permit": 'count([get value(outcomes, "check") != null, get value(outcomes, "site") != null and '
        '(get value(outcomes, "site") = "pass")][item]) >= 1 or activationCount = 2'
    }
    assert_well_drawn(written)


def _list_expressions(written: str, tag: str) -> dict[str, str]:
    elements = Picture(written).elements.items()
    return {name: text for name, one in elements if (text := one.findtext(f"{MODEL}{tag}")) is not None}


@settings(max_examples=examples(8, proof=200), deadline=None)
@given(dressed())
def test_every_condition_is_an_expression_of_our_own_language(definition):
    written = to_bpmn(definition)

    for tag in ("conditionExpression", "activationCondition"):
        for text in _list_expressions(written, tag).values():
            assert to_feel(parse(text)), text


@settings(max_examples=examples(15, proof=400), deadline=None)
@given(st.data())
def test_the_conditions_decide_as_the_engine_did(data):
    drawn = data.draw(runnable_definitions())
    items = {name: replace(item, on_refused=_go_on(item.on_refused)) for name, item in drawn.items.items()}
    definition = with_needed_skips(replace(drawn, items=items))
    facts = {name: data.draw(st.booleans()) for name in definition.fields}
    walk = begin(definition, facts=facts, items=tuple(definition.items))
    walk_home(data, walk)

    conditions = _list_expressions(to_bpmn(definition), "conditionExpression")

    for name, opened, outcomes in _list_turns(walk.events):
        text = conditions.get(f"flow.due.{name}.task.{name}", "true")
        decided = compile_expression(text).test({**facts, "outcomes": outcomes})
        assert decided is opened, (name, text, outcomes)


def _list_turns(events):
    """Which activity was decided when: whether it was to be done, and how the others had ended by then."""
    outcomes: dict[str, str] = {}
    for event in events:
        match event:
            case ActivityOpened():
                yield event.activity, True, dict(outcomes)
            case ActivitySkipped():
                yield event.activity, False, dict(outcomes)
                outcomes[event.activity] = "skipped"
            case ActivityDone():
                outcomes[event.activity] = event.outcome or "done"


def _go_on(on_refused: OnRefused) -> OnRefused:
    """What ends the whole case is drawn as an end of its own, not as a condition."""
    return OnRefused.CONTINUE if on_refused is OnRefused.END else on_refused


# The picture


def assert_well_drawn(written):
    picture = Picture(written)
    assert picture.find_overlaps() == []
    assert picture.find_covered_labels() == []
    assert picture.find_strays() == []
    assert picture.find_loose_ends() == []
    assert picture.find_crossed_shapes() == []


@pack
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_process_of_the_packs_is_well_drawn(path, language):
    assert_well_drawn(to_bpmn(read_definition(path), language=language))


@settings(max_examples=examples(8, proof=200), deadline=None)
@given(dressed())
def test_any_process_is_well_drawn(definition):
    assert_well_drawn(to_bpmn(definition))


def test_everything_that_is_drawn_exists_and_everything_that_flows_is_drawn():
    for path in PACKS:
        picture = Picture(to_bpmn(read_definition(path)))
        flows = {name for name, one in picture.elements.items() if one.tag.endswith("}sequenceFlow")}
        assert (picture.shapes.keys() | picture.lines.keys()) <= picture.elements.keys()
        assert flows <= picture.lines.keys()


@settings(max_examples=examples(10), deadline=None)
@given(dressed(), limits())
def test_the_same_definition_gives_the_same_bytes(definition, limit):
    promised = replace(definition, promised=limit)

    assert to_bpmn(promised) == to_bpmn(promised)
    assert to_bpmn(promised).encode("utf-8").decode("utf-8") == to_bpmn(promised)


# Other people's tools


def test_the_published_descriptor_is_the_one_the_model_gives():
    published = json.loads((ROOT / "docs/schema/zaizao-bpmn.json").read_text(encoding="utf-8"))

    assert published == describe_extension()


_TOOLS = """
import { createRequire } from 'module'; import fs from 'fs'; import { pathToFileURL } from 'url';
const require = createRequire(process.argv[2] + '/');
const { BpmnModdle } = await import(pathToFileURL(require.resolve('bpmn-moddle')).href);
const Linter = require('bpmnlint').Linter, Resolver = require('bpmnlint/lib/resolver/node-resolver');
const config = { extends: 'bpmnlint:recommended' };
const descriptor = JSON.parse(fs.readFileSync(process.argv[3])); const found = [];
for (const file of process.argv.slice(4)) for (const known of [{}, { zaizao: descriptor }]) {
  const moddle = new BpmnModdle(known);
  const { rootElement, warnings } = await moddle.fromXML(fs.readFileSync(file, 'utf8'));
  const linter = new Linter({ resolver: new Resolver({ require }), config });  // its rules remember what they saw
  const reports = Object.keys(await linter.lint(rootElement));
  found.push({ warnings: warnings.map(one => one.message), reports, xml: (await moddle.toXML(rootElement)).xml });
}
console.log(JSON.stringify(found));
"""


def test_the_tools_of_bpmn_io_read_check_and_save_every_pack_without_a_word(tmp_path):
    tools = os.environ.get("ZAIZAO_BPMN_TOOLS")
    if tools is None or shutil.which("node") is None:
        pytest.skip("needs node, and ZAIZAO_BPMN_TOOLS: a folder with bpmn-moddle 10 and bpmnlint 11 (docs/bpmn.md)")
    script = tmp_path / "tools.mjs"
    script.write_text(_TOOLS, encoding="utf-8")
    files = []
    for path in PACKS:
        files.append(tmp_path / f"{path.stem}.bpmn")
        files[-1].write_text(to_bpmn(read_definition(path)), encoding="utf-8")
    command = ["node", str(script), tools, str(ROOT / "docs/schema/zaizao-bpmn.json"), *map(str, files)]

    told = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)

    assert [(one["warnings"], one["reports"]) for one in told] == [([], [])] * (2 * len(files))
    for number, path in enumerate(PACKS):
        for one in told[2 * number : 2 * number + 2]:
            assert from_bpmn(one["xml"]) == read_definition(path)
