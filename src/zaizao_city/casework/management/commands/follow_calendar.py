"""``zaizao-city follow-calendar``: open cases follow the calendar in force, after a holiday was moved or a year announced."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from zaizao_city.casework.services.timing import recompute_deadlines
from zaizao_city.foundation.clock import read_clock


class Command(BaseCommand):
    """What moves, moves on record, with its old and its new moment; run again, it moves nothing more."""

    help = "放假安排变动后，让在办的件按新的日历重算期限；逐件记录，可以重复运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Some cases at a time, so that the city goes on working meanwhile."""
        after: int | None = 0
        while after is not None:
            after = recompute_deadlines(now=read_clock(), after=after)
        self.stdout.write(_("在办的件都已按现行日历计算。"))
