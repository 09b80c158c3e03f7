"""Taking in at a window: what waits there, what an item asks of this applicant, and nothing that its notice does not name (LC4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from msgspec import Struct

from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Field
from zaizao.net.naming import Names
from zaizao_city.casework.mapping.needs import list_needed_materials, list_open_questions
from zaizao_city.casework.selectors.case_page import CasePage, MaterialFacts
from zaizao_city.casework.selectors.doable import Doable
from zaizao_city.casework.selectors.taken_in import TakenIn, list_taken_in
from zaizao_city.casework.selectors.territories import list_territories
from zaizao_city.casework.selectors.work import list_work
from zaizao_city.casework.selectors.work_lines import WorkFilter
from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.catalogue.selectors.search import find_items
from zaizao_city.desk.selectors.counter import list_process_names
from zaizao_city.desk.selectors.worklist import ROWS, WorkRow, show_line
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.files.opening import list_kept
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import OrganisationKind, Role
from zaizao_city.identity.models import Organisation
from zaizao_city.places.models import Counter
from zaizao_city.places.selectors.counters import list_served

HERE = frozenset({"supplied", "made", "held"})
FOUND = 12


class Wanted(Struct, frozen=True):
    """One material that the notice names for this applicant, and how it may stand."""

    name: str
    called: str
    note: str
    is_here: bool
    may_be_gap: bool
    may_be_pledged: bool
    is_signed: bool
    chosen: str
    file: StoredFile | None


class Waiting(Struct, frozen=True):
    """The cases that wait to be accepted, with where the next page begins."""

    rows: Sequence[WorkRow]
    after: str


def list_waiting(actor: Actor, *, now: dt.datetime, after: str | None = None) -> Waiting:
    """What waits at the reader's windows, by deadline; one query."""
    page = list_work(actor, narrow=WorkFilter(does="accept"), after=after, limit=ROWS)
    return Waiting([show_line(line, now=now) for line in page.rows], f"?after={page.after}" if page.after else "")


def find_processes(words: str) -> list[ServiceItem]:
    """The items that fit the words and have a process to run."""
    return [one.item for one in find_items(words, limit=FOUND) if one.item.process]


def get_process(process: str, *, on: dt.date, territory: Organisation | None) -> ProcessDefinition:
    """The definition that serves a case opened at this window today.

    Raises:
        NoVersionInForceError: none does.
    """
    return get_definition(choose_version(process, on=on, district=territory).digest)


def find_territory(actor: Actor) -> Organisation | None:
    """The territory in which the reader's window stands: the nearest one above it."""
    paths = [held.organisation_path for held in actor.roles if held.role in {Role.WINDOW_CLERK, Role.HELPER}]
    above = [prefix for path in paths for prefix in _list_above(path)]
    rows = Organisation.objects.filter(path__in=above, kind=OrganisationKind.TERRITORY)
    return max(rows, key=lambda row: len(row.path), default=None)


def find_counter(actor: Actor) -> Counter | None:
    """The counter of the reader's window; None where none is set."""
    return next(iter(list_served(actor)), None)


def list_choices(
    definition: ProcessDefinition, own: Organisation | None, counter: Counter | None
) -> list[Organisation]:
    """Where a case can be decided that comes in at this window: the own territory first, then the city's others."""
    if own is None or counter is None:
        return [own] if own is not None else []
    return [own, *(one for one in list_territories(definition) if one.pk != own.pk)]


class Place(Struct, frozen=True):
    """Where a case that comes in is decided, where the window stands, at which counter it comes in, what can be chosen."""

    territory: Organisation | None
    own: Organisation | None
    counter: Counter | None
    choices: Sequence[Organisation]

    @property
    def is_elsewhere(self) -> bool:
        """Whether another territory's organs decide it."""
        return self.territory is not None and self.territory != self.own


class TakenInRow(Struct, frozen=True):
    """One case that this window took in for another district: its item, and what it is about now."""

    case: TakenIn
    called: str
    at: str


def list_taken_in_rows(actor: Actor) -> list[TakenInRow]:
    """What this window took in for other districts, newest first; three queries."""
    found = list_taken_in(actor, limit=ROWS)
    names = list_process_names(one.process for one in found)
    return [TakenInRow(one, names.get(one.process, one.process), _("、").join(one.at)) for one in found]


def _list_above(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/".join(parts[: count + 1]) + "/" for count in range(len(parts))]


def list_questions(definition: ProcessDefinition, facts: Mapping[str, object]) -> dict[str, Field]:
    """What decides which items and materials are needed, and is not known yet."""
    return {name: definition.fields[name] for name in list_open_questions(definition, facts)}


def list_form_fields(definition: ProcessDefinition, facts: Mapping[str, object]) -> dict[str, Field]:
    """What else the one form asks of the applicant: not what the state holds, not what was answered before."""
    return {
        name: field
        for name, field in definition.fields.items()
        if field.source == "applicant" and not field.held and name not in facts
    }


def list_asked(definition: ProcessDefinition, facts: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """The materials of the notice for these facts: name, what it is called, on which basis it is asked."""
    names = Names(definition, speak())
    return [
        (name, names.material(name), _say_basis(definition, name)) for name in list_needed_materials(definition, facts)
    ]


def _say_basis(definition: ProcessDefinition, material: str) -> str:
    basis = definition.materials[material].basis
    return Names(definition, speak()).basis(basis) if basis else ""


def find_intake(page: CasePage) -> Doable | None:
    """The reader's open work of accepting in a case."""
    return next((one for one in page.doable if one.does == "accept" and "complete" in one.acts), None)


def list_wanted(page: CasePage, chosen: Mapping[str, str]) -> list[Wanted]:
    """The check list: exactly what the notice names for this applicant, with what the clerk chose so far."""
    facts = dict(page.state.facts.sorted_items())
    asked = {name for name in list_needed_materials(page.definition, facts) if _serves_items(page, name)}
    signed = {one.material for one in page.pledges}
    found = [one for one in page.materials if one.material in asked]
    kept = list_kept(one.document.file for one in found if one.document is not None)
    return [_show_wanted(page, one, signed, chosen, kept) for one in found]


def _serves_items(page: CasePage, material: str) -> bool:
    """Whether an item applied for takes it; what only common activities take, every item does."""
    takers = [one.item for one in page.definition.activities.values() if material in one.takes]
    items = {item for item in takers if item is not None}
    return not items or any(item in page.state.items for item in items)


def _show_wanted(
    page: CasePage, one: MaterialFacts, signed: set[str], chosen: Mapping[str, str], kept: Mapping[UUID, StoredFile]
) -> Wanted:
    is_here = one.status in HERE
    default = "here" if is_here else "pledge" if one.material in signed else ""
    return Wanted(
        name=one.material, called=one.name, note=_say_basis(page.definition, one.material), is_here=is_here,
        may_be_gap=one.may_be_gap, may_be_pledged=one.may_be_pledged, is_signed=one.material in signed,
        chosen=chosen.get(one.material, default),
        file=kept.get(one.document.file) if one.document is not None and one.document.file is not None else None,
    )  # fmt: skip


def count_here(wanted: Sequence[Wanted]) -> str:
    """How many of the list are here."""
    here = sum(one.is_here for one in wanted)
    return _("清单上 {all} 份，已交 {here} 份").format(all=len(wanted), here=here)
