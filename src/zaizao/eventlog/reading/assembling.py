"""From the tape of a file to the log: which attribute is which column, and what is done where something is missing.

- A blank name is none. An event without ``concept:name`` takes the keys of the first classifier it has all of, else ``Activity`` (any case),
  and that is reported; with neither it is broken: no step without a name.
- An event whose time cannot be understood is broken; an event without a time is kept without one, and counted.
- A trace without a name takes its place in the file, a name that stands twice is numbered; both are reported.
- The second value of one key in one element replaces the first, and that is reported.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zaizao.eventlog.attributes import Attribute
from zaizao.eventlog.log import NO_CODE, NO_OFFSET, NO_TIME, EventLog
from zaizao.eventlog.moments import parse_moment
from zaizao.eventlog.reading import tape as kinds
from zaizao.eventlog.reading.account import ReadLog, Reporter
from zaizao.eventlog.reading.assembling_columns import (
    KeyColumn,
    dense_codes,
    find_names,
    make_column,
    split_by_key,
    to_texts,
    unwrap_nested,
)
from zaizao.eventlog.reading.registry import ReadOptions
from zaizao.eventlog.reading.tape import Tape

NAME: Final = "concept:name"
TIME: Final = "time:timestamp"
RESOURCE: Final = "org:resource"
LIFECYCLE: Final = "lifecycle:transition"
START: Final = "start_timestamp"
"""Not of the standard, yet what several tools write for the begin of an interval whose end is the time."""
COLUMNS: Final = frozenset({NAME, TIME, RESOURCE, LIFECYCLE, START})
"""Keys that have a column of their own among events; among traces only the name."""
MOST_TRANSITIONS: Final = int(np.iinfo(np.int16).max)
"""More are no life cycle: they are kept as an attribute."""
MOST_CELLS: Final = 400_000_000
"""Values that the attributes of a log may have room for, as every key has a place for every event: about 4 GB."""
FALLBACK_KEYS: Final = ("Activity", "activity", "ACTIVITY", "activity_name", "Activity Name", "name")
"""Which attribute names an event that has no name, the first that it has."""


def assemble_log(tape: Tape, reporter: Reporter, options: ReadOptions) -> ReadLog:
    """The log of a tape, with the account.

    Raises LogRefused where a broken record stops, or no record can be kept.
    """
    events = split_by_key(tape, tape.of_events, len(tape.event_lines), reporter, tape.event_lines)
    activity, activity_texts = _name_events(tape, events, reporter)
    time, offset, unreadable = _time_events(tape, events.get(TIME), reporter)
    kept = _drop_broken(tape, activity, unreadable, reporter)
    _report_times(tape.event_lines[kept], time[kept], offset[kept], reporter)
    if len(kept) < len(activity):
        events = {key: column.take_owners(kept, len(activity)) for key, column in events.items()}
    case_names, case_columns = _name_cases(tape, reporter)
    activity_codes, activity_names = dense_codes(activity[kept], activity_texts)
    resource, resource_names = _code_column(tape, events.get(RESOURCE), len(kept), lambda text: text)
    lifecycle, lifecycle_names = _code_column(tape, events.get(LIFECYCLE), len(kept), lambda text: text.strip().lower())
    own, start = _find_starts(events.get(START), len(kept))
    if len(lifecycle_names) > MOST_TRANSITIONS:
        reporter.note("xes-lifecycles", {"count": len(lifecycle_names), "most": MOST_TRANSITIONS})
        lifecycle, lifecycle_names, own = np.full(len(kept), NO_CODE, dtype=np.int32), (), own - {LIFECYCLE}
    log_columns = split_by_key(tape, tape.of_log, 1, reporter, np.ones(1, dtype=np.int64))
    log = EventLog(
        case=tape.event_cases[kept],
        activity=activity_codes,
        time=time[kept],
        case_names=case_names,
        activity_names=activity_names,
        resource=resource,
        resource_names=resource_names,
        lifecycle=lifecycle.astype(np.int16),
        lifecycle_names=lifecycle_names,
        offset=offset[kept],
        start=start,
        name=_name_log(tape, log_columns.get(NAME)),
        order_is_given=True,
        attributes=_make_attributes(tape, events, len(kept), own, options, reporter, tape.event_lines[kept]),
        case_attributes=_make_attributes(
            tape, case_columns, len(case_names), frozenset({NAME}), options, reporter, tape.case_lines
        ),
        log_attributes=_make_attributes(
            tape, log_columns, 1, frozenset({NAME}), options, reporter, np.ones(1, dtype=np.int64)
        ),
    )
    return reporter.close(log)


def _name_events(tape: Tape, events: dict[str, KeyColumn], reporter: Reporter) -> tuple[NDArray[np.int64], list[str]]:
    """Of each event the code of its activity (-1: none to be had) and the texts the codes stand for."""
    length = len(tape.event_lines)
    if NAME in events:
        codes, texts = find_names(tape, events[NAME], length)
    else:
        codes, texts = np.full(length, NO_CODE, dtype=np.int64), []
    unnamed = np.flatnonzero(codes == NO_CODE)
    if not len(unnamed):
        return codes, texts
    texts = list(texts)
    known = {text: code for code, text in enumerate(texts)}
    for keys in _list_fallbacks(tape, events):
        unnamed = _fall_back(tape, events, keys, unnamed, codes, known, reporter)
        if not len(unnamed):
            break
    return codes, list(known)


def _list_fallbacks(tape: Tape, events: dict[str, KeyColumn]) -> list[tuple[str, ...]]:
    """Which keys may name an event: those of each classifier, then an attribute that is called activity."""
    fallbacks = [tuple(key for key in keys if key != LIFECYCLE) for keys in tape.classifiers]
    fallbacks += [(key,) for key in FALLBACK_KEYS]
    return [keys for keys in fallbacks if keys and all(key in events for key in keys)]


def _fall_back(
    tape: Tape,
    events: dict[str, KeyColumn],
    keys: tuple[str, ...],
    unnamed: NDArray[np.int64],
    codes: NDArray[np.int64],
    known: dict[str, int],
    reporter: Reporter,
) -> NDArray[np.int64]:
    """Name the events that have all of ``keys``; returns those that are still unnamed."""
    parts = [find_names(tape, events[key], len(codes)) for key in keys]
    has_all: NDArray[np.bool_] = np.all([part[unnamed] != NO_CODE for part, _ in parts], axis=0)
    named = unnamed[has_all]
    for row in named.tolist():
        text = "+".join(texts[part[row]] for part, texts in parts)
        codes[row] = known.setdefault(text, len(known))
    if len(named):
        fields = {"keys": "+".join(keys), "count": len(named)}
        reporter.note("xes-event-named-by", fields, line=int(tape.event_lines[named[0]]))
    rest: NDArray[np.int64] = unnamed[~has_all]
    return rest


def _time_events(
    tape: Tape, column: KeyColumn | None, reporter: Reporter
) -> tuple[NDArray[np.int64], NDArray[np.int16], dict[int, str]]:
    """Time and offset of each event, and what stands where a time cannot be understood."""
    length = len(tape.event_lines)
    time = np.full(length, NO_TIME, dtype=np.int64)
    offset = np.full(length, NO_OFFSET, dtype=np.int16)
    unreadable: dict[int, str] = {}
    if column is not None:
        column = unwrap_nested(tape, column)
        dates = column.kind == kinds.DATE
        time[column.owner[dates]] = column.value[dates]
        offset[column.owner[dates]] = column.offset[dates]
        rest = ~dates
        for owner, code in zip(column.owner[rest].tolist(), column.value[rest].tolist(), strict=True):
            moment = parse_moment(tape.texts[code])
            if moment is None:
                unreadable[owner] = tape.texts[code]
            else:
                time[owner], offset[owner] = moment
    return time, offset, unreadable


def _find_starts(column: KeyColumn | None, length: int) -> tuple[frozenset[str], NDArray[np.int64] | None]:
    """Where events are intervals, their begins; and which keys then have a column. One that is no date: an attribute."""
    if column is None or column.kinds != {kinds.DATE}:
        return COLUMNS - {START}, None
    start = np.full(length, NO_TIME, dtype=np.int64)
    start[column.owner] = column.value
    return COLUMNS, start


def _report_times(
    lines: NDArray[np.int64], time: NDArray[np.int64], offset: NDArray[np.int16], reporter: Reporter
) -> None:
    """Say which of the events that were kept have no time, or one without a zone."""
    without = np.flatnonzero(time == NO_TIME)
    if len(without):
        reporter.note("log-without-time", {"count": len(without)}, line=int(lines[without[0]]))
    zoneless = np.flatnonzero((offset == NO_OFFSET) & (time != NO_TIME))
    if len(zoneless):
        reporter.note("log-without-zone", {"count": len(zoneless)}, line=int(lines[zoneless[0]]))


def _drop_broken(
    tape: Tape, activity: NDArray[np.int64], unreadable: dict[int, str], reporter: Reporter
) -> NDArray[np.int64]:
    """The rows that can be kept; the others are reported, in the order of the file."""
    broken = activity == NO_CODE
    broken[list(unreadable)] = True
    for row in np.flatnonzero(broken).tolist():
        line = int(tape.event_lines[row])
        if row in unreadable:
            reporter.drop("log-time-unreadable", {"value": unreadable[row][:80]}, line=line)
        else:
            reporter.drop("log-without-activity", line=line)
    return np.flatnonzero(~broken)


def _name_cases(tape: Tape, reporter: Reporter) -> tuple[tuple[str, ...], dict[str, KeyColumn]]:
    length = len(tape.case_lines)
    columns = split_by_key(tape, tape.of_cases, length, reporter, tape.case_lines)
    codes, texts = np.full(length, NO_CODE, dtype=np.int64), tape.texts
    if NAME in columns:
        codes, texts = find_names(tape, columns[NAME], length)
    given = [None if code == NO_CODE else texts[code] for code in codes.tolist()]
    return name_cases(given, tape.case_lines.tolist(), reporter), columns


def name_cases(given: list[str | None], lines: list[int], reporter: Reporter) -> tuple[str, ...]:
    """Names of cases, each once: ``#7`` for the seventh where none is given, ``name#2`` for the second of a name."""
    taken = {name for name in given if name is not None}
    if len(taken) == len(given):
        return tuple(name for name in given if name is not None)
    seen: set[str] = set()
    names: list[str] = []
    without: list[int] = []
    twice: list[int] = []
    for place, name in enumerate(given):
        if name is not None and name not in seen:
            made = name
        else:
            (without if name is None else twice).append(place)
            numbers = itertools.count(place + 1 if name is None else 2)
            made = next(made for number in numbers if (made := f"{name or ''}#{number}") not in taken)
            taken.add(made)
        seen.add(made)
        names.append(made)
    if without:
        reporter.note("log-case-unnamed", {"count": len(without), "name": names[without[0]]}, line=lines[without[0]])
    if twice:
        fields = {"count": len(twice), "name": given[twice[0]], "made": names[twice[0]]}
        reporter.note("log-case-name-twice", fields, line=lines[twice[0]])
    return tuple(names)


