"""Seconds to draw swim lanes of 10, 120 and 1,000 activities."""

import argparse
import random

from measuring import print_figure, time_rounds

from zaizao.definition.model import Activity, Ground, Kind, Link, Organ, ProcessDefinition
from zaizao.notation import draw_lanes, draw_ribbon, lay_out, to_mermaid
from zaizao.units import Limit, Text, Unit

WORDS = ["受理", "审核", "现场核查", "征求意见", "专家评审", "建设工程消防设计审查", "许可决定", "送达"]
SEED = 2026


def make_definition(count: int) -> ProcessDefinition:
    """A process of ``count`` activities with one to three prerequisites among the fourteen before."""
    dice = random.Random(SEED)
    activities: dict[str, Activity] = {}
    for number in range(count):
        recent = list(activities)[-14:]
        sources = dice.sample(recent, min(len(recent), dice.choice([1, 1, 2, 3])))
        activities[f"a{number}"] = Activity(
            does=dice.choice(["check", "decide", "visit_site", "deliver"]),
            name=Text(dice.choice(WORDS)),
            by=f"o{dice.randrange(10)}",
            after=tuple(Link(source, Ground.LAW) for source in sources),
            limit=Limit(dice.randint(1, 10), Unit.WORKING_DAY),
        )
    organs = {f"o{number}": Organ(Text(f"第{number}局")) for number in range(10)}
    return ProcessDefinition(
        process="bench", name=Text("绘图测速"), kind=Kind.CHAIN, competent="o0", activities=activities, organs=organs
    )


def measure(count: int, rounds: int) -> None:
    definition = make_definition(count)
    links = sum(len(one.after) for one in definition.activities.values())
    jobs = {
        "lay_out": lambda: lay_out(definition),
        "draw_lanes order": lambda: draw_lanes(definition),
        "draw_lanes time": lambda: draw_lanes(definition, scale="time"),
        "draw_ribbon": lambda: draw_ribbon(definition),
        "to_mermaid": lambda: to_mermaid(definition),
    }
    for what, job in jobs.items():
        seconds = min(time_rounds(job, rounds=rounds))
        print_figure(f"{what}, {count} activities", seconds, "s", links=links)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    for each in (10, 120, 1000):
        measure(each, asked.rounds)
