"""The way of an application over its days: which item is decided when, at the latest; drawn for a desk, told for a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Activity
from zaizao.definition.vocabulary import DECIDING_VERBS, VERBS
from zaizao.guidance import foresee
from zaizao.net.naming import Names
from zaizao.units import Limit, Unit
from zaizao_city.foundation.ui.components.ribbon import Fork, Ribbon, Stop
from zaizao_city.foundation.ui.words import speak
from zaizao_city.portal.selectors.facts import COMES_TO_YOU


@frozen
class Node:
    """One stop of a track: what it is called, and by the end of which working day it is over (None: not known)."""

    name: str
    day: int | None
    rank: int
    """How many such stops come before it: the order where days are not known."""
    is_decision: bool


@frozen
class Track:
    """One item; ``nodes`` is empty where it is not needed."""

    name: str
    nodes: Sequence[Node]
    is_needed: bool


@frozen
class CourseOfDays:
    """Taken in, the tracks, delivered. ``last`` is the day by which everything is delivered."""

    taken_in: str
    tracks: Sequence[Track]
    delivered: str
    last: int | None
    uncounted: Sequence[str]
    """What may happen on the way and stops the clock (行政许可法 第45条): its time is in no day."""


def lay_out_days(definition: ProcessDefinition, answers: Mapping[str, object]) -> CourseOfDays:
    """The course for these answers, counted in working days from acceptance, each activity as long as it may last."""
    course = foresee(definition, answers)
    ends = _count_days(definition, {name for name, answer in course.activities.items() if answer is not False})
    names = Names(definition, speak())
    accept = _find(definition, "accept")
    zero = ends.get(accept, 0) or 0 if accept else 0
    tracks = [
        Track(
            names.item(item),
            _list_nodes(definition, item, ends, names, zero) if course.items[item] is not False else (),
            is_needed=course.items[item] is not False,
        )
        for item in definition.items
    ]
    deliver = _find(definition, "deliver")
    end = ends.get(deliver) if deliver else None
    return CourseOfDays(
        taken_in=names.activity(accept) if accept else _("受理"),
        tracks=tracks,
        delivered=names.activity(deliver) if deliver else _("办结"),
        last=None if end is None else end - zero,
        uncounted=[names.activity(name) for name in ends if VERBS[definition.activities[name].does].stops],
    )


def _find(definition: ProcessDefinition, verb: str) -> str:
    return next((name for name, each in definition.activities.items() if each.does == verb), "")


def _count_days(definition: ProcessDefinition, happening: set[str]) -> dict[str, int | None]:
    """By the end of which day each activity is over; None where something before it has no limit in working days."""
    sorter = TopologicalSorter(
        {name: [link.activity for link in definition.activities[name].after] for name in definition.activities}
    )
    ends: dict[str, int | None] = {}
    for name in sorter.static_order():
        if name not in happening:
            continue
        before = [ends[link.activity] for link in definition.activities[name].after if link.activity in ends]
        own = _in_days(definition.activities[name])
        known = [day for day in before if day is not None]
        ends[name] = None if own is None or len(known) < len(before) else max(known, default=0) + own
    return ends


def _rank(definition: ProcessDefinition, happening: Mapping[str, int | None]) -> dict[str, int]:
    """How many shown stops come before each activity on the longest way; ``happening`` is in order."""
    ranks: dict[str, int] = {}
    for name in happening:
        before = [
            ranks[link.activity] + _is_shown(definition.activities[link.activity])
            for link in definition.activities[name].after
            if link.activity in ranks
        ]
        ranks[name] = max(before, default=0)
    return ranks


def _is_shown(activity: Activity) -> bool:
    return activity.item is not None and (activity.does in DECIDING_VERBS or _is_met(activity))


def _in_days(activity: Activity) -> int | None:
    limit: Limit | None = activity.limit
    if VERBS[activity.does].stops:
        return 0
    if limit is None:
        return 0 if activity.automatic is not None else None
    return limit.amount if limit.unit is Unit.WORKING_DAY else None


def _list_nodes(
    definition: ProcessDefinition, item: str, ends: Mapping[str, int | None], names: Names, zero: int
) -> list[Node]:
    nodes = []
    ranks = _rank(definition, ends)
    for name, each in definition.activities.items():
        decides = each.does in DECIDING_VERBS
        if each.item != item or name not in ends or not _is_shown(each):
            continue
        day = ends[name]
        called = names.material(each.gives[0]) if decides and each.gives else names.activity(name)
        nodes.append(Node(called, None if day is None else day - zero, ranks[name], is_decision=decides))
    return nodes


def _is_met(activity: Activity) -> bool:
    """Whether an applicant meets it on the way: officers come; checks at a desk are left out."""
    return activity.does == COMES_TO_YOU


def tell_course(course: CourseOfDays) -> Ribbon:
    """The course as the ribbon of a phone: each item with the day by which it is decided."""
    stops = [_tell_track(track) for track in course.tracks]
    needed = sum(track.is_needed for track in course.tracks)
    side = ngettext("%(n)d 件同时办", "%(n)d 件同时办", needed) % {"n": needed}
    end = Stop(course.delivered, say_day_number(course.last), "todo")
    middle: list[Stop | Fork] = [Fork(side, stops)] if len(stops) > 1 else list(stops)
    return Ribbon(parts=[Stop(course.taken_in, _("受理当日"), "todo"), *middle, end], label=side)


def _tell_track(track: Track) -> Stop:
    if not track.is_needed:
        return Stop(track.name, _("不需要"), "off")
    decided = [node for node in track.nodes if node.is_decision]
    return Stop(track.name, say_day_number(decided[-1].day) if decided else "", "todo")


def say_day_number(day: int | None) -> str:
    """``最迟第 6 日``; nothing where it is not known."""
    if day is None:
        return ""
    return _("最迟第 {n} 日").format(n=day) if day > 0 else _("受理当日")
