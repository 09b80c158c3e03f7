"""Reports that were made, for those who may read them."""

from __future__ import annotations

from zaizao_city.identity.actor import Actor
from zaizao_city.identity.selectors.permissions import require_somewhere
from zaizao_city.reform.errors import NoSuchReportError
from zaizao_city.reform.models import EvidenceReport


def list_reports(actor: Actor) -> list[EvidenceReport]:
    """Every report without its pages, the city's own first; one query."""
    require_somewhere(actor, "reform.read_evidence")
    return list(EvidenceReport.objects.defer("pages"))


def get_report(actor: Actor, name: str) -> EvidenceReport:
    """One report with its pages.

    Raises:
        NoSuchReportError: there is none of that name. NotPermittedError.
    """
    require_somewhere(actor, "reform.read_evidence")
    report = EvidenceReport.objects.filter(name=name).first()
    if report is None:
        raise NoSuchReportError(name=name)
    return report
