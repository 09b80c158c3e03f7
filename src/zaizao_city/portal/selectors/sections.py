"""The one form in steps: what decides, then what is needed for it; what the state has already is shown, not asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen
from django.utils.translation import gettext as _

from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Field
from zaizao.guidance import Paper, list_questions
from zaizao_city.casework.models import Draft, IssuedResult
from zaizao_city.casework.selectors.draft import LATER, PLEDGE, list_asked
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Enterprise, Person
from zaizao_city.portal.selectors.notices import list_papers

MOST = 8
SITUATION = "situation"
ID_CARD, LICENCE = "shared/police/id-card", "shared/market/licence"


@frozen
class Section:
    """One page of the form."""

    slug: str
    title: str
    fields: Mapping[str, Field]


@frozen
class Known:
    """What the state knows already: the field, its value as it may be shown (empty: fetched when it is needed)."""

    label: str
    value: str
    source: str


@frozen
class Gap:
    """What is not there yet: its name, and the page where it is filled in."""

    name: str
    section: str


def list_sections(definition: ProcessDefinition, facts: Mapping[str, object]) -> list[Section]:
    """The pages for these facts, in order; those without a field are left out."""
    deciding = [question.field for question in list_questions(definition)]
    rest = [name for name in list_asked(definition, facts) if name not in deciding]
    found = [_make(definition, SITUATION, _("您的情况"), deciding)] if deciding else []
    parts = [rest[start : start + MOST] for start in range(0, len(rest), MOST)]
    for number, names in enumerate(parts, start=1):
        title = _("填写信息") if len(parts) == 1 else _("填写信息（{n}/{of}）").format(n=number, of=len(parts))
        found.append(_make(definition, f"details-{number}", title, names))
    return found


def _make(definition: ProcessDefinition, slug: str, title: str, names: Sequence[str]) -> Section:
    return Section(slug, title, {name: definition.fields[name] for name in names})


def list_known(definition: ProcessDefinition, person: Person, enterprise: Enterprise | None) -> list[Known]:
    """The fields that come from shared data: shown with their source, never asked."""
    language = speak()
    sources = {material.source: material.name.say(language) for material in definition.materials.values()}
    return [
        Known(
            label=field.name.say(language) if field.name else name,
            value=_find_value(name, field, person, enterprise),
            source=sources.get(field.source, _("政府共享数据")),
        )
        for name, field in definition.fields.items()
        if field.source.startswith("shared/")
    ]


def _find_value(name: str, field: Field, person: Person, enterprise: Enterprise | None) -> str:
    if field.source == ID_CARD:
        return person.masked_number if "number" in name else person.name if "name" in name else ""
    if field.source == LICENCE and enterprise is not None:
        return enterprise.credit_code if "number" in name or "code" in name else enterprise.name
    return ""


def find_enterprise(actor: Actor) -> Enterprise | None:
    """The enterprise in whose name the actor acts now; no query where there is none."""
    held = actor.acting_for
    return None if held is None else Enterprise.objects.filter(pk=held.enterprise_id).first()


def list_prefilled(definition: ProcessDefinition, person: Person) -> dict[str, object]:
    """What is asked, but can be proposed: the telephone the applicant gave us."""
    mobile = person.open_mobile()
    return {"phone": mobile} if mobile and "phone" in definition.fields else {}


def list_bring(definition: ProcessDefinition, facts: Mapping[str, object]) -> list[Paper]:
    """The papers that the applicant gives: uploaded, pledged, later, or an issued result."""
    return [paper for paper in list_papers(definition, facts) if paper.source == "bring"]


def list_gaps(
    definition: ProcessDefinition, facts: Mapping[str, object], draft: Draft, files: Mapping[str, object],
    usable: Mapping[str, Sequence[IssuedResult]],
) -> list[Gap]:  # fmt: skip
    """What is still missing, with the page where it is filled in."""
    language = speak()
    found = [
        Gap(field.name.say(language) if field.name else name, section.slug)
        for section in list_sections(definition, facts)
        for name, field in section.fields.items()
        if facts.get(name) in (None, "")
    ]
    return found + [
        Gap(paper.name.say(language), "materials")
        for paper in list_bring(definition, facts)
        if paper.material not in files and not _has_way(paper, draft.ways.get(paper.material, ""), usable)
    ]


def _has_way(paper: Paper, way: str, usable: Mapping[str, Sequence[IssuedResult]]) -> bool:
    if way == PLEDGE:
        return paper.may_pledge
    if way == LATER:
        return paper.may_follow
    return any(result.number == way for result in usable.get(paper.material, ()))


def list_pledged(
    definition: ProcessDefinition, facts: Mapping[str, object], draft: Draft, files: Mapping[str, object]
) -> list[str]:
    """The materials for which a pledge is to be signed."""
    return [
        paper.material
        for paper in list_bring(definition, facts)
        if draft.ways.get(paper.material) == PLEDGE and paper.may_pledge and paper.material not in files
    ]
