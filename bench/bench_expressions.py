"""How fast guards are read and evaluated, one by one."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable

from measuring import print_figure, time_rounds

from zaizao.expression import compile_expression, parse
from zaizao.expression.evaluation import compile_node

SCOPE: dict[str, object] = {
    "has_licence": False,
    "area": 300,
    "kind": "restaurant",
    "applied_on": dt.date(2026, 2, 10),
    "today": dt.date(2026, 3, 2),
    "scores": [81, 92, 77],
    "applicant": {"age": 44, "district": "东营区"},
}
GUARDS = (
    "not has_licence and area > 200",
    'kind in ("restaurant", "canteen") or area between 50 and 500',
    'applied_on + duration("P20D") < today()',
    "count(scores[item >= 80]) >= 2",
    'if applicant.district = "东营区" then applicant.age >= 18 else false',
)


def count_per_second(act: Callable[[], object], *, count: int) -> float:
    """How often ``act`` can be done in a second: the best of five rounds of ``count`` times."""

    def repeat() -> None:
        for _ in range(count):
            act()

    return count / min(time_rounds(repeat, rounds=5))


def measure_guard(text: str, *, rounds: int) -> None:
    """Reading with compiling, and evaluating, of one guard."""
    guard = compile_expression(text)
    evaluated = count_per_second(lambda: guard.test(SCOPE), count=rounds // 5)
    compiled = count_per_second(lambda: compile_node(parse(text)), count=max(1, rounds // 500))
    print_figure(f"evaluate: {text}", evaluated, "guards/s", answer=str(guard.test(SCOPE)))
    print_figure(f"read and compile: {text}", compiled, "guards/s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200_000, help="evaluations of each guard")
    asked = parser.parse_args()
    for each in GUARDS:
        measure_guard(each, rounds=asked.rounds)
