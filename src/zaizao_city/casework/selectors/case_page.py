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
from zaizao_city.foundation.statements import link_rows, list_rows
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.models import Enterprise, Organisation, Person

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
    matter: Matter
    """What says who may do what."""
    names: Names
    """Names of activities, organs, items, materials, fields and outcomes in the reader's language."""

    @property
    def corrected(self) -> frozenset[str]:
        """The materials that a correction notice asks for and that have not come since, handed in before or not."""
        return frozenset(name for _, work in self.state.work.sorted_items() for name in work.asked)


def get_case_page(actor: Actor, reference: str, *, now: datetime, language: str = "zh") -> CasePage:
    """The facts of a case for a reader; the number of queries does not depend on the case.

    Raises:
        NoSuchCaseError: there is none, or it is none of the actor's business.
    """
    row, matter = get_matter(actor, reference)
    case = matter.case
    rows = _read_rows(case)
    return CasePage(
        case=case,
        length=row.length,
        definition=matter.definition,
        state=matter.state,
        standing=standing_of(matter.definition, matter.state, to_moment(now)),
        is_applicant=is_applicant(actor, case),
        clocks=list_clocks(matter.definition, matter.state, now=now, language=language),
        work=rows.work,
        doable=list_doable(actor, matter),
        decisions=rows.decisions,
        materials=list_materials(matter, rows.documents, language=language),
        notices=rows.notices,
        pledges=rows.pledges,
        results=list_rows(IssuedResult, "case_id", case.pk),
        visits=rows.visits,
        record=tell_case(matter, language=language, after=max(0, row.length - RECORD)),
        children=list_rows(Case, "parent_id", case.pk),
        matter=matter,
        names=Names(matter.definition, language, matter.state.added),
    )


@frozen
class Course:
    """The process of a case and where the case stands in it."""

    case: Case
    definition: ProcessDefinition
    standing: Standing


def get_course(actor: Actor, reference: str, *, now: datetime) -> Course:
    """Where a case stands in its process, for a page that shows no more; two queries.

    Raises:
        NoSuchCaseError: there is none, or it is none of the actor's business.
    """
    _row, matter = get_matter(actor, reference)
    return Course(matter.case, matter.definition, standing_of(matter.definition, matter.state, to_moment(now)))


def get_clocks(actor: Actor, reference: str, *, now: datetime, language: str = "zh") -> tuple[Case, list[Clock]]:
    """A case with its clocks, for a page that shows no more; two queries.

    Raises:
        NoSuchCaseError: there is none, or it is none of the actor's business.
    """
    _row, matter = get_matter(actor, reference)
    return matter.case, list_clocks(matter.definition, matter.state, now=now, language=language)


@frozen
class _Rows:
    """The rows of one case that name people or organisations, each with those it names."""

    work: list[WorkItem]
    decisions: list[ItemDecision]
    notices: list[CorrectionNotice]
    pledges: list[Pledge]
    visits: list[Visit]
    documents: list[Document]


def _read_rows(case: Case) -> _Rows:
    """Six queries, and one each for the people, the enterprise and the organisations that they and the case name."""
    found = _Rows(
        work=list_rows(WorkItem, "case_id", case.pk, order=("sort_at", "pk")),
        decisions=list_rows(ItemDecision, "case_id", case.pk),
        notices=list_rows(CorrectionNotice, "case_id", case.pk),
        pledges=list_rows(Pledge, "case_id", case.pk),
        visits=list_rows(Visit, "case_id", case.pk, order=("at",)),
        documents=list_rows(Document, "case_id", case.pk),
    )
    own = [*found.work, *found.decisions, *found.notices, *found.pledges, *found.visits]
    for row in own:
        row.case = case
    link_rows([case, *own], Person, "applicant", "owner", "assignee", "decided_by", "by", "signed_by")
    link_rows([case, *own], Organisation, "organisation", "territory", "offered_to")
    link_rows([case], Enterprise, "enterprise")
    return found


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
