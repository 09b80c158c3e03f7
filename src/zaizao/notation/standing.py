"""Where a case stands, as the pictures need it: a plain value that whoever knows hands in.

The engine makes it from its state; nothing here knows how a case runs.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from zaizao.definition.model import Placement
from zaizao.units import Text


class Status(enum.Enum):
    """What has become of one activity so far."""

    WAITING = "waiting"
    READY = "ready"
    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    PAUSED = "paused"
    OVERDUE = "overdue"

    @property
    def is_here(self) -> bool:
        """Whether somebody has the work now."""
        return self in (Status.OPEN, Status.OVERDUE, Status.PAUSED)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected of it."""
        return self in (Status.DONE, Status.SKIPPED, Status.CANCELLED)


class Mark(Struct, frozen=True):
    """One activity's place in time: status, round (from 1), outcome, when it began, ended, is due, who has it."""

    status: Status
    round: int = 1
    outcome: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    due: datetime | None = None
    holder: str | None = None


WAITING = Mark(status=Status.WAITING)


class Added(Struct, frozen=True):
    """An activity that was added to the running case (加签), and where it stands to its anchor."""

    id: str
    name: Text
    organ: str
    anchor: str
    placement: Placement = Placement.AFTER


class Standing(Struct, frozen=True):
    """Where one case stands at the moment ``now``; activities without a mark are waiting."""

    activities: Mapping[str, Mark] = {}
    added: tuple[Added, ...] = ()
    now: datetime | None = None

    def mark_of(self, activity: str) -> Mark:
        """The mark of ``activity``; waiting when nothing is known of it."""
        return self.activities.get(activity, WAITING)

    def is_at(self, activity: str) -> bool:
        """Whether the case is at ``activity`` now: somebody has it, or nobody has anything and it is its turn."""
        status = self.mark_of(activity).status
        if status.is_here:
            return True
        return status is Status.READY and not any(mark.status.is_here for mark in self.activities.values())
