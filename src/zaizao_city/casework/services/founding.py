"""A city's organisations, and whose work each of them does, from a table that is handed in: all of it or nothing.

People are not founded: the first three administrators are appointed by a command, everybody else by those at the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import define, field, frozen
from django.db import transaction
from django.utils.translation import gettext as _

from zaizao_city.casework.mapping.organisation_rows import (
    OrganisationRow,
    read_organisations,
    sort_by_parent,
)
from zaizao_city.casework.models import Seat
from zaizao_city.casework.selectors.organs import list_needed
from zaizao_city.casework.selectors.own_definitions import OWN, read_own
from zaizao_city.casework.services.loading_careful import Fault
from zaizao_city.casework.services.seating import seat_organs
from zaizao_city.catalogue.selectors.definitions import get_definition, list_in_force
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import OrganisationKind
from zaizao_city.identity.models import Organisation
from zaizao_city.identity.selectors.permissions import require
from zaizao_city.identity.services.organisations import create_organisation, rename_organisation

Places = dict[str, tuple[str, str]]
"""Codes of all organisations there are or would be: kind, and the code of the one above."""


@frozen
class NewSeat:
    """In a territory, an organ of the definitions becomes an organisation; ``before`` was it until now."""

    territory: str
    organ: str
    organisation: str
    before: str | None


@define
class Founding:
    """What a table would change, and what is wrong with it; with a fault nothing is changed."""

    added: list[OrganisationRow] = field(factory=list)
    renamed: list[tuple[OrganisationRow, str]] = field(factory=list)
    """Each with the name before."""
    same: int = 0
    seats: list[NewSeat] = field(factory=list)
    faults: list[Fault] = field(factory=list)

    def say(self, number: int, words: str) -> None:
        """Note what is wrong with a row."""
        self.faults.append(Fault(number, "", words))


def plan_founding(rows: Iterable[tuple[int, Mapping[str, str]]], *, on: date) -> Founding:
    """What taking over the rows, each with its number, would do as things stand; definitions are those of the day.

    Raises:
        ColumnsUnknownError: a heading that nobody knows, or one that is needed and is not there.
    """
    plan = Founding()
    wanted = sort_by_parent(read_organisations(rows, plan.say), plan.say)
    held = {one.code: one for one in Organisation.objects.select_related("parent")}
    places: Places = {one.code: (one.kind, one.parent.code if one.parent else "") for one in held.values()}
    for row in wanted:
        _plan_row(plan, row, held.get(row.code), places)
        places.setdefault(row.code, (row.kind, row.parent))
    _plan_seats(plan, wanted, places, on=on)
    plan.faults.sort(key=lambda fault: fault.line)
    return plan


def _plan_row(plan: Founding, row: OrganisationRow, held: Organisation | None, places: Places) -> None:
    if row.parent and row.parent not in places:
        plan.say(row.number, _("没有编码为“{parent}”的上级：表里没有，系统里也没有。").format(parent=row.parent))
    elif held is None:
        above = places[row.parent][0] if row.parent else OrganisationKind.TERRITORY
        if row.kind == OrganisationKind.TERRITORY and above != OrganisationKind.TERRITORY:
            plan.say(row.number, _("行政区域的上级也应当是行政区域。"))
        elif not row.parent and row.kind != OrganisationKind.TERRITORY:
            plan.say(row.number, _("没有写上级；只有行政区域可以没有上级。"))
        plan.added.append(row)
    elif (held.kind, held.level, held.parent.code if held.parent else "") != (row.kind, row.level, row.parent):
        plan.say(row.number, _("“{code}”已经有了，类别、层级和上级定了不能改。").format(code=row.code))
    elif (held.name, held.name_en) != (row.name, row.name_en or held.name_en):
        plan.renamed.append((row, held.name))
    else:
        plan.same += 1


def _plan_seats(plan: Founding, rows: Sequence[OrganisationRow], places: Places, *, on: date) -> None:
    known = _list_organs(on) if any(row.acts_as for row in rows) else set()
    held = {
        (territory, organ): code
        for territory, organ, code in Seat.objects.values_list("territory__code", "organ", "organisation__code")
    }
    taken: dict[tuple[str, str], str] = {}
    for row in rows:
        territory = _find_territory(row.code, places)
        if row.acts_as and row.kind == OrganisationKind.TERRITORY:
            plan.say(row.number, _("行政区域自己不承办；请写在它的机关上。"))
        if row.kind == OrganisationKind.TERRITORY or territory is None:
            continue  # a place that is nowhere has been told as wrong
        for organ in row.acts_as:
            place = (territory, organ)
            if organ not in known:
                plan.say(
                    row.number, _("没有一个在用的流程用到机关“{organ}”；请核对，或先发布流程。").format(organ=organ)
                )
            elif place in taken:
                said = _("机关“{organ}”在这个区域已经由“{other}”承办。")
                plan.say(row.number, said.format(organ=organ, other=taken[place]))
            elif held.get(place) != row.code:
                plan.seats.append(NewSeat(*place, row.code, held.get(place)))
            taken.setdefault(place, row.code)


def _find_territory(code: str, places: Places) -> str | None:
    """The code of the nearest territory at or above an organisation."""
    while code in places:
        kind, parent = places[code]
        if kind == OrganisationKind.TERRITORY:
            return code
        code = parent
    return None


def _list_organs(on: date) -> set[str]:
    """Every organ that has work to do by a definition in force, or by one of the application's own."""
    digests = set(list_in_force(on=on).values_list("digest", flat=True))
    definitions = [*map(get_definition, digests), *map(read_own, OWN)]
    return {organ for definition in definitions for organ in list_needed(definition)}


@transaction.atomic
def found_organisations(rows: Iterable[tuple[int, Mapping[str, str]]], *, actor: Actor, now: datetime) -> Founding:
    """Take over the rows, unless there is a fault in one of them; what was done, or what is wrong.

    Raises:
        NotPermittedError: only the system administrator may. ColumnsUnknownError: as `plan_founding`.
    """
    require(actor, "identity.write_organisation")
    plan = plan_founding(rows, on=now.date())
    if plan.faults:
        return plan
    for row in plan.added:
        create_organisation(
            code=row.code, name=row.name, name_en=row.name_en, kind=row.kind, level=row.level,
            parent=Organisation.objects.get(code=row.parent) if row.parent else None, actor=actor, now=now,
        )  # fmt: skip
    for row, _before in plan.renamed:
        organisation = Organisation.objects.get(code=row.code)
        rename_organisation(
            organisation, name=row.name, name_en=row.name_en or organisation.name_en, actor=actor, now=now
        )
    _take_seats(plan.seats, actor=actor, now=now)
    return plan


def _take_seats(seats: Sequence[NewSeat], *, actor: Actor, now: datetime) -> None:
    codes = {one.territory for one in seats} | {one.organisation for one in seats}
    found = {one.code: one for one in Organisation.objects.filter(code__in=codes)}
    by_territory: dict[str, dict[str, Organisation]] = {}
    for one in seats:
        by_territory.setdefault(one.territory, {})[one.organ] = found[one.organisation]
    for territory, organs in by_territory.items():
        seat_organs(territory=found[territory], seats=organs, actor=actor, now=now)
