"""Random walks over running cases: every move a clerk, an applicant or time could make.

A walk is a value drawn by hypothesis, so a failing one shrinks to its shortest form.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st
from msgspec import Struct, field

from zaizao.definition.model import ProcessDefinition
from zaizao.net import CaseState, Context, commands, fire, next_due, open_case
from zaizao.net.events import Event
from zaizao.net.refusals import NetRefusal
from zaizao.worktime import china

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
    known = [name for name, each in definition.fields.items() if each.type == "boolean"]
    facts = st.fixed_dictionaries({}, optional={name: st.booleans() for name in known})
    items = st.lists(st.sampled_from(sorted(definition.items)), unique=True) if definition.items else st.just([])
    return st.builds(lambda f, i: begin(definition, facts=f, items=tuple(i)), facts, items)


def moves(walk: Walk) -> st.SearchStrategy[commands.Command]:
    """Every command that could be tried now, sensible or not."""
    options: list[st.SearchStrategy[commands.Command]] = [st.just(commands.Comment("一句话")), st.just(commands.Tick())]
    work = [each.id for each in walk.state.work.values()]
    if work:
        options += [completions(walk)] * 4
    settled = [name for name, act in walk.state.acts.sorted_items() if act.status in ("done", "skipped")]
    if settled:
        options.append(st.builds(commands.SendBack, st.sampled_from(settled), st.just("再来一次")))
        options.append(st.builds(commands.Reopen, st.sampled_from(settled), st.just("又开")))
    if walk.state.items:
        names = sorted(walk.state.items)
        options.append(st.builds(lambda name: commands.Withdraw((name,)), st.sampled_from(names)))
        options.append(
            st.builds(lambda name: commands.Suspend(name, "expert-review", "已书面告知"), st.sampled_from(names))
        )
        options.append(st.builds(commands.Resume, st.sampled_from(names)))
    if walk.state.undecided:
        options.append(st.builds(commands.StateFacts, missing_facts(walk)))
    return st.one_of(options)


def completions(walk: Walk) -> st.SearchStrategy[commands.Command]:
    """Ways to end one of the open work items."""
    return st.sampled_from([each.id for each in sorted(walk.state.work.values(), key=lambda w: w.id)]).flatmap(
        lambda name: completion_of(walk, name)
    )


def completion_of(walk: Walk, name: str) -> st.SearchStrategy[commands.Command]:
    """Ways to end one work item."""
    work = walk.state.work.get(name)
    assert work is not None
    about = walk.definition.activities.get(work.activity)
    outcomes = about.outcomes if about is not None else ()
    writes = about.writes if about is not None else ()
    return st.builds(
        lambda outcome, value: commands.Complete(
            name,
            outcome,
            {fact: value for fact in writes if walk.definition.fields[fact].type == "boolean"},
            officers=("甲", "乙", "丙"),
            reasons="理由",
            remedy="复议",
            way_forward="补齐后再来",
            by="甲",
        ),
        st.sampled_from(outcomes) if outcomes else st.none(),
        st.booleans(),
    )


def missing_facts(walk: Walk) -> st.SearchStrategy[dict[str, object]]:
    """Values for the facts that undecided activities wait for."""
    acts = [walk.state.acts.get(name) for name in walk.state.undecided]
    names = sorted({name for act in acts if act is not None for name in act.more.missing})
    return st.fixed_dictionaries({name: st.booleans() for name in names})


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
        pass_time(walk, data.draw(st.sampled_from(["stay", "hours", "next", "days", "month"])))
        walk.try_command(data.draw(moves(walk)))


def walk_home(data: st.DataObject, walk: Walk, *, most: int = 400) -> None:
    """Bring the case to its end by ordinary means: finish open work, state missing facts, let time pass."""
    for _ in range(most):
        if walk.state.status == "closed":
            return
        if walk.state.undecided:
            walk.try_command(commands.StateFacts(data.draw(missing_facts(walk))))
        ready = [each for each in sorted(walk.state.work.values(), key=lambda w: w.id) if each.status == "open"]
        stopped = [name for name, item in walk.state.items.items() if item.stopped and item.stops[-1].activity is None]
        if stopped:
            walk.try_command(commands.Resume(stopped[0]))
        elif ready:
            walk.try_command(data.draw(completion_of(walk, ready[0].id)))
        else:
            pass_time(walk, "next")
            walk.try_command(commands.Tick())
