"""An application being filled in: its thing, its draft, its facts, and the steps it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from zaizao.guidance import Paper, Sheet, tell_once
from zaizao_city.casework.models import Draft, DraftFile, IssuedResult
from zaizao_city.casework.selectors.draft import Facts, NoSuchDraftError, find_draft, read_facts
from zaizao_city.casework.selectors.results import list_usable
from zaizao_city.identity.actor import Actor
from zaizao_city.portal.selectors.notices import list_papers
from zaizao_city.portal.selectors.sections import Section, list_bring, list_sections
from zaizao_city.portal.selectors.things import Thing, get_thing


@frozen
class Step:
    """One step in the list above the form."""

    slug: str
    title: str
    address: str


@frozen
class Application:
    """What every page of the form needs; made anew for each request."""

    thing: Thing
    draft: Draft
    facts: Facts
    sections: Sequence[Section]
    papers: Sequence[Paper]
    bring: Sequence[Paper]
    files: Mapping[str, DraftFile]
    sheet: Sheet

    @property
    def steps(self) -> list[Step]:
        """The steps in their order: sections, materials where any are given, the last look."""
        named = [(section.slug, section.title) for section in self.sections]
        named += [("materials", _("材料"))] if self.bring else []
        return [Step(slug, title, self.address_of(slug)) for slug, title in [*named, ("review", _("核对提交"))]]

    def address_of(self, slug: str) -> str:
        """The address of a step."""
        if slug in {"materials", "review"}:
            return reverse(f"portal:{slug}", args=[self.thing.code])
        return reverse("portal:section", args=[self.thing.code, slug])


def open_application(actor: Actor, process: str, *, on: dt.date) -> Application:
    """The actor's application for a process.

    Raises:
        NoSuchDraftError: nothing was begun. NothingToApplyForError.
    """
    draft = find_draft(actor, process)
    if draft is None:
        raise NoSuchDraftError
    thing = get_thing(process, on=on, district=draft.territory)
    facts = read_facts(draft, thing.definition)
    return Application(
        thing=thing,
        draft=draft,
        facts=facts,
        sections=list_sections(thing.definition, facts),
        papers=list_papers(thing.definition, facts),
        bring=list_bring(thing.definition, facts),
        files={one.material: one for one in draft.files.all()},
        sheet=tell_once(thing.definition, facts),
    )


def list_usable_results(application: Application) -> Mapping[str, Sequence[IssuedResult]]:
    """For each material the applicant's valid results that can stand in for it; one query."""
    draft, definition = application.draft, application.thing.definition
    return list_usable(definition, person_id=draft.applicant_id, enterprise_id=draft.enterprise_id)
