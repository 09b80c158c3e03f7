"""One command while it is being carried out: emitting events, reading facts, computing moments.

Every change goes through `Firing.emit`, which numbers the event and lets its reducer change the draft.
What happens next is decided in `zaizao.net.settling`; what each command does, in `zaizao.net.handlers`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from zaizao.expression import UNKNOWN, Expression
from zaizao.net.context import Context, Effect
from zaizao.net.draft import Draft
from zaizao.net.events import Event
from zaizao.net.plan import Node
from zaizao.net.reducers.others import entry_key
from zaizao.net.reducers.registry import REDUCERS, reduce_event
from zaizao.net.refusals import SupersededWorkError, UnknownWorkError, WorkBlockedError
from zaizao.net.state import NULL, Work
from zaizao.units import Limit
from zaizao.worktime import DEFAULT, due_moment

E = TypeVar("E", bound=Event)


class Firing:
    """A command being carried out on a draft."""

    __slots__ = ("at", "by", "context", "draft", "effects", "events", "queue")

    def __init__(self, draft: Draft, context: Context, *, at: datetime, by: str | None) -> None:
        self.draft = draft
        self.context = context
        self.at = at
        self.by = by
        self.events: list[Event] = []
        self.effects: list[Effect] = []
        self.queue: deque[str] = deque()
        """Activities all of whose links are counted: their turn to be decided."""

    def emit(self, kind: type[E], *fields: Any) -> E:
        """Record that something happened and let it change the draft."""
        draft = self.draft
        seq = draft.seq + 1
        event = kind(seq, self.at, self.by, *fields)
        self.events.append(event)
        if draft.reversible:
            reduce_event(draft, event)
        else:  # the same, without the call: this is done a dozen times a step
            REDUCERS[kind](draft, event)
            draft.seq = seq
            draft.last = self.at
        return event

    def effect(self, kind: str, subject: str, **details: object) -> None:
        """Ask the application for something."""
        self.effects.append(Effect(kind, subject, details))

    # -- facts

    def fact(self, name: str) -> object:
        """A fact as the case knows it, else as looked up, else UNKNOWN."""
        found = self.draft.facts.get(name)
        if found is not None:
            return None if found is NULL else found
        definition = self.draft.plan.definition
        if name in definition.entries:
            return self.entries(name)
        if name in definition.parties:
            return name
        if name == "now":
            return self.at
        if name == "today":
            return self.today()
        return self.context.facts.get(name, UNKNOWN)

    def entries(self, log: str) -> list[Mapping[str, object]]:
        """All entries of a list, in order."""
        count = self.draft.counts.get(log, 0)
        found = (self.draft.entries.get(entry_key(log, number)) for number in range(1, count + 1))
        return [dict(entry) for entry in found if entry is not None]

    def scope(self, expression: Expression, **locals_: object) -> dict[str, object]:
        """The values an expression reads."""
        if not locals_:
            return {name: self.fact(name) for name in expression.reads}
        return {name: locals_[name] if name in locals_ else self.fact(name) for name in expression.reads}

    def decide(self, text: str, **locals_: object) -> tuple[object, dict[str, object]]:
        """An expression's value, and the values it read, for the record."""
        expression = self.draft.plan.expression(text)
        scope = self.scope(expression, **locals_)
        return expression.evaluate(scope), scope

    def missing(self, read: Mapping[str, object]) -> tuple[str, ...]:
        """Which of the values read are unknown."""
        return tuple(sorted(name for name, value in read.items() if value is UNKNOWN))

    # -- time

    def today(self) -> date:
        """The day of the command in the calendar's zone."""
        return self.context.calendar.localise(self.at).date()

    def due(self, limit: Limit, *, organ: str | None, start: datetime | None = None) -> datetime:
        """When a limit that begins now, or at ``start``, ends for an organ."""
        context = self.context
        hours = context.hours_of(organ) if context.hours else DEFAULT
        return due_moment(limit, start or self.at, context.calendar, hours)

    def again(self, every: Limit, *, organ: str | None, start: datetime | None = None, times: int = 1) -> datetime:
        """When what happens every so often happens for the ``times``-th time: as the day on which the limit ends begins.

        A limit ends with its last day; counting on from there would make every week eight days long. Counting from
        the start keeps one that falls on a holiday from moving all that follow.
        """
        end = self.due(Limit(every.amount * times, every.unit), organ=organ, start=start)
        return end - timedelta(days=1) if every.unit.counts_days else end

    # -- work

    def holder(self, node: Node) -> str:
        """Who gets an activity's work: its organ, or who last had the activity it names."""
        source = node.activity.by_same_as
        if source is None:
            return node.holder
        return self.draft.act(source).more.holder or self.holder(self.node(source))

    def work(self, name: str) -> Work:
        """An open work item.

        Raises SupersededWorkError for one of an earlier round, UnknownWorkError for any other.
        """
        found = self.draft.work.get(name)
        if found is not None:
            return found
        activity, _, rest = name.partition("#")
        round_ = rest.partition("~")[0].partition(".")[0]
        act = self.draft.acts.get(activity)
        if act is not None and round_.isdigit() and int(round_) < act.round:
            raise SupersededWorkError(work=name, round=act.round)
        raise UnknownWorkError(work=name)

    def free_work(self, name: str) -> Work:
        """An open work item that waits for nothing.

        Raises WorkBlockedError while a correction, a stopped clock or an activity added before it is open.
        """
        work = self.work(name)
        if work.status != "open":
            raise WorkBlockedError(work=name, why=work.status, waits_for=work.asked)
        blockers = self.draft.blockers(work.activity) if self.draft.added else ()
        if blockers:
            raise WorkBlockedError(work=name, why="added", waits_for=blockers)
        return work

    def node(self, name: str) -> Node:
        """The activity's node."""
        return self.draft.node(name)

    def queue_all(self, names: Iterable[str]) -> None:
        """Queue activities whatever their links say; deciding them checks again."""
        self.queue.extend(names)


def known(read: Mapping[str, object]) -> dict[str, object]:
    """The values read that are known, for the record."""
    return {name: value for name, value in read.items() if value is not UNKNOWN}
