"""Taking in: accepting with named gaps and signed pledges, the one-time correction notice, not accepting.

The guards here hold for every way a command can come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Unpack

from zaizao.net import commands as asked
from zaizao_city.casework.errors import (
    MaterialsMissingError,
    NoticeIncompleteError,
    NotNamedError,
    PledgeNotSignedError,
    SecondNoticeError,
)
from zaizao_city.casework.mapping.needs import list_askable_materials, list_needed_materials
from zaizao_city.casework.models import CorrectionNotice, Document, Pledge
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.services.commands import Done, Given, carry_out
from zaizao_city.casework.services.guards import guards
from zaizao_city.identity.actor import Actor

_HERE = frozenset({"supplied", "made"})


def accept_case(
    case_id: int,
    *,
    work: str,
    gaps: Sequence[str] = (),
    pledges: Sequence[str] = (),
    text: str | None = None,
    **given: Unpack[Given],
) -> Done:
    """Accept (受理): ``gaps`` are tolerated until their day (容缺), ``pledges`` replace what was signed for (告知承诺).

    Raises:
        MaterialsMissingError, PledgeNotSignedError, CommandRefusedError, SomebodyWasQuickerError, NotPermittedError.
    """
    command = asked.Complete(work, "accepted", gaps=tuple(gaps), pledges=tuple(pledges), text=text)
    return carry_out(case_id, command, **given)


def decline_case(
    case_id: int, *, work: str, reasons: str, way_forward: str, actor: Actor, key: str, now: datetime
) -> Done:
    """Do not accept (不予受理), with the reason and what the applicant can do instead (行政许可法 第32条)."""
    command = asked.Complete(work, "not_accepted", reasons=reasons, way_forward=way_forward)
    return carry_out(case_id, command, actor=actor, key=key, now=now)


def request_correction(
    case_id: int,
    *,
    work: str,
    gaps: Sequence[str],
    reason: str,
    actor: Actor,
    key: str,
    now: datetime,
    second: bool = False,
) -> Done:
    """Tell the applicant what is missing: once, all of it, nothing that the notice of the item does not name.

    ``second``: once more, for what could not have been seen before; only a supervisor may, and is named in the record.

    Raises:
        NotNamedError, NoticeIncompleteError, SecondNoticeError, NotPermittedError, CommandRefusedError.
    """
    supervisor = str(actor.person_key) if second else None
    command = asked.RequestCorrection(work, tuple(gaps), reason, supervisor)
    return carry_out(case_id, command, actor=actor, key=key, now=now)


@guards(asked.Complete)
def check_acceptance(matter: Matter, command: asked.Complete, actor: Actor, now: datetime) -> None:
    """Nothing is accepted while a material is neither here nor tolerated nor pledged for, or a pledge is unsigned."""
    work = matter.state.work.get(command.work)
    activity = matter.definition.activities.get(work.activity) if work is not None else None
    if activity is None or activity.does != "accept" or command.outcome not in (None, *activity.outcomes[:1]):
        return
    if actor.is_system or not matter.definition.materials:
        return
    missing = list_missing(matter, covered={*command.gaps, *command.pledges, *command.materials})
    if missing:
        raise MaterialsMissingError(materials=name_materials(matter, missing), codes=missing)
    signed = set(Pledge.objects.filter(case=matter.case).values_list("material", flat=True)) if command.pledges else ()
    unsigned = [name for name in command.pledges if name not in signed]
    if unsigned:
        raise PledgeNotSignedError(materials=name_materials(matter, unsigned))


def list_missing(matter: Matter, *, covered: Collection[str] = ()) -> list[str]:
    """Materials asked of this applicant that are neither here nor covered otherwise."""
    here = {name for name, paper in matter.state.papers.sorted_items() if paper.status in _HERE}
    if here.union(covered).issuperset(list_askable_materials(matter.definition)):
        return []  # whatever can be asked for is here: no need to find out what is
    return [name for name in _list_asked(matter) if name not in here and name not in covered]


def _list_asked(matter: Matter) -> list[str]:
    """Materials of the items applied for, as far as the applicant's facts ask for them."""
    facts = dict(matter.state.facts.sorted_items())
    return [name for name in list_needed_materials(matter.definition, facts) if _is_wanted(matter, name)]


def _is_wanted(matter: Matter, material: str) -> bool:
    """Whether one of the items applied for takes the material; what only common activities take, every item does."""
    takers = [one.item for one in matter.definition.activities.values() if material in one.takes]
    items = {item for item in takers if item is not None}
    return not items or any(item in matter.state.items for item in items)


def name_materials(matter: Matter, names: Iterable[str]) -> str:
    """Materials by name, as a list in Chinese."""
    known = matter.definition.materials
    return "、".join(known[name].name.zh if name in known else name for name in names)


@guards(asked.RequestCorrection)
def check_notice(matter: Matter, command: asked.RequestCorrection, actor: Actor, now: datetime) -> None:
    """Only what the notice names; everything that can be seen; a second time only what could not be seen before."""
    known = matter.definition.materials
    asked_for = set(_list_asked(matter))
    strange = [name for name in command.gaps if name not in asked_for]
    if strange:
        raise NotNamedError(materials=name_materials(matter, strange))
    first = CorrectionNotice.objects.filter(case=matter.case).order_by("at").first()
    if first is not None:
        _check_second(matter, command, first)
        return
    strict = [name for name in list_missing(matter) if known[name].gap != "minor" and known[name].pledge != "allowed"]
    left_out = [name for name in strict if name not in command.gaps]
    if left_out:
        raise NoticeIncompleteError(materials=name_materials(matter, left_out))


def _check_second(matter: Matter, command: asked.RequestCorrection, first: CorrectionNotice) -> None:
    changed = Document.objects.filter(case=matter.case, supplied_at__gte=first.at).values_list("material", flat=True)
    fresh = set(changed)
    seen = [name for name in command.gaps if name not in fresh]
    if seen:
        raise SecondNoticeError(materials=name_materials(matter, seen))
