"""What several instances or child cases together amount to."""

from __future__ import annotations

from collections.abc import Mapping

from zaizao.definition.model import Join, Wait
from zaizao.expression import UNKNOWN
from zaizao.net.ending import drop_children, finish_activity
from zaizao.net.firing import Firing
from zaizao.net.plan import Node
from zaizao.net.reducers.counting import child_id
from zaizao.net.turns import Ending

NO_QUORUM = "no_quorum"


def join_instances(firing: Firing, node: Node) -> None:
    """After an instance ended: end the activity if its join is satisfied."""
    each = node.activity.each
    assert each is not None
    left = len(firing.draft.work_of(node.id))
    if is_satisfied(each.join, done=len(firing.draft.act(node.id).more.results), left=left):
        _finish(firing, node, each.join, how="joined")


def join_children(firing: Firing, node: Node) -> None:
    """After children were opened or one reported: end the activity if its join is satisfied."""
    opens = node.activity.opens
    assert opens is not None
    act = firing.draft.act(node.id)
    ids = (child_id(firing.draft.case, node.id, act, number) for number in range(1, act.more.instances + 1))
    left = sum(child.status == "open" for each in ids if (child := firing.draft.children.get(each)) is not None)
    if is_satisfied(opens.join, done=len(act.more.results), left=left):
        if opens.join.wait is not Wait.NONE:
            drop_children(firing, node.id)
        _finish(firing, node, opens.join, how="children")


def is_satisfied(join: Join, *, done: int, left: int) -> bool:
    """Whether enough is done, or nothing is left that could add to it."""
    if join.wait is Wait.NONE or left == 0:
        return True
    if join.wait is Wait.ANY:
        return done >= 1
    return join.wait is Wait.N and done >= (join.n or 1)


def _finish(firing: Firing, node: Node, join: Join, *, how: str) -> None:
    facts = _aggregate(firing, node, join)
    outcome = _outcome(firing, node, join, facts)
    finish_activity(firing, node, Ending(outcome, how, facts=facts, people=firing.draft.act(node.id).people))


def _aggregate(firing: Firing, node: Node, join: Join) -> dict[str, object]:
    facts: dict[str, object] = {}
    for name, text in join.aggregate.items():
        value, _ = firing.decide(text, **_locals(firing, node), **facts)
        if value is not UNKNOWN:
            facts[name] = value
    return facts


def _locals(firing: Firing, node: Node) -> dict[str, object]:
    more = firing.draft.act(node.id).more
    results = [dict(each) for each in more.results]
    return {"results": results, "done": len(results), "recused": more.recused}


def _outcome(firing: Firing, node: Node, join: Join, facts: Mapping[str, object]) -> str | None:
    """No quorum; else the join's own expression; else what all agree on; else the ordinary outcome."""
    results = firing.draft.act(node.id).more.results
    if join.wait in (Wait.QUORUM, Wait.N) and len(results) < (join.n or 1):
        return NO_QUORUM
    if join.outcome is not None:
        value, _ = firing.decide(join.outcome, **_locals(firing, node), **facts)
        return value if isinstance(value, str) else NO_QUORUM
    agreed = {result.get("outcome") for result in results}
    if len(agreed) == 1 and isinstance(one := next(iter(agreed)), str):
        return one
    return node.activity.outcomes[0] if node.activity.outcomes else None
