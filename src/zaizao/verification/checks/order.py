"""Every prerequisite of the law and of data is kept: in each situation in which both run, one ends before the other begins.

Law prerequisites are kept by links with a ground, so that no later redesign may drop them; data prerequisites are
recomputed from what is given and taken. A guard that read a field before it was written still does.
Demanded is what BEFORE enforces: where it left two activities side by side, nothing can be lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.model import Ground, Link
from zaizao.verification.inquiry import Finding, Inquiry
from zaizao.verification.lineage import Origin
from zaizao.verification.uses import Need
from zaizao.verification.verdict import DROPPED, Account, Loss


def look(inquiry: Inquiry) -> Iterator[Finding]:
    """Lost prerequisites; the grounds of links that went."""
    for number, uses in enumerate(inquiry.uses):
        for target, activity in uses.activities.items():
            for link in activity.after:
                yield from _look_at_link(inquiry, (number, target), link)
        for need in uses.data:
            yield from _look_at_need(inquiry, number, need)
    yield from _look_at_new_needs(inquiry)


def _look_at_link(inquiry: Inquiry, origin: Origin, link: Link) -> Iterator[Finding]:
    number, target = origin
    source_now = inquiry.line.image("activities", number, link.activity)
    target_now = inquiry.line.image("activities", number, target)
    if source_now is None or target_now is None or link.activity not in inquiry.uses[number].activities:
        return
    lost = False
    if link.ground is Ground.LAW and inquiry.lawbook.holds(inquiry.before[number].bases.get(link.of or "")):
        for loss in _compare(inquiry, number, (link.activity, target), {"of": link.of}, code="prerequisite-lost"):
            lost = True
            yield loss
    gone = all(other.activity != source_now for other in inquiry.after.activities[target_now].after)
    if gone and source_now != target_now and not lost:
        element = f"{inquiry.address('activities', origin)}/after/{link.activity}"
        yield Account(element, DROPPED, _ground_of_dropping(inquiry, number, target, link), link.of)


def _ground_of_dropping(inquiry: Inquiry, number: int, target: str, link: Link) -> str:
    if link.ground is Ground.CUSTOM:
        return "habit"
    if inquiry.uses[number].is_founded(target, link, inquiry.lawbook):
        return "kept-otherwise"
    return "not-in-force" if link.ground is Ground.LAW else "not-needed"


def _look_at_need(inquiry: Inquiry, number: int, need: Need) -> Iterator[Finding]:
    pair = (need.source, need.target)
    if inquiry.line.image("fields" if need.is_field else "materials", number, need.thing) is None:
        return
    yield from _compare(inquiry, number, pair, {"of": need.thing}, code="data-lost")
    if need.is_field and need.thing in inquiry.uses[number].guard_reads[need.target]:
        yield from _compare(inquiry, number, pair[::-1], {"of": need.thing}, code="read-too-late")


def _compare(
    inquiry: Inquiry, number: int, pair: tuple[str, str], fields: dict[str, object], *, code: str
) -> Iterator[Finding]:
    """Whether what BEFORE enforces between two founded activities is enforced in AFTER, wherever both run."""
    images = [inquiry.line.image("activities", number, one) for one in pair]
    first, then = images
    if first is None or then is None or first == then or not all(inquiry.is_founded((number, one)) for one in pair):
        return
    diagram, runs, is_law = inquiry.world.diagram, inquiry.course.runs, code == "prerequisite-lost"
    demanded = inquiry.waits_before(number, *pair, founded=is_law)
    both_run = diagram.all_of((runs[first], runs[then], demanded))
    situation = inquiry.explain(diagram.outside(both_run, inquiry.waits_after(first, then, founded=is_law)))
    if situation is not None:
        address = inquiry.address("activities", (number, pair[1]))
        yield Loss(code, address, {**fields, "source": pair[0], "situation": situation})


def _look_at_new_needs(inquiry: Inquiry) -> Iterator[Finding]:
    """What AFTER newly obtains from an activity is made before it is taken."""
    old = {
        tuple(inquiry.line.key(table, number, name) for table, name in _name_parts(need))
        for number, uses in enumerate(inquiry.uses)
        for need in uses.data
    }
    runs, diagram = inquiry.course.runs, inquiry.world.diagram
    for need in inquiry.after_uses.data:
        if (need.source, need.target, need.thing) in old:
            continue
        both_run = diagram.both(runs[need.source], runs[need.target])
        waits = inquiry.waits_after(need.source, need.target, founded=False)
        situation = inquiry.explain(diagram.outside(both_run, waits))
        if situation is not None:
            address = inquiry.after_address("activities", need.target)
            yield Loss("data-lost", address, {"of": need.thing, "source": need.source, "situation": situation})


def _name_parts(need: Need) -> tuple[tuple[str, str], ...]:
    return (
        ("activities", need.source),
        ("activities", need.target),
        ("fields" if need.is_field else "materials", need.thing),
    )
