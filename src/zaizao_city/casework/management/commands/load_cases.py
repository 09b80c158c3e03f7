"""``zaizao-city load-cases FILE``: take over the cases of an old system, a line each; again, to go on where it stopped."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from zaizao_city.casework.services.loading_files import Loaded, load_file
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import SYSTEM

SHOWN = 20
"""Faults shown on the screen; all of them stand beside the lines in the record of the load."""
EVERY = 10
"""Parts between two lines that say how far it is."""


class Command(BaseCommand):
    """Load a file of cases of the past."""

    help = "导入旧系统的历史办件（每行一件的 JSON 文件）；中断后重新执行，从中断处继续。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and how many processes help."""
        parser.add_argument("file", type=Path, help="导出的办件文件，每行一件")
        parser.add_argument(
            "--workers", type=int, default=(os.cpu_count() or 1) + 1, help="同时运行的进程数；0 为只用本进程"
        )

    def handle(self, *args: Any, file: Path, workers: int, **options: Any) -> None:
        """Load, say how far it is, and at the end what was refused and why."""
        begins, loaded = time.monotonic(), Loaded()
        try:
            for number, loaded in enumerate(load_file(file, actor=SYSTEM, now=read_clock(), workers=max(0, workers))):
                if number % EVERY == EVERY - 1:
                    self.stdout.write(_("已导入 {cases} 件").format(cases=loaded.cases))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from None
        except Refusal as refusal:
            raise CommandError("\n".join(refusal.tell())) from None
        seconds = round(time.monotonic() - begins, 1)
        said = _("导入 {cases} 件，用时 {seconds} 秒；以前已导入 {before} 件。")
        self.stdout.write(said.format(cases=loaded.cases, before=loaded.before, seconds=seconds))
        if loaded.faults:
            self._tell_faults(loaded, file)

    def _tell_faults(self, loaded: Loaded, file: Path) -> None:
        for fault in loaded.faults[:SHOWN]:
            self.stderr.write(fault.tell())
        lines = len({fault.line for fault in loaded.faults})
        said = _("{lines} 行没有导入，原样写在 {file}；请改正后另行导入。")
        raise CommandError(said.format(lines=lines, file=f"{file}.refused"))
