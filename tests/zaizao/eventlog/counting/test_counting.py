"""Counts of logs against a slow reading of the definition, event by event."""

from __future__ import annotations

import collections

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from log_columns import make_log
from zaizao.eventlog import NO_CODE, NO_TIME, EventLog
from zaizao.eventlog.counting import (
    CaseTimes,
    Flow,
    Variants,
    count_flow,
    count_variants,
    loops,
    measure_cases,
    ordered,
)
from zaizao.eventlog.counting.events import count_late, read_events
from zaizao.eventlog.counting.passing import tally_log
from zaizao.eventlog.counting.tally import make_tally
from zaizao.units.compiling import is_fast

COUNTERS = [
    pytest.param((count_flow, count_variants, measure_cases), id="as asked"),
    pytest.param(
        (
            lambda log: tally_log(log).count_flow(log.activity_names),
            lambda log: tally_log(log).count_variants(read_events(log), log.activity_names),
            lambda log: tally_log(log).measure_cases(),
        ),
        id="one pass",
    ),
    pytest.param((ordered.count_flow, ordered.count_variants, ordered.measure_cases), id="sorted"),
]
TIMES = st.one_of(st.integers(0, 6), st.just(NO_TIME), st.sampled_from([-6 * 10**14, 253_370_764_800_000_000]))


LOGS = st.builds(
    lambda rows, given: make_log(rows, given=given),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), TIMES), max_size=40),
    st.booleans(),
)


def read_slowly(log: EventLog) -> tuple[dict[str, object], dict[str, object], list[tuple[int, ...]]]:
    """Flow, variants and case times from the definitions alone."""
    edges: dict[tuple[int, int], list[int]] = collections.defaultdict(lambda: [0, 0, 0, 0])
    firsts, lasts, paths, times = collections.Counter(), collections.Counter(), [], []
    for case in range(len(log.case_names)):
        rows = log.order.rows_of(case).tolist()
        path = tuple(int(log.activity[row]) for row in rows)
        moments = [int(log.time[row]) for row in rows]
        paths.append(path)
        known = [moment for moment in moments if moment != NO_TIME]
        times.append((min(known, default=NO_TIME), max(known, default=NO_TIME), len(rows), len(rows) - len(known)))
        if path:
            firsts[path[0]] += 1
            lasts[path[-1]] += 1
        for here, there, left, came in zip(path, path[1:], moments, moments[1:], strict=False):
            edge = edges[here, there]
            edge[0] += 1
            if NO_TIME not in (left, came):
                edge[1] += 1
                edge[2] += came - left
                edge[3] += came < left
    counts = collections.Counter(path for path in paths if path)
    ranked = sorted(counts, key=lambda path: (-counts[path], paths.index(path)))
    flow = {
        "edges": {pair: (n, timed, float(wait), back) for pair, (n, timed, wait, back) in sorted(edges.items())},
        "firsts": [firsts[code] for code in range(len(log.activity_names))],
        "lasts": [lasts[code] for code in range(len(log.activity_names))],
        "counts": np.bincount(log.activity, minlength=len(log.activity_names)).tolist(),
    }
    variants = {
        "of_case": [ranked.index(path) if path else NO_CODE for path in paths],
        "counts": [counts[path] for path in ranked],
        "examples": [paths.index(path) for path in ranked],
        "paths": tuple(ranked),
    }
    return flow, variants, times


def show_flow(flow: Flow) -> dict[str, object]:
    columns = (flow.count, flow.timed, flow.wait_total, flow.backwards)
    values = zip(*(column.tolist() for column in columns), strict=True)
    pairs = zip(flow.source.tolist(), flow.target.tolist(), strict=True)
    return {
        "edges": dict(zip(pairs, values, strict=True)),
        "firsts": flow.firsts.tolist(),
        "lasts": flow.lasts.tolist(),
        "counts": flow.counts.tolist(),
    }


def show_variants(variants: Variants) -> dict[str, object]:
    return {
        "of_case": variants.of_case.tolist(),
        "counts": variants.counts.tolist(),
        "examples": variants.examples.tolist(),
        "paths": variants.paths,
    }


def show_times(times: CaseTimes) -> list[tuple[int, ...]]:
    columns = (times.first, times.last, times.events, times.untimed)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@pytest.mark.parametrize("counters", COUNTERS)
@given(log=LOGS)
def test_counts_are_what_a_slow_reading_of_the_definition_finds(counters, log) -> None:
    flow, variants, times = read_slowly(log)

    assert show_flow(counters[0](log)) == flow
    assert show_variants(counters[1](log)) == variants
    assert show_times(counters[2](log)) == times


