"""``zaizao-city compile_words``: make the English catalogues readable for Django, or list what has no English yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import zaizao_city
from zaizao_city.foundation.ui import translation

PACKAGE = Path(zaizao_city.__file__).parent


class Command(BaseCommand):
    """Compiles ``locale/en/LC_MESSAGES/django.po`` of every room."""

    help = "Compile the English of every room; with --missing, list what has no English yet."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--missing ROOM``: entries ready to be filled in, for a room (a folder below zaizao_city)."""
        parser.add_argument("--missing", metavar="ROOM", help="print the sentences of a room that have no English")

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry it out."""
        if options["missing"] is not None:
            self._print_missing(options["missing"])
            return
        catalogues = translation.find_catalogues(PACKAGE)
        for path in catalogues:
            translation.compile_catalogue(path)
        self.stdout.write(f"{len(catalogues)} catalogues compiled.")

    def _print_missing(self, room: str) -> None:
        folder = PACKAGE / room.replace(".", "/")
        if not folder.is_dir():
            raise CommandError(f"There is no room {room}.")
        missing = [said for said in translation.list_missing(PACKAGE) if Path(said.file).is_relative_to(folder)]
        self.stdout.write(translation.write_skeleton(missing))
        self.stderr.write(f"{len(missing)} sentences without English.")
