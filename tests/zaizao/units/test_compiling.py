"""A loop gives the same answer compiled and interpreted."""

from __future__ import annotations

import numpy as np

from zaizao.units import compiling


def test_a_compiled_loop_answers_as_the_interpreted_one() -> None:
    def add_up(numbers: object) -> int:
        total = 0
        for number in numbers:  # type: ignore[attr-defined]
            total = total * 31 + number
        return total

    numbers = np.arange(10, dtype=np.int64)

    assert compiling.compiled(add_up)(numbers) == add_up(numbers)
