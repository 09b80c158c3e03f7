"""The distances of two logs: nought for the same, and what hand and eye make of small ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zaizao.simulation.distances import Distances, Traces, measure_distances, move_earth

HOUR, DAY = 3_600.0, 86_400.0
samples = st.lists(st.integers(-50, 50), min_size=1, max_size=30).map(lambda values: np.array(values, dtype=np.float64))


def _traces(*cases: list[tuple[int, float]]) -> Traces:
    rows = [row for case in cases for row in case]
    moments = np.array([moment for _, moment in rows])
    first = np.concatenate(([0], np.cumsum([len(case) for case in cases])))
    return Traces(first, np.array([label for label, _ in rows]), moments, moments)


def test_a_log_is_nowhere_from_itself() -> None:
    log = _traces([(0, 0.0), (1, 5 * HOUR)], [(0, DAY)])

    assert measure_distances(log, log) == Distances(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_a_shift_by_a_week_moves_all_along_the_calendar_and_nothing_else() -> None:
    here = _traces([(0, 0.0), (1, 5 * HOUR)], [(0, DAY), (1, DAY + HOUR)])
    later = Traces(here.first, here.label, here.start + 7 * DAY, here.end + 7 * DAY)

    assert measure_distances(here, later) == Distances(0.0, 168.0, 0.0, 0.0, 0.0, 168.0)


def test_cycle_times_and_courses_are_told_apart() -> None:
    quick, slow = _traces([(0, 0.0), (1, HOUR)]), _traces([(0, 0.0), (2, 4 * HOUR)])

    found = measure_distances(quick, slow)

    assert found.cycle_time == 3.0
    assert found.n_gram == 0.75  # of the runs ··a ·ab ab· b·· only the first is shared


def test_a_weekday_that_only_one_log_has_counts_as_far_as_can_be() -> None:
    monday, tuesday = _traces([(0, 4 * DAY)]), _traces([(0, 5 * DAY)])

    assert measure_distances(monday, tuesday).circadian == 2 * 23.0 / 7


@given(samples, samples, samples)
def test_moving_earth_is_a_distance(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> None:
    assert move_earth(a, a) == 0.0
    assert np.isclose(move_earth(a, b), move_earth(b, a))
    assert move_earth(a, c) <= move_earth(a, b) + move_earth(b, c) + 1e-9
    assert np.isclose(move_earth(a, a + 3.0), 3.0)
