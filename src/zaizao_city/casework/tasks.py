"""Regular duties of casework: the clock of all cases, and reminders of what is still to come."""

from __future__ import annotations

from zaizao_city.casework.models import Case
from zaizao_city.casework.services.reminding import remind_gaps
from zaizao_city.casework.services.ticking import list_unreported, tick_due
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.jobs.defining import every, job


def is_due() -> bool:
    """Whether time has something to do anywhere: one read of an index, and a second where nothing is due."""
    return Case.objects.filter(next_due__lte=read_clock()).exists() or list_unreported().exists()


@every(seconds=20, needed=is_due)
@job(outside=True)
def let_time_pass() -> int:
    """Let what is due happen, each case in a transaction of its own; how many cases moved on."""
    return tick_due(now=read_clock()).moved


@every(hours=1)
@job()
def remind_of_gaps() -> int:
    """Remind applicants of materials that are to follow soon; how many."""
    return remind_gaps(now=read_clock())
