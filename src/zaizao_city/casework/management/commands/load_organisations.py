"""``zaizao-city load-organisations FILE``: found the city's organisations and say whose work each does; or show what it would do."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from zaizao_city.casework.services.founding import Founding, found_organisations, plan_founding
from zaizao_city.catalogue.mapping.reading import read_table
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.actor import SYSTEM


class Command(BaseCommand):
    """Take over a table of organisations."""

    help = "导入组织机构和承办关系（xlsx、csv、yaml）：有一行不对就都不导入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file; whether to try only."""
        parser.add_argument("file", type=Path, help="组织机构表，每行一个单位")
        parser.add_argument("--dry-run", action="store_true", help="只看会改什么，不写入")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        """Plan, and unless it is a dry run carry out; then say what it is."""
        now = read_clock()
        try:
            table = read_table(file.read_bytes(), filename=file.name)
            rows = [(row.number, row.values) for row in table]
            if dry_run:
                plan = plan_founding(rows, on=now.date())
            else:
                plan = found_organisations(rows, actor=SYSTEM, now=now)
        except OSError as error:
            raise CommandError(str(error)) from None
        except Refusal as refusal:
            raise CommandError("\n".join(refusal.tell())) from None
        if plan.faults:
            told = "\n".join(fault.tell() for fault in plan.faults)
            raise CommandError(_("{told}\n什么也没有导入；请改正后再来。").format(told=told))
        if dry_run:
            self._show(plan)
        said = _("新增单位 {added} 个，改名 {renamed} 个，不变 {same} 个；落实承办关系 {seats} 项。")
        self.stdout.write(
            said.format(added=len(plan.added), renamed=len(plan.renamed), same=plan.same, seats=len(plan.seats))
        )

    def _show(self, plan: Founding) -> None:
        for row in plan.added:
            self.stdout.write(f"+ {row.code}\t{row.name}\t{row.kind.label}\t{row.level.label}\t{row.parent}")
        for row, before in plan.renamed:
            self.stdout.write(f"~ {row.code}\t{before} → {row.name}")
        for seat in plan.seats:
            self.stdout.write(f"= {seat.territory}\t{seat.organ}\t{seat.before or '—'} → {seat.organisation}")
