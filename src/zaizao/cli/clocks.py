"""Every deadline of a played case with its derivation: items, promises, work, members; from the state and the record.

The arithmetic is `zaizao.worktime`; what the engine recorded as due must come out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition import ProcessDefinition
from zaizao.net import events as happened
from zaizao.net.naming import Names
from zaizao.net.state import CaseState, ItemState, Stop, Work
from zaizao.units import Limit, parse_limit
from zaizao.worktime import Deadline, Extension, Suspension, WorkCalendar, compute_deadline


class CaseDeadline(Struct, frozen=True):
    """One deadline of a case, open or over."""

    subject: str
    """``item:ID``, ``promise:ITEM``, ``case:promise``, ``work:ID`` or ``member:ID``."""
    kind: str
    """item, promise, case, work or member."""
    name: str
    deadline: Deadline
    basis: str = ""
    """The legal basis of the limit: an identifier of the definition."""
    ended: datetime | None = None
    recorded: datetime | None = None
    """What the engine has on record."""
    others: tuple[str, ...] = ()
    """Further subjects with the same count."""
    stops: tuple[Stop, ...] = ()
    void: bool = False
    """It ended because the work was stopped or superseded, not because it was done."""

    @property
    def is_open(self) -> bool:
        """Whether it still runs."""
        return self.ended is None

    def state_at(self, now: datetime) -> str:
        """in-time, soon, overdue or paused while it runs; done, late or void when it has ended."""
        if self.void:
            return "void"
        if self.ended is not None:
            return "late" if self.deadline.is_overdue(self.ended) else "done"
        if self.deadline.due is None:
            return "paused"
        if self.deadline.is_overdue(now):
            return "overdue"
        used = self.deadline.fraction(now)
        return "soon" if used is not None and used >= 0.8 else "in-time"


def list_deadlines(
    definition: ProcessDefinition,
    state: CaseState,
    events: Sequence[happened.Event],
    *,
    calendar: WorkCalendar,
    earlier: Sequence[ProcessDefinition] = (),
    language: str = "zh",
) -> list[CaseDeadline]:
    """Every deadline that ran in the case, the items' first; equal counts of work and members are told once.

    ``earlier``: versions the case ran on before; a clock that started under one keeps that version's limit.
    """
    names = Names(definition, language, state.added)
    found = [
        *_of_items((definition, *reversed(earlier)), state, names, calendar),
        *_of_case(definition, state, events, names, calendar),
        *_of_work(definition, state, events, names, calendar),
        *_of_members(definition, state, events, calendar),
    ]
    return _merge(found)


def _suspensions(stops: Sequence[Stop], names: Names) -> tuple[Suspension, ...]:
    return tuple(
        Suspension(stop.first, stop.last, names.ground(stop.ground), names.basis(stop.basis or "")) for stop in stops
    )


def _of_items(
    versions: Sequence[ProcessDefinition], state: CaseState, names: Names, calendar: WorkCalendar
) -> Iterator[CaseDeadline]:
    for name, item in state.items.items():
        if item.started is None:
            continue
        abouts = [each.items[name] for each in versions if name in each.items]
        statutory = [(about.clock.limit, about.clock.basis or "") for about in abouts if about.clock is not None]
        promised = [(about.promised, "") for about in abouts if about.promised is not None]
        for kind, limits, recorded in (("item", statutory, item.due), ("promise", promised, item.promised)):
            if limits:
                yield _of_item(name, kind, item, limits, recorded, names, calendar)


def _of_item(
    name: str,
    kind: str,
    item: ItemState,
    limits: Sequence[tuple[Limit, str]],
    recorded: datetime | None,
    names: Names,
    calendar: WorkCalendar,
) -> CaseDeadline:
    """The deadline under the present version, unless only an earlier one gives what is on record."""
    assert item.started is not None
    extensions = (Extension(parse_limit(item.extended)),) if item.extended and kind == "item" else ()
    found = []
    for limit, basis in limits:
        deadline = compute_deadline(
            limit, start=item.started, calendar=calendar,
            suspensions=_suspensions(item.stops, names), extensions=extensions,
        )  # fmt: skip
        found.append((deadline, basis))
    deadline, basis = next((pair for pair in found if pair[0].due == recorded), found[0])
    return CaseDeadline(
        subject=f"{kind}:{name}", kind=kind, name=names.item(name), deadline=deadline, basis=basis,
        ended=item.ended, recorded=recorded, stops=item.stops,
    )  # fmt: skip


def _of_case(
    definition: ProcessDefinition,
    state: CaseState,
    events: Sequence[happened.Event],
    names: Names,
    calendar: WorkCalendar,
) -> Iterator[CaseDeadline]:
    made = [event for event in events if isinstance(event, happened.PromiseMade)]
    if definition.promised is None or not made:
        return
    deadline = compute_deadline(definition.promised, start=made[-1].at, calendar=calendar)
    name = definition.name.say(names.language)
    yield CaseDeadline("case:promise", "case", name, deadline, ended=state.closed, recorded=made[-1].due)


def _of_work(
    definition: ProcessDefinition,
    state: CaseState,
    events: Sequence[happened.Event],
    names: Names,
    calendar: WorkCalendar,
) -> Iterator[CaseDeadline]:
    ends = _ends_of_work(events)
    for work in _all_work(events):
        now = state.work.get(work.id)
        limit = _limit_of(definition, state, work)
        if limit is None or work.due is None:
            continue
        deadline = compute_deadline(
            limit, start=work.opened, calendar=calendar, suspensions=_stops_of(definition, state, work, names)
        )
        activity, end = definition.activities.get(work.activity), ends.get(work.id, (state.last, False))
        yield CaseDeadline(
            subject=f"work:{work.id}", kind="work", name=names.work(work.id), deadline=deadline,
            basis=activity.bases[0] if activity is not None and activity.bases else "",
            ended=None if now is not None else end[0], void=now is None and not end[1],
            recorded=now.due if now is not None else None,
        )  # fmt: skip


def _stops_of(definition: ProcessDefinition, state: CaseState, work: Work, names: Names) -> tuple[Suspension, ...]:
    """The stops of the item's clock, where the work's own limit stood still with it."""
    activity = definition.activities.get(work.activity)
    item = state.items.get(activity.item) if activity is not None and activity.item is not None else None
    if item is None:
        return ()
    day = work.opened.date()
    stops = [stop for stop in item.stops if stop.activity != work.activity and (stop.last is None or stop.last >= day)]
    return _suspensions(stops, names)


def _all_work(events: Sequence[happened.Event]) -> Iterator[Work]:
    for event in events:
        if isinstance(event, happened.ActivityOpened):
            yield from event.work
        elif isinstance(event, happened.Recurred):
            yield event.work


_End = tuple[datetime, bool]
"""When a piece of work ended, and whether it was done (rather than stopped or superseded)."""


def _ends_of_work(events: Sequence[happened.Event]) -> dict[str, _End]:
    ends: dict[str, _End] = {}
    running: dict[str, Work] = {}
    for event in events:
        for name, done in _ended_by(event, running):
            ends[name] = (event.at, done)
            del running[name]
        running.update({work.id: work for work in _all_work([event])})
    return ends


def _ended_by(event: happened.Event, running: Mapping[str, Work]) -> list[tuple[str, bool]]:
    """Which of the running pieces of work an event ends."""
    match event:
        case happened.InstanceDone(work=work) | happened.TurnDone(work=work) | happened.RecurrenceReported(work=work):
            return [(work, True)] if work is not None and work in running else []
        case happened.ActivityDone(activity=activity):
            return [(name, True) for name, work in running.items() if work.activity == activity]
        case happened.ActivityCancelled(activity=activity):
            return [(name, False) for name, work in running.items() if work.activity == activity]
        case happened.SentBack(reset=reset):
            return [(name, False) for name, work in running.items() if work.activity in reset]
    return []


def _limit_of(definition: ProcessDefinition, state: CaseState, work: Work) -> Limit | None:
    """The activity's own limit; None where a date in the definition ends it."""
    activity = definition.activities.get(work.activity)
    if activity is not None:
        return activity.limit if activity.not_later_than is None else None
    added = state.added.get(work.activity)
    return parse_limit(added.limit) if added is not None and added.limit else None


def _of_members(
    definition: ProcessDefinition, state: CaseState, events: Sequence[happened.Event], calendar: WorkCalendar
) -> Iterator[CaseDeadline]:
    group = definition.group
    if group is None or group.limit is None:
        return
    answered = {
        name: event.at for event in events if isinstance(event, happened.MembersAnswered) for name in event.members
    }
    for name, member in state.members.sorted_items():
        deadline = compute_deadline(group.limit, start=member.joined, calendar=calendar)
        yield CaseDeadline(f"member:{name}", "member", name, deadline, ended=answered.get(name), recorded=member.due)


def _merge(found: Sequence[CaseDeadline]) -> list[CaseDeadline]:
    """Members and instances that count the same days share one derivation."""
    merged: dict[object, CaseDeadline] = {}
    for one in found:
        key: object = one.subject
        if one.kind in ("member", "work"):
            activity = one.subject.partition("#")[0] if one.kind == "work" else one.kind
            key = (activity, one.deadline.start.date(), one.deadline.due, one.is_open, one.void)
        first = merged.get(key)
        merged[key] = one if first is None else replace(first, others=(*first.others, one.name))
    return list(merged.values())
