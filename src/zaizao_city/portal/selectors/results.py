"""Issued results in words."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from django.utils.translation import gettext as _

from zaizao_city.casework.enums import ResultStatus
from zaizao_city.casework.models import IssuedResult
from zaizao_city.foundation.ui.components.materials import CheckItem
from zaizao_city.foundation.ui.words import say_day


@frozen
class ShownResult:
    """One result with whether it still holds."""

    result: IssuedResult
    is_valid: bool
    holder: str


def describe_results(results: Sequence[IssuedResult]) -> list[CheckItem]:
    """The results of a case as a list."""
    return [
        CheckItem(
            mark="got" if result.status == ResultStatus.VALID else "doubt",
            name=result.name,
            source=_("{day} 签发").format(day=say_day(result.issued_at.date())),
            say=result.number if result.status == ResultStatus.VALID else str(result.get_status_display()),
        )
        for result in results
    ]


def describe_result(result: IssuedResult) -> ShownResult:
    """One result for the list of one's own."""
    return ShownResult(result, result.status == ResultStatus.VALID, "")
