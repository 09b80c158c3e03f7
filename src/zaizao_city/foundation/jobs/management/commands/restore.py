"""``zaizao-city restore FOLDER``: put a backup in the place of what is here, and verify it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.jobs.restoring import restore_backup, tell_faults


class Command(BaseCommand):
    """The command ``restore``; exit code 1 also when what was restored is not as it was recorded."""

    help = "Restore a backup, then verify the record and every file. What was here is moved aside."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="The backup: the folder with manifest.json.")
        parser.add_argument("--replace", action="store_true", help="There is a city here: move it aside.")

    def handle(self, *, folder: Path, replace: bool, **options: Any) -> None:
        try:
            aside = restore_backup(folder, now=read_clock(), replace=replace)
        except Refusal as refusal:
            raise CommandError(" ".join(refusal.tell())) from refusal
        if aside is not None:
            self.stdout.write(f"What was here lies in {aside}.")
        faults = list(tell_faults())
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"Restored, but {len(faults)} things are not as they were recorded.")
        self.stdout.write("Restored; everything is as it was recorded.")