@pytest.mark.parametrize("counters", COUNTERS)
def test_a_log_without_events_has_no_edges_no_variants_and_no_times(counters) -> None:
    log = make_log([], cases=2)

    assert len(counters[0](log)) == 0
    assert show_variants(counters[1](log)) == {"of_case": [-1, -1], "counts": [], "examples": [], "paths": ()}
    assert show_times(counters[2](log)) == [(NO_TIME, NO_TIME, 0, 0)] * 2


def test_waits_whose_sum_passes_the_64_bits_are_still_summed() -> None:
    far = 253_370_764_800_000_000  # the year 9999
    log = make_log([(case, step, step * far) for case in range(50) for step in (0, 1)], cases=50)

    flow = count_flow(log)

    assert flow.wait_total.tolist() == [50.0 * far]
    assert flow.wait_mean.tolist() == [float(far)]


def test_a_wait_over_a_missing_time_is_not_counted_and_said() -> None:
    log = make_log([(0, 0, 5), (0, 1, NO_TIME), (0, 0, 9), (0, 1, 12)])

    flow = count_flow(log)

    assert flow.list_edges() == {(0, 1): 2, (1, 0): 1}
    assert flow.timed.tolist() == [1, 0]
    assert flow.untimed == 2
    assert np.isnan(flow.wait_mean[1])


def test_durations_are_from_the_earliest_to_the_latest_known_time() -> None:
    log = make_log([(0, 0, 5), (0, 1, NO_TIME), (0, 0, 9), (1, 1, NO_TIME)], cases=2)

    assert measure_cases(log).duration.tolist() == [4, NO_TIME]


def test_a_path_can_be_read_by_name() -> None:
    log = make_log([(0, 0, 5), (1, 0, 6), (0, 2, 9)], cases=2)

    assert count_variants(log).name_path(0) == ("activity 0", "activity 2")


def test_the_interpreted_loops_give_what_the_compiled_give(monkeypatch: pytest.MonkeyPatch) -> None:
    if not is_fast():
        pytest.skip("no compiler is installed: the loops are interpreted in every test")
    rows = [
        (code * 7 % 5, code * 5 % 11 % 4, NO_TIME if code % 13 == 0 else code // 2 - code % 3) for code in range(90)
    ]
    fast, slow = make_log(rows), make_log(rows)
    expected = show_all(fast)
    for name in ("find_edge", "spread_out", "take_events", "move_edges", "group_paths", "copy_paths"):
        monkeypatch.setattr(loops, name, getattr(loops, name).py_func)

    assert show_all(slow) == expected


def test_edges_beyond_the_first_table_are_all_kept() -> None:
    rows = [(code, step * (code % 53 + 1) % 59, step) for code in range(60) for step in range(60)]
    log = make_log(rows, cases=60, activities=60)

    assert show_all(log)[0] == show_flow(ordered.count_flow(log))
    assert len(count_flow(log)) > 1024


@given(
    rows=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), TIMES), max_size=40),
    bounds=st.lists(st.integers(0, 40), max_size=4),
)
def test_events_in_any_goes_give_what_the_definition_gives(rows, bounds) -> None:
    log = make_log(rows)
    whole = read_events(log)
    tally = make_tally()
    for begin, end in zip([0, *sorted(bounds)], [*sorted(bounds), len(rows)], strict=True):
        so_far = whole.take(slice(0, end))
        tally.add(whole.take(slice(begin, end)), cases=5, activities=4, recall=so_far.take_cases)

    flow, variants, times = read_slowly(log)
    assert show_flow(tally.count_flow(log.activity_names)) == flow
    assert show_variants(tally.count_variants(whole, log.activity_names)) == variants
    assert show_times(tally.measure_cases()) == times


def test_events_in_several_goes_give_what_they_give_in_one() -> None:
    rows = [
        (code * 7 % 5, code * 5 % 11 % 4, NO_TIME if code % 13 == 0 else code // 2 - code % 3) for code in range(90)
    ]
    whole = read_events(make_log(rows))
    tally = make_tally()
    for end in range(10, 91, 10):
        part = whole.take(slice(end - 10, end))
        tally.add(part, cases=5, activities=4, recall=whole.take(slice(0, end)).take_cases)

    assert show_flow(tally.count_flow(("a", "b", "c", "d"))) == show_all(make_log(rows))[0]
    assert tally.late == count_late(whole)


def show_all(log: EventLog) -> list[object]:
    tally = tally_log(log)
    return [
        show_flow(tally.count_flow(log.activity_names)),
        show_variants(tally.count_variants(read_events(log), log.activity_names)),
        show_times(tally.measure_cases()),
    ]
