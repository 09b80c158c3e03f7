"""``zaizao-city backup FOLDER``: copy everything, while the city works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.jobs.backing_up import make_backup


class Command(BaseCommand):
    """The command ``backup``."""

    help = "Copy database, files, keys and seals into FOLDER/<date-time>, while the city works. Keep it locked away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="Where backups are kept; not in the home.")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            made = make_backup(folder, now=read_clock())
        except Refusal as refusal:
            raise CommandError(" ".join(refusal.tell())) from refusal
        self.stdout.write(str(made))
