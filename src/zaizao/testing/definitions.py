"""Hypothesis strategies for well-formed definitions, for property tests here and in processes of one's own.

`runnable_definitions` gives definitions that load without an error and can run: links with grounds and outcomes,
guards, items with clocks, skipping. Hypothesis is imported in `zaizao.testing` only.
"""

from __future__ import annotations

import functools
from typing import TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from zaizao.definition.model import (
    Activity,
    Basis,
    Clock,
    Field,
    Ground,
    IfSkipped,
    Item,
    Kind,
    Link,
    OnRefused,
    Organ,
    ProcessDefinition,
    Undo,
)
from zaizao.definition.plain import digest_of
from zaizao.definition.survey import Survey
from zaizao.units import Limit, Text, Unit, parse_limit

_ORGANS = {"window": Organ(Text("综合窗口", "Window"), kind="window"), "bureau": Organ(Text("审批局", "Bureau"))}
_BASES = {"act-1": Basis("行政许可法", "第三十四条"), "act-2": Basis("行政许可法", "第三十八条")}
_FACTS = {name: Field("boolean", purpose=Text("条件")) for name in ("urgent", "large", "chain")}
_GUARDS = (None, None, None, "urgent", "not urgent", "large", "large and chain", "urgent or large")
_PLAIN_VERBS = ("check", "review", "work", "consult", "visit_site", "notify", "expert_review")
_OUTCOMES = ((), (), ("pass", "fail"), ("yes", "no", "unclear"))


_T = TypeVar("_T")
_UNITS = tuple(unit for unit in Unit if unit is not Unit.YEAR)
_BOOLEANS = st.booleans()
_UNDOES = (None, Undo("revoke", "act-2"))


@functools.cache
def _among(options: tuple[_T, ...]) -> st.SearchStrategy[_T]:
    """One of the options; kept, because hypothesis looks every new strategy through, which takes longer than drawing."""
    return st.sampled_from(options)


@functools.cache
def _numbers(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)


@functools.cache
def _some_of(options: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(_among(options), unique=True, max_size=3)


def limits() -> st.SearchStrategy[Limit]:
    """Limits of all units, small enough that calendars cover them."""
    return st.builds(Limit, st.integers(1, 40), _among(_UNITS))


_MAYBE_LIMIT = st.none() | limits()


def _needs(links: int) -> st.SearchStrategy[str | int]:
    words: list[str | int] = ["all", "all", "any", links] if links else ["all"]
    return _among(tuple(words))


@st.composite
def _links(draw: st.DrawFn, *, before: dict[str, Activity]) -> tuple[Link, ...]:
    if not before:
        return ()
    names = draw(_some_of(tuple(sorted(before))))
    links = []
    for source in names:
        outcomes = before[source].outcomes
        on = draw(_among(((), (), *((outcome,) for outcome in outcomes))))
        ground = draw(_among(tuple(Ground)))
        of = {Ground.LAW: "act-1", Ground.DATA: f"{source}-result", Ground.CUSTOM: None}[ground]
        links.append(Link(source, ground, of=of, on=on, if_skipped=draw(_among(tuple(IfSkipped)))))
    return tuple(links)


@st.composite
def _activities(draw: st.DrawFn, *, count: int, items: dict[str, Item]) -> dict[str, Activity]:
    activities: dict[str, Activity] = {}
    pending = list(items)
    for index in range(count):
        name = f"a{index}"
        decides = pending.pop(0) if len(pending) >= count - index or (pending and draw(_BOOLEANS)) else None
        after = draw(_links(before=activities))
        activities[name] = Activity(
            does="decide" if decides else draw(_among(_PLAIN_VERBS)),
            name=Text(f"步骤{index}", f"Step {index}"),
            by=draw(_among(("window", "bureau", None))),
            item=decides or draw(_among((None, None, *items))),
            when=draw(_among(_GUARDS)),
            after=after,
            needs=draw(_needs(len(after))),
            outcomes=("granted", "refused") if decides else draw(_among(_OUTCOMES)),
            gives=(f"{name}-result",),
            limit=draw(_MAYBE_LIMIT),
            bases=("act-2",),
            undo=draw(_among(_UNDOES)) if decides else None,
        )
    return activities


@st.composite
def _items(draw: st.DrawFn, *, most: int) -> dict[str, Item]:
    count = draw(_numbers(0, min(most, 3)))
    return {
        f"item{index}": Item(
            organ="bureau",
            name=Text(f"事项{index}"),
            bases=("act-2",),
            when=draw(_among(_GUARDS)),
            on_refused=draw(_among(tuple(OnRefused))),
        )
        for index in range(count)
    }


def _add_clocks(items: dict[str, Item], activities: dict[str, Activity]) -> dict[str, Item]:
    """Each item with a clock from the opening of the case to its decision."""
    decided = {a.item: name for name, a in activities.items() if a.does == "decide"}
    return {
        name: replace(
            item, clock=Clock(parse_limit("20wd"), "case.opened", f"{decided[name]}.done", ("expert-review",))
        )
        for name, item in items.items()
    }


@st.composite
def runnable_definitions(draw: st.DrawFn, max_activities: int = 12) -> ProcessDefinition:
    """Definitions that load and run, with 1 to ``max_activities`` activities."""
    count = draw(_numbers(1, max_activities))
    items = draw(_items(most=count))
    activities = draw(_activities(count=count, items=items))
    definition = ProcessDefinition(
        process="drawn",
        name=Text("随机流程", "Drawn"),
        kind=Kind.CHAIN if items else Kind.MATTER,
        competent="bureau",
        activities=activities,
        organs=_ORGANS,
        bases=_BASES,
        fields=_FACTS,
        items=_add_clocks(items, activities),
    )
    return with_needed_skips(definition)


def with_needed_skips(definition: ProcessDefinition) -> ProcessDefinition:
    """The definition with `if_skipped` only where its source can be skipped, and with its digest."""
    survey = Survey(definition)
    activities = {
        name: replace(
            activity,
            after=tuple(
                link if survey.can_be_skipped(link, activity) else replace(link, if_skipped=None)
                for link in activity.after
            ),
        )
        for name, activity in definition.activities.items()
    }
    plain = replace(definition, activities=activities)
    return replace(plain, digest=digest_of(plain))
