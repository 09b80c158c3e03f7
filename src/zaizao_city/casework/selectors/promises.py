"""The public promises and how they are kept (JN10): every figure is a count of cases that can be listed.

A promise is kept where the case was closed before its promised moment, broken where that moment has passed without;
what is still running in time is neither, and what the applicant withdrew is not counted.
"""

from __future__ import annotations

from datetime import datetime

from attrs import frozen
from django.db.models import Count, F, Q, QuerySet

from zaizao.units import Limit
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.cases import NEWEST_FIRST
from zaizao_city.casework.selectors.kept_figures import keep_figure
from zaizao_city.casework.selectors.paging import Page, cut_page
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.catalogue.selectors.definitions import choose_versions, get_definition
from zaizao_city.identity.models import Organisation


@frozen
class Period:
    """Cases taken in from one moment to another, the end not included."""

    since: datetime
    until: datetime


@frozen
class Promise:
    """The promise of one process and how it was kept; ``rate`` is None where nothing has come to its end."""

    process: str
    name: str
    name_en: str
    limit: Limit | None
    """What is promised today."""
    kept: int
    broken: int
    running: int

    @property
    def rate(self) -> float | None:
        """The share kept of those kept or broken, from 0 to 1."""
        ended = self.kept + self.broken
        return self.kept / ended if ended else None


def list_promises(period: Period, *, now: datetime, territory: Organisation | None = None) -> list[Promise]:
    """The promise board: every process with promised cases in the period; three queries."""
    key = ("promises", period.since - now, period.until - now, territory.pk if territory else None)
    rows = keep_figure(key, lambda: _count_promises(period, now=now, territory=territory), now=now)
    versions = choose_versions((str(row["process"]) for row in rows), on=now.date(), district=territory)
    return [_make(row, versions.get(str(row["process"]))) for row in rows]


def _count_promises(period: Period, *, now: datetime, territory: Organisation | None) -> list[dict[str, object]]:
    counted = (
        _in_period(period, territory)
        .values("process")
        .annotate(
            kept=Count("pk", filter=is_kept()),
            broken=Count("pk", filter=is_broken(now)),
            total=Count("pk"),
        )
    )
    return list(counted.order_by("process"))


def list_cases_behind(
    period: Period, *, process: str, outcome: str, now: datetime, after: str | None = None
) -> Page[Case]:
    """The cases behind a figure: ``outcome`` is kept, broken or running. For staff: they are real cases."""
    wanted = {
        "kept": is_kept(),
        "broken": is_broken(now),
        "running": ~is_kept() & ~is_broken(now),
    }[outcome]
    rows = _in_period(period, None).filter(wanted, process=process)
    return cut_page(rows, order=NEWEST_FIRST, after=after)


def is_kept() -> Q:
    """Closed before the promised moment."""
    return Q(closed_at__isnull=False, closed_at__lt=F("promised_at"))


def is_broken(now: datetime) -> Q:
    """The promised moment has passed, and the case was not closed before it."""
    late = Q(closed_at__isnull=True, promised_at__lte=now)
    return late | Q(closed_at__isnull=False, closed_at__gte=F("promised_at"))


def _in_period(period: Period, territory: Organisation | None) -> QuerySet[Case]:
    rows = Case.objects.filter(promised_at__isnull=False, opened_at__gte=period.since, opened_at__lt=period.until)
    rows = rows.exclude(outcome="withdrawn")
    return rows if territory is None else rows.filter(territory=territory)


def _make(row: dict[str, object], version: DefinitionVersion | None) -> Promise:
    process = str(row["process"])
    kept, broken, total = (int(str(row[name])) for name in ("kept", "broken", "total"))
    return Promise(
        process=process,
        name=version.name if version else process,
        name_en=version.name_en if version else process,
        limit=get_definition(version.digest).promised if version else None,
        kept=kept,
        broken=broken,
        running=total - kept - broken,
    )
