"""Remedies as edits: a link or an activity taken out so that the order of what is left stays whole.

Whether it may be taken out is judged by the rule that asks; nothing is edited here.
"""

from __future__ import annotations

from zaizao.definition.model import Ground, Link
from zaizao.definition.plain import unstructure
from zaizao.diagnosis.habits import BEGINNINGS
from zaizao.diagnosis.scope import Scope
from zaizao.units.edit import Drop, Edit, Put


def drop_link(scope: Scope, target: str, index: int) -> tuple[Edit, ...]:
    """The link into ``target`` goes; where nothing else would keep the step behind the intake, its source's links stay.

    So a step that waited for another begins together with it, never before the case was taken in.
    """
    after = scope.activities[target].after
    kept = [(position, link) for position, link in enumerate(after) if position != index]
    return _write_links(scope, target, kept=kept, gone=[after[index]])


def drop_activity(scope: Scope, name: str) -> tuple[Edit, ...]:
    """The activity goes, with its place in lists of duties; none where anything but links and duties names it.

    A step that would be left without prerequisites takes over those of the one that goes.
    """
    if name in scope.named_otherwise:
        return ()
    edits: list[Edit] = [Drop(("activities", name))]
    for organ, declared in scope.definition.organs.items():
        edits += [Drop(("organs", organ, "duties", i)) for i, duty in enumerate(declared.duties) if duty == name]
    for target in scope.followers.get(name, ()):
        after = scope.activities[target].after
        kept = [(index, link) for index, link in enumerate(after) if link.activity != name]
        gone = [link for link in after if link.activity == name]
        edits += _write_links(scope, target, kept=kept, gone=gone)
    return tuple(edits)


def _write_links(scope: Scope, target: str, *, kept: list[tuple[int, Link]], gone: list[Link]) -> tuple[Edit, ...]:
    after = scope.activities[target].after
    sources = [link.activity for link in gone if link.activity in scope.activities]
    inherited = [link for source in sources for link in scope.activities[source].after if link.activity != target]
    left = [link for _, link in kept]
    if scope.activities[target].does in BEGINNINGS or not inherited or _is_held_back(scope, target, sources, left):
        places = {index for index, _ in kept}
        return tuple(Drop(("activities", target, "after", index)) for index in range(len(after)) if index not in places)
    named = {link.activity for link in left}
    added: list[Link] = []
    for link in inherited:
        if link.activity not in named and link not in added:
            added.append(link)
    plain = [*(unstructure(link) for link in left), *(_write_link(scope, link, target) for link in added)]
    return (Put(("activities", target, "after"), plain),)


def _is_held_back(scope: Scope, target: str, sources: list[str], left: list[Link]) -> bool:
    """Whether the links that are left keep the step behind whatever took its case in before."""
    if not left:
        return False
    item = scope.activities[target].item
    return all(
        any(link.activity == name or scope.is_before(name, link.activity) for link in left)
        for name, activity in scope.activities.items()
        if activity.does in BEGINNINGS and activity.item in (None, item)
        if any(scope.is_before(name, source) for source in sources)
    )


def _write_link(scope: Scope, link: Link, target: str) -> dict[str, object]:
    """A link taken over: a result that ``target`` does not use is no ground for it."""
    plain: dict[str, object] = unstructure(link)
    if link.ground is Ground.DATA and not scope.list_handed(link.activity, target):
        plain["ground"] = Ground.CUSTOM.value
        plain.pop("of", None)
    if link.if_skipped is None and scope.survey.can_be_skipped(link, scope.activities[target]):
        plain["if_skipped"] = "run"
    return plain
