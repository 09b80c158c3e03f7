"""The theorem of the net and what a record is worth, on random definitions and random walks.

From every reachable state a finish exists, and at every finish each item applied for has exactly one outcome;
replaying the events gives the same state and the same bytes; a refusal changes nothing.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples import examples
from walks import Walk, begun, walk_home, walk_randomly
from zaizao.definition.vocabulary import ITEM_OUTCOMES
from zaizao.net import replay
from zaizao.net.saving import events_from_jsonl, events_to_jsonl, state_from_json, state_to_json
from zaizao.net.state import ACTIVE, SETTLED
from zaizao.testing.definitions import runnable_definitions

slow = settings(max_examples=examples(30, proof=2000), deadline=None, suppress_health_check=list(HealthCheck))


def check_counts(walk: Walk) -> None:
    """The two running counts equal what a recount finds."""
    plan = [name for name, act in walk.definition.activities.items() if act.recurs is None]
    statuses = {name: walk.state.acts.get(name) for name in [*plan, *walk.state.added]}
    found = [act.status if act is not None else "waiting" for act in statuses.values()]
    assert walk.state.unsettled == sum(status not in SETTLED for status in found)
    assert walk.state.active == sum(status in ACTIVE for status in found)


def check_record(walk: Walk) -> None:
    """The events alone rebuild the state, to the byte, also after being saved and read."""
    rebuilt = replay(walk.definition, walk.events)
    assert rebuilt == walk.state
    assert state_to_json(rebuilt) == state_to_json(walk.state)
    assert events_from_jsonl(events_to_jsonl(walk.events)) == tuple(walk.events)
    assert state_from_json(state_to_json(walk.state)) == walk.state
    assert [event.seq for event in walk.events] == list(range(1, len(walk.events) + 1))


@slow
@given(st.data())
def test_every_case_can_finish_and_every_item_then_has_one_outcome(data: st.DataObject) -> None:
    definition = data.draw(runnable_definitions())
    walk = data.draw(begun(definition))

    walk_randomly(data, walk, steps=8)
    check_counts(walk)
    walk_home(data, walk)

    assert walk.state.status == "closed"
    assert {item.outcome for item in walk.state.items.values()} <= set(ITEM_OUTCOMES)
    assert all(item.because for item in walk.state.items.values() if item.outcome == "not_required")


@slow
@given(st.data())
def test_replaying_the_events_gives_the_same_state_and_bytes(data: st.DataObject) -> None:
    definition = data.draw(runnable_definitions())
    walk = data.draw(begun(definition))

    walk_randomly(data, walk, steps=14)

    check_counts(walk)
    check_record(walk)


@slow
@given(st.data())
def test_a_refused_command_changes_nothing(data: st.DataObject) -> None:
    definition = data.draw(runnable_definitions())
    walk = data.draw(begun(definition))
    walk_randomly(data, walk, steps=5)
    before, told, refused = state_to_json(walk.state), len(walk.events), len(walk.refusals)

    walk_randomly(data, walk, steps=1)

    if len(walk.refusals) > refused:
        assert state_to_json(walk.state) == before
        assert len(walk.events) == told
    else:
        assert len(walk.events) >= told
