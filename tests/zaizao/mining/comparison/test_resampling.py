"""Tests of means keep their level, find what is there, and say nothing where there is nothing to say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from zaizao.mining.comparison.resampling import LARGE, Gap, compare_means


def draw(shape: tuple[int, int], seed: int, *, shift: float = 0.0, spread: float = 1.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(shift, spread, shape)


def compare_two(one: np.ndarray, other: np.ndarray) -> list[Gap]:
    (gaps,) = compare_means([one, other], np.random.default_rng(3))
    return gaps


def test_without_a_difference_about_one_in_twenty_is_below_five_percent() -> None:
    gaps = compare_two(draw((60, 400), 1, spread=3), draw((120, 400), 2))

    share = np.mean([gap.p < 0.05 for gap in gaps])
    assert 0.02 < share < 0.09


def test_the_interval_holds_the_true_difference_nineteen_times_in_twenty() -> None:
    gaps = compare_two(draw((80, 400), 1, shift=2), draw((80, 400), 2))

    held = np.mean([gap.low <= 2 <= gap.high for gap in gaps])
    assert 0.9 < held < 0.98
    assert max(gap.p for gap in gaps) < 0.01


def test_large_samples_and_draws_agree() -> None:
    one, other = draw((LARGE, 1), 1, shift=0.05), draw((LARGE, 1), 2)

    (large,) = compare_two(one, other)
    (drawn,) = compare_two(one[:-1], other[:-1])

    assert large.p == pytest.approx(drawn.p, abs=0.02)
    assert (large.low, large.high) == pytest.approx((drawn.low, drawn.high), abs=0.005)


def test_cases_without_a_value_take_no_part() -> None:
    one, other = draw((50, 2), 1, shift=1), draw((50, 2), 2)
    one[10:, 1], other[:5, 1] = math.nan, math.nan

    gaps = compare_two(one, other)

    assert gaps[1].value == pytest.approx(one[:10, 1].mean() - other[5:, 1].mean())
    assert not math.isnan(gaps[1].p)


def test_equal_constants_differ_by_nothing_and_single_cases_say_nothing() -> None:
    same = compare_two(np.ones((30, 1)), np.ones((40, 1)))
    single = compare_two(np.ones((1, 1)), np.ones((40, 1)))

    assert (same[0].value, same[0].p) == (0.0, 1.0)
    assert math.isnan(single[0].p)


def test_sides_are_compared_in_pairs_that_share_their_draws() -> None:
    sides = [draw((60, 200), 1), draw((90, 200), 2, spread=2), draw((45, 200), 4, shift=1)]

    gaps = compare_means(sides, np.random.default_rng(3))

    shares = [float(np.mean([gap.p < 0.05 for gap in those])) for those in gaps]
    assert [len(those) for those in gaps] == [200, 200, 200]
    assert 0.01 < shares[0] < 0.1
    assert min(shares[1:]) > 0.9
