"""Tests of means keep their level, find what is there, and say nothing where there is nothing to say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from zaizao.mining.comparison.resampling import LARGE, compare_means


def draw(shape: tuple[int, int], seed: int, *, shift: float = 0.0, spread: float = 1.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(shift, spread, shape)


def test_without_a_difference_about_one_in_twenty_is_below_five_percent() -> None:
    gaps = compare_means(draw((60, 400), 1, spread=3), draw((120, 400), 2), np.random.default_rng(3))

    share = np.mean([gap.p < 0.05 for gap in gaps])
    assert 0.02 < share < 0.09


def test_the_interval_holds_the_true_difference_nineteen_times_in_twenty() -> None:
    gaps = compare_means(draw((80, 400), 1, shift=2), draw((80, 400), 2), np.random.default_rng(3))

    held = np.mean([gap.low <= 2 <= gap.high for gap in gaps])
    assert 0.9 < held < 0.98
    assert max(gap.p for gap in gaps) < 0.01


def test_large_samples_and_draws_agree() -> None:
    one, other = draw((LARGE, 1), 1, shift=0.05), draw((LARGE, 1), 2)

    (large,) = compare_means(one, other, np.random.default_rng(3))
    (drawn,) = compare_means(one[:-1], other[:-1], np.random.default_rng(3))

    assert large.p == pytest.approx(drawn.p, abs=0.02)
    assert (large.low, large.high) == pytest.approx((drawn.low, drawn.high), abs=0.005)


def test_cases_without_a_value_take_no_part() -> None:
    one, other = draw((50, 2), 1, shift=1), draw((50, 2), 2)
    one[10:, 1], other[:5, 1] = math.nan, math.nan

    gaps = compare_means(one, other, np.random.default_rng(3))

    assert gaps[1].value == pytest.approx(one[:10, 1].mean() - other[5:, 1].mean())
    assert not math.isnan(gaps[1].p)


def test_equal_constants_differ_by_nothing_and_single_cases_say_nothing() -> None:
    same = compare_means(np.ones((30, 1)), np.ones((40, 1)), np.random.default_rng(3))
    single = compare_means(np.ones((1, 1)), np.ones((40, 1)), np.random.default_rng(3))

    assert (same[0].value, same[0].p) == (0.0, 1.0)
    assert math.isnan(single[0].p)
