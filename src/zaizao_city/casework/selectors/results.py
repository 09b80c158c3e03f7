"""Results of the applicant: their own list, and which of them a case can use instead of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from zaizao.definition import ProcessDefinition
from zaizao_city.casework.enums import ResultStatus
from zaizao_city.casework.errors import NoSuchResultError
from zaizao_city.casework.models import Case, IssuedResult
from zaizao_city.casework.selectors.work import own_cases
from zaizao_city.identity.actor import Actor


def list_own_results(actor: Actor) -> list[IssuedResult]:
    """The results issued to the actor, or to an enterprise they act for, newest first; one query."""
    rows = IssuedResult.objects.filter(own_cases(actor, "case__")).select_related("organisation", "case")
    return list(rows.order_by("-issued_at", "-id")[:200])


def get_own_result(actor: Actor, number: str) -> IssuedResult:
    """One result issued to the actor, or to an enterprise they act for.

    Raises:
        NoSuchResultError: there is none, or it is somebody else's; the two are not told apart.
    """
    rows = IssuedResult.objects.filter(own_cases(actor, "case__"), number=number)
    found = rows.select_related("organisation", "case", "person", "enterprise").first()
    if found is None:
        raise NoSuchResultError(number=number)
    return found


def list_issued(numbers: Iterable[str]) -> list[IssuedResult]:
    """The results of these numbers, valid or not, whosoever they are; one query."""
    return list(IssuedResult.objects.filter(number__in=list(numbers)).select_related("organisation", "case"))


def list_reusable(case: Case, definition: ProcessDefinition) -> Mapping[str, Sequence[IssuedResult]]:
    """For each material of a process, the applicant's valid results that are it; newest first, one query.

    A result is a material where it goes by the same identifier or the same name.
    """
    return list_usable(definition, person_id=case.applicant_id, enterprise_id=case.enterprise_id)


def list_usable(
    definition: ProcessDefinition, *, person_id: int | None, enterprise_id: int | None
) -> Mapping[str, Sequence[IssuedResult]]:
    """As `list_reusable`, before there is a case: what a form can offer instead of an upload."""
    if person_id is None and enterprise_id is None:
        return {}
    holder = Q(enterprise_id=enterprise_id) if enterprise_id is not None else Q(person_id=person_id)
    if enterprise_id is not None and person_id is not None:
        holder |= Q(person_id=person_id, enterprise__isnull=True)
    names = {material.name.zh: name for name, material in definition.materials.items()}
    wanted = Q(material__in=list(definition.materials)) | Q(name__in=list(names))
    rows = IssuedResult.objects.filter(holder, wanted, status=ResultStatus.VALID).select_related("organisation")
    found: dict[str, list[IssuedResult]] = defaultdict(list)
    for row in rows.order_by("-issued_at", "-id")[:500]:
        material = names.get(row.name) or row.material
        if material in definition.materials:
            found[material].append(row)
    return dict(found)
