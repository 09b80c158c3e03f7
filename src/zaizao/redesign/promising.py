"""What a redesigned chain can promise: the longest line of its limits, where nobody has promised anything yet.

A promise that stands is left as it is; whether to promise less still is for those who have to keep it.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from zaizao.definition.model import Item, Kind, ProcessDefinition
from zaizao.definition.vocabulary import AFTERWARDS, VERBS
from zaizao.notation.critical import count_working_days
from zaizao.redesign.elapsed import plan_times
from zaizao.redesign.flow import Flow, is_accepting
from zaizao.units import Limit, Unit

_OPEN = ("repeat", "recurs", "awaits", "opens", "each", "at", "not_before")
_CLOCKWORK = frozenset({Unit.WORKING_HOUR, Unit.WORKING_MINUTE})


def promise(definition: ProcessDefinition) -> ProcessDefinition:
    """The definition with a promise for the whole and for each item, as short as the limits of the steps bear out.

    Only for a chain with one intake behind which everything else stands, whose limits are all in working days or all
    in working hours and minutes. What stops a clock and is not needed in every case (行政许可法 第45条) is not counted,
    as ZL602 does not; of an item nothing that stops its clock is. No promise is as long as the statute.
    """
    intake = _find_intake(definition)
    unit = _find_unit(definition)
    if definition.kind is not Kind.CHAIN or intake is None or unit is None:
        return definition
    changes: dict[str, Any] = {}
    if definition.promised is None:
        ordinary = _without_limits(
            definition, {kind for item in definition.items.values() for kind in _list_stops(item)}
        )
        times = plan_times(ordinary)
        whole = _make_limit(times.whole(ordinary) - times.finish[intake], unit)
        changes = {} if whole is None else {"promised": whole, "promised_from": f"{intake}.done"}
    items = {name: _promise_item(definition, item, unit) for name, item in definition.items.items()}
    return replace(definition, items=items, digest="", **changes)


def _find_intake(definition: ProcessDefinition) -> str | None:
    """The one intake behind which all else stands."""
    flow = Flow(definition)
    intakes = [name for name, activity in definition.activities.items() if is_accepting(activity)]
    if len(intakes) != 1:
        return None
    rest = (name for name in definition.activities if name != intakes[0])
    return intakes[0] if all(flow.is_before(intakes[0], name) for name in rest) else None


def _find_unit(definition: ProcessDefinition) -> Unit | None:
    """What the limits are counted in, days or minutes of the office; None where one is missing or they are mixed."""
    units: set[Unit] = set()
    for activity in definition.activities.values():
        if any(getattr(activity, name) for name in _OPEN):
            return None
        if activity.limit is not None:
            units.add(activity.limit.unit)
        elif activity.automatic is None and activity.does not in AFTERWARDS:
            return None
    if units <= _CLOCKWORK:
        return Unit.WORKING_MINUTE
    return Unit.WORKING_DAY if units == {Unit.WORKING_DAY} else None


def _list_stops(item: Item) -> tuple[str, ...]:
    return item.clock.stopped_by if item.clock is not None else ()


def _without_limits(
    definition: ProcessDefinition, stops: Collection[str], *, always: bool = False
) -> ProcessDefinition:
    """Steps that stop a clock take no time: those under a condition, or ``always``."""
    activities = dict(definition.activities)
    for name, activity in definition.activities.items():
        verb = VERBS.get(activity.does)
        if verb is not None and verb.stops in stops and (always or activity.when is not None):
            activities[name] = replace(activity, limit=None)
    return replace(definition, activities=activities, digest="")


def _promise_item(definition: ProcessDefinition, item: Item, unit: Unit) -> Item:
    if item.promised is not None or item.clock is None:
        return item
    end, _, moment = item.clock.end.rpartition(".")
    if moment != "done" or end not in definition.activities:
        return item
    times = plan_times(_without_limits(definition, _list_stops(item), always=True))
    promised = _make_limit(times.last_from(item, (end,)), unit)
    if promised is None or count_working_days(promised) >= count_working_days(item.clock.limit):
        return item
    return replace(item, promised=promised)


def _make_limit(days: Fraction, unit: Unit) -> Limit | None:
    """So many working days as a limit, in hours where they come out even; None for no time at all."""
    if days <= 0:
        return None
    amount = days / count_working_days(Limit(1, unit))
    if unit is Unit.WORKING_MINUTE and amount % 60 == 0:
        return Limit(int(amount) // 60, Unit.WORKING_HOUR)
    return Limit(int(amount), unit)
