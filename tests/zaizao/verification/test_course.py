"""Where an activity runs, and what waits for what, is the same in formulas and in the engine."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from choices import choose
from examples import examples
from walks import Walk, begin
from zaizao.definition.model import Activity, ProcessDefinition
from zaizao.definition.plain import digest_of
from zaizao.net import commands
from zaizao.net import events as happened
from zaizao.testing.definitions import runnable_definitions, with_needed_skips
from zaizao.verification.course import Course
from zaizao.verification.diagram import FALSE
from zaizao.verification.lineage import lineage
from zaizao.verification.uses import Uses
from zaizao.verification.world import AFTER, World

REFUSAL = {"reasons": "理由", "remedy": "可以复议", "way_forward": "补齐后再来"}
runs_of_cases = settings(max_examples=examples(40, proof=2000), deadline=None)


def make_course(definition: ProcessDefinition) -> Course:
    return Course(World(lineage((definition,), definition)), AFTER, Uses(definition))


@st.composite
def definitions(draw: st.DrawFn) -> ProcessDefinition:
    """Random definitions, some hasty; work whose skipping depends on who is quicker serves no item."""
    drawn = draw(runnable_definitions(max_activities=9))
    hasty = {name: _make_hasty(activity) for name, activity in drawn.activities.items() if draw(st.booleans())}
    wanted = replace(drawn, activities={**drawn.activities, **hasty})
    course = make_course(wanted)
    activities = {name: _without_race(course, name, activity) for name, activity in wanted.activities.items()}
    ready = with_needed_skips(replace(wanted, activities=activities, digest=""))
    return replace(ready, digest=digest_of(ready))


def _make_hasty(activity: Activity) -> Activity:
    return replace(activity, needs=len(activity.after) - 1) if len(activity.after) > 1 else activity


def _without_race(course: Course, name: str, activity: Activity) -> Activity:
    if activity.item is None or course.uses.decides(name):
        return activity
    deciders = course.uses.deciders(activity.item)
    settled = all(decider in course.certain[name] for decider in deciders)
    ahead = any(name in course.certain[decider] for decider in deciders)
    return activity if settled or ahead else replace(activity, item=None)


def play(data: st.DataObject, definition: ProcessDefinition) -> tuple[Walk, dict[str, Any], dict[str, str]]:
    """A case to its end, its work done in a random order; with the facts and how every activity would end."""
    facts = {name: data.draw(st.booleans()) for name in definition.fields}
    items = tuple(name for name in definition.items if data.draw(st.booleans()))
    ends = {
        name: choose(data.draw, activity.outcomes) if activity.outcomes else "done"
        for name, activity in definition.activities.items()
    }
    walk = begin(definition, facts=dict(facts), items=items)
    while walk.state.status == "open":
        work = choose(data.draw, sorted(walk.state.work))
        end = ends[walk.state.work[work].activity]
        words = REFUSAL if end == "refused" else {}
        command = commands.Complete(
            work, end if definition.activities[work.partition("#")[0]].outcomes else None, **words
        )
        assert walk.try_command(command), walk.refusals[-1]
    known: dict[str, Any] = {f"field {name}": value for name, value in facts.items()}
    known.update((f"outcome {name}", end) for name, end in ends.items())
    known.update((f"applied {name}", name in items) for name in definition.items)
    return walk, known, ends


def is_so(course: Course, formula: int, known: dict[str, Any]) -> bool:
    """Whether a formula holds in the one situation that is known."""
    situations = course.world.situations
    here = course.diagram.all_of(situations.among(domain, [known[key]]) for key, domain in situations.domains.items())
    assert here != FALSE
    return course.diagram.outside(here, formula) == FALSE


@runs_of_cases
@given(st.data())
def test_an_activity_runs_in_the_engine_exactly_where_its_formula_says(data: st.DataObject) -> None:
    definition = data.draw(definitions())
    course = make_course(definition)
    walk, known, _ = play(data, definition)

    done = {name for name, act in walk.state.acts.sorted_items() if act.status == "done"}
    runs = {name for name, formula in course.runs.items() if is_so(course, formula, known)}

    cut_short = any(isinstance(event, happened.CaseClosed) and event.ending == "refused" for event in walk.events)
    assert done <= runs if cut_short else done == runs


@runs_of_cases
@given(st.data())
def test_what_is_said_to_wait_is_never_opened_before_in_the_engine(data: st.DataObject) -> None:
    definition = data.draw(definitions())
    course = make_course(definition)
    walk, known, _ = play(data, definition)

    ended, opened = {}, {}
    for number, event in enumerate(walk.events):
        if isinstance(event, happened.ActivityDone | happened.ActivitySkipped):
            ended.setdefault(event.activity, number)
        elif isinstance(event, happened.ActivityOpened):
            opened.setdefault(event.activity, number)
    hurried = [
        (source, target)
        for source in course.runs
        for target, formula in course.waiting_for(source).items()
        if target in opened and is_so(course, formula, known) and ended.get(source, len(walk.events)) > opened[target]
    ]
    assert hurried == []
