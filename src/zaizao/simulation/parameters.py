"""The parameters of a simulation as people write them: a YAML or JSON file of its own beside the definition.

Each class is described once, by the marks of its attributes; reader, writer and schema work from them
(`parameter_file`). Lengths of time are texts such as ``20min``, ``1.5h``, ``3d`` (24 hours a day), or seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct

from zaizao.definition.marks import key
from zaizao.simulation.durations import Duration
from zaizao.units import Limit, Text


class HoursRow(Struct, frozen=True):
    """When somebody works; nothing given: the usual office hours on working days."""

    always: Annotated[bool, key(says="Day and night, every day")] = False
    office: Annotated[str | None, key(says="The same every working day: 9:00-12:00, 13:30-17:00")] = None
    weekly: Annotated[tuple[str, ...], key(says="Monday to Sunday, one text a day, empty for closed")] = ()
    busy: Annotated[tuple[float, ...], key(says="How busy each of the 168 hours of a week is, Monday 0:00 first")] = ()
    days_off: Annotated[float, key(says="With busy: the share of a usual day that is left on a holiday")] = 0.0


class ArrivalRow(Struct, frozen=True):
    """How cases come."""

    every: Annotated[Duration, key(says="The time between two cases, on the clock of `hours`")]
    hours: Annotated[str | None, key(says="A name of `hours`; always if absent")] = None
    factor: Annotated[float, key(says="So many times as many cases")] = 1.0


class PoolRow(Struct, frozen=True):
    """People who can stand in for each other."""

    size: Annotated[int, key(says="How many")]
    name: Annotated[Text | None, key(says="What they are called")] = None
    hours: Annotated[str | None, key(says="A name of `hours`; the usual office hours if absent")] = None


class StepRow(Struct, frozen=True):
    """What an activity takes."""

    work: Annotated[Duration, key(says="Time of work, on the clock of those who do it")]
    pool: Annotated[str | None, key(says="Who does it; nobody of ours if absent")] = None
    units: Annotated[int, key(says="How many of the pool at once")] = 1
    hours: Annotated[str | None, key(says="Its clock where it has no pool; always if absent")] = None
    delay: Annotated[Duration | None, key(says="What passes before anybody is asked: the post, another authority")] = (
        None
    )
    delay_hours: Annotated[str | None, key(says="The clock of the delay; always if absent")] = None


class RoundRow(Struct, frozen=True):
    """That an activity, or a stretch that ends in it, is done again: a gap, a return, a loop."""

    share: Annotated[float, key(says="Of those who come there, how many go back, each time")]
    back_to: Annotated[str | None, key("to", says="Where the stretch begins; the activity itself if absent")] = None
    at_most: Annotated[int, key(says="So many times at most")] = 1
    pause: Annotated[Duration | None, key(says="What passes before it is done again: the applicant's correction")] = (
        None
    )
    tolerated: Annotated[float, key(says="Of those who would go back, the share let through (容缺受理)")] = 0.0


class WayRow(Struct, frozen=True):
    """One way out of a state of a learned course."""

    share: Annotated[float, key(says="Of those that leave the state")]
    state: Annotated[int | None, key("to", says="The state led to; the end if absent")] = None
    delay: Annotated[str | None, key(says="A name of `delays`")] = None


class StateRow(Struct, frozen=True):
    """A state of a learned course: what was done last, as far back as the log has evidence."""

    ways: Annotated[tuple[WayRow, ...], key(says="Where it leads")]
    step: Annotated[
        str | None, key(says="What is done on coming into it; absent in the first state, the beginning")
    ] = None


class DelayRow(Struct, frozen=True):
    """A wait learned from a log, for several ways together."""

    lasts: Annotated[Duration, key(says="How long")]
    hours: Annotated[str | None, key(says="Its clock; always if absent")] = None


class PastRow(Struct, frozen=True):
    """A past case kept whole: its steps in order, by their place in `steps`, and the wait before each (seconds)."""

    share: Annotated[float, key(says="How often it stands for a case")]
    does: Annotated[tuple[int, ...], key(says="Places in `steps`, the first is 0")]
    waits: Annotated[tuple[float, ...], key(says="Seconds on the clock `delay_hours` of each step")]


class Parameters(Struct, frozen=True):
    """What a simulation needs beside the definition of the process."""

    arrivals: Annotated[ArrivalRow, key(says="How cases come")]
    steps: Annotated[Mapping[str, StepRow], key(says="Activity: what it takes")]
    process: Annotated[str | None, key(says="The definition's identifier; absent for a course learned from a log")] = (
        None
    )
    source: Annotated[str | None, key(says="Where the numbers come from")] = None
    assumptions: Annotated[tuple[Text, ...], key(says="What was assumed, one sentence each")] = ()
    begins: Annotated[str, key(says="The first day")] = "2026-03-02"
    calendar: Annotated[str, key(says="cn, an ISO country code, or none")] = "cn"
    cases: Annotated[int, key(says="Cases in one replication")] = 1000
    warm_up: Annotated[float, key(says="The share of cases, from the first, that only fill the offices")] = 0.1
    hours: Annotated[Mapping[str, HoursRow], key(says="Name: when somebody works")] = {}
    pools: Annotated[Mapping[str, PoolRow], key(says="Name: people")] = {}
    facts: Annotated[
        Mapping[str, Mapping[str, float]],
        key(says="Field: value: share of cases; decides the guards of the definition"),
    ] = {}
    runs: Annotated[Mapping[str, float], key(says="Activity: share of cases, where facts do not decide its guard")] = {}
    outcomes: Annotated[
        Mapping[str, Mapping[str, float]], key(says="Activity: outcome: share; the first, ordinary one if absent")
    ] = {}
    rounds: Annotated[Mapping[str, RoundRow], key(says="Activity: how often it is done again")] = {}
    copies: Annotated[Mapping[str, int], key(says="Activity with `each`: how many instances")] = {}
    priorities: Annotated[tuple[float, ...], key(says="Shares of cases of each priority, first served first")] = ()
    alike: Annotated[float, key(says="How much the delays of one case resemble each other, 0 to 1")] = 0.0
    delays: Annotated[Mapping[str, DelayRow], key(says="Waits of a learned course")] = {}
    course: Annotated[tuple[StateRow, ...], key(says="A learned course: its states, the beginning first")] = ()
    past: Annotated[tuple[PastRow, ...], key(says="Past cases kept whole, instead of a learned course")] = ()
    within: Annotated[Mapping[str, Limit], key(says="Name: a limit for the whole case to be compared with")] = {}
