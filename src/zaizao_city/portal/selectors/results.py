"""Issued results in words, and by the case that gave them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from zaizao_city.casework.enums import ResultStatus
from zaizao_city.casework.models import Case, IssuedResult
from zaizao_city.foundation.ui.components.materials import CheckItem
from zaizao_city.foundation.ui.words import say_day


@frozen
class Package:
    """What one case gave, all of it together (大礼包): one set of materials in, one package of results out (ZC3)."""

    case: Case
    results: Sequence[IssuedResult]

    @property
    def valid(self) -> int:
        """How many of them still hold."""
        return sum(result.status == ResultStatus.VALID for result in self.results)


def describe_results(results: Sequence[IssuedResult]) -> list[CheckItem]:
    """The results of a case as a list."""
    return [
        CheckItem(
            mark="got" if result.status == ResultStatus.VALID else "doubt",
            name=result.name,
            source=_("{day} 签发").format(day=say_day(result.issued_at.date())),
            say=result.number if result.status == ResultStatus.VALID else str(result.get_status_display()),
            link=reverse("portal:result", args=[result.number]),
        )
        for result in results
    ]


def list_packages(results: Sequence[IssuedResult]) -> list[Package]:
    """Results by the case that gave them, the newest case first; inside a case in the order they were issued."""
    by_case: dict[int, list[IssuedResult]] = {}
    for result in results:
        by_case.setdefault(result.case_id, []).append(result)
    return [Package(those[0].case, those[::-1]) for those in by_case.values()]
