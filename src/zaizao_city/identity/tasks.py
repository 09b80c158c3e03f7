"""What identity does by itself: forget views that are old enough, and sessions that have run out."""

from __future__ import annotations

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.jobs.defining import every, job
from zaizao_city.identity.services.access import forget_viewings
from zaizao_city.identity.services.sessions import close_expired_sessions


@every(hours=24)
@job()
def forget_old_viewings() -> int:
    """Drop views of personal data that are older than is kept; how many."""
    return forget_viewings(now=read_clock())


@every(hours=1)
@job()
def end_expired_sessions() -> int:
    """Take out of the lists what no cookie opens any more; how many."""
    return close_expired_sessions(now=read_clock())
