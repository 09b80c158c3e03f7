"""The engine's own events as an event log: what was handed out, and what was done, by whom.

The record says more than a log does (why, by which power, with which facts); what mining needs is when work came to
somebody and when they were done with it. Everything else stays in the record.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from zaizao.definition import ProcessDefinition
from zaizao.eventlog import EventLog, Lifecycle, LogBuilder
from zaizao.net import events as happened
from zaizao.net.events import Event

GROUP = "org:group"
"""Which organ a piece of work belongs to (XES organizational extension)."""
HOW = "zaizao:how"
"""How work ended: by a person, automatic, silent, timeout …"""
OUTCOME = "zaizao:outcome"
ROUND = "zaizao:round"
"""In which round work was done: a return, a turn of a repeat or a reopening begins another; that is no repetition."""

RecordedCase = tuple[str, Sequence[Event], Mapping[str, object]]
"""A case: its name, its events in order, and what else is known of it (attributes of the case)."""


def log_record(
    cases: Iterable[RecordedCase], definition: ProcessDefinition, *, zone: dt.tzinfo = dt.UTC, language: str = "zh"
) -> EventLog:
    """The log of cases that ran on a definition; activities go by their names there.

    Work that is handed out is a ``schedule``, work that is done a ``complete``; each round of a repeat and each one of
    several instances counts, and the activity as a whole then does not. ``zone``: of the engine's official times, which
    have none. A case without events stays in the log, empty.
    """
    builder = LogBuilder(definition.name.say(language), order_is_given=True)
    names = {
        name: name if activity.name is None else activity.name.say(language)
        for name, activity in definition.activities.items()
    }
    rounds = {name for name, one in definition.activities.items() if one.repeat is not None or one.each is not None}
    organs = {name: organ.name.say(language) for name, organ in definition.organs.items()}
    for case, events, known in cases:
        builder.add_case(case, known)
        returns: Counter[str] = Counter()
        for event in events:
            if isinstance(event, (happened.SentBack, happened.TurnBegan)):
                returns.update(event.reset)
            elif isinstance(event, happened.CaseReopened):
                returns.update(list(names))
            _add_event(builder, case, event, names=names, rounds=rounds, organs=organs, zone=zone, returns=returns)
    return builder.build()


def _add_event(
    builder: LogBuilder,
    case: str,
    event: Event,
    *,
    names: Mapping[str, str],
    rounds: set[str],
    organs: Mapping[str, str],
    zone: dt.tzinfo,
    returns: Mapping[str, int],
) -> None:
    at = event.at.replace(tzinfo=zone)
    if isinstance(event, happened.ActivityOpened):
        for work in event.work:
            group = {GROUP: organs.get(work.holder, work.holder)} if work.holder is not None else {}
            name = names.get(event.activity, event.activity)
            builder.add(case, name, at, lifecycle=Lifecycle.SCHEDULE, attributes=group)
    elif isinstance(event, (happened.InstanceDone, happened.TurnDone)) or (
        isinstance(event, happened.ActivityDone) and event.activity not in rounds
    ):
        done = event.effective.replace(tzinfo=zone) if isinstance(event, happened.ActivityDone) else at
        builder.add(
            case,
            names.get(event.activity, event.activity),
            done,
            resource=event.people[0] if event.people else event.by,
            lifecycle=Lifecycle.COMPLETE,
            attributes={**_say_how(event), ROUND: 1 + returns.get(event.activity, 0)},
        )


def _say_how(event: happened.ActivityDone | happened.InstanceDone | happened.TurnDone) -> dict[str, object]:
    said: dict[str, object] = {}
    if event.outcome is not None:
        said[OUTCOME] = event.outcome
    if isinstance(event, happened.ActivityDone):
        said[HOW] = event.how
    return said
