"""Process trees of small logs are the ones the literature gives; without noise every trace is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from letter_logs import TRACES, write_log
from zaizao.eventlog import LogBuilder, read_log
from zaizao.eventlog.counting import count_variants
from zaizao.mining.conformance import align_variants
from zaizao.mining.discovery import discover_tree, discover_tree_from_flow, mine_variants, net_of_tree


def mine(*traces: str, noise: float = 0.0) -> str:
    return str(discover_tree(write_log(*traces), noise=noise))


def test_what_always_follows_is_a_sequence() -> None:
    assert mine("abc", "abc") == "->( 'a', 'b', 'c' )"


def test_what_never_meets_is_a_choice() -> None:
    assert mine("abd", "acd") == "->( 'a', X( 'b', 'c' ), 'd' )"


def test_what_comes_in_any_order_is_parallel() -> None:
    assert mine("abcd", "acbd") == "->( 'a', +( 'b', 'c' ), 'd' )"


def test_what_comes_again_is_a_loop() -> None:
    assert mine("abc", "abcdbc", "abcdbcdbc") == "->( 'a', *( ->( 'b', 'c' ), 'd' ) )"


def test_what_may_stay_away_is_a_choice_with_silence() -> None:
    assert mine("abc", "ac") == "->( 'a', X( tau, 'b' ), 'c' )"


def test_what_is_passed_over_together_stays_together() -> None:
    assert mine("abcd", "ad") == "->( 'a', X( tau, ->( 'b', 'c' ) ), 'd' )"


def test_one_activity_again_and_again_is_a_loop_of_itself() -> None:
    assert mine("aa", "a") == "*( 'a', tau )"


def test_a_log_without_events_is_silence() -> None:
    assert mine("", "") == "tau"


def test_what_is_rare_beside_the_usual_way_is_left_out_with_noise() -> None:
    assert mine(*["abc"] * 20, "cab", noise=0.2) == "->( 'a', 'b', 'c' )"


def test_the_flow_alone_gives_the_same_tree_where_it_says_enough() -> None:
    log = write_log("abcd", "acbd", "ad")

    assert str(discover_tree_from_flow(log)) == "->( 'a', X( tau, +( 'b', 'c' ) ), 'd' )"


@settings(deadline=None, max_examples=60)
@given(TRACES)
def test_without_noise_every_trace_is_accepted(traces: list[str]) -> None:
    log = write_log(*traces)
    variants = count_variants(log)

    aligned = align_variants(variants, net_of_tree(mine_variants(variants, noise=0.0)))

    assert aligned.alignments.costs.tolist() == [0] * len(variants)


def test_work_that_was_started_and_completed_happened_once() -> None:
    builder = LogBuilder(order_is_given=True)
    for step in ("schedule", "start", "complete"):
        builder.add("1", "check", lifecycle=step)

    assert str(discover_tree(builder.build())) == "'check'"
    assert str(discover_tree(builder.build(), every_event=True)) == "*( 'check', tau )"


def test_the_teaching_log_has_the_tree_of_its_textbook(data: Path) -> None:
    path = data / "eventlogs" / "running-example.xes"
    if not path.exists():
        pytest.skip("the teaching log is not here")

    tree = discover_tree(read_log(path).log, noise=0.0)

    assert str(tree) == (
        "->( 'register request', *( ->( +( X( 'examine casually', 'examine thoroughly' ), 'check ticket' ), 'decide' ), "
        "'reinitiate request' ), X( 'pay compensation', 'reject request' ) )"
    )
