"""``zaizao-city export_log KIND… --to FILE``: the record as an event log, one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from attrs import asdict
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from zaizao_city.foundation.record.exporting import export_log


class Command(BaseCommand):
    """Bodies are left out unless asked for: a log for mining needs none."""

    help = "Write the events of streams of these kinds as JSON lines: case, activity, time, actor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kinds", nargs="+", help="kinds of streams, such as case")
        parser.add_argument("--to", type=Path, required=True, help="the file to write")
        parser.add_argument("--with-bodies", action="store_true", help="also what the events say; may be personal")

    def handle(self, *args: Any, **options: Any) -> None:
        written = 0
        with options["to"].open("w", encoding="utf-8") as file:
            for row in export_log(*options["kinds"]):
                said = {**asdict(row), "at": row.at.isoformat()}
                if not options["with_bodies"]:
                    del said["body"]
                file.write(json.dumps(said, ensure_ascii=False) + "\n")
                written += 1
        self.stdout.write(_("写出 {count} 个事件。").format(count=written))
