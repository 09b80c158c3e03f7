"""How well a model foretells: calibrated on what was known at a day, simulated on, and set beside what then happened.

The baseline is a bootstrap of past cases: cases that were over by that day, drawn with replacement, laid at the arrivals
that the model draws. Simulated, drawn and real cases are looked at alike: what an observer has seen when the log ends.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from zaizao.simulation.calibration.contexts import WHOLE, Memory
from zaizao.simulation.calibration.fitting import Fit, Settings, fit
from zaizao.simulation.calibration.history import History
from zaizao.simulation.calibration.rhythm import seconds_of
from zaizao.simulation.clocks import DAY, find_moments
from zaizao.simulation.distances import Distances, Traces, measure_distances, move_earth
from zaizao.simulation.model import Model
from zaizao.simulation.replication import Replication, replicate
from zaizao.simulation.streams import Streams
from zaizao.worktime import WorkCalendar

Floats = NDArray[np.float64]

TRAINED = 2 / 3
TRIES = 2
"""Replications by which settings are compared."""
FEW = 20
"""With fewer cases on either side nothing is compared."""


class Validation(Struct, frozen=True):
    """The distances of the model and of the bootstrap from what happened, means over replications."""

    cut: float
    trained_cases: int
    open_cases: int
    """Of those trained on, how many were not over on the day of the cut."""
    tested_cases: int
    replications: int
    ours: Distances
    ours_spread: Distances
    """The standard deviation over replications."""
    bootstrap: Distances
    settings: Settings
    simulated_mean: float
    observed_mean: float
    """Mean cycle times, seconds."""

    @property
    def beats_bootstrap(self) -> bool:
        """Whether the cycle times are nearer to what happened than those of past cases."""
        return self.ours.cycle_time < self.bootstrap.cycle_time


def cut_at(history: History, share: float = TRAINED) -> float:
    """The moment by which that share of the cases had begun."""
    begins = np.sort(history.begins)
    return float(begins[min(int(share * len(begins)), len(begins) - 1)])


def validate(history: History, *, calendar: WorkCalendar | None, seed: int = 1, replications: int = 10) -> Validation:
    """Calibrate on the cases of the first two thirds as they stood then, and compare with the last third."""
    cut = cut_at(history)
    settings = choose_settings(history, now=cut, calendar=calendar, seed=seed)
    past, is_open = look_back(history, cut)
    fitted = fit(past, settings, calendar=calendar, now=cut, is_open=is_open)
    after = history.cut_after(cut)
    end = float(after.ends.max())
    window = (cut, float(after.begins.max()), end)
    real = to_traces(after)
    closed = history.keep((history.begins <= cut) & (history.ends <= cut))
    ours, base, means = [], [], []
    for number in range(replications):
        made = simulate_window(fitted, window, seed=seed, replication=number)
        ours.append(measure_distances(made, real))
        means.append(float(np.mean(made.cycle_times())))
        drawn = draw_past(closed, fitted, window, seed=seed, replication=number)
        base.append(measure_distances(drawn, real))
    return Validation(
        cut=cut,
        trained_cases=past.cases,
        open_cases=int(is_open.sum()),
        tested_cases=after.cases,
        replications=replications,
        ours=_summarise(ours, np.mean),
        ours_spread=_summarise(ours, np.std),
        bootstrap=_summarise(base, np.mean),
        settings=settings,
        simulated_mean=float(np.mean(means)),
        observed_mean=float(np.mean(real.cycle_times())),
    )


def look_back(history: History, moment: float) -> tuple[History, NDArray[np.bool_]]:
    """What had happened by then, and which of its cases were not over (as an office knows of its open cases)."""
    begun = history.keep(history.begins <= moment)
    seen = begun.cut_before(moment)
    sizes = np.diff(begun.first)
    ended = np.add.reduceat((begun.end <= moment).astype(np.int64), begun.first[:-1])
    return seen, (ended < sizes)[ended > 0]


def choose_settings(history: History, *, now: float, calendar: WorkCalendar | None, seed: int) -> Settings:
    """The settings that would have foretold best what was already known by ``now``: nothing after it is looked at.

    From several earlier days on, each choice foretells the cases that were over by ``now``; what counts is how its
    distance of cycle times compares with that of a bootstrap. Past cases kept whole, all of them, are the choice
    unless another is clearly better.
    """
    past = history.keep(history.begins <= now)
    folds = [cut_at(past, share) for share in FOLDS]
    scores = {
        choice: [_try(past, choice, inner=inner, now=now, calendar=calendar, seed=seed) for inner in folds]
        for choice in CHOICES
    }
    means = {choice: float(np.nanmean(found)) for choice, found in scores.items() if not np.all(np.isnan(found))}
    if not means:
        return CHOICES[0]
    best = min(means, key=lambda choice: means[choice])
    return best if means[best] < CLEARLY * means.get(CHOICES[0], np.inf) else CHOICES[0]


FOLDS = (1 / 3, 1 / 2, 2 / 3)
"""Where earlier pasts are cut."""
CLEARLY = 0.9
"""A choice that is so many times as far as the first one is clearly better."""
CHOICES = tuple(
    Settings(memory=memory, recent=recent, open_cases=shared)
    for memory in (Memory(WHOLE), Memory(3), Memory(12))
    for recent in (1.0, 0.5)
    for shared in (False, True)
)


def _try(
    past: History, settings: Settings, *, inner: float, now: float, calendar: WorkCalendar | None, seed: int
) -> float:
    """How far the cycle times are from what happened by ``now``, as a share of the bootstrap's distance."""
    seen, is_open = look_back(past, inner)
    fitted = fit(seen, settings, calendar=calendar, now=inner, is_open=is_open)
    after = past.keep((past.begins > inner) & (past.ends <= now))
    closed = past.keep((past.begins <= inner) & (past.ends <= inner))
    if after.cases < FEW or closed.cases < FEW:
        return float("nan")
    real = np.floor(to_traces(after).cycle_times() / 3600.0)
    ours, base = [], []
    for number in range(TRIES):
        window = (inner, now, now)
        made = simulate_window(fitted, window, seed=seed, replication=number, whole=True)
        drawn = draw_past(closed, fitted, window, seed=seed, replication=number, whole=True)
        ours.append(move_earth(np.floor(made.cycle_times() / 3600.0), real))
        base.append(move_earth(np.floor(drawn.cycle_times() / 3600.0), real))
    return float(np.mean(ours)) / max(float(np.mean(base)), 0.1)


