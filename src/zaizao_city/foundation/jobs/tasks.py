"""The regular duties of the rooms below: they keep no clock and know no worker."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Max
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.files.storing import sweep_files
from zaizao_city.foundation.jobs.defining import every, job
from zaizao_city.foundation.jobs.models import Schedule
from zaizao_city.foundation.record.models import Event, Subscription
from zaizao_city.foundation.record.sealing import seal, write_seals
from zaizao_city.foundation.record.subscribing import list_subscribers, run_subscribers

KEPT = timedelta(days=7)
"""How long a succeeded job can be looked at; a failed one is kept until somebody decides."""


def has_news() -> bool:
    """Whether a subscriber has events before it: two reads, no lock."""
    wanted = {each.name for each in list_subscribers()}
    if not wanted:
        return False
    last = Event.objects.aggregate(last=Max("position"))["last"] or 0
    up_to_date = Subscription.objects.filter(name__in=wanted, position__gte=last).count()
    return last > 0 and up_to_date < len(wanted)


@every(seconds=1, needed=has_news)
@job(outside=True)
def tell_subscribers() -> int:
    """Give the subscribers of the record what is new, each in transactions of its own; how many events."""
    told = 0
    while step := run_subscribers():
        told += step
    return told


@every(minutes=2)
@job(outside=True)
def seal_record() -> int:
    """Seal the heads that moved, where ten minutes have passed, and export every seal that has no file; how many."""
    now = read_clock()
    made = seal(now)
    write_seals(now)
    return len(made)


@every(hours=24)
@job(outside=True)
def sweep() -> int:
    """Remove files that no row knows; how many."""
    return sweep_files(now=read_clock())


@every(hours=24)
@job()
def forget_done_jobs() -> int:
    """Remove succeeded jobs after a week; how many. Regular duties keep theirs."""
    kept = Schedule.objects.exclude(job=None).values("job")
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=read_clock() - KEPT)
    return done.exclude(pk__in=kept).delete()[0]
