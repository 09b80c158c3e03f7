"""``zaizao-city jobs``: how the jobs stand; ``--retry KEY`` tries one again that was given up."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zaizao_city.foundation.jobs.backlog import count_jobs, list_failed, retry_failed


class Command(BaseCommand):
    """The command ``jobs``."""

    help = "Tell how many jobs wait, run, are done or were given up, and why; try one again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retry", type=uuid.UUID, metavar="KEY", help="Try this job again from its first attempt.")

    def handle(self, *, retry: uuid.UUID | None, **options: Any) -> None:
        if retry is not None and not retry_failed(retry):
            raise CommandError(f"No job {retry} was given up; `zaizao-city jobs` lists those that were.")
        for status, count in sorted(count_jobs().items()):
            self.stdout.write(f"{status.lower():<12}{count:>8}")
        for job in list_failed():
            self.stdout.write(f"{job.finished_at:%Y-%m-%d %H:%M}  {job.key}  {job.path}  {job.attempts}×  {job.reason}")
