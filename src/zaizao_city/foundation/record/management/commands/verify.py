"""``zaizao-city verify``: is everything as it was recorded? Exit code 1 if not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from zaizao_city.foundation.record.verifying import verify


class Command(BaseCommand):
    """Tells each finding in a sentence that names stream and number."""

    help = "Verify every chain and every seal; tell what was changed, cut or deleted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seals", type=Path, help="a folder of seal files to believe instead: a copy kept elsewhere"
        )
        parser.add_argument("--public-key", help="the key to believe, in hexadecimal; otherwise the installation's own")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify(seals=options["seals"], public_key=options["public_key"])
        for finding in verdict.findings:
            self.stdout.write(finding.tell())
        counts = {"streams": verdict.streams, "events": verdict.events, "seals": verdict.seals}
        self.stdout.write(_("核对了 {streams} 条记录流、{events} 个事件、{seals} 批封存。").format(**counts))
        if verdict.findings:
            self.stdout.write(_("发现 {count} 处问题。").format(count=len(verdict.findings)))
            raise SystemExit(1)
        self.stdout.write(_("一切与记录时相同。"))
