"""How fast guards are read and evaluated: one JSON line per guard, and one for all of them.

    python bench/expressions.py [--rounds 200000]

Figures depend on the machine; nothing is asserted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections.abc import Callable

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


def count_per_second(act: Callable[[], object], *, rounds: int) -> float:
    """How often ``act`` can be done in a second, over ``rounds`` times."""
    begun = time.perf_counter()
    for _ in range(rounds):
        act()
    return rounds / (time.perf_counter() - begun)


def measure_guard(text: str, *, rounds: int) -> dict[str, object]:
    """Reading with compiling, and evaluating, of one guard."""
    guard = compile_expression(text)
    return {
        "guard": text,
        "answer": str(guard.test(SCOPE)),
        "compiled_per_second": round(count_per_second(lambda: compile_node(parse(text)), rounds=rounds // 100)),
        "evaluated_per_second": round(count_per_second(lambda: guard.test(SCOPE), rounds=rounds)),
    }


def main() -> None:
    """Measure every guard and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=200_000, help="evaluations of each guard")
    rounds = parser.parse_args().rounds
    for text in GUARDS:
        print(json.dumps(measure_guard(text, rounds=rounds), ensure_ascii=False))


if __name__ == "__main__":
    main()
