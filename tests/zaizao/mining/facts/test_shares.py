"""Shares have the exact interval; the figures are those of published tables and of closed forms."""

from __future__ import annotations

import pytest

from zaizao.mining.facts import measure_share
from zaizao.mining.facts.shares import bound_quantile, integrate_beta


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (0, 10, 0.0, 0.308497),
        (1, 10, 0.002529, 0.445016),
        (5, 10, 0.187086, 0.812914),
        (10, 10, 0.691503, 1.0),
        (5, 50, 0.033275, 0.218135),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_of_a_share_is_that_of_clopper_and_pearson(
    count: int, total: int, low: float, high: float
) -> None:
    share = measure_share(count, total)

    assert (share.low, share.high) == pytest.approx((low, high), abs=1e-6)


def test_of_none_in_n_the_upper_end_has_a_closed_form() -> None:
    assert measure_share(0, 300).high == pytest.approx(1 - 0.025 ** (1 / 300), rel=1e-9)


def test_the_interval_of_a_million_is_found_too() -> None:
    share = measure_share(100_000, 1_000_000)

    assert (share.low, share.high) == pytest.approx((0.099413, 0.100590), abs=2e-6)


def test_the_beta_function_has_its_closed_forms() -> None:
    assert integrate_beta(0.3, 1, 1) == pytest.approx(0.3)
    assert integrate_beta(0.25, 2, 1) == pytest.approx(0.0625)
    assert (integrate_beta(0, 2, 3), integrate_beta(1, 2, 3)) == (0.0, 1.0)


def test_a_quantile_is_bounded_only_where_there_are_values_enough() -> None:
    fewest = 59  # 1 - 0.95 ** 59 is the first above 0.95

    assert bound_quantile([1.0] * (fewest - 1), 0.95) is None
    assert bound_quantile([*([1.0] * (fewest - 1)), 7.0], 0.95) == 7.0
    assert bound_quantile([float(n) for n in range(1000)], 0.95) == 961.0
