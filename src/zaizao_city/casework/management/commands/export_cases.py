"""``zaizao-city export-cases PROCESS --to FILE``: the cases of a process as an event log that any tool of mining reads."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from zaizao.errors import ZaizaoError
from zaizao.eventlog import write_log
from zaizao.wording import describe
from zaizao_city.casework.selectors.caselog import read_case_log
from zaizao_city.catalogue.errors import NoVersionInForceError
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.foundation.clock import read_clock

YEAR = dt.timedelta(days=365)


class Command(BaseCommand):
    """The log names nobody; the ending of the file says which format is written (.xes, .xes.gz, .csv, .parquet)."""

    help = "把一个流程的办件记录写成事件日志；不含姓名。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which process, from when, and where to."""
        parser.add_argument("process", help="流程标识，例如 open-restaurant")
        parser.add_argument("--to", type=Path, required=True, help="写到哪个文件")
        parser.add_argument("--since", type=dt.date.fromisoformat, help="从哪一天收的件起，默认一年前")

    def handle(self, *args: Any, process: str, to: Path, since: dt.date | None = None, **options: Any) -> None:
        """Write the file and say what is in it."""
        now = read_clock()
        begins = dt.datetime.combine(since, dt.time()) if since else now - YEAR
        try:
            digest = choose_version(process, on=now.date()).digest
        except NoVersionInForceError as error:
            raise CommandError(" ".join(error.tell())) from error
        found = read_case_log(process, get_definition(digest), since=begins, until=now)
        try:
            write_log(found.log, to)
        except ZaizaoError as error:
            raise CommandError(describe(error)) from error
        said = _("写出 {cases} 件、{events} 个事件；当事人已被遗忘、没有写出的 {erased} 件。")
        kept = found.cases - found.erased
        self.stdout.write(said.format(cases=kept, events=len(found.log), erased=found.erased))
