"""Event logs as plain values, to compare whole ones, and random ones of every shape."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from zaizao.eventlog import NO_CODE, NO_OFFSET, NO_TIME, Attribute, AttributeKind, EventLog
from zaizao.eventlog.attributes import code_texts
from zaizao.eventlog.nested import Nested, write_nested

TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab 申办<>&\"'\n\t\r\x85\u2028é𝛼#]"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    ),
    max_size=8,
)
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
MOMENTS = st.integers(-62_000_000_000_000_000, 253_000_000_000_000_000)
OFFSETS = st.sampled_from([NO_OFFSET, -570, 0, 60, 480, 840])


def describe_log(log: EventLog) -> dict[str, Any]:
    """Everything a log says, cases in their order and the events of each in theirs."""
    rows = [log.order.rows_of(case).tolist() for case in range(len(log.case_names))]
    return {
        "name": log.name,
        "about": describe_row(log.log_attributes, 0),
        "cases": [
            (name, describe_row(log.case_attributes, case), [describe_event(log, row) for row in rows[case]])
            for case, name in enumerate(log.case_names)
        ],
    }


def describe_event(log: EventLog, row: int) -> tuple[object, ...]:
    """Everything a log says of one event."""
    start = NO_TIME if log.start is None else int(log.start[row])
    return (
        log.activity_names[log.activity[row]],
        int(log.time[row]),
        int(log.offset[row]) if log.time[row] != NO_TIME else NO_OFFSET,
        start,
        pick_name(log.resource_names, int(log.resource[row])),
        pick_name(log.lifecycle_names, int(log.lifecycle[row])),
        describe_row(log.attributes, row),
    )


def describe_row(attributes: Any, row: int) -> dict[str, object]:
    """Kind and value of every attribute a row has; a time with its offset, a number as it is written."""
    described: dict[str, object] = {}
    for key, column in attributes.items():
        if column.present[row]:
            offset = int(column.offsets[row]) if column.offsets is not None else None
            described[key] = (column.kind.value, column.nested, repr(column.pick(row)), offset)
    return described


def pick_name(names: tuple[str, ...], code: int) -> str | None:
    """The name of a code, None for none."""
    return None if code == NO_CODE else names[code]


@st.composite
def draw_logs(draw: st.DrawFn) -> EventLog:
    """Logs of a few events: any texts, times and kinds, cases without events, events without time."""
    case_names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    case = sorted(draw(st.lists(st.integers(0, len(case_names) - 1), max_size=8)))
    length = len(case)
    activity, activity_names = code_texts(draw(st.lists(NAMES, min_size=length, max_size=length)))
    resource, resource_names = code_texts(draw(st.lists(st.none() | NAMES, min_size=length, max_size=length)))
    transitions = st.none() | st.sampled_from(["start", "complete", "wait - user"])
    lifecycle, lifecycle_names = code_texts(draw(st.lists(transitions, min_size=length, max_size=length)))
    time = draw(st.lists(st.just(NO_TIME) | MOMENTS, min_size=length, max_size=length))
    start = draw(st.lists(st.just(NO_TIME) | MOMENTS, min_size=length, max_size=length))
    if not draw(st.booleans()) or all(moment == NO_TIME for moment in start):
        start = None
    return EventLog(
        case=np.array(case, dtype=np.int32),
        activity=activity,
        time=np.array(time, dtype=np.int64),
        case_names=tuple(case_names),
        activity_names=activity_names,
        resource=resource,
        resource_names=resource_names,
        lifecycle=lifecycle.astype(np.int16),
        lifecycle_names=lifecycle_names,
        offset=np.array(draw(st.lists(OFFSETS, min_size=length, max_size=length)), dtype=np.int16),
        start=None if start is None else np.array(start, dtype=np.int64),
        name=draw(TEXTS),
        order_is_given=True,
        attributes=draw(draw_attributes(length)),
        case_attributes=draw(draw_attributes(len(case_names))),
        log_attributes=draw(draw_attributes(1)),
    )


@st.composite
def draw_attributes(draw: st.DrawFn, length: int) -> dict[str, Attribute]:
    """Columns of every kind with at least one value."""
    if length == 0:
        return {}
    keys = draw(st.lists(NAMES.map(lambda text: f"k{text}"), max_size=4, unique=True))
    return {key: draw(draw_attribute(key, length)) for key in keys}


@st.composite
def draw_attribute(draw: st.DrawFn, key: str, length: int) -> Attribute:
    """One column."""
    kind = draw(st.sampled_from(AttributeKind))
    present = draw(st.lists(st.booleans(), min_size=length, max_size=length))
    present[draw(st.integers(0, length - 1))] = True
    given = np.array(present)
    if kind in (AttributeKind.TEXT, AttributeKind.ID):
        nested = kind is AttributeKind.TEXT and draw(st.booleans())
        texts = draw(st.lists(NESTED if nested else TEXTS, min_size=length, max_size=length))
        codes, names = code_texts(text if there else None for text, there in zip(texts, present, strict=True))
        return Attribute(key=key, kind=kind, values=codes, present=given, names=names, nested=nested)
    drawn, dtype = {
        AttributeKind.INTEGER: (st.integers(-(2**63), 2**63 - 1), np.int64),
        AttributeKind.NUMBER: (st.floats(), np.float64),
        AttributeKind.BOOLEAN: (st.booleans(), np.bool_),
        AttributeKind.TIME: (MOMENTS, np.int64),
    }[kind]
    values = np.array(draw(st.lists(drawn, min_size=length, max_size=length)), dtype=dtype)
    offsets = None
    if kind is AttributeKind.TIME:
        offsets = np.array(draw(st.lists(OFFSETS, min_size=length, max_size=length)), dtype=np.int16)
    return Attribute(key=key, kind=kind, values=values, present=given, offsets=offsets)


_PLAIN = st.builds(Nested, type=st.sampled_from(["string", "id"]), key=TEXTS, value=TEXTS)
_CHILDREN = st.lists(_PLAIN, min_size=1, max_size=2)
NESTED = st.one_of(
    st.builds(Nested, type=st.just("string"), value=TEXTS, attributes=_CHILDREN),
    st.builds(Nested, type=st.just("int"), value=st.integers().map(str), attributes=_CHILDREN),
    st.builds(Nested, type=st.just("list"), values=_CHILDREN),
    st.builds(Nested, type=st.just("container"), attributes=_CHILDREN),
).map(write_nested)
"""The JSON of values with a shape of their own."""