def _code_column(
    tape: Tape, column: KeyColumn | None, length: int, change: Callable[[str], str]
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Dense codes of a column of texts, each changed first; a blank one is none."""
    if column is None:
        return np.full(length, NO_CODE, dtype=np.int32), ()
    codes, names = dense_codes(*find_names(tape, column, length))
    changed: dict[str, int] = {}
    places = [changed.setdefault(change(name), len(changed)) for name in names]
    return np.array([*places, NO_CODE], dtype=np.int32)[codes], tuple(changed)


def _name_log(tape: Tape, column: KeyColumn | None) -> str:
    if column is None:
        return ""
    codes, texts = to_texts(tape, unwrap_nested(tape, column), 1)
    return "" if codes[0] == NO_CODE else str(texts[codes[0]])


def _make_attributes(
    tape: Tape,
    columns: dict[str, KeyColumn],
    length: int,
    own: frozenset[str],
    options: ReadOptions,
    reporter: Reporter,
    lines: NDArray[np.int64],
) -> dict[str, Attribute]:
    """The attributes asked for. What has a column of its own is among them only if something hangs on its values."""
    wanted = {
        key: column
        for key, column in columns.items()
        if options.wants(key) and len(column.owner) and (key not in own or kinds.NESTED in column.kinds)
    }
    if len(wanted) * length > MOST_CELLS:
        raise reporter.refuse("log-too-wide", {"keys": len(wanted), "count": length})
    return {key: make_column(tape, key, column, length, reporter, lines) for key, column in wanted.items()}
