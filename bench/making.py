"""Made processes to read and check: sound, of a chain's shape, the same for the same number.

Clean ones give no finding at all; flawed ones are full of habit, of steps and papers without ground, and far too slow.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

VERBS = ("check", "review", "work", "consult", "notify", "compute")


def write_process(number: int, *, activities: int, flawed: bool = False) -> str:
    """A sound process of a chain's shape: two items, guards on a fifth of the activities, two links each."""
    draw = random.Random(number)
    lines = [
        f"process: made-{number}",
        f"name: {{zh: 造出的流程{number}, en: Made {number}}}",
        "kind: item",
        "competent: bureau",
        "organs:",
        "  bureau: {name: 行政审批服务局}",
        "  window: {name: 综合窗口, kind: window}",
        "bases:",
        "  act-34: {law: 行政许可法, article: 第三十四条}",
        "fields:",
        *(f"  f{i}: {{type: boolean, purpose: 判断条件{i}, basis: act-34}}" for i in range(5)),
        "  area: {type: number, purpose: 面积, basis: act-34}",
        "materials:",
        *(f"  m{i}: {{name: 材料{i}, from: applicant, {_found(i, flawed=flawed)}}}" for i in range(6)),
        "items:",
        f"  one: {{organ: bureau, bases: act-34, clock: {{limit: 20wd, from: a0.done, to: a{activities - 1}.done}}}}",
        f"  two: {{organ: bureau, bases: act-34, clock: {{limit: 10wd, from: a0.done, to: a{activities - 2}.done}}}}",
        "activities:",
        *_write_activities(draw, activities, flawed=flawed),
    ]
    return "\n".join(lines) + "\n"


def _found(index: int, *, flawed: bool) -> str:
    """What a material rests on; in a flawed process every other one on nothing but an assumption."""
    return "assumption: true" if flawed and index % 2 else "basis: act-34"


def _write_activities(draw: random.Random, count: int, *, flawed: bool) -> Iterator[str]:
    for index in range(count):
        decides = {count - 1: "one", count - 2: "two"}.get(index)
        sources = sorted({max(0, index - draw.randint(1, 3)), max(0, index - draw.randint(1, 3))}) if index else []
        habit = flawed and index % 3 == 2
        yield f"  a{index}:"
        yield f"    name: 第{index}个环节"
        yield f"    does: {'decide' if decides else draw.choice(VERBS)}"
        yield f"    by: {draw.choice(('bureau', 'window'))}"
        yield f"    limit: {draw.randint(1, 9)}wd" if flawed else f"    limit: {draw.randint(1, 2)}wh"
        yield f"    takes: m{index % 6}"
        yield f"    gives: g{index}"
        yield f"    reads: [f{index % 5}, area]"
        yield "    assumption: true" if habit else "    bases: [act-34]"
        if decides:
            yield f"    item: {decides}"
            yield "    outcomes: [granted, refused]"
        elif index % 5 == 1:
            yield f"    when: f{index % 5} and area > {draw.randint(1, 500)}"
        if sources:
            ground = "ground: custom" if habit else "ground: law, of: act-34"
            yield "    after:"
            yield from (f"      - {{activity: a{s}, {ground}, if_skipped: run}}" for s in sources)