def to_traces(history: History) -> Traces:
    """A history as the measures look at it."""
    return Traces(history.first, history.label, history.start, history.end)


Window = tuple[float, float, float]
"""Seconds since 1970: cases begin after the first and up to the second; nothing is seen after the third."""


def simulate_window(fitted: Fit, window: Window, *, seed: int, replication: int, whole: bool = False) -> Traces:
    """The cases that come in a window, as far as they have gone when it closes; ``whole``: only those that were over."""
    begin, last, end = window
    zero = seconds_of(fitted.model.origin.date())
    arrivals = draw_window(fitted.model, begin - zero, last - zero, seed=seed, replication=replication)
    model = with_arrivals(fitted.model, arrivals)
    made = replicate(model, seed=seed, replication=replication, cases=len(arrivals))
    return see(made, zero, end, whole=whole, dated_only=fitted.dated_only)


def draw_window(model: Model, begin: float, last: float, *, seed: int, replication: int) -> Floats:
    """Arrivals between two moments (seconds from the origin); one at least."""
    streams = Streams(seed, replication)
    line = model.coming.line
    mean = max(model.coming.gap.mean, 1e-9)
    from_, to = (float(np.interp(moment, line.moments, line.readings)) for moment in (begin, last))
    count = int((to - from_) / mean * 1.5) + 200
    readings = from_ + np.cumsum(model.coming.gap.draw(streams.uniform("arrivals", count)))
    arrivals = find_moments(line, readings[readings <= to])
    return arrivals if len(arrivals) else np.array([begin])


def with_arrivals(model: Model, arrivals: Floats) -> Model:
    """The same model, with cases that come at these moments."""
    return replace(model, coming=replace(model.coming, moments=arrivals), cases=len(arrivals))


def see(made: Replication, zero: float, end: float, *, whole: bool, dated_only: bool) -> Traces:
    """The tasks that were over at ``end``; of dates without times, the days."""
    start, over = made.times.begin + zero, made.times.end + zero
    if dated_only:
        start, over = np.floor(start / DAY) * DAY, np.floor(over / DAY) * DAY
    seen = made.tasks & (over <= end)
    cases = len(made.arrival)
    if whole:
        all_seen = np.bincount(made.case, seen, minlength=cases) == np.bincount(made.case, minlength=cases)
        seen &= all_seen[made.case]
    order = np.lexsort((np.arange(int(seen.sum())), start[seen], made.case[seen]))
    sizes = np.bincount(made.case[seen], minlength=cases)
    first = np.concatenate(([0], np.cumsum(sizes[sizes > 0]))).astype(np.int64)
    return Traces(first, made.step[seen][order], start[seen][order], over[seen][order])


def draw_past(
    closed: History, fitted: Fit, window: Window, *, seed: int, replication: int, whole: bool = False
) -> Traces:
    """The bootstrap: past cases at the arrivals that the model draws."""
    begin, last, end = window
    zero = seconds_of(fitted.model.origin.date())
    arrivals = draw_window(fitted.model, begin - zero, last - zero, seed=seed, replication=replication) + zero
    pick = (Streams(seed, replication).uniform("past", len(arrivals)) * closed.cases).astype(np.int64)
    sizes = np.diff(closed.first)[pick]
    rows = np.repeat(closed.first[pick] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) + np.arange(sizes.sum())
    shift = np.repeat(arrivals - closed.begins[pick], sizes)
    over = closed.end[rows] + shift
    seen = np.repeat(closed.ends[pick] - closed.begins[pick] + arrivals <= end, sizes) if whole else over <= end
    case = np.repeat(np.arange(len(arrivals)), sizes)[seen]
    counts = np.bincount(case, minlength=len(arrivals))
    first = np.concatenate(([0], np.cumsum(counts[counts > 0]))).astype(np.int64)
    return Traces(first, closed.label[rows][seen], (closed.start[rows] + shift)[seen], over[seen])


def _summarise(found: list[Distances], by: object) -> Distances:
    rows = {name: [getattr(one, name) for one in found] for name in Distances.__struct_fields__}
    return Distances(**{name: float(by(values)) for name, values in rows.items()})  # type: ignore[operator]
