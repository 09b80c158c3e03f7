"""Small models for the tests of this room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from zaizao.simulation.clocks import Hours, Line, draw_line
from zaizao.simulation.durations import Duration, Shape
from zaizao.simulation.model import Chain, Coming, Model, Pool, Router, Step
from zaizao.simulation.world import FOREVER

ORIGIN = dt.datetime(2026, 3, 2)
WALL = Line(np.array([0.0, FOREVER]), np.array([0.0, FOREVER]))

MakeModel = Callable[..., Model]


@pytest.fixture
def make_model() -> MakeModel:
    """A chain of stations (mean service time, people), all on one clock, with Poisson arrivals."""

    def make(
        stations: Sequence[tuple[float, int]],
        *,
        gap: float,
        cases: int,
        hours: Hours | None = None,
        router: Router | None = None,
        priorities: tuple[float, ...] = (1.0,),
        shape: Shape = Shape.EXPONENTIAL,
    ) -> Model:
        days = int(gap * cases / 86_400 * 1.3) + 400
        lines = (WALL,) if hours is None else (WALL, draw_line(hours, None, origin=ORIGIN.date(), days=days))
        clock = len(lines) - 1
        return Model(
            origin=ORIGIN,
            steps=tuple(
                Step(f"station-{n}", Duration(shape, (mean,)), pool=n, clock=clock)
                for n, (mean, _) in enumerate(stations)
            ),
            pools=tuple(Pool(f"pool-{n}", size, clock) for n, (_, size) in enumerate(stations)),
            lines=lines,
            coming=Coming(Duration(Shape.EXPONENTIAL, (gap,)), WALL),
            router=router or Chain(tuple(range(len(stations)))),
            cases=cases,
            priorities=priorities,
        )

    return make
