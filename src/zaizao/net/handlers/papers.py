"""Materials: the one-time correction, gaps, pledges, and handing in."""

from __future__ import annotations

from zaizao.definition.model import Material
from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.plan import Node
from zaizao.net.refusals import CorrectionError, GapError, MaterialError, PledgeError


def material_of(firing: Firing, name: str) -> Material:
    """A material of the definition.

    Raises MaterialError: nothing else may be asked for (行政许可法 第31条; LC4).
    """
    found = firing.draft.plan.definition.materials.get(name)
    if found is None:
        raise MaterialError(material=name, known=tuple(firing.draft.plan.definition.materials))
    return found


@handles(asked.RequestCorrection)
def request_correction(firing: Firing, command: asked.RequestCorrection) -> None:
    """Tell the applicant what is missing: once, all at once, only what the definition names (行政许可法 第32条).

    Raises CorrectionError for a second notice without a supervisor, or for work that is no intake.
    """
    work = firing.free_work(command.work)
    node = firing.node(work.activity)
    if node.activity.does != "accept" or not command.gaps:
        raise CorrectionError(work=work.id, why="not-an-intake" if command.gaps else "nothing-named")
    for name in command.gaps:
        material_of(firing, name)
    if firing.draft.act(node.id).more.corrections and command.supervisor is None:
        raise CorrectionError(work=work.id, why="already-told")
    firing.emit(happened.CorrectionRequested, work.id, command.gaps, command.reason, command.supervisor)
    firing.effect("notify", work.id, what="correction", materials=command.gaps)


@handles(asked.Supply)
def supply(firing: Firing, command: asked.Supply) -> None:
    """Take in materials; a correction or a gap they answer is answered.

    Raises MaterialError for a material the definition does not name.
    """
    for name in command.materials:
        material_of(firing, name)
    asking = tuple(work.id for _, work in firing.draft.work.sorted_items() if set(work.asked) & set(command.materials))
    firing.emit(happened.Supplied, command.materials, asking)


def check_gaps(firing: Firing, command: asked.Complete) -> None:
    """Only minor materials may be gaps; only those that allow it may be pledged for.

    Raises GapError, PledgeError, MaterialError.
    """
    for name in command.gaps:
        if material_of(firing, name).gap != "minor":
            raise GapError(material=name)
    for name in command.pledges:
        if material_of(firing, name).pledge != "allowed":
            raise PledgeError(material=name)
    for name in command.materials:
        material_of(firing, name)


def tolerate(firing: Firing, command: asked.Complete) -> None:
    """Record what was handed in, what is missing and by when, and what is pledged."""
    if command.materials:
        firing.emit(happened.Supplied, command.materials, ())
    for name in command.gaps:
        limit = material_of(firing, name).gap_limit
        due = firing.due(limit, organ=firing.draft.plan.definition.competent) if limit is not None else None
        firing.emit(happened.GapTolerated, name, due)
    for name in command.pledges:
        check = material_of(firing, name).pledge_check
        due = firing.due(check, organ=firing.draft.plan.definition.competent) if check is not None else None
        firing.emit(happened.PledgeTaken, name, command.by, due)
        firing.effect("post_check", name, due=due)


def check_papers(firing: Firing, node: Node) -> tuple[str, ...]:
    """Materials that are still a gap and that the item needs (`Plan.takers`)."""
    plan = firing.draft.plan
    gaps = (name for name in plan.definition.materials if _is_gap(firing, name))
    return tuple(name for name in gaps if node.item in plan.takers(name))


def _is_gap(firing: Firing, name: str) -> bool:
    paper = firing.draft.papers.get(name)
    return paper is not None and paper.status in ("gap", "lapsed")
