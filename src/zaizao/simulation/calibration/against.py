"""Parameters of a given definition from a log: how long each activity takes, how often it runs, how often it is done again.

The order of work is the definition's; only numbers are learned. What the log does not show takes no time, and is named.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec.structs import replace

from zaizao.definition.model import ProcessDefinition
from zaizao.mining.matching import match_activities
from zaizao.simulation.calibration.contexts import Memory, walk
from zaizao.simulation.calibration.history import History
from zaizao.simulation.calibration.rhythm import take_quantiles
from zaizao.simulation.course import END
from zaizao.simulation.durations import NOTHING, Duration, Shape
from zaizao.simulation.modelling import needs_numbers
from zaizao.simulation.parameters import Parameters, RoundRow, StepRow
from zaizao.units import Text

_POINTS = 100


def fit_definition(parameters: Parameters, history: History, definition: ProcessDefinition) -> Parameters:
    """The arrivals and pools that were learned, with the steps, shares and rounds of the definition's activities."""
    found = match_activities(history.labels, definition)
    labels: dict[str, list[int]] = {}
    for match in found.matches:
        labels.setdefault(match.activity, []).append(history.labels.index(match.name))
    steps = {name: _learn_step(history, parameters, labels[name]) for name in labels}
    unseen = [name for name, one in definition.activities.items() if needs_numbers(one) and name not in labels]
    steps.update(dict.fromkeys(unseen, StepRow(NOTHING)))
    return replace(
        parameters,
        process=definition.process,
        steps=steps,
        runs=_learn_runs(history, labels),
        rounds=_learn_rounds(history, labels),
        assumptions=(*parameters.assumptions, *_tell(unseen, found.unmatched)),
        course=(),
        past=(),
        delays={},
        alike=0.0,
    )


def _tell(unseen: list[str], unmatched: tuple[str, ...]) -> tuple[Text, ...]:
    told = [
        Text(
            "检验针对从日志学来的走法，不针对这个流程定义",
            "the validation is of the course learned, not of this definition",
        )
    ]
    if unseen:
        names = "、".join(unseen)
        told.append(
            Text(f"日志里没有，按不费时间算：{names}", f"not in the log, so taking no time: {', '.join(unseen)}")
        )
    if unmatched:
        names = "、".join(unmatched[:20])
        told.append(
            Text(f"定义里没有，未用：{names}", f"not in the definition, so not used: {', '.join(unmatched[:20])}")
        )
    return tuple(told)


def _learn_step(history: History, parameters: Parameters, labels: list[int]) -> StepRow:
    """Work between start and end, and the wait since the last task of the case was over, both as observed."""
    steps = walk(history, Memory(1))
    rows = np.isin(steps.label, labels) & (steps.label != END) & ~np.isnan(steps.gap)
    wait = _keep(steps.gap[rows])
    mine = np.isin(history.label, labels)
    work = _keep(history.end[mine] - history.start[mine]) if history.spans else NOTHING
    pools = {parameters.steps[history.labels[label]].pool for label in labels}
    return StepRow(work, pool=pools.pop() if len(pools) == 1 else None, delay=None if wait == NOTHING else wait)


def _keep(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Duration:
    if not len(values) or values.max() <= 0:
        return NOTHING
    kept = take_quantiles(np.maximum(values, 0.0), most=_POINTS)
    return Duration(Shape.QUANTILES, tuple(float(f"{value:.6g}") for value in kept.tolist()))


def _learn_runs(history: History, labels: Mapping[str, list[int]]) -> dict[str, float]:
    """The share of cases in which an activity occurs, where it is not all of them."""
    case = np.repeat(np.arange(history.cases), np.diff(history.first))
    shares = {name: len(np.unique(case[np.isin(history.label, one)])) / history.cases for name, one in labels.items()}
    return {name: round(share, 4) for name, share in shares.items() if share < 1.0}


def _learn_rounds(history: History, labels: Mapping[str, list[int]]) -> dict[str, RoundRow]:
    """How often an activity is done again in a case that has it: the share that gives the mean number seen."""
    case = np.repeat(np.arange(history.cases), np.diff(history.first))
    rounds = {}
    for name, one in labels.items():
        rows = np.isin(history.label, one)
        counts = np.unique(case[rows], return_counts=True)[1]
        if len(counts) and counts.max() > 1:
            share = 1.0 - len(counts) / counts.sum()
            rounds[name] = RoundRow(round(float(share), 4), at_most=int(min(counts.max() - 1, 20)))
    return rounds
