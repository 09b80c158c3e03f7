"""simpy as a peer, in a process of its own: five activities, two people each, Monday to Friday 9 to 17.

Reads a number of cases and a seed a line, answers `{"seconds": …, "mean_cycle_hours": …}`.
"""

from __future__ import annotations

import json
import random
import sys
import time

import simpy

GAP = 9_000.0
SERVICE = (1_200.0, 1_500.0, 900.0, 1_800.0, 600.0)
DAY, OPENS, CLOSES = 86_400.0, 32_400.0, 61_200.0


def pass_office_time(moment, work):
    """When so many seconds of office time have passed."""
    day, second = divmod(moment, DAY)
    weekday = int(day) % 7
    while True:
        if weekday < 5:
            begins = max(second, OPENS)
            if begins < CLOSES:
                if begins + work <= CLOSES:
                    return day * DAY + begins + work
                work -= CLOSES - begins
        day += 1
        weekday = (weekday + 1) % 7
        second = 0.0


def play(count, seed):
    """The mean cycle time of so many cases, in seconds."""
    world, chance = simpy.Environment(), random.Random(seed)
    people = [simpy.Resource(world, 2) for _ in SERVICE]
    total = [0.0]

    def case(came):
        for place, pool in enumerate(people):
            with pool.request() as turn:
                yield turn
                yield world.timeout(pass_office_time(world.now, chance.expovariate(1 / SERVICE[place])) - world.now)
        total[0] += world.now - came

    def arrivals():
        for _ in range(count):
            yield world.timeout(chance.expovariate(1 / GAP))
            world.process(case(world.now))

    world.process(arrivals())
    world.run()
    return total[0] / count


for line in sys.stdin:
    count, seed = map(int, line.split())
    begins = time.perf_counter()
    mean = play(count, seed)
    seconds = time.perf_counter() - begins
    print(json.dumps({"seconds": seconds, "mean_cycle_hours": mean / 3600}), flush=True)
