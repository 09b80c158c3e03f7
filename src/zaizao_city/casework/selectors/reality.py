"""The four reductions from what really happened (LC12): materials, certificates, visits and days of closed cases.

The same figures as `zaizao.redesign.measure` computes from a definition, counted from rows; the two stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from attrs import frozen
from django.db.models import Count, Sum
from django.db.models.functions import TruncDate

from zaizao_city.casework.conf import get_calendar
from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.models import Case, Document
from zaizao_city.casework.selectors.kept_figures import keep_figure
from zaizao_city.catalogue.selectors.definitions import get_definition


@frozen
class Reality:
    """The means of what applicants really went through, over ``cases`` closed cases of one process."""

    process: str
    cases: int
    materials: Fraction
    """Documents handed in by the applicant; a result reused, a document the state has, a pledge count as none."""
    certificates: Fraction
    visits: Fraction
    elapsed: Fraction
    """Working days from taking in to the end."""


def measure_reality(process: str, *, since: datetime, until: datetime) -> Reality | None:
    """What really happened in the cases of a process closed in a period; None where there were none. Five queries."""
    key = ("reality", process, until - since)
    return keep_figure(key, lambda: _measure(process, since=since, until=until), now=until)


def _measure(process: str, *, since: datetime, until: datetime) -> Reality | None:
    closed = Case.objects.filter(
        process=process, status=CaseStatus.CLOSED, closed_at__gte=since, closed_at__lt=until
    ).exclude(outcome="withdrawn")
    totals = closed.aggregate(cases=Count("pk"), visits=Sum("visits"))
    if not totals["cases"]:
        return None
    papers = Document.objects.filter(
        case__process=process, case__status=CaseStatus.CLOSED, case__closed_at__gte=since, case__closed_at__lt=until,
        status="supplied", result="",
    ).exclude(case__outcome="withdrawn")  # fmt: skip
    handed = list(papers.values_list("case__digest", "material").annotate(times=Count("pk")).order_by())
    spans = closed.annotate(first=TruncDate("opened_at"), last=TruncDate("closed_at"))
    days = list(spans.values_list("first", "last").annotate(times=Count("pk")).order_by())
    count = totals["cases"]
    return Reality(
        process=process,
        cases=count,
        materials=Fraction(sum(times for _, _, times in handed), count),
        certificates=Fraction(_count_certificates(handed), count),
        visits=Fraction(totals["visits"] or 0, count),
        elapsed=Fraction(_count_days(days), count),
    )


def _count_certificates(handed: Iterable[tuple[str, str, int]]) -> int:
    total = 0
    for digest, material, times in handed:
        about = get_definition(digest).materials.get(material)
        total += times if about is not None and about.certificate else 0
    return total


def _count_days(spans: Iterable[tuple[object, object, int]]) -> int:
    calendar = get_calendar()
    return sum(calendar.workdays_between(first, last) * times for first, last, times in spans)  # type: ignore[arg-type]
