"""Everything the page of a case needs, gathered once: where it stands, clocks, work, materials, the record told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from zaizao.definition import ProcessDefinition
from zaizao.net import CaseState as State
from zaizao.net.naming import Names
from zaizao.net.standing import standing_of
from zaizao.notation import Standing
from zaizao_city.casework.mapping.needs import holds
from zaizao_city.casework.mapping.times import to_moment, to_official
from zaizao_city.casework.models import (
    Case,
    CorrectionNotice,
    Document,
    IssuedResult,
    ItemDecision,
    Pledge,
    Visit,
    WorkItem,
)
from zaizao_city.casework.selectors.authority import Matter, is_applicant
from zaizao_city.casework.selectors.cases import get_matter
from zaizao_city.casework.selectors.clocks import Clock, list_clocks
from zaizao_city.casework.selectors.doable import Doable, list_doable
from zaizao_city.casework.selectors.story import Told, tell_case
from zaizao_city.identity.actor import Actor

RECORD = 60
"""Entries of the record on the page: a long case costs no more than a short one."""


@frozen
class MaterialFacts:
    """One material of the case as the page shows it: asked of whom, how it stands, by when."""

    material: str
    name: str
    status: str
    """asked (not handed in yet), supplied, made, gap, pledged, lapsed, revoked, held (the state has it)."""
    source: str
    due_at: datetime | None
    may_be_gap: bool
    may_be_pledged: bool
    document: Document | None


@frozen
class CasePage:
    """The facts of a case for one reader; ``length`` goes into every form as what was seen."""

    case: Case
    length: int
    definition: ProcessDefinition
    state: State
    standing: Standing
    is_applicant: bool
    clocks: Sequence[Clock]
    work: Sequence[WorkItem]
    doable: Sequence[Doable]
    decisions: Sequence[ItemDecision]
    materials: Sequence[MaterialFacts]
    notices: Sequence[CorrectionNotice]
    pledges: Sequence[Pledge]
    results: Sequence[IssuedResult]
    visits: Sequence[Visit]
    record: Sequence[Told]
    """The last `RECORD` entries; earlier ones by `story.tell_case`."""
    children: Sequence[Case]
    names: Names
    """Names of activities, organs, items, materials, fields and outcomes in the reader's language."""


def get_case_page(actor: Actor, reference: str, *, now: datetime, language: str = "zh") -> CasePage:
    """The facts of a case for a reader; the number of queries does not depend on the case.

    Raises:
        NoSuchCaseError: there is none, or it is none of the actor's business.
    """
    row, matter = get_matter(actor, reference)
    case = matter.case
    documents = list(Document.objects.filter(case=case))
    return CasePage(
        case=case,
        length=row.length,
        definition=matter.definition,
        state=matter.state,
        standing=standing_of(matter.definition, matter.state, to_moment(now)),
        is_applicant=is_applicant(actor, case),
        clocks=list_clocks(matter.definition, matter.state, now=now, language=language),
        work=list(case.work_items.select_related("organisation", "assignee", "offered_to").order_by("sort_at", "id")),
        doable=list_doable(actor, matter),
        decisions=list(case.decisions.select_related("organisation", "decided_by").order_by("id")),
        materials=list_materials(matter, documents, language=language),
        notices=list(case.notices.select_related("by").order_by("id")),
        pledges=list(case.pledges.select_related("signed_by").order_by("id")),
        results=list(case.results.order_by("id")),
        visits=list(case.visit_rows.select_related("organisation").order_by("at")),
        record=tell_case(matter, language=language, after=max(0, row.length - RECORD)),
        children=list(case.children.order_by("id")),
        names=Names(matter.definition, language, matter.state.added),
    )


def list_materials(matter: Matter, documents: Sequence[Document], *, language: str) -> list[MaterialFacts]:
    """Every material the definition names and this case may need, as it stands."""
    rows = {document.material: document for document in documents}
    facts = dict(matter.state.facts.sorted_items())
    found = []
    for name, material in matter.definition.materials.items():
        paper = matter.state.papers.get(name)
        made = material.source in matter.definition.activities
        if paper is None and (made or holds(material.when, facts) is False):
            continue
        held = material.held is not None or material.source.startswith("shared/")
        row = rows.get(name)
        found.append(
            MaterialFacts(
                material=name,
                name=material.name.say(language),
                status=paper.status if paper is not None else "held" if held else "asked",
                source=material.source,
                due_at=to_official(paper.due) if paper is not None else None,
                may_be_gap=material.gap == "minor",
                may_be_pledged=material.pledge == "allowed",
                document=row,
            )
        )
    return found
