"""The two loops: the same to the bit, exact where the answer is known, and true to Little's law."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.simulation.clocks import Hours, Line, draw_line
from zaizao.simulation.durations import Duration, Shape
from zaizao.simulation.model import Chain, Coming, Delay, Model, Pool, Step
from zaizao.simulation.plans import PASSING, Courses, Plan, lay_out
from zaizao.simulation.replication import Replication, replicate
from zaizao.simulation.streams import Streams
from zaizao.simulation.world import FOREVER, NO_POOL

ORIGIN = dt.datetime(2026, 3, 2)
"""A Monday."""
WALL = Line(np.array([0.0, FOREVER]), np.array([0.0, FOREVER]))
OFFICE = draw_line(Hours(office="9:00-12:00, 13:30-17:00"), None, origin=ORIGIN.date(), days=60)
BUSY = draw_line(
    Hours(busy=tuple(float(hour % 24 in range(8, 20)) * (1 + hour % 3) for hour in range(168))),
    None,
    origin=ORIGIN.date(),
    days=60,
)
HOUR = 3_600.0


class FixedPlans:
    """A router that deals plans out in turn."""

    def __init__(self, plans: list[Plan], *, steps: int) -> None:
        self.plans, self.steps = plans, steps

    def route(self, streams: Streams, cases: int) -> Courses:
        turn = np.arange(cases) % len(self.plans)
        own = np.arange(self.steps)
        return lay_out(self.plans, turn, delay_of_step=own, pause_of_step=own)


@st.composite
def models(draw: st.DrawFn) -> Model:
    """Any plans without circles over a few steps, pools, clocks, delays, priorities."""
    pools = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    steps = []
    for number in range(draw(st.integers(1, 4))):
        pool = draw(st.integers(NO_POOL, len(pools) - 1))
        units = 1 if pool == NO_POOL else draw(st.integers(1, pools[pool]))
        mean = draw(st.sampled_from((0.0, 600.0, 7_200.0, 90_000.0)))
        shape = draw(st.sampled_from((Shape.EXPONENTIAL, Shape.CONSTANT)))
        steps.append(Step(f"s{number}", Duration(shape, (mean,)), pool, units, draw(st.integers(0, 2))))
    plans = [draw(plan_of(len(steps))) for _ in range(draw(st.integers(1, 3)))]
    delays = tuple(
        Delay(Duration(Shape.EXPONENTIAL, (draw(st.sampled_from((0.0, 3_600.0))),)), draw(st.integers(0, 2)))
        for _ in steps
    )
    return Model(
        origin=ORIGIN,
        steps=tuple(steps),
        pools=tuple(Pool(f"p{n}", size, 1) for n, size in enumerate(pools)),
        lines=(WALL, OFFICE, BUSY),
        coming=Coming(Duration(Shape.EXPONENTIAL, (draw(st.sampled_from((300.0, 5_000.0))),)), BUSY),
        router=FixedPlans(plans, steps=len(steps)),
        cases=draw(st.integers(1, 60)),
        delays=delays,
        priorities=draw(st.sampled_from(((1.0,), (0.3, 0.7)))),
    )


@st.composite
def plan_of(draw: st.DrawFn, steps: int) -> Plan:
    tasks = draw(st.lists(st.integers(PASSING, steps - 1), min_size=1, max_size=7))
    before = [
        tuple(sorted(draw(st.sets(st.integers(0, place - 1), max_size=3)))) if place else ()
        for place in range(len(tasks))
    ]
    needs = [draw(st.integers(1, len(one))) if one else 0 for one in before]
    return Plan(tuple(tasks), tuple(before), tuple(needs))


@given(models(), st.integers(0, 1_000))
@settings(max_examples=examples(60))
def test_both_loops_give_the_same_times_to_the_bit(model: Model, seed: int) -> None:
    compiled, plain = (replicate(model, seed=seed, compiled=which) for which in (True, False))

    assert [column.tobytes() for column in compiled.times] == [column.tobytes() for column in plain.times]


@given(models(), st.integers(0, 1_000))
@settings(max_examples=examples(60))
def test_every_task_is_done_in_order_and_never_by_more_people_than_there_are(model: Model, seed: int) -> None:
    made = replicate(model, seed=seed, compiled=False)

    times = made.times
    assert not np.any(np.isnan(times.end))
    assert np.all(times.ready <= times.asked)
    assert np.all(times.asked <= times.begin)
    assert np.all(times.begin <= times.end)
    assert [_most_at_once(made, number) <= pool.size for number, pool in enumerate(model.pools)] == [True] * len(
        model.pools
    )


def _most_at_once(made: Replication, pool: int) -> int:
    units = np.array([step.units if step.pool == pool else 0 for step in made.model.steps] + [0])
    begun = np.concatenate((made.times.begin, made.times.end))
    change = np.concatenate((units[made.step], -units[made.step]))
    return int(np.max(np.cumsum(change[np.lexsort((change, begun))]), initial=0))


@given(models(), st.integers(0, 1_000))
@settings(max_examples=examples(40))
def test_littles_law_holds_exactly_in_microseconds(model: Model, seed: int) -> None:
    made = replicate(model, seed=seed, compiled=False)
    came = np.rint(made.arrival * 1e6).astype(np.int64)
    left = np.full(len(came), -1, dtype=np.int64)
    np.maximum.at(left, made.case, np.rint(made.times.end * 1e6).astype(np.int64))
    gone = np.maximum(left, came)

    moments = np.concatenate((came, gone))
    change = np.concatenate((np.ones(len(came), dtype=np.int64), -np.ones(len(came), dtype=np.int64)))
    order = np.argsort(moments, kind="stable")
    inside = np.cumsum(change[order])[:-1]
    area = sum(int(count) * int(span) for count, span in zip(inside, np.diff(moments[order]), strict=True))

    assert area == sum(int(out) - int(into) for into, out in zip(came, gone, strict=True))


def _model(
    steps: tuple[Step, ...], arrivals: list[float], *, router: object = None, sizes: tuple[int, ...] = (1,)
) -> Model:
    return Model(
        origin=ORIGIN,
        steps=steps,
        pools=tuple(Pool(f"p{n}", size, 1) for n, size in enumerate(sizes)),
        lines=(WALL, OFFICE),
        coming=Coming(Duration(Shape.CONSTANT, (1.0,)), WALL, moments=np.array(arrivals)),
        router=router or Chain(tuple(range(len(steps)))),  # type: ignore[arg-type]
        cases=len(arrivals),
    )


def _constant(seconds: float) -> Duration:
    return Duration(Shape.CONSTANT, (seconds,))


def test_work_stops_at_noon_and_at_night_and_over_the_weekend() -> None:
    friday = 4 * 24 * HOUR
    model = _model((Step("s", _constant(8 * HOUR), 0, 1, 1),), [friday + 8 * HOUR])

    made = replicate(model, seed=1, compiled=False)

    monday = 7 * 24 * HOUR
    assert made.times.begin.tolist() == [friday + 9 * HOUR]
    assert made.times.end.tolist() == [monday + 10.5 * HOUR]


def test_who_comes_first_is_served_first_and_the_second_waits() -> None:
    model = _model((Step("s", _constant(HOUR), 0, 1, 1),), [9 * HOUR, 9.5 * HOUR])

    made = replicate(model, seed=1, compiled=False)

    assert made.times.begin.tolist() == [9 * HOUR, 10 * HOUR]
    assert made.times.end.tolist() == [10 * HOUR, 11 * HOUR]


def test_a_join_waits_for_the_last_branch_and_a_half_join_for_the_first() -> None:
    steps = (Step("fast", _constant(HOUR)), Step("slow", _constant(3 * HOUR)), Step("after", _constant(0.0)))
    both = Plan((0, 1, 2), ((), (), (0, 1)), (0, 0, 2))
    either = Plan((0, 1, 2), ((), (), (0, 1)), (0, 0, 1))
    model = _model(steps, [0.0, 0.0], router=FixedPlans([both, either], steps=3))

    made = replicate(
        model.__class__(**{**_fields(model), "delays": (Delay(_constant(0.0)),) * 3}), seed=1, compiled=False
    )

    assert made.times.begin[2::3].tolist() == [3 * HOUR, HOUR]


def _fields(model: Model) -> dict[str, object]:
    return {name: getattr(model, name) for name in model.__struct_fields__}


def test_a_task_of_two_people_waits_until_two_are_free_and_nobody_overtakes_it() -> None:
    steps = (Step("one", _constant(HOUR), 0, 1), Step("two", _constant(HOUR), 0, 2))
    single, double = Plan((0,), ((),), (0,)), Plan((1,), ((),), (0,))
    model = _model(steps, [0.0, 60.0, 120.0], router=FixedPlans([single, double, single], steps=2), sizes=(2,))
    model = model.__class__(**{**_fields(model), "delays": (Delay(_constant(0.0)),) * 2})

    made = replicate(model, seed=1, compiled=False)

    assert made.times.begin.tolist() == [0.0, HOUR, 2 * HOUR]


def test_a_change_of_one_step_leaves_the_numbers_of_the_others_as_they_were() -> None:
    slow = tuple(Step(name, Duration(Shape.EXPONENTIAL, (mean,))) for name, mean in (("a", 600.0), ("b", 600.0)))
    fast = (slow[0], Step("b", Duration(Shape.EXPONENTIAL, (300.0,))))
    arrivals = [float(n) for n in range(50)]

    before, after = (replicate(_model(steps, arrivals), seed=7, compiled=False).work for steps in (slow, fast))

    assert np.array_equal(before[0::2], after[0::2])
    assert np.allclose(before[1::2], 2 * after[1::2])
