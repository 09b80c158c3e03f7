"""The one place where the application reads the clock.

Official time is the civil time of the city (Asia/Shanghai), without a zone, as in the core. Services take ``now`` as an
argument; views, commands and jobs ask here.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def read_clock() -> datetime:
    """The official time now, whatever zone the machine is set to."""
    return datetime.now(SHANGHAI).replace(tzinfo=None)
