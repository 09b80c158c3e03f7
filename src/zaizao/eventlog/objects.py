"""Logs of objects (OCEL), kept whole: events that concern several objects, objects that change and hang together.

`flatten` makes a log of one type of object, as mining needs it. Plain values, no columns: these logs are read and
written as they are, and counted only after they were flattened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from zaizao.eventlog.attributes import Attribute, AttributeKind, code_texts
from zaizao.eventlog.building import make_attribute
from zaizao.eventlog.log import NO_OFFSET, EventLog
from zaizao.eventlog.moments import write_moment


class Moment(Struct, frozen=True, order=True):
    """Microseconds of UTC, and minutes east of UTC in which it was written (NO_OFFSET for none)."""

    micros: int
    offset: int = NO_OFFSET


FROM_THE_START: Final = Moment(0, 0)
"""The time of a value an object has had from the start (OCEL 2.0: 1970-01-01T00:00:00Z)."""

Value = str | int | float | bool | Moment


class Relation(Struct, frozen=True, order=True):
    """An object that an event or another object has to do with, and how; OCEL 1.0 says no how."""

    object: str
    qualifier: str = ""


class ObjectEvent(Struct, frozen=True):
    """Something that happened to some objects."""

    id: str
    type: str
    time: Moment
    attributes: Mapping[str, Value] = {}
    relations: tuple[Relation, ...] = ()


class Change(Struct, frozen=True):
    """A value an attribute of an object has from a time on."""

    time: Moment
    key: str
    value: Value


class LoggedObject(Struct, frozen=True):
    """An object with the history of its attributes, ordered by time and key."""

    id: str
    type: str
    changes: tuple[Change, ...] = ()
    relations: tuple[Relation, ...] = ()

    def value_of(self, key: str) -> Value | None:
        """The last value of an attribute."""
        return next((change.value for change in reversed(self.changes) if change.key == key), None)


Kinds = Mapping[str, AttributeKind]


class ObjectLog(Struct, frozen=True):
    """Events and objects in the order of the file, and what each type of them may say."""

    events: tuple[ObjectEvent, ...] = ()
    objects: tuple[LoggedObject, ...] = ()
    event_types: Mapping[str, Kinds] = {}
    object_types: Mapping[str, Kinds] = {}

    def count_by_type(self) -> dict[str, int]:
        """Of each type of object, how many events have to do with one; types in the order of the log."""
        type_of = {one.id: one.type for one in self.objects}
        counts: Counter[str] = Counter()
        for event in self.events:
            counts.update({type_of[relation.object] for relation in event.relations if relation.object in type_of})
        return {name: counts[name] for name in self.object_types}


class Flattening(Struct, frozen=True):
    """What became of the events of a log of objects when they were read by one type."""

    events: int
    elsewhere: int
    """Events that have to do with no object of the type: they are not in the log."""
    repeated: int
    """Rows beyond the first of events that have to do with several objects of the type (convergence)."""


def flatten(log: ObjectLog, object_type: str, *, wants: Callable[[str], bool] = lambda key: True) -> EventLog:
    """The log whose cases are the objects of one type; a type nobody has gives a log without cases.

    An event that concerns several of them stands in each (convergence): counts of events then count it more than once.
    Events of other objects that happen within one case stand side by side although they have nothing to do with each
    other (divergence): what follows what is then partly chance. Events that concern none of the type are left out.
    `count_flattening` says how many. A case's attributes are the object's last values. The resource is the event's
    attribute ``org:resource`` or ``resource``. ``wants`` says which attributes to take along.
    """
    cases = {one.id: place for place, one in enumerate(each for each in log.objects if each.type == object_type)}
    rows = [(event, case) for event in log.events for case in _find_cases(event, cases)]
    activity, activity_names = code_texts(event.type for event, _ in rows)
    resource, resource_names = code_texts(_find_resource(event) for event, _ in rows)
    objects = [one for one in log.objects if one.type == object_type]
    return EventLog(
        case=np.array([case for _, case in rows], dtype=np.int32),
        activity=activity,
        time=np.array([event.time.micros for event, _ in rows], dtype=np.int64),
        case_names=tuple(cases),
        activity_names=activity_names,
        resource=resource,
        resource_names=resource_names,
        lifecycle=np.full(len(rows), -1, dtype=np.int16),
        lifecycle_names=(),
        offset=np.array([event.time.offset for event, _ in rows], dtype=np.int16),
        name=object_type,
        attributes=_make_columns(
            [event.attributes for event, _ in rows], lambda key: key not in RESOURCES and wants(key)
        ),
        case_attributes=_make_columns([_last_values(one) for one in objects], wants),
    )


def count_flattening(log: ObjectLog, object_type: str) -> Flattening:
    """How many events a reading by one type leaves out and repeats."""
    cases = {one.id: 0 for one in log.objects if one.type == object_type}
    numbers = [len(_find_cases(event, cases)) for event in log.events]
    return Flattening(
        events=len(numbers),
        elsewhere=numbers.count(0),
        repeated=sum(number - 1 for number in numbers if number),
    )


RESOURCES: Final = ("org:resource", "resource")


def _find_cases(event: ObjectEvent, cases: Mapping[str, int]) -> list[int]:
    """The cases of an event, each once although several relations may name it."""
    named = dict.fromkeys(relation.object for relation in event.relations)
    return [cases[name] for name in named if name in cases]


def _find_resource(event: ObjectEvent) -> str | None:
    named = (event.attributes.get(key) for key in RESOURCES)
    return next((str(name) for name in named if name is not None and name != ""), None)


def _last_values(one: LoggedObject) -> dict[str, Value]:
    return {change.key: change.value for change in one.changes}


def _make_columns(rows: Sequence[Mapping[str, Value]], wants: Callable[[str], bool]) -> dict[str, Attribute]:
    given: dict[str, dict[int, Value]] = {}
    for place, values in enumerate(rows):
        for key, value in values.items():
            if wants(key):
                given.setdefault(key, {})[place] = value
    return {key: _make_column(key, values, len(rows)) for key, values in given.items()}


def _make_column(key: str, values: Mapping[int, Value], length: int) -> Attribute:
    if all(isinstance(value, Moment) for value in values.values()):
        moments = {place: value for place, value in values.items() if isinstance(value, Moment)}
        micros = np.zeros(length, dtype=np.int64)
        offsets = np.full(length, NO_OFFSET, dtype=np.int16)
        present = np.zeros(length, dtype=np.bool_)
        for place, moment in moments.items():
            micros[place], offsets[place], present[place] = moment.micros, moment.offset, True
        return Attribute(key=key, kind=AttributeKind.TIME, values=micros, present=present, offsets=offsets)
    plain = {
        place: write_moment(value.micros, value.offset) if isinstance(value, Moment) else value
        for place, value in values.items()
    }
    return make_attribute(key, plain, length)
