"""A model found in a log says what it leaves out, and is judged in both its forms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from letter_logs import TRACES, write_log
from zaizao.eventlog import LogBuilder
from zaizao.mining.conformance import discover_model
from zaizao.mining.discovery import NothingToModelError


def test_a_rare_way_is_left_out_with_its_events_and_cases() -> None:
    log = write_log(*["abc"] * 20, "cxcx")

    found = discover_model(log, noise=0.2)

    assert [(one.activity, one.extra, one.extra_cases) for one in found.left_out] == [("x", 2, 1)]
    assert found.filtered == 2 / 64
    assert found.by_tree.quality.fitting == 20 / 21


def test_an_activity_that_the_model_does_not_have_is_named() -> None:
    found = discover_model(write_log(*["abc"] * 20, "cxcx"), noise=0.2)

    assert [step.name.zh for step in found.definition.activities.values() if step.name is not None] == ["a", "b", "c"]
    assert found.absent == ("x",)


@settings(deadline=None, max_examples=30)
@given(TRACES)
def test_without_a_filter_nothing_is_left_out_and_both_forms_fit(traces: list[str]) -> None:
    log = write_log(*traces, "a")

    found = discover_model(log, noise=0.0)

    assert found.left_out == ()
    assert found.by_tree.quality.fitness == found.by_definition.quality.fitness == 1.0


def test_work_that_was_started_and_completed_counts_once() -> None:
    builder = LogBuilder(order_is_given=True)
    builder.add("1", "a", lifecycle="start")
    builder.add("1", "a", lifecycle="complete")

    once, twice = discover_model(builder.build()), discover_model(builder.build(), every_event=True)

    assert (once.unread, len(once.log)) == (1, 1)
    assert (twice.unread, len(twice.log)) == (0, 2)


def test_a_log_without_events_has_no_model() -> None:
    with pytest.raises(NothingToModelError):
        discover_model(write_log(""))
