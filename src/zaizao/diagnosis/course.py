"""Which activities can never happen, and what keeps an item from being decided: read off guards and links.

Only what is certain counts: conditions of a guard are taken as independent of each other, and nothing is evaluated.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from zaizao.definition.model import Activity, IfSkipped, Link
from zaizao.definition.survey import list_outcomes
from zaizao.definition.vocabulary import DECIDING_VERBS
from zaizao.errors import InputError
from zaizao.expression import Node, parse, to_feel
from zaizao.expression.nodes import And, Literal, Not, Or

if TYPE_CHECKING:
    from zaizao.diagnosis.scope import Scope

_TURNING = re.compile("not|false|null")
"""What a guard is written with that may be false although all its conditions are true."""
MOST_CONDITIONS = 10
"""Whether guards of more conditions than these can hold together is not tried out."""


@functools.lru_cache(maxsize=4096)
def can_all_hold(guards: frozenset[str], *, doubt: bool = True) -> bool:
    """Whether some answers to their conditions make all guards true; ``doubt`` where there are too many to try."""
    if not any(_TURNING.search(guard) for guard in guards):
        return True  # where every condition holds, so do all guards
    try:
        nodes = [parse(guard) for guard in guards]
    except InputError:
        return True  # said when the definition is loaded
    atoms = sorted({atom for node in nodes for atom in _list_atoms(node)})
    if len(atoms) > MOST_CONDITIONS:
        return doubt
    answers = (dict(zip(atoms, row, strict=True)) for row in itertools.product((True, False), repeat=len(atoms)))
    return any(all(_holds(node, answer) for node in nodes) for answer in answers)


def _list_atoms(node: Node) -> Iterator[str]:
    if isinstance(node, And | Or):
        for operand in node.operands:
            yield from _list_atoms(operand)
    elif isinstance(node, Not):
        yield from _list_atoms(node.operand)
    elif not isinstance(node, Literal):
        yield to_feel(node)


def _holds(node: Node, answers: Mapping[str, bool]) -> bool:
    if isinstance(node, And):
        return all(_holds(operand, answers) for operand in node.operands)
    if isinstance(node, Or):
        return any(_holds(operand, answers) for operand in node.operands)
    if isinstance(node, Not):
        return not _holds(node.operand, answers)
    return node.value is True if isinstance(node, Literal) else answers[to_feel(node)]


class Must(Struct, frozen=True):
    """What was certainly so if an activity happens."""

    guards: frozenset[str] = frozenset()
    outcomes: Mapping[str, frozenset[str]] = {}
    """For a source the outcomes it can have had."""


def list_impossible(scope: Scope) -> Iterator[tuple[str, bool]]:
    """The activities that can never happen, each with whether it is for its guards (else for outcomes).

    What only follows from an earlier one that can never happen is left out.
    """
    if _all_may_happen(scope):
        return
    known: dict[str, Must] = {}
    for name in scope.survey.order:
        activity = scope.activities[name]
        item = scope.definition.items.get(activity.item) if activity.item is not None else None
        own = {guard for guard in (activity.when, item.when if item is not None else None) if guard is not None}
        guards, outcomes = set(own), dict[str, frozenset[str]]()
        for link in _list_demanded(scope, activity):
            before = known.get(link.activity, Must())
            guards |= before.guards
            wanted = {**before.outcomes, **({link.activity: frozenset(link.on)} if link.on else {})}
            for source, ends in wanted.items():
                outcomes[source] = outcomes.get(source, ends) & ends
        fine = True
        if guards and not can_all_hold(frozenset(guards)):
            fine = False
            yield name, True
        elif not all(outcomes.values()):
            fine = False
            yield name, False
        known[name] = Must(frozenset(guards), outcomes) if fine else Must()


def _all_may_happen(scope: Scope) -> bool:
    """A quick look: all guards there are may hold together, and no two links want different ends of one source."""
    guards = {activity.when for activity in scope.activities.values() if activity.when is not None}
    guards.update(item.when for item in scope.definition.items.values() if item.when is not None)
    if guards and not can_all_hold(frozenset(guards), doubt=False):
        return False
    wanted: dict[str, frozenset[str]] = {}
    for link in scope.selective_links:
        wanted[link.activity] = wanted.get(link.activity, frozenset(link.on)) & frozenset(link.on)
    return all(wanted.values())


def _list_demanded(scope: Scope, activity: Activity) -> Iterator[Link]:
    """The links that must have held, by a source that happened."""
    if activity.needs != "all":
        return
    for link in activity.after:
        runs_without = link.if_skipped is IfSkipped.RUN and link.activity in scope.survey.skippable
        if link.activity in scope.activities and not runs_without:
            yield link


class Gap(Struct, frozen=True):
    """How a required item can go undecided: a guard of its own that an activity has, or an outcome nobody follows."""

    activity: str
    outcome: str | None = None


def list_gaps(scope: Scope, item: str, *, beginnings: frozenset[str]) -> tuple[Gap, ...]:
    """What all deciding activities of a required item have in common that keeps them from happening.

    That a case was not taken in, that another item was refused or withdrawn: these are no gaps.
    """
    deciders = scope.deciders.get(item, ())
    guarded = any(activity.when is not None for activity in scope.activities.values())
    harmless = beginnings | DECIDING_VERBS
    if not guarded and all(scope.activities[link.activity].does in harmless for link in scope.selective_links):
        return ()
    if not deciders or any(name not in scope.survey.bits for name in deciders):
        return ()
    known = _list_all_gaps(scope, item, deciders=deciders, beginnings=beginnings)
    found = [known.get(name, {}) for name in deciders]
    return tuple(gap for gap in found[0] if all(gap in other for other in found[1:]))


def _list_all_gaps(
    scope: Scope, item: str, *, deciders: Iterable[str], beginnings: frozenset[str]
) -> Mapping[str, Mapping[Gap, None]]:
    """The gaps before the deciders; sources first, so that a long row needs no recursion."""
    reached = list(dict.fromkeys(deciders))
    for name in reached:  # grows while it is walked: back along the links that pass a gap on, which few do
        passing = [link.activity for link in scope.activities[name].after if link.if_skipped is not IfSkipped.RUN]
        reached += [source for source in passing if source in scope.activities and source not in reached]
    known: dict[str, dict[Gap, None]] = {}
    for name in sorted(set(reached), key=scope.survey.bits.__getitem__):
        gaps = dict.fromkeys(_list_gaps_at(scope, name, item, known=known, beginnings=beginnings))
        if gaps:
            known[name] = gaps
    return known


def _list_gaps_at(
    scope: Scope, name: str, item: str, *, known: Mapping[str, Mapping[Gap, None]], beginnings: frozenset[str]
) -> Iterator[Gap]:
    activity = scope.activities[name]
    if activity.when is not None and activity.when != scope.definition.items[item].when:
        yield Gap(name)
    if activity.needs != "all":
        return
    for link in activity.after:
        source = scope.activities.get(link.activity)
        if source is None or source.item not in (None, item):
            continue
        if link.on and source.does not in beginnings and source.does not in DECIDING_VERBS:
            yield from (Gap(link.activity, end) for end in list_outcomes(source) if end not in link.on)
        if _passes_on(link, known) and link.activity in scope.survey.skippable:
            yield from known[link.activity]


def _passes_on(link: Link, known: Container[str]) -> bool:
    """Whether there is a gap before the link that its target has too where its source is skipped."""
    return link.activity in known and link.if_skipped is not IfSkipped.RUN
