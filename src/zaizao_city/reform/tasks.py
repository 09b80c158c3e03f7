"""The nightly duty of the reform workbench: reports on the city's own record are made anew."""

from __future__ import annotations

import datetime as dt

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.jobs.defining import every, job
from zaizao_city.reform.models import EvidenceReport
from zaizao_city.reform.selectors.sources import Source, list_own_sources, list_sources

QUIET, LOUD = dt.time(2), dt.time(5)
"""Between these at night there is time for it."""


def is_time_for_reports() -> bool:
    """Whether there is no report at all yet, or it is night and the newest of our own is from another day."""
    if not EvidenceReport.objects.exists():
        return bool(list_own_sources(now=read_clock()))
    now = read_clock()
    today = dt.datetime.combine(now.date(), dt.time())
    made = EvidenceReport.objects.filter(is_own=True, made_at__gte=today).exists()
    return QUIET <= now.time() < LOUD and not made


@every(minutes=1, needed=is_time_for_reports)
@job(outside=True)
def make_reports() -> int:
    """Make the reports on the city's own processes, and those on shipped logs that are not there yet; how many."""
    from zaizao_city.reform.services.reporting import make_report  # mining is loaded when it is needed

    now, made = read_clock(), 0
    for source in _list_due(now):
        try:
            make_report(source, now=now)
        except Refusal:
            continue
        made += 1
    return made


def _list_due(now: dt.datetime) -> list[Source]:
    """Our own that were not made today, and shipped logs that were never reported on; a job that is tried again goes on."""
    today = dt.datetime.combine(now.date(), dt.time())
    there = dict(EvidenceReport.objects.values_list("name", "made_at"))
    return [
        source
        for source in list_sources(now=now)
        if source.name not in there or (source.is_own and there[source.name] < today)
    ]
