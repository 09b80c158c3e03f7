"""Random walks over running cases: every move a clerk, an applicant or time could make.

A walk is drawn by hypothesis, so a failing one shrinks to its shortest form, and its commands are then told.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import note
from hypothesis import strategies as st
from msgspec import Struct, field

from choices import choose
from zaizao.definition.model import ProcessDefinition
from zaizao.net import CaseState, Context, commands, fire, next_due, open_case
from zaizao.net.events import Event
from zaizao.net.refusals import NetRefusal
from zaizao.worktime import china

BOTH = (False, True)
PASSING = ("stay", "hours", "next", "days", "month")
START = datetime(2026, 2, 10, 9, 30, tzinfo=china().zone)


class Walk(Struct):
    """One case on its way, with everything that happened to it."""

    definition: ProcessDefinition
    state: CaseState
    now: datetime
    events: list[Event] = field(default_factory=list)
    refusals: list[NetRefusal] = field(default_factory=list)

    def try_command(self, command: commands.Command) -> bool:
        """Give a command; a refusal is kept and changes nothing."""
        try:
            step = fire(self.definition, self.state, command, Context(self.now, china()))
        except NetRefusal as refusal:
            self.refusals.append(refusal)
            return False
        self.state = step.state
        self.events.extend(step.events)
        return step.refusal is None


def begin(definition: ProcessDefinition, *, facts: dict[str, object], items: tuple[str, ...] | None = None) -> Walk:
    """Open a case."""
    step = open_case(definition, commands.Open("W-1", facts, items), Context(START, china()))
    return Walk(definition, step.state, START, list(step.events))


def begun(definition: ProcessDefinition) -> st.SearchStrategy[Walk]:
    """A case opened with some facts known and some items applied for."""
    known = tuple(name for name, each in definition.fields.items() if each.type == "boolean")
    openings = _openings(known, tuple(sorted(definition.items)))
    return openings.map(lambda drawn: begin(definition, facts=dict(drawn[0]), items=tuple(drawn[1])))


@functools.cache
def _openings(
    fields: tuple[str, ...], items: tuple[str, ...]
) -> st.SearchStrategy[tuple[dict[str, object], list[str]]]:
    facts = st.fixed_dictionaries({}, optional={name: st.booleans() for name in fields})
    return st.tuples(facts, st.lists(st.sampled_from(items), unique=True) if items else st.just([]))


def draw_move(data: st.DataObject, walk: Walk) -> commands.Command:
    """Any command that could be tried now, sensible or not."""
    kinds: list[Callable[[], commands.Command]] = [lambda: commands.Comment("一句话"), commands.Tick]
    work = sorted(each.id for each in walk.state.work.values())
    if work:
        kinds += [lambda: draw_completion(data, walk, choose(data.draw, work))] * 4
    settled = [name for name, act in walk.state.acts.sorted_items() if act.status in ("done", "skipped")]
    if settled:
        kinds.append(lambda: commands.SendBack(choose(data.draw, settled), "再来一次"))
        kinds.append(lambda: commands.Reopen(choose(data.draw, settled), "又开"))
    if walk.state.items:
        names = sorted(walk.state.items)
        kinds.append(lambda: commands.Withdraw((choose(data.draw, names),)))
        kinds.append(lambda: commands.Suspend(choose(data.draw, names), "expert-review", "已书面告知"))
        kinds.append(lambda: commands.Resume(choose(data.draw, names)))
    if walk.state.undecided:
        kinds.append(lambda: commands.StateFacts(draw_missing_facts(data, walk)))
    return choose(data.draw, kinds)()


def draw_completion(data: st.DataObject, walk: Walk, name: str) -> commands.Command:
    """One way to end a work item."""
    work = walk.state.work.get(name)
    assert work is not None
    about = walk.definition.activities.get(work.activity)
    outcomes = about.outcomes if about is not None else ()
    writes = about.writes if about is not None else ()
    return commands.Complete(
        name,
        choose(data.draw, outcomes) if outcomes else None,
        {fact: choose(data.draw, BOTH) for fact in writes if walk.definition.fields[fact].type == "boolean"},
        officers=("甲", "乙", "丙"),
        reasons="理由",
        remedy="复议",
        way_forward="补齐后再来",
        by="甲",
    )


def draw_missing_facts(data: st.DataObject, walk: Walk) -> dict[str, object]:
    """Values for the facts that undecided activities wait for."""
    acts = [walk.state.acts.get(name) for name in walk.state.undecided]
    names = sorted({name for act in acts if act is not None for name in act.more.missing})
    return {name: choose(data.draw, BOTH) for name in names}


def pass_time(walk: Walk, how: str) -> None:
    """Let the clock run: to the next thing due, or by some hours or days."""
    due = next_due(walk.state)
    steps = {"hours": timedelta(hours=3), "days": timedelta(days=4), "month": timedelta(days=33)}
    if how == "next" and due is not None:
        walk.now = max(walk.now, due)
    elif how in steps:
        walk.now += steps[how]


def walk_randomly(data: st.DataObject, walk: Walk, *, steps: int) -> None:
    """Make some moves."""
    for _ in range(steps):
        pass_time(walk, choose(data.draw, PASSING))
        move = draw_move(data, walk)
        note(move)
        walk.try_command(move)


def walk_home(data: st.DataObject, walk: Walk, *, most: int = 400) -> None:
    """Bring the case to its end by ordinary means: finish open work, state missing facts, let time pass."""
    for _ in range(most):
        if walk.state.status == "closed":
            return
        if walk.state.undecided:
            walk.try_command(commands.StateFacts(draw_missing_facts(data, walk)))
        ready = [each for each in sorted(walk.state.work.values(), key=lambda w: w.id) if each.status == "open"]
        stopped = [name for name, item in walk.state.items.items() if item.stopped and item.stops[-1].activity is None]
        if stopped:
            walk.try_command(commands.Resume(stopped[0]))
        elif ready:
            walk.try_command(draw_completion(data, walk, ready[0].id))
        else:
            pass_time(walk, "next")
            walk.try_command(commands.Tick())
